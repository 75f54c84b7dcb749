/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/internal.h"
#include "formats/layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 256 };
#define RATE_WITHIN 0.01

static const char rate_attribute[] = "sampling_frequency";

/* The device's own, its channels', or that of the trigger that paces it. */
struct rate_owner {
	const struct iio_device *device;
	bool is_of_channels;
};

static bool find_rate(const struct adc_context *context, struct rate_owner *owner)
{
	const struct iio_device *trigger = NULL;

	*owner = (struct rate_owner){.device = context->device};
	if (iio_device_find_attr(context->device, rate_attribute))
		return true;
	owner->is_of_channels = iio_channel_find_attr(context->channel[0].iio, rate_attribute);
	if (owner->is_of_channels)
		return true;
	if (iio_device_get_trigger(context->device, &trigger) < 0 || !trigger)
		return false;
	owner->device = trigger;
	return iio_device_find_attr(trigger, rate_attribute);
}

static int write_number(const struct adc_context *context, const struct rate_owner *owner,
			double hz)
{
	bool is_whole = hz == round(hz);
	int ret = 0;

	if (!owner->is_of_channels)
		/* some drivers take no fractions */
		return is_whole ? iio_device_attr_write_longlong(owner->device, rate_attribute,
								 (long long)hz)
				: iio_device_attr_write_double(owner->device, rate_attribute, hz);
	for (size_t i = 0; ret >= 0 && i < context->description.channels; i++) {
		const struct iio_channel *channel = context->channel[i].iio;

		ret = is_whole ? iio_channel_attr_write_longlong(channel, rate_attribute,
								 (long long)hz)
			       : iio_channel_attr_write_double(channel, rate_attribute, hz);
	}
	return ret;
}

static int read_number(const struct adc_context *context, const struct rate_owner *owner,
		       double *hz)
{
	return owner->is_of_channels
		       ? iio_channel_attr_read_double(context->channel[0].iio, rate_attribute, hz)
		       : iio_device_attr_read_double(owner->device, rate_attribute, hz);
}

static int cannot_set(const struct adc_context *context, double hz, const char *why,
		      struct error *err)
{
	char can[TEXT_MAX];
	ssize_t size = iio_device_attr_read(context->device, "sampling_frequency_available", can,
					    sizeof(can));

	return fail(err, HINGE_EUSAGE, "%s cannot be set to rate=%g: %s%s%.*s",
		    adc_device_name(context->device), hz, why, size > 0 ? "; it can " : "",
		    size > 0 ? (int)strcspn(can, "\n") : 0, can);
}

int adc_context_set_rate(struct adc_context *context, double asked_hz, struct error *err)
{
	const char *name = adc_device_name(context->device);
	struct rate_owner owner;
	char why[TEXT_MAX];
	double hz;
	int ret;

	if (!find_rate(context, &owner))
		return fail(err, HINGE_EDEVICE,
			    "%s says nothing of its rate: neither it nor a trigger has a "
			    "sampling_frequency",
			    name);
	ret = asked_hz > 0 ? write_number(context, &owner, asked_hz) : 0;
	if (ret < 0) {
		iio_strerror(-ret, why, sizeof(why));
		return cannot_set(context, asked_hz, why, err);
	}
	if (read_number(context, &owner, &hz) < 0)
		return fail(err, HINGE_EDEVICE, "%s does not tell its sampling_frequency", name);
	if (asked_hz > 0 && !(fabs(hz - asked_hz) <= RATE_WITHIN * asked_hz)) {
		snprintf(why, sizeof(why), "it takes %g", hz);
		return cannot_set(context, asked_hz, why, err);
	}
	if (!(hz >= RATE_MIN_HZ && hz <= RATE_MAX_HZ))
		return fail(err, HINGE_EDEVICE,
			    "%s samples %g times a second: %d to %d are taken (rate=HZ)", name, hz,
			    RATE_MIN_HZ, RATE_MAX_HZ);
	context->description.rate_hz = hz;
	return 0;
}
