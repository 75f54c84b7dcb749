/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal as a picture: keys one by one, no echo, its own screen; as it was when closed. */
#ifndef TOOLS_WATCH_TERMINAL_H
#define TOOLS_WATCH_TERMINAL_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

/* HINGE_EUSAGE where standard output or input is none, or cannot move its cursor. */
int terminal_open(struct error *);
void terminal_close(void); /* also where it is not open */
void terminal_size(int *rows, int *cols);
bool terminal_has_utf8(void);
bool terminal_has_colour(void);
/* Writes it all; false = it is gone. */
bool terminal_write(const char *text, size_t size);
/* A key that was pressed, 0 = none. */
int terminal_key(void);

#endif
