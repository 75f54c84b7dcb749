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
	double end = fmax(fmax(rep->onset_s, rep->liftoff_s), rep->lockout_s);

	return fmax(end, fmax(rep->lower_s, rep->touchdown_s));
}

double rep_start(const struct rep *rep)
{
	double start = fmin(fmin(rep->onset_s, rep->liftoff_s), rep->lockout_s);

	return fmin(start, fmin(rep->lower_s, rep->touchdown_s));
}

double rep_lowered(const struct rep *rep)
{
	return rep->kind == REP_ROMANIAN ? rep->liftoff_s : rep->touchdown_s;
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
