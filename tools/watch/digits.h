/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers large enough for the other end of the room. */
#ifndef TOOLS_WATCH_DIGITS_H
#define TOOLS_WATCH_DIGITS_H

#include "tools/watch/canvas.h"

enum { DIGIT_ROWS = 7, DIGIT_COLS = 7 };

/* Centred between two columns; digits, '-' and blanks only. */
void digits_draw(struct canvas *, int row, int from_col, int to_col, enum ink, const char *number);

#endif
