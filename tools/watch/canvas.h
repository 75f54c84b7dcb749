/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screenful of characters in memory, written to a terminal in one go. */
#ifndef TOOLS_WATCH_CANVAS_H
#define TOOLS_WATCH_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

enum { CANVAS_ROWS_MAX = 64, CANVAS_COLS_MAX = 200 };

/* Left and right have the colours they have everywhere; nothing is told by colour alone. */
enum ink { INK_PLAIN, INK_LEFT, INK_RIGHT, INK_QUIET, INK_ALARM };

struct canvas {
	int rows, cols;
	bool utf8, colour;
	struct {
		char glyph[5];
		unsigned char ink;
	} cell[CANVAS_ROWS_MAX][CANVAS_COLS_MAX];
};

/* Blank, and no larger than it can be. */
void canvas_clear(struct canvas *, int rows, int cols);
/* What lies outside is cut. A character takes one place; without UTF-8 a foreign one is '?'. */
void canvas_text(struct canvas *, int row, int col, enum ink, const char *text);
/* One sign, with what stands for it without UTF-8. */
void canvas_sign(struct canvas *, int row, int col, enum ink, const char *utf8, const char *ascii);
/* With the escapes of a terminal, from its top left corner; cut to fit. Returns the length. */
size_t canvas_render(const struct canvas *, char *out, size_t size);
/* A row as text, without what is blank at its end. */
void canvas_row(const struct canvas *, int row, char *out, size_t size);

#endif
