/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the process that reads the ADC tells the one that records. One message is one packet. */
#ifndef ACQUISITION_IIO_MESSAGE_H
#define ACQUISITION_IIO_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

enum { ADC_CHANNELS_MAX = 8, ADC_MESSAGE_FRAMES = 512 };

/* What there is to read, and what is asked of it. */
struct adc_target {
	char uri[128];
	char device[64]; /* its name, label or id; "" = the only one that has a buffer */
	double rate_hz;  /* 0 = as it is set */
};

struct adc_description {
	char name[64], serial[64]; /* "" = not told */
	double rate_hz;            /* as read back */
	uint32_t channels, bits;
	uint32_t has_time; /* nought or not: every frame has its own */
	/* millivolt = (count + offset) * scale; scale NaN = not told */
	double scale[ADC_CHANNELS_MAX], offset[ADC_CHANNELS_MAX];
};

/* Why it ends. */
enum adc_end {
	ADC_GONE,      /* device or server */
	ADC_SILENT,    /* no samples in time */
	ADC_OVERFLOW,  /* samples were lost, as it says itself */
	ADC_WRONG,     /* not what was agreed upon */
	ADC_UNUSABLE,  /* it cannot be recorded; only at the beginning */
	ADC_ENDS_COUNT /* how many there are */
};

enum adc_kind { ADC_HELLO = 1, ADC_FRAMES, ADC_END };

struct adc_message {
	uint32_t kind;
	union {
		struct adc_description hello;
		struct {
			uint32_t end;
			char text[400];
		} end;
		struct {
			uint32_t frames;
			uint32_t more;    /* frames that came along, in the messages that follow */
			int64_t heard_ns; /* CLOCK_MONOTONIC */
			int64_t time_ns[ADC_MESSAGE_FRAMES];
			int32_t counts[ADC_MESSAGE_FRAMES * ADC_CHANNELS_MAX];
		} data;
	};
};

#endif
