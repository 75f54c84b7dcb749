/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/sample.h"

bool adc_format_fits(const struct adc_format *format)
{
	unsigned bytes = format->bytes;

	return (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8) && format->bits >= 1 &&
	       format->bits <= (format->is_signed ? 32 : 31) && format->shift < 8 * bytes &&
	       format->bits <= 8 * bytes - format->shift;
}

static uint64_t load(const struct adc_format *format, const uint8_t *at)
{
	uint64_t word = 0;

	for (unsigned i = 0; i < format->bytes; i++)
		word = word << 8 | at[format->is_big_endian ? i : format->bytes - 1 - i];
	return word;
}

int32_t adc_sample(const struct adc_format *format, const uint8_t *at)
{
	uint64_t sign = UINT64_C(1) << (format->bits - 1);
	int64_t value = (int64_t)(load(format, at) >> format->shift & (2 * sign - 1));

	return (int32_t)(format->is_signed && value & (int64_t)sign ? value - 2 * (int64_t)sign
								    : value);
}

int64_t adc_time(const struct adc_format *format, const uint8_t *at)
{
	return (int64_t)load(format, at);
}
