/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames that are missing, by the times that the driver gives to those that came. A time may be
 * late, as an interrupt is, but of several some are not: frames are missing where all of the next
 * ADC_WINDOW are later than the least late of those before by more than half a period. */
#ifndef ACQUISITION_IIO_TIMELINE_H
#define ACQUISITION_IIO_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

/* A rate that is off by 1.5 % stays within half a period from window to window. */
enum { ADC_WINDOW = 16 };

struct adc_timeline {
	double period_ns;
	int64_t origin_ns; /* of frame 0 */
	int64_t index;     /* of the next frame, with those that are missing */
	double late_ns[ADC_WINDOW];
	size_t known; /* of them */
};

void adc_timeline_start(struct adc_timeline *, double rate_hz, int64_t first_ns);
/* How many frames are missing before the first of `frames` frames; 0 where those are fewer than
 * ADC_WINDOW. */
int64_t adc_timeline_missing(const struct adc_timeline *, const int64_t *time_ns, size_t frames);
/* The next frame, after `missing` ones. */
void adc_timeline_add(struct adc_timeline *, int64_t time_ns, int64_t missing);
/* When the next frame is due. */
int64_t adc_timeline_next_ns(const struct adc_timeline *);

#endif
