/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last zero of every device, kept over restarts of the daemon. */
#ifndef TOOLS_HINGED_STATION_ERRANDS_ZEROS_H
#define TOOLS_HINGED_STATION_ERRANDS_ZEROS_H

#include "tools/hinged/station/errands/zero.h"

enum { ZEROS_MAX = 8 };

struct zeros {
	size_t count;
	struct zero zero[ZEROS_MAX]; /* the newest last */
};

const struct zero *zeros_find(const struct zeros *, const char *source); /* NULL = none */
const struct zero *zeros_newest(const struct zeros *);                   /* NULL = none */
/* In place of the one of its source; else of the oldest, where it is full. */
void zeros_put(struct zeros *, const struct zero *);
/* At most 12 h old: what a recording may begin with. An older one only tells how far the plates
 * have moved since. */
bool zero_is_fresh(const struct zero *, int64_t now_s);

/* $STATE_DIRECTORY/zeros.json under the service, else $XDG_STATE_HOME/hinge/zeros.json
 * ($HOME/.local/state). "" where nothing says where: then they end with the daemon. */
int zeros_path(char *path, size_t size, struct error *);
/* Of the file's text; name stands in messages. HINGE_EFORMAT where they are no zeros. */
int zeros_parse(struct zeros *, const char *text, size_t size, const char *name, struct error *);
/* A file that is not there is no error; HINGE_EFORMAT where it is none of zeros. */
int zeros_load(struct zeros *, const char *path, struct error *);
char *zeros_text(const struct zeros *); /* the caller frees; NULL: out of memory, or not UTF-8 */
/* Whole or not at all. */
int zeros_save(const struct zeros *, const char *path, struct error *);

#endif
