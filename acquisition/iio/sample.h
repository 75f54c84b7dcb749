/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A channel's samples as Linux's IIO lays them into memory ("be:s24/32>>8"). */
#ifndef ACQUISITION_IIO_SAMPLE_H
#define ACQUISITION_IIO_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

struct adc_format {
	unsigned bytes;       /* of memory */
	unsigned bits, shift; /* of the value, and below it; what is above it means nothing */
	bool is_signed, is_big_endian;
};

/* Whether there are such samples, and an int32_t holds each. */
bool adc_format_fits(const struct adc_format *);
int32_t adc_sample(const struct adc_format *, const uint8_t *at);
/* All of 8 bytes. */
int64_t adc_time(const struct adc_format *, const uint8_t *at);

#endif
