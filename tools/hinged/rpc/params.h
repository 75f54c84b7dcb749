/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters of a call, read into a struct by a table. */
#ifndef TOOLS_HINGED_RPC_PARAMS_H
#define TOOLS_HINGED_RPC_PARAMS_H

#include "formats/error.h"
#include "formats/json.h"

#include <stdbool.h>
#include <stddef.h>

enum param_type {
	PARAM_TEXT,   /* char[size]; no control characters */
	PARAM_CODE,   /* char[size]; [A-Z0-9-]{1,32}: stands in file names */
	PARAM_WORD,   /* char[size]; [A-Za-z0-9]+: stands in file names */
	PARAM_NUMBER, /* double in [min, max] */
	PARAM_COUNT,  /* int in [min, max] */
	PARAM_BOOL,
	PARAM_TEXTS /* char[max][size]: an array of min to max texts; what it leaves is "" */
};

struct param {
	const char *name;
	enum param_type type;
	size_t offset, size;
	double min, max;
	bool required;
};

/* What params does not name is left as the caller set it; null counts as not named. HINGE_EUSAGE
 * names the parameter: missing, unknown, of another type, out of range. */
int params_read(const struct param *table, size_t count, const struct js *params, void *out,
		struct error *);

#endif
