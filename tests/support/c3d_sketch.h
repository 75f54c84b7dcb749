/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C3D files of force plates of one type, made from a few words. */
#ifndef TESTS_SUPPORT_C3D_SKETCH_H
#define TESTS_SUPPORT_C3D_SKETCH_H

#include "tests/support/c3d_builder.h"

#include "formats/plates/plate.h"
#include "formats/trial.h"

enum { SKETCH_PLATE = 1, SKETCH_POINTS, SKETCH_ANALOG }; /* ids of the groups */
enum { FRAMES = 20, SAMPLES = 2, SIX = 6, ROWS = FRAMES * SAMPLES };
#define SKETCH_HZ 100.0

/* One plate; what is 0 or NULL here is not written. */
struct c3d_sketch {
	int order, type, plates;
	bool is_float;
	size_t channels, extra_words;
	int inputs; /* rows of CHANNEL; 0: as many as the type has */
	double scale, offset, gain;
	const char *format;
	const char *unit; /* of every channel, 4 characters each */
	const double *channel, *origin, *matrix, *polynomial, *zero;
	double used, analog_hz;
};

/* A stored number: row r of channel c. */
typedef double sketch_fn(size_t row, size_t channel);

/* One plate of type 2, -1 N or N mm a count from 2048 on. */
struct c3d_sketch sketch_type_2(void);
/* 2048 + 100 channel - row */
double sketch_counting(size_t row, size_t channel);

/* The groups one by one, or all of them; then the samples. */
void sketch_plate(struct c3d_builder *, const struct c3d_sketch *);
void sketch_analog(struct c3d_builder *, const struct c3d_sketch *);
void sketch_head(struct c3d_builder *, const struct c3d_sketch *);
void sketch_rows(struct c3d_builder *, const struct c3d_sketch *, sketch_fn *stored);

/* As "t.c3d"; these fail the test, and all but the first free the builder. */
int sketch_parse(const struct c3d_builder *, struct trial **, struct error *);
struct trial *sketch_parse_good(struct c3d_builder *);
struct trial *sketch_trial(const struct c3d_sketch *, sketch_fn *stored);
void sketch_expect_refusal(struct c3d_builder *, const char *why);
void sketch_expect_refused(const struct c3d_sketch *, const char *why);
/* Of the first plate. */
void sketch_wrench(const struct trial *, size_t row, double wrench[WRENCH_SIZE]);

#endif
