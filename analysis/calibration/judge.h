/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a series, by name: HINGE_EREFUSED. */
#ifndef ANALYSIS_CALIBRATION_JUDGE_H
#define ANALYSIS_CALIBRATION_JUDGE_H

#include "analysis/calibration/equations.h"

/* Which cell the masses do not tell. The certificate is as it was, with zeros. */
int judge_told(const struct certificate *, const struct solution *plain, const struct solution *,
	       struct error *);
/* Which mass does not fit. The certificate is the fitted one; the equations are weighted. */
int judge_fit(const struct certificate *, const struct equations *, const struct solution *,
	      struct error *);

#endif
