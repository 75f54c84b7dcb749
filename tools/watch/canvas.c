/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/watch/canvas.h"

#include <stdio.h>
#include <string.h>

static const char *const escapes[] = {
	[INK_PLAIN] = "\033[0m",
	[INK_LEFT] = "\033[0;1;38;5;74m",
	[INK_RIGHT] = "\033[0;1;38;5;208m",
	[INK_QUIET] = "\033[0;2m",
	[INK_ALARM] = "\033[0;1;7m",
};

static int at_most(int x, int most)
{
	return x < most ? x : most;
}

void canvas_clear(struct canvas *canvas, int rows, int cols)
{
	canvas->rows = at_most(rows, CANVAS_ROWS_MAX);
	canvas->cols = at_most(cols, CANVAS_COLS_MAX);
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols; col++)
			canvas_sign(canvas, row, col, INK_PLAIN, " ", " ");
}

void canvas_sign(struct canvas *canvas, int row, int col, enum ink ink, const char *utf8,
		 const char *ascii)
{
	if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
		return;
	snprintf(canvas->cell[row][col].glyph, sizeof(canvas->cell[row][col].glyph), "%s",
		 canvas->utf8 ? utf8 : ascii);
	canvas->cell[row][col].ink = (unsigned char)ink;
}

/* Bytes of the character that begins here; 1 for what begins none. */
static size_t character(const char *text)
{
	unsigned char first = (unsigned char)*text;
	size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;

	for (size_t i = 1; i < size; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return 1;
	return size;
}

void canvas_text(struct canvas *canvas, int row, int col, enum ink ink, const char *text)
{
	while (*text) {
		char glyph[5] = "?";
		size_t size = character(text);
		unsigned char first = (unsigned char)*text;

		if (size > 1 || (first >= ' ' && first < 0x7f)) {
			memcpy(glyph, text, size);
			glyph[size] = '\0';
		}
		canvas_sign(canvas, row, col++, ink, glyph, size == 1 ? glyph : "?");
		text += size;
	}
}

/* Past the last place of a row that is not blank. */
static int row_end(const struct canvas *canvas, int row)
{
	int end = canvas->cols;

	while (end > 0 && canvas->cell[row][end - 1].ink == INK_PLAIN &&
	       !strcmp(canvas->cell[row][end - 1].glyph, " "))
		end--;
	return end;
}

struct writer {
	char *out;
	size_t used, size;
};

static void put(struct writer *writer, const char *text)
{
	size_t n = strlen(text);

	if (n >= writer->size - writer->used)
		return;
	memcpy(writer->out + writer->used, text, n + 1);
	writer->used += n;
}

size_t canvas_render(const struct canvas *canvas, char *out, size_t size)
{
	struct writer writer = {out, 0, size};
	unsigned char ink = INK_PLAIN;

	put(&writer, canvas->colour ? "\033[H\033[0m" : "\033[H");
	for (int row = 0; row < canvas->rows; row++) {
		int end = row_end(canvas, row);

		for (int col = 0; col < end; col++) {
			if (canvas->colour && canvas->cell[row][col].ink != ink)
				put(&writer, escapes[ink = canvas->cell[row][col].ink]);
			put(&writer, canvas->cell[row][col].glyph);
		}
		if (ink != INK_PLAIN)
			put(&writer, escapes[ink = INK_PLAIN]);
		put(&writer, row + 1 < canvas->rows ? "\033[K\r\n" : "\033[K");
	}
	return writer.used;
}

void canvas_row(const struct canvas *canvas, int row, char *out, size_t size)
{
	struct writer writer = {out, 0, size};
	int end = row_end(canvas, row);

	*out = '\0';
	for (int col = 0; col < end; col++)
		put(&writer, canvas->cell[row][col].glyph);
}
