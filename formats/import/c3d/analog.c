/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* FORMAT says how integers are stored; the OFFSET of an unsigned file is unsigned as well: -32768
 * is 32768. */
static bool is_unsigned(const struct c3d_file *file)
{
	struct c3d_parameter parameter;
	char format[16];

	c3d_find(file, "ANALOG", "FORMAT", &parameter);
	c3d_text(&parameter, 0, format, sizeof(format));
	return !strcasecmp(format, "UNSIGNED");
}

static int find_scale(const struct c3d_file *file, struct c3d_channel *channel, struct error *err)
{
	struct c3d_parameter scales, general, offsets;

	c3d_find(file, "ANALOG", "SCALE", &scales);
	c3d_find(file, "ANALOG", "GEN_SCALE", &general);
	c3d_find(file, "ANALOG", "OFFSET", &offsets);
	channel->scale = c3d_value(&scales, channel->index, NAN) * c3d_value(&general, 0, 1.0);
	channel->offset = channel->is_unsigned ? c3d_unsigned(&offsets, channel->index, NAN)
					       : c3d_value(&offsets, channel->index, NAN);
	if (!offsets.count)
		channel->offset = 0.0;
	if (isfinite(channel->scale) && channel->scale != 0.0 && isfinite(channel->offset))
		return 0;
	return fail(err, HINGE_EFORMAT,
		    "%s: analog channel %zu has no ANALOG:SCALE and OFFSET: its samples mean no "
		    "force",
		    file->name, channel->index + 1);
}

int c3d_channel(const struct c3d_file *file, double number, struct c3d_channel *channel,
		struct error *err)
{
	struct c3d_parameter units;

	memset(channel, 0, sizeof(*channel));
	if (!(number >= 1.0 && number <= (double)file->channels))
		return fail(err, HINGE_EFORMAT,
			    "%s: a force plate names analog channel %g, the file has %zu (from 1)",
			    file->name, number, file->channels);
	channel->index = (size_t)number - 1;
	channel->is_unsigned = is_unsigned(file);
	c3d_find(file, "ANALOG", "UNITS", &units);
	c3d_text(&units, channel->index, channel->unit, sizeof(channel->unit));
	return find_scale(file, channel, err);
}

double c3d_stored(const struct c3d_file *file, const struct c3d_channel *channel, size_t i)
{
	size_t size = file->is_float ? 4 : 2;
	size_t in_frame = i % file->samples_per_frame * file->channels + channel->index;
	const unsigned char *at = file->bytes + file->data +
				  i / file->samples_per_frame * file->frame_bytes +
				  file->points_bytes + in_frame * size;
	unsigned word;

	if (file->is_float)
		return c3d_real(at, file->order);
	word = c3d_word(at, file->order);
	return channel->is_unsigned ? (double)word : (double)(int16_t)word;
}
