/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks on their way from any thread to the one that writes; the caller holds the lock. */
#ifndef ACQUISITION_CAPTURE_RECORDER_MARKS_H
#define ACQUISITION_CAPTURE_RECORDER_MARKS_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKS_MAX = 16, MARK_KIND_MAX = 31, MARK_TEXT_MAX = 4096 };

struct mark {
	char kind[MARK_KIND_MAX + 1], text[MARK_TEXT_MAX + 1];
	int64_t monotonic_ns;
};

struct marks {
	size_t first, count;
	struct mark item[MARKS_MAX];
};

int marks_add(struct marks *, const char *kind, const char *text, int64_t monotonic_ns,
	      struct error *);
bool marks_take(struct marks *, struct mark *out);

#endif
