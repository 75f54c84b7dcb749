/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/left_out.h"

#include "tools/cli/log.h"

#include <stdio.h>
#include <string.h>

static const char more[] = " ...";

void left_out_add(struct left_out *left_out, const char *name, int run)
{
	size_t used = strlen(left_out->names), room = sizeof(left_out->names) - used - sizeof(more);
	const char *comma = left_out->count++ ? ", " : "";
	char one[300];

	if (used >= sizeof(more) && !strcmp(left_out->names + used - (sizeof(more) - 1), more))
		return;
	snprintf(one, sizeof(one), "%s%.250s (by run %d)", comma, name, run);
	snprintf(left_out->names + used, sizeof(left_out->names) - used, "%s",
		 strlen(one) < room ? one : more);
}

void left_out_tell(const struct left_out *left_out)
{
	if (left_out->count == 1)
		log_write(LOG_INFO, "1 recording left out, it was done again: %s", left_out->names);
	else if (left_out->count)
		log_write(LOG_INFO, "%zu recordings left out, they were done again: %s",
			  left_out->count, left_out->names);
}
