/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/context.h"

#include "acquisition/iio/internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 256 };

/* --- device and channels --- */

static bool is_input(const struct iio_channel *channel, enum iio_chan_type type)
{
	return !iio_channel_is_output(channel) && iio_channel_is_scan_element(channel) &&
	       iio_channel_get_type(channel) == type;
}

static size_t count_inputs(const struct iio_device *device)
{
	size_t inputs = 0;

	for (unsigned i = 0; i < iio_device_get_channels_count(device); i++)
		inputs += is_input(iio_device_get_channel(device, i), IIO_VOLTAGE);
	return inputs;
}

const char *adc_device_name(const struct iio_device *device)
{
	const char *label = iio_device_get_label(device), *name = iio_device_get_name(device);

	return label ? label : name ? name : iio_device_get_id(device);
}

/* The only one with voltage inputs that can be streamed. */
static int find_device(struct adc_context *context, struct error *err)
{
	char names[TEXT_MAX] = "";
	size_t found = 0, used = 0;

	for (unsigned i = 0; i < iio_context_get_devices_count(context->iio); i++) {
		struct iio_device *device = iio_context_get_device(context->iio, i);

		if (!count_inputs(device))
			continue;
		context->device = device;
		if (used < sizeof(names))
			used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
						 found ? " " : "", adc_device_name(device));
		found++;
	}
	if (!found)
		return fail(err, HINGE_EDEVICE,
			    "no device there has voltage inputs with a buffer (iio_info shows what "
			    "there is; does the ADC's driver need a trigger?)");
	return found == 1 ? 0
			  : fail(err, HINGE_EUSAGE,
				 "several devices there have inputs: say which with device=NAME "
				 "(%s)",
				 names);
}

static int choose_device(struct adc_context *context, const char *name, struct error *err)
{
	if (!*name)
		return find_device(context, err);
	context->device = iio_context_find_device(context->iio, name);
	if (!context->device)
		return fail(err, HINGE_EDEVICE, "there is no device '%s' there", name);
	if (!count_inputs(context->device))
		return fail(err, HINGE_EDEVICE, "%s has no voltage inputs with a buffer", name);
	return 0;
}

static void choose_channel(struct adc_channel *out, struct iio_channel *channel)
{
	const struct iio_data_format *format = iio_channel_get_data_format(channel);

	out->iio = channel;
	out->format = (struct adc_format){
		.bytes = format->repeat <= 1 && format->length % 8 == 0 ? format->length / 8 : 0,
		.bits = format->bits,
		.shift = format->shift,
		.is_signed = format->is_signed,
		.is_big_endian = format->is_be,
	};
}

static int compare_index(const void *a, const void *b)
{
	long x = iio_channel_get_index(((const struct adc_channel *)a)->iio);
	long y = iio_channel_get_index(((const struct adc_channel *)b)->iio);

	return (x > y) - (x < y);
}

static bool is_time(const struct iio_channel *channel)
{
	const struct iio_data_format *format = iio_channel_get_data_format(channel);

	return is_input(channel, IIO_TIMESTAMP) && format->length == 64 && format->bits == 64 &&
	       format->shift == 0 && format->repeat <= 1;
}

static int choose_channels(struct adc_context *context, struct error *err)
{
	size_t inputs = count_inputs(context->device), n = 0;

	if (inputs != 4 && inputs != ADC_CHANNELS_MAX)
		return fail(err, HINGE_EDEVICE,
			    "%s has %zu voltage inputs with a buffer: a plate takes 4, two take 8",
			    adc_device_name(context->device), inputs);
	for (unsigned i = 0; i < iio_device_get_channels_count(context->device); i++) {
		struct iio_channel *channel = iio_device_get_channel(context->device, i);

		if (is_input(channel, IIO_VOLTAGE))
			choose_channel(&context->channel[n++], channel);
		else if (is_time(channel))
			choose_channel(&context->time, channel);
	}
	qsort(context->channel, inputs, sizeof(context->channel[0]), compare_index);
	for (size_t i = 0; i < inputs; i++)
		if (!adc_format_fits(&context->channel[i].format))
			return fail(err, HINGE_EDEVICE,
				    "%s: samples of %s are laid out as no integer of at most 32 "
				    "bits",
				    adc_device_name(context->device),
				    iio_channel_get_id(context->channel[i].iio));
	context->description.channels = (uint32_t)inputs;
	context->description.has_time = context->time.iio != NULL;
	context->description.bits = context->channel[0].format.bits;
	return 0;
}

