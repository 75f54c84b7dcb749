/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line about recordings that are not used because they were done again. */
#ifndef TOOLS_ANALYZE_LEFT_OUT_H
#define TOOLS_ANALYZE_LEFT_OUT_H

#include <stddef.h>

struct left_out {
	size_t count;
	char names[512]; /* as many as fit */
};

/* run: the one that takes its place. */
void left_out_add(struct left_out *, const char *name, int run);
/* "2 recordings left out, they were done again: a.w64 (by run 2), b.w64 (by run 5)"; nothing where
 * there are none. */
void left_out_tell(const struct left_out *);

#endif
