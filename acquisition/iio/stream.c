/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/internal.h"

#include <errno.h>
#include <math.h>

enum { KERNEL_BUFFERS = 16, TEXT_MAX = 256 };
/* The kernel keeps as much as is asked for at once, and drops what finds no room without a word:
 * it is emptied as samples come, but may have to wait. */
#define REFILL_S 0.1

static enum adc_end end_of(int code)
{
	switch (code) {
	case ETIMEDOUT:
	case EAGAIN:
		return ADC_SILENT;
	case EOVERFLOW:
	case ENOBUFS:
		return ADC_OVERFLOW;
	case EINVAL:
	case EIO:
	case EPROTO:
	case EBADMSG:
		return ADC_WRONG;
	default:
		return ADC_GONE;
	}
}

/* The channels that are wanted, and no others. */
static void enable(struct adc_context *context)
{
	for (unsigned i = 0; i < iio_device_get_channels_count(context->device); i++)
		iio_channel_disable(iio_device_get_channel(context->device, i));
	for (size_t i = 0; i < context->description.channels; i++)
		iio_channel_enable(context->channel[i].iio);
	if (context->time.iio)
		iio_channel_enable(context->time.iio);
}

static size_t put(struct adc_channel *channel, size_t at)
{
	size_t bytes = channel->format.bytes;

	channel->at = (at + bytes - 1) / bytes * bytes;
	return channel->at + bytes;
}

/* In the order of their index, each at a multiple of its size. */
static void lay_out(struct adc_context *context)
{
	struct adc_channel *time = context->time.iio ? &context->time : NULL;
	size_t at = 0;

	for (size_t i = 0; i < context->description.channels; i++) {
		struct adc_channel *channel = &context->channel[i];

		if (time &&
		    iio_channel_get_index(time->iio) < iio_channel_get_index(channel->iio)) {
			at = put(time, at);
			time = NULL;
		}
		at = put(channel, at);
	}
	if (time)
		put(time, at);
}

static bool is_at_its_place(const struct adc_context *context, const struct adc_channel *channel)
{
	const char *start = iio_buffer_start(context->buffer);
	const char *first = iio_buffer_first(context->buffer, channel->iio);

	return first == start + channel->at && channel->at + channel->format.bytes <= context->step;
}

/* A server says with the samples which channels they are of. */
static bool is_laid_out(const struct adc_context *context)
{
	bool fits = iio_buffer_step(context->buffer) == (ptrdiff_t)context->step;

	for (size_t i = 0; fits && i < context->description.channels; i++)
		fits = is_at_its_place(context, &context->channel[i]);
	return fits && (!context->time.iio || is_at_its_place(context, &context->time));
}

int adc_context_start(struct adc_context *context, enum adc_end *end, struct error *err)
{
	ssize_t step;

	enable(context);
	lay_out(context);
	step = iio_device_get_sample_size(context->device);
	*end = ADC_UNUSABLE;
	if (step <= 0)
		return fail(err, HINGE_EDEVICE, "the size of its scans is not known");
	context->step = (size_t)step;
	context->frames = (size_t)ceil(context->description.rate_hz * REFILL_S);
	/* not every driver has several */
	(void)!iio_device_set_kernel_buffers_count(context->device, KERNEL_BUFFERS);
	context->buffer = iio_device_create_buffer(context->device, context->frames, false);
	if (context->buffer)
		return 0;
	*end = end_of(errno);
	return fail_errno(err, HINGE_EDEVICE,
			  "it does not begin to sample (in use, or no trigger is set?)");
}

int64_t adc_context_refill(struct adc_context *context, enum adc_end *end, struct error *err)
{
	ssize_t got = iio_buffer_refill(context->buffer);
	char why[TEXT_MAX];

	if (got < 0) {
		*end = end_of((int)-got);
		iio_strerror((int)-got, why, sizeof(why));
		return fail(err, HINGE_EDEVICE, "%s", why);
	}
	if (!got) {
		*end = ADC_SILENT;
		return fail(err, HINGE_EDEVICE, "it gives nothing");
	}
	if ((size_t)got > context->frames * context->step || (size_t)got % context->step ||
	    !is_laid_out(context)) {
		*end = ADC_WRONG;
		return fail(err, HINGE_EDEVICE, "it gives %zd bytes, of %zu scans of %zu", got,
			    context->frames, context->step);
	}
	return got / (ssize_t)context->step;
}

void adc_context_take(const struct adc_context *context, size_t first, size_t frames,
		      int32_t *counts, int64_t *time_ns)
{
	const uint8_t *scan = iio_buffer_start(context->buffer);
	size_t channels = context->description.channels;

	scan += first * context->step;
	for (size_t f = 0; f < frames; f++, scan += context->step) {
		for (size_t c = 0; c < channels; c++) {
			const struct adc_channel *channel = &context->channel[c];

			counts[f * channels + c] = adc_sample(&channel->format, scan + channel->at);
		}
		time_ns[f] = context->time.iio
				     ? adc_time(&context->time.format, scan + context->time.at)
				     : 0;
	}
}
