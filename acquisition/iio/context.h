/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ADC through libiio. That library waits as long as it likes, allocates whenever it reads,
 * prints, and believes the lengths that a server tells it (0.24 writes past its buffer): it is to
 * be used in a process that may be killed (process.h), but for the list. */
#ifndef ACQUISITION_IIO_CONTEXT_H
#define ACQUISITION_IIO_CONTEXT_H

#include "acquisition/iio/message.h"
#include "formats/error.h"

struct adc_context;

/* Connects, chooses device and channels, sets the rate. *end on failure says why. */
int adc_context_open(struct adc_context **, const struct adc_target *, enum adc_end *end,
		     struct error *);
const struct adc_description *adc_context_describe(const struct adc_context *);
/* Also of one that samples. */
void adc_context_close(struct adc_context *);
/* Lets it sample. */
int adc_context_start(struct adc_context *, enum adc_end *end, struct error *);
/* Waits for a tenth of a second of frames: how many, or < 0, after which nothing else may be
 * called. */
int64_t adc_context_refill(struct adc_context *, enum adc_end *end, struct error *);
/* Of those: counts and, where they have them, times. */
void adc_context_take(const struct adc_context *, size_t first, size_t frames, int32_t *counts,
		      int64_t *time_ns);

/* The ADCs of this computer that can be recorded; of the kernel, which is believed. */
void adc_context_list(void (*visit)(void *ctx, const struct adc_target *,
				    const struct adc_description *),
		      void *ctx);

#endif
