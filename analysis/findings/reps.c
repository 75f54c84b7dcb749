/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/findings/reps.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdlib.h>

/* a copy of a rep differs by rounding only */
static const double same_pct = 1e-9;

int kept_new(struct kept *kept, const struct evidence *e, const double *y, struct error *err)
{
	*kept = (struct kept){.rep = malloc((2 * e->n + 1) * sizeof(double))};
	if (!kept->rep)
		return fail(err, HINGE_ENOMEM, "no memory to judge %zu reps", e->n);
	kept->y = kept->rep + e->n;
	for (size_t i = 0; i < e->n; i++) {
		if (!isfinite(y[i]))
			continue;
		kept->rep[kept->n] = e->rep[i];
		kept->y[kept->n++] = y[i];
	}
	return 0;
}

void kept_reset(struct kept *kept)
{
	free(kept->rep);
	*kept = (struct kept){0};
}

static bool differ(const double *y, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (fabs(y[i] - y[0]) > same_pct)
			return true;
	return false;
}

bool kept_is_enough(const struct kept *kept, int needed, struct answer *answer)
{
	answer->n = (int)kept->n;
	answer->floor = needed;
	if (kept->n < (size_t)needed) {
		answer_none(answer, "FEW_REPS", needed);
		return false;
	}
	if (!differ(kept->y, kept->n)) {
		answer_none(answer, "NO_SPREAD", needed);
		answer->value = kept->y[0];
		return false;
	}
	return true;
}
