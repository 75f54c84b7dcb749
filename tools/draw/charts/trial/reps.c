/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several charts ask of a repetition. */
#include "tools/draw/charts/ops.h"

#include <math.h>
#include <stdio.h>

const char *side_name(const struct trial_report *report, size_t side, const char *language)
{
	static const enum word words[2][2] = {{WORD_PLATE_1, WORD_PLATE_2},
					      {WORD_LEFT, WORD_RIGHT}};

	return word(words[report->has_sides][side], language);
}

double rep_end(const struct rep *rep)
{
	const double times[] = {rep->touchdown_s, rep->lower_s, rep->lockout_s, rep->liftoff_s};

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		if (!isnan(times[i]))
			return times[i];
	return rep->onset_s;
}

double rep_start(const struct rep *rep)
{
	double lift = isnan(rep->liftoff_s) ? rep->lower_s : rep->liftoff_s;

	return isnan(rep->onset_s) ? lift : rep->onset_s;
}

const char *rep_name(const struct trial_report *report, const struct rep *rep, char *out,
		     size_t size)
{
	if (report->rep[report->reps - 1].set > report->rep[0].set)
		snprintf(out, size, "%d.%d", rep->set, rep->rep);
	else
		snprintf(out, size, "%d", rep->rep);
	return out;
}
