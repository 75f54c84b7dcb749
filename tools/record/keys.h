/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Single keys while a set is recorded, where standard input is a terminal. Ctrl-C stays what it is.
 */
#ifndef TOOLS_RECORD_KEYS_H
#define TOOLS_RECORD_KEYS_H

#include <stdbool.h>
#include <termios.h>

struct record_keys {
	bool terminal;
	struct termios before;
	int marks;            /* so far */
	long long discard_ms; /* when discard was first asked for; 0 = not */
};

enum record_key { RECORD_KEY_NONE, RECORD_KEY_MARK, RECORD_KEY_STOP, RECORD_KEY_DISCARD };

void record_keys_init(struct record_keys *);
/* What was pressed since, one at a time. A recording is only thrown away where its key comes twice
 * within 3 s; the first time is told. */
enum record_key record_keys_next(struct record_keys *);
void record_keys_end(struct record_keys *);

#endif
