/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/watch/digits.h"

#include <string.h>

/* Seven segments, as bits: top, top left, top right, middle, bottom left, bottom right, bottom. */
enum { TOP = 1, TOP_LEFT = 2, TOP_RIGHT = 4, MIDDLE = 8, LOW_LEFT = 16, LOW_RIGHT = 32, LOW = 64 };

static const unsigned char segments[] = {
	TOP | TOP_LEFT | TOP_RIGHT | LOW_LEFT | LOW_RIGHT | LOW,
	TOP_RIGHT | LOW_RIGHT,
	TOP | TOP_RIGHT | MIDDLE | LOW_LEFT | LOW,
	TOP | TOP_RIGHT | MIDDLE | LOW_RIGHT | LOW,
	TOP_LEFT | TOP_RIGHT | MIDDLE | LOW_RIGHT,
	TOP | TOP_LEFT | MIDDLE | LOW_RIGHT | LOW,
	TOP | TOP_LEFT | MIDDLE | LOW_LEFT | LOW_RIGHT | LOW,
	TOP | TOP_RIGHT | LOW_RIGHT,
	TOP | TOP_LEFT | TOP_RIGHT | MIDDLE | LOW_LEFT | LOW_RIGHT | LOW,
	TOP | TOP_LEFT | TOP_RIGHT | MIDDLE | LOW_RIGHT | LOW,
};

static unsigned segments_of(char digit)
{
	if (digit >= '0' && digit <= '9')
		return segments[digit - '0'];
	return digit == '-' ? MIDDLE : 0;
}

static bool is_lit(unsigned lit, int row, int col)
{
	bool left = col < 2, right = col >= DIGIT_COLS - 2;
	bool upper = row <= DIGIT_ROWS / 2, lower = row >= DIGIT_ROWS / 2;

	return (lit & TOP && row == 0) || (lit & MIDDLE && row == DIGIT_ROWS / 2) ||
	       (lit & LOW && row == DIGIT_ROWS - 1) || (lit & TOP_LEFT && left && upper) ||
	       (lit & TOP_RIGHT && right && upper) || (lit & LOW_LEFT && left && lower) ||
	       (lit & LOW_RIGHT && right && lower);
}

void digits_draw(struct canvas *canvas, int row, int from_col, int to_col, enum ink ink,
		 const char *number)
{
	int count = (int)strlen(number);
	int at = from_col + (to_col - from_col - count * (DIGIT_COLS + 1) + 1) / 2;

	for (int i = 0; i < count; i++, at += DIGIT_COLS + 1)
		for (int y = 0; y < DIGIT_ROWS; y++)
			for (int x = 0; x < DIGIT_COLS; x++)
				if (is_lit(segments_of(number[i]), y, x))
					canvas_sign(canvas, row + y, at + x, ink, "█", "#");
}
