/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small C3D files in memory: header in block 1, parameters from block 2, then the samples. */
#ifndef TESTS_SUPPORT_C3D_BUILDER_H
#define TESTS_SUPPORT_C3D_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

enum { ORDER_INTEL = 84, ORDER_DEC = 85, ORDER_SGI = 86 };

struct c3d_builder {
	int order;
	bool is_float;
	unsigned char *bytes;
	size_t size, room;
	size_t last_pointer;           /* where the offset of the last item stands */
	size_t words, frames, samples; /* analog words and samples of a frame */
	size_t data;                   /* offset of the samples, once they are begun */
};

/* An empty header and parameter section. */
void c3d_begin(struct c3d_builder *, int order, bool is_float);
void c3d_group(struct c3d_builder *, int id, const char *name);
/* dims lists the dimensions, ends with -1; NULL: one value. */
void c3d_integers(struct c3d_builder *, int group, const char *name, const int *dims,
		  const double *values);
void c3d_reals(struct c3d_builder *, int group, const char *name, const int *dims,
	       const double *values);
/* count texts of width characters each, one behind the other. */
void c3d_texts(struct c3d_builder *, int group, const char *name, int width, int count,
	       const char *text);
/* Ends the parameters: frames of `words` analog words, `samples` of each channel, at rate_hz frames
 * a second, and no points. */
void c3d_data(struct c3d_builder *, double rate_hz, size_t frames, size_t words, size_t samples);
/* The next stored number. */
void c3d_put(struct c3d_builder *, double value);
/* A word of 16 bits or a real at an offset, in the order of the file. */
void c3d_set_word(struct c3d_builder *, size_t at, unsigned value);
void c3d_set_real(struct c3d_builder *, size_t at, double value);
void c3d_free(struct c3d_builder *);

#endif
