/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user asked of `hinge analyze`. */
#ifndef TOOLS_ANALYZE_CALL_H
#define TOOLS_ANALYZE_CALL_H

#include "tools/analyze/naming/naming.h"
#include "tools/cli/options.h"

enum { ANALYZE_THREADS_MAX = 64 };

struct analyze_call {
	struct common_options common;
	struct import_options import;
	const char *output, *folder, *csv, *style, *task;
	const struct naming *naming; /* of --csv; NULL = hinge's own */
	bool explain, residual, timing;
	double window_start_s, window_end_s;
	size_t threads;
	const char **history; /* files; owned, their names are not */
	size_t histories;
	char **inputs;
	size_t count;
};

/* Ends the program on a usage error. */
void analyze_call_parse(struct analyze_call *, int argc, char **argv);

#endif
