/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/c3d_builder.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 512, PARAMETERS = BLOCK };

/* Zeroed room for size bytes more; their offset. */
static size_t extend(struct c3d_builder *b, size_t size)
{
	size_t at = b->size;

	while (b->size + size > b->room) {
		b->room = b->room ? 2 * b->room : 8 * BLOCK;
		b->bytes = realloc(b->bytes, b->room);
		if (!b->bytes)
			abort();
	}
	memset(b->bytes + at, 0, size);
	b->size += size;
	return at;
}

void c3d_set_word(struct c3d_builder *b, size_t at, unsigned value)
{
	bool big = b->order == ORDER_SGI;

	b->bytes[at + big] = (unsigned char)(value & 0xff);
	b->bytes[at + !big] = (unsigned char)(value >> 8 & 0xff);
}

/* A VAX real is four times as small as the IEEE real of the same bits, high word first. */
void c3d_set_real(struct c3d_builder *b, size_t at, double value)
{
	float real = (float)(b->order == ORDER_DEC ? 4.0 * value : value);
	bool high_first = b->order != ORDER_INTEL;
	uint32_t bits;

	memcpy(&bits, &real, sizeof(bits));
	c3d_set_word(b, at + (high_first ? 0 : 2), bits >> 16);
	c3d_set_word(b, at + (high_first ? 2 : 0), bits & 0xffff);
}

void c3d_begin(struct c3d_builder *b, int order, bool is_float)
{
	memset(b, 0, sizeof(*b));
	b->order = order;
	b->is_float = is_float;
	extend(b, PARAMETERS + 4);
	b->bytes[0] = 2;
	b->bytes[1] = 0x50;
	b->bytes[PARAMETERS] = 1;
	b->bytes[PARAMETERS + 1] = 0x50;
	b->bytes[PARAMETERS + 3] = (unsigned char)order;
}

/* The offset of each item leads to the one behind it. */
static void begin_item(struct c3d_builder *b, int id, const char *name)
{
	size_t length = strlen(name), at;

	if (b->last_pointer)
		c3d_set_word(b, b->last_pointer, (unsigned)(b->size - b->last_pointer));
	at = extend(b, 2 + length + 2);
	b->bytes[at] = (unsigned char)length;
	b->bytes[at + 1] = (unsigned char)id;
	memcpy(b->bytes + at + 2, name, length);
	b->last_pointer = at + 2 + length;
}

void c3d_group(struct c3d_builder *b, int id, const char *name)
{
	begin_item(b, -id, name);
	extend(b, 1); /* no description */
}

static size_t begin_parameter(struct c3d_builder *b, int group, const char *name, int type,
			      const int *dims)
{
	size_t count = 1, at;
	int n = 0;

	begin_item(b, group, name);
	at = extend(b, 2);
	b->bytes[at] = (unsigned char)type;
	while (dims && dims[n] >= 0) {
		size_t one = extend(b, 1);

		count *= (size_t)dims[n];
		b->bytes[one] = (unsigned char)dims[n++];
	}
	b->bytes[at + 1] = (unsigned char)n;
	return count;
}

void c3d_integers(struct c3d_builder *b, int group, const char *name, const int *dims,
		  const double *values)
{
	size_t count = begin_parameter(b, group, name, 2, dims);

	for (size_t i = 0; i < count; i++)
		c3d_set_word(b, extend(b, 2), (unsigned)(int)values[i]);
	extend(b, 1);
}

void c3d_reals(struct c3d_builder *b, int group, const char *name, const int *dims,
	       const double *values)
{
	size_t count = begin_parameter(b, group, name, 4, dims);

	for (size_t i = 0; i < count; i++)
		c3d_set_real(b, extend(b, 4), values[i]);
	extend(b, 1);
}

void c3d_texts(struct c3d_builder *b, int group, const char *name, int width, int count,
	       const char *text)
{
	size_t size = begin_parameter(b, group, name, -1, (int[]){width, count, -1});
	size_t at = extend(b, size);

	memcpy(b->bytes + at, text, size);
	extend(b, 1);
}

void c3d_data(struct c3d_builder *b, double rate_hz, size_t frames, size_t words, size_t samples)
{
	size_t blocks;

	extend(b, 2); /* no item of length 0: the end */
	extend(b, (BLOCK - b->size % BLOCK) % BLOCK);
	blocks = b->size / BLOCK;
	b->bytes[PARAMETERS + 2] = (unsigned char)(blocks - 1);
	b->data = b->size;
	b->words = words;
	b->frames = frames;
	b->samples = samples;
	c3d_set_word(b, 4, (unsigned)words);
	c3d_set_word(b, 6, 1);
	c3d_set_word(b, 8, frames > 65535 ? 65535 : (unsigned)frames);
	c3d_set_real(b, 12, b->is_float ? -1.0 : 1.0);
	c3d_set_word(b, 16, (unsigned)blocks + 1);
	c3d_set_word(b, 18, (unsigned)samples);
	c3d_set_real(b, 20, rate_hz);
}

void c3d_put(struct c3d_builder *b, double value)
{
	if (b->is_float)
		c3d_set_real(b, extend(b, 4), value);
	else
		c3d_set_word(b, extend(b, 2), (unsigned)(int)value);
}

void c3d_free(struct c3d_builder *b)
{
	free(b->bytes);
	b->bytes = NULL;
}
