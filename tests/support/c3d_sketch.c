/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/c3d_sketch.h"

#include "tests/support/assert_near.h"

#include "formats/import/formats.h"

#include <string.h>

static const double one_to_eight[] = {1, 2, 3, 4, 5, 6, 7, 8};

struct c3d_sketch sketch_type_2(void)
{
	static const double origin[3] = {1, -2, -40};

	return (struct c3d_sketch){
		.order = ORDER_INTEL,
		.type = 2,
		.plates = 1,
		.channels = SIX,
		.scale = -0.5,
		.offset = 2048,
		.gain = 2,
		.unit = "N   N   N   Nmm Nmm Nmm ",
		.channel = one_to_eight,
		.origin = origin,
		.used = SIX,
		.analog_hz = SKETCH_HZ * SAMPLES,
	};
}

void sketch_plate(struct c3d_builder *b, const struct c3d_sketch *f)
{
	const double plates = f->plates, type[4] = {f->type, f->type, f->type, f->type};
	const double zeros[24] = {0};
	int n = f->plates, inputs = f->inputs ? f->inputs : f->type == 3 ? 8 : 6;

	c3d_group(b, SKETCH_PLATE, "FORCE_PLATFORM");
	c3d_integers(b, SKETCH_PLATE, "USED", NULL, &plates);
	c3d_integers(b, SKETCH_PLATE, "TYPE", (int[]){n, -1}, type);
	c3d_integers(b, SKETCH_PLATE, "CHANNEL", (int[]){inputs, n, -1},
		     f->channel ? f->channel : zeros);
	c3d_integers(b, SKETCH_PLATE, "ZERO", (int[]){2, -1}, f->zero ? f->zero : zeros);
	if (f->origin)
		c3d_reals(b, SKETCH_PLATE, "ORIGIN", (int[]){3, 1, -1}, f->origin);
	if (f->matrix)
		c3d_reals(b, SKETCH_PLATE, "CAL_MATRIX", (int[]){6, 6, 1, -1}, f->matrix);
	if (f->polynomial)
		c3d_reals(b, SKETCH_PLATE, "FPCOPPOLY", (int[]){6, 2, 1, -1}, f->polynomial);
}

void sketch_analog(struct c3d_builder *b, const struct c3d_sketch *f)
{
	double scale[16], offset[16];
	int channels = (int)f->channels;

	for (int i = 0; i < channels; i++) {
		scale[i] = f->scale;
		offset[i] = f->offset;
	}
	c3d_group(b, SKETCH_ANALOG, "ANALOG");
	c3d_integers(b, SKETCH_ANALOG, "USED", NULL, &f->used);
	c3d_reals(b, SKETCH_ANALOG, "SCALE", (int[]){channels, -1}, scale);
	c3d_reals(b, SKETCH_ANALOG, "GEN_SCALE", NULL, &f->gain);
	c3d_integers(b, SKETCH_ANALOG, "OFFSET", (int[]){channels, -1}, offset);
	if (f->unit)
		c3d_texts(b, SKETCH_ANALOG, "UNITS", 4, channels, f->unit);
	if (f->format)
		c3d_texts(b, SKETCH_ANALOG, "FORMAT", (int)strlen(f->format), 1, f->format);
	if (f->analog_hz > 0)
		c3d_reals(b, SKETCH_ANALOG, "RATE", NULL, &f->analog_hz);
}

void sketch_head(struct c3d_builder *b, const struct c3d_sketch *f)
{
	c3d_begin(b, f->order, f->is_float);
	sketch_plate(b, f);
	sketch_analog(b, f);
	c3d_group(b, SKETCH_POINTS, "POINT");
	c3d_texts(b, SKETCH_POINTS, "UNITS", 2, 1, "mm");
}

double sketch_counting(size_t row, size_t channel)
{
	return 2048.0 + 100.0 * (double)channel - (double)row;
}

void sketch_rows(struct c3d_builder *b, const struct c3d_sketch *f, sketch_fn *stored)
{
	c3d_data(b, SKETCH_HZ, FRAMES, SAMPLES * f->channels + f->extra_words, SAMPLES);
	for (size_t row = 0; row < ROWS; row++) {
		for (size_t c = 0; c < f->channels; c++)
			c3d_put(b, stored(row, c));
		for (size_t w = 0; row % SAMPLES == SAMPLES - 1 && w < f->extra_words; w++)
			c3d_put(b, 9);
	}
}

int sketch_parse(const struct c3d_builder *b, struct trial **trial, struct error *err)
{
	struct import_options options;

	import_options_init(&options);
	*trial = NULL;
	return import_c3d.parse((char *)b->bytes, b->size, "t.c3d", &options, trial, err);
}

struct trial *sketch_parse_good(struct c3d_builder *b)
{
	struct trial *trial;
	struct error err;

	if (sketch_parse(b, &trial, &err))
		fail_msg("%s", err.text);
	c3d_free(b);
	return trial;
}

struct trial *sketch_trial(const struct c3d_sketch *f, sketch_fn *stored)
{
	struct c3d_builder b;

	sketch_head(&b, f);
	sketch_rows(&b, f, stored);
	return sketch_parse_good(&b);
}

void sketch_expect_refusal(struct c3d_builder *b, const char *why)
{
	struct trial *trial;
	struct error err;

	assert_int_equal(sketch_parse(b, &trial, &err), HINGE_EFORMAT);
	assert_null(trial);
	if (!strstr(err.text, why))
		fail_msg("'%s' says nothing of '%s'", err.text, why);
	c3d_free(b);
}

void sketch_expect_refused(const struct c3d_sketch *f, const char *why)
{
	struct c3d_builder b;

	sketch_head(&b, f);
	sketch_rows(&b, f, sketch_counting);
	sketch_expect_refusal(&b, why);
}

void sketch_wrench(const struct trial *trial, size_t row, double wrench[WRENCH_SIZE])
{
	struct plate_map map;

	plate_map_init(&map, &trial->info.plate[0]);
	plate_map_apply(&map, trial->samples + row * trial->channels, wrench);
}
