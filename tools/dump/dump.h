/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `hinge dump` knows: each kind of file becomes one JSON object, which is printed as it is or
 * as indented text. */
#ifndef TOOLS_DUMP_DUMP_H
#define TOOLS_DUMP_DUMP_H

#include "formats/json.h"
#include "formats/layout.h"

struct dump_ops {
	bool (*probe)(const char *head, size_t size);
	/* *out is the caller's to js_free(). */
	int (*read)(const char *path, struct js **out, struct error *);
};

extern const struct dump_ops dump_journal, dump_recording, dump_sidecar, dump_results;

int dump_print_json(const struct js *, struct error *);
/* "key  value" a line, members of objects and arrays indented below their key. */
int dump_print_text(const struct js *);

/* An object with "file" and "kind" set; NULL: out of memory. */
struct js *dump_object(const char *path, const char *kind);
/* Who, what and the plates under "description", as the sidecar words them; non-zero: out of memory.
 */
int dump_info(struct js *object, const struct recording_info *);
/* "pair", where it is one of two: how the two lie on one clock, or why they do not. Non-zero: out
 * of memory. */
int dump_pair(struct js *object, const char *path);
int dump_no_memory(struct js *object, const char *path, struct error *);

#endif
