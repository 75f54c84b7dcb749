/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that use libiio share. */
#ifndef ACQUISITION_IIO_INTERNAL_H
#define ACQUISITION_IIO_INTERNAL_H

#include "acquisition/iio/context.h"
#include "acquisition/iio/sample.h"

#include <iio.h>

struct adc_channel {
	struct iio_channel *iio;
	struct adc_format format;
	size_t at; /* of a scan's bytes */
};

struct adc_context {
	struct iio_context *iio;
	struct iio_device *device;
	struct iio_buffer *buffer;
	struct adc_channel channel[ADC_CHANNELS_MAX], time;
	struct adc_description description;
	size_t frames, step; /* of a refill; bytes of a scan */
};

/* Its label, its name or its id. */
const char *adc_device_name(const struct iio_device *);
/* Of the device that is chosen; 0 = read it only. */
int adc_context_set_rate(struct adc_context *, double asked_hz, struct error *);

#endif
