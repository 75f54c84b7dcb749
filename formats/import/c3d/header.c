/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <math.h>
#include <string.h>

enum { MAGIC = 0x50, SATURATED = 65535 };
/* offsets in the header, in bytes; words but for the two reals */
enum {
	AT_POINTS = 2,
	AT_ANALOG_WORDS = 4,
	AT_FIRST = 6,
	AT_LAST = 8,
	AT_SCALE = 12,
	AT_DATA = 16,
	AT_ANALOG_SAMPLES = 18,
	AT_RATE = 20
};

static unsigned header_word(const struct c3d_file *file, size_t at)
{
	return c3d_word(file->bytes + at, file->order);
}

static double first_value(const struct c3d_file *file, const char *group, const char *name,
			  double otherwise)
{
	struct c3d_parameter parameter;

	c3d_find(file, group, name, &parameter);
	return c3d_value(&parameter, 0, otherwise);
}

static int find_parameters(struct c3d_file *file, struct error *err)
{
	if (file->size < C3D_BLOCK || file->bytes[1] != MAGIC)
		return fail(err, HINGE_EFORMAT, "%s: is not a C3D file", file->name);
	file->parameters = (file->bytes[0] - (size_t)1) * C3D_BLOCK;
	if (file->bytes[0] < 2 || file->parameters + 4 > file->size)
		return fail(err, HINGE_EFORMAT,
			    "%s: its parameters start at block %u, outside of the file (damaged?)",
			    file->name, file->bytes[0]);
	file->order = file->bytes[file->parameters + 3];
	if (file->order < C3D_INTEL || file->order > C3D_SGI)
		return fail(err, HINGE_EFORMAT,
			    "%s: byte order %u, expected 84 (Intel), 85 (DEC) or 86 (SGI)",
			    file->name, (unsigned)file->order);
	return 0;
}

/* The data start ends the section where they follow it: block counts that are too small exist. */
static int bound_sections(struct c3d_file *file, struct error *err)
{
	size_t blocks = file->bytes[file->parameters + 2], data = header_word(file, AT_DATA);

	file->data = data ? (data - 1) * C3D_BLOCK : 0;
	if (!data || file->data > file->size)
		return fail(err, HINGE_EFORMAT,
			    "%s: its data start at block %zu, outside of the file (damaged?)",
			    file->name, data);
	file->parameters_end = file->parameters + blocks * C3D_BLOCK;
	if (file->data > file->parameters)
		file->parameters_end = file->data;
	if (file->parameters_end > file->size)
		file->parameters_end = file->size;
	return 0;
}

/* TRIAL:ACTUAL_START_FIELD and _END_FIELD: two words each, the low one first. */
static double actual_frames(const struct c3d_file *file)
{
	struct c3d_parameter start, end;

	c3d_find(file, "TRIAL", "ACTUAL_START_FIELD", &start);
	c3d_find(file, "TRIAL", "ACTUAL_END_FIELD", &end);
	return c3d_unsigned(&end, 0, NAN) + 65536.0 * c3d_unsigned(&end, 1, NAN) -
	       c3d_unsigned(&start, 0, NAN) - 65536.0 * c3d_unsigned(&start, 1, NAN) + 1.0;
}

/* The header counts in words of 16 bits; longer files say their length in a parameter. */
static double stated_frames(struct c3d_file *file)
{
	unsigned first = header_word(file, AT_FIRST), last = header_word(file, AT_LAST);
	double frames = last >= first ? (double)(last - first) + 1.0 : 0.0;
	double longer = first_value(file, "POINT", "LONG_FRAMES", actual_frames(file));

	file->claims.header_frames = frames;
	file->claims.long_frames = longer;
	if (longer > frames && (last == SATURATED || last < first || longer > SATURATED))
		frames = longer;
	return frames;
}

static int measure_frames(struct c3d_file *file, struct error *err)
{
	double stated = stated_frames(file);
	size_t held = (file->size - file->data) / file->frame_bytes;

	if (!(stated >= 1.0))
		return fail(err, HINGE_EFORMAT, "%s: says that it holds no frames", file->name);
	if (!(stated <= (double)held))
		return fail(err, HINGE_EFORMAT,
			    "%s: %zu frames, its header says %.0f (cut short? copy it again)",
			    file->name, held, stated);
	file->frames = (size_t)stated;
	return 0;
}

/* A frame is its points, four numbers each, and then samples_per_frame of each channel in turn. */
static int measure_analog(struct c3d_file *file, struct error *err)
{
	size_t points = header_word(file, AT_POINTS), words = header_word(file, AT_ANALOG_WORDS);
	size_t samples = header_word(file, AT_ANALOG_SAMPLES), number;
	double used = first_value(file, "ANALOG", "USED", NAN);
	double scale =
		first_value(file, "POINT", "SCALE", c3d_real(file->bytes + AT_SCALE, file->order));

	if (!words || !samples || used == 0.0)
		return fail(err, HINGE_EFORMAT,
			    "%s: holds no analog data, only markers: no forces can be read from it",
			    file->name);
	file->is_float = scale < 0.0;
	number = file->is_float ? 4 : 2;
	file->points_bytes = points * 4 * number;
	file->frame_bytes = file->points_bytes + words * number;
	file->samples_per_frame = samples;
	file->channels = words / samples;
	/* words that no channel fills: the stated number of channels tells the stride */
	file->claims.words_left = words % samples;
	if (words % samples && used >= 1.0 && used <= (double)file->channels)
		file->channels = (size_t)used;
	if (!file->channels)
		return fail(err, HINGE_EFORMAT,
			    "%s: %zu analog words for %zu samples in a frame (damaged?)",
			    file->name, words, samples);
	return 0;
}

static void find_rate(struct c3d_file *file)
{
	struct c3d_claims *claims = &file->claims;

	claims->header_hz = c3d_real(file->bytes + AT_RATE, file->order);
	claims->points_hz = first_value(file, "POINT", "RATE", claims->header_hz);
	claims->analog_hz = first_value(file, "ANALOG", "RATE", NAN);
	file->rate_hz = claims->points_hz * (double)file->samples_per_frame;
	if (!(claims->points_hz > 0.0))
		file->rate_hz = claims->analog_hz;
	if (!(file->rate_hz > 0.0) || isinf(file->rate_hz))
		file->rate_hz = NAN;
}

int c3d_open(struct c3d_file *file, const void *bytes, size_t size, const char *name,
	     struct error *err)
{
	int rc;

	memset(file, 0, sizeof(*file));
	file->bytes = bytes;
	file->size = size;
	file->name = name;
	rc = find_parameters(file, err);
	if (!rc)
		rc = bound_sections(file, err);
	if (!rc)
		rc = measure_analog(file, err);
	if (!rc)
		rc = measure_frames(file, err);
	if (!rc)
		find_rate(file);
	return rc;
}
