/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reps of which a value is known. Inside analysis/findings only. */
#ifndef ANALYSIS_FINDINGS_REPS_H
#define ANALYSIS_FINDINGS_REPS_H

#include "analysis/findings/findings.h"

struct kept {
	size_t n;
	double *rep, *y;
};

/* Those of y that are finite; HINGE_ENOMEM. */
int kept_new(struct kept *, const struct evidence *, const double *y, struct error *);
void kept_reset(struct kept *);
/* At least needed, and not all the same: no measurement repeats itself to the last digit, and
 * without spread there is no error to state. Else the answer says which. */
bool kept_is_enough(const struct kept *, int needed, struct answer *);

#endif
