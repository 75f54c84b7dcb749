/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/iiod_adc.h"

#include <stdarg.h>
#include <stdio.h>

/* --- samples --- */

struct iiod_layout iiod_parse_format(const char *format)
{
	struct iiod_layout layout = {0};
	unsigned length = 0;
	char end, sign;

	if (sscanf(format, "%ce:%c%u/%u>>%u", &end, &sign, &layout.bits, &length, &layout.shift) ==
	    5)
		layout.bytes = length / 8;
	layout.is_big_endian = end == 'b';
	layout.is_signed = sign == 's' || sign == 'S';
	return layout;
}

int64_t iiod_value(const struct iiod_layout *layout, int64_t frame, int channel, int channels)
{
	uint64_t all = UINT64_C(1) << layout->bits;
	uint64_t value = ((uint64_t)frame * (uint64_t)channels + (uint64_t)channel) & (all - 1);

	return layout->is_signed ? (int64_t)value - (int64_t)(all / 2) : (int64_t)value;
}

static void put(uint8_t *at, uint64_t word, unsigned bytes, bool is_big_endian)
{
	for (unsigned i = 0; i < bytes; i++)
		at[is_big_endian ? bytes - 1 - i : i] = (uint8_t)(word >> 8 * i);
}

/* What is above and below the value is not nought: it means nothing. */
static void put_value(const struct iiod *iiod, uint8_t *at, int64_t frame, int channel)
{
	const struct iiod_layout *layout = &iiod->layout;
	uint64_t mask = (UINT64_C(1) << layout->bits) - 1;
	uint64_t value =
		(uint64_t)iiod_value(layout, frame, channel, iiod->options.channels) & mask;
	uint64_t junk = UINT64_C(0xa5a5a5a5a5a5a5a5) & ~(mask << layout->shift);

	put(at, value << layout->shift | junk, layout->bytes, layout->is_big_endian);
}

double iiod_rate(struct iiod *iiod)
{
	return atomic_load(&iiod->rate_mhz) / 1000.0;
}

static size_t time_place(const struct iiod *iiod)
{
	size_t size = (size_t)iiod->options.channels * iiod->layout.bytes;

	return (size + 7) / 8 * 8;
}

size_t iiod_scan_size(const struct iiod *iiod)
{
	return iiod->options.has_time ? time_place(iiod) + 8
				      : (size_t)iiod->options.channels * iiod->layout.bytes;
}

void iiod_put_scan(struct iiod *iiod, uint8_t *scan, int64_t frame)
{
	double ahead = atomic_load(&iiod->lie) == IIOD_FAST_CLOCK ? 1e15 : 0;

	for (int c = 0; c < iiod->options.channels; c++)
		put_value(iiod, scan + (size_t)c * iiod->layout.bytes, frame, c);
	if (iiod->options.has_time)
		put(scan + time_place(iiod),
		    (uint64_t)((double)frame * 1e9 / iiod_rate(iiod) + ahead), 8, false);
}

/* --- description --- */

__attribute__((format(printf, 2, 3))) static void add(struct iiod_text *text, const char *format,
						      ...)
{
	va_list args;

	va_start(args, format);
	text->used += (size_t)vsnprintf(text->at + text->used, sizeof(text->at) - text->used,
					format, args);
	va_end(args);
}

static void add_channel(struct iiod_text *xml, const struct iiod *iiod, int channel)
{
	const char *format = atomic_load(&iiod->lie) == IIOD_ABSURD_FORMAT ? "le:s3/7>>99"
									   : iiod->options.format;

	add(xml, "<channel id=\"voltage%d\" type=\"input\"><scan-element index=\"%d\" format=\"",
	    channel, channel);
	for (; *format; format++)
		*format == '>' ? add(xml, "&gt;") : add(xml, "%c", *format);
	add(xml, "\" /><attribute name=\"scale\" filename=\"in_voltage%d_scale\" />", channel);
	if (iiod->options.offset)
		add(xml, "<attribute name=\"offset\" filename=\"in_voltage%d_offset\" />", channel);
	if (iiod->options.times_of_channels)
		add(xml, "<attribute name=\"sampling_frequency\" />");
	add(xml, "</channel>");
}

/* The channels in an order that is not that of their index. */
void iiod_describe(struct iiod_text *xml, const struct iiod *iiod)
{
	const struct iiod_options *options = &iiod->options;

	add(xml,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?><context name=\"local\" "
	    "description=\"emulated\"><device id=\"iio:device0\" name=\"%s\">",
	    options->name);
	for (int c = options->channels - 1; c >= 0; c--)
		add_channel(xml, iiod, c);
	if (options->has_time)
		add(xml,
		    "<channel id=\"timestamp\" type=\"input\"><scan-element index=\"%d\" "
		    "format=\"le:s64/64&gt;&gt;0\" /></channel>",
		    options->channels);
	if (!options->has_no_rate && !options->times_of_channels)
		add(xml, "<attribute name=\"sampling_frequency\" />");
	add(xml, "</device><device id=\"iio:device1\" name=\"no-adc\"><channel id=\"temp\" "
		 "type=\"input\"><attribute name=\"raw\" filename=\"in_temp_raw\" /></channel>"
		 "</device></context>");
}