/* --- the rest of what is told --- */

static void describe(struct adc_context *context)
{
	struct adc_description *description = &context->description;
	const char *serial = iio_context_get_attr_value(context->iio, "hw_serial");

	snprintf(description->name, sizeof(description->name), "%s",
		 adc_device_name(context->device));
	snprintf(description->serial, sizeof(description->serial), "%s", serial ? serial : "");
	for (size_t i = 0; i < description->channels; i++) {
		const struct iio_channel *channel = context->channel[i].iio;
		double *scale = &description->scale[i], *offset = &description->offset[i];

		if (iio_channel_attr_read_double(channel, "scale", scale) < 0 ||
		    !isfinite(*scale) || *scale == 0)
			*scale = NAN;
		if (iio_channel_attr_read_double(channel, "offset", offset) < 0 ||
		    !isfinite(*offset))
			*offset = 0;
	}
}

/* The clock that no one sets, where there is a choice. */
static void choose_clock(const struct adc_context *context)
{
	static const char attribute[] = "current_timestamp_clock";

	if (context->time.iio && iio_device_find_attr(context->device, attribute))
		(void)!iio_device_attr_write(context->device, attribute, "monotonic");
}

static int set_up(struct adc_context *context, const struct adc_target *target, struct error *err)
{
	int ret = choose_device(context, target->device, err);

	if (!ret)
		ret = choose_channels(context, err);
	if (!ret)
		ret = adc_context_set_rate(context, target->rate_hz, err);
	if (ret)
		return ret;
	choose_clock(context);
	describe(context);
	return 0;
}

int adc_context_open(struct adc_context **out, const struct adc_target *target, enum adc_end *end,
		     struct error *err)
{
	struct adc_context *context = calloc(1, sizeof(*context));
	int ret;

	*end = ADC_UNUSABLE;
	if (!context)
		return fail(err, HINGE_ENOMEM, "no memory for it");
	context->iio = iio_create_context_from_uri(target->uri);
	if (!context->iio) {
		*end = ADC_GONE;
		ret = fail_errno(err, HINGE_EDEVICE, "nothing answers there as IIO does");
		free(context);
		return ret;
	}
	ret = set_up(context, target, err);
	if (ret) {
		adc_context_close(context);
		return ret;
	}
	*out = context;
	return 0;
}

void adc_context_close(struct adc_context *context)
{
	if (context->buffer)
		iio_buffer_destroy(context->buffer);
	iio_context_destroy(context->iio);
	free(context);
}

const struct adc_description *adc_context_describe(const struct adc_context *context)
{
	return &context->description;
}

/* --- list --- */

static void list_device(void (*visit)(void *ctx, const struct adc_target *,
				      const struct adc_description *),
			void *ctx, struct iio_context *iio, struct iio_device *device)
{
	struct adc_context context = {.iio = iio, .device = device};
	struct adc_target target = {.uri = "local:"};

	if (!count_inputs(device) || choose_channels(&context, NULL))
		return;
	describe(&context);
	snprintf(target.device, sizeof(target.device), "%s", adc_device_name(device));
	visit(ctx, &target, &context.description);
}

void adc_context_list(void (*visit)(void *ctx, const struct adc_target *,
				    const struct adc_description *),
		      void *ctx)
{
	struct iio_context *iio;

	/* libiio would print that it is not there */
	if (access("/sys/bus/iio/devices", R_OK))
		return;
	iio = iio_create_local_context();
	if (!iio)
		return;
	for (unsigned i = 0; i < iio_context_get_devices_count(iio); i++)
		list_device(visit, ctx, iio, iio_context_get_device(iio, i));
	iio_context_destroy(iio);
}
