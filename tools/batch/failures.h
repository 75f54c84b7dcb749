/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FOLDER/failed.tsv: file, code and message of every recording without a result. */
#ifndef TOOLS_BATCH_FAILURES_H
#define TOOLS_BATCH_FAILURES_H

#include "formats/error.h"

#include <stddef.h>

struct failures {
	size_t count;
	struct failure *failure;
};

/* All texts are copied. */
int failures_add(struct failures *, size_t job, const char *file, const char *code,
		 const char *message, struct error *);
/* In the order of jobs; with none, the header alone. Replaces what an earlier run left. */
int failures_write(struct failures *, const char *folder, struct error *);
void failures_free(struct failures *);

#endif
