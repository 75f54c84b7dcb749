/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The onset of every rep or pull under each published rule, which differ by up to a tenth of a
 * second on the same force. Times of one recording: no mean is taken of them. */
#include "analysis/stages/onsets.h"
#include "analysis/rows.h"
#include "analysis/tasks/isometric/pulls.h"

#include <math.h>
#include <stdio.h>

const struct onset_rule onset_rules[] = {
	{"onset_20_n", "baseline+20N", 0, 20, 0},
	{"onset_40_n", "baseline+40N", 0, 40, 0},
	{"onset_50_n", "baseline+50N", 0, 50, 0},
	{"onset_75_n", "baseline+75N", 0, 75, 0},
	{"onset_3_sd", "baseline+3SD", 3, 0, 0},
	{"onset_5_sd", "baseline+5SD", 5, 0, 0},
	{"onset_2_5_pct_bw", "baseline+2.5%BW", 0, 0, 0.025},
	{"onset_5_pct_bw", "baseline+5%BW", 0, 0, 0.05},
	{"onset_10_pct_bw", "baseline+10%BW", 0, 0, 0.1},
	{NULL, NULL, 0, 0, 0},
};

/* Where an onset is looked for: backward from a frame at which the pull is under way. */
struct search {
	const double *total_n; /* NULL: unfiltered */
	size_t earliest, from;
	double baseline_n, sd_n;
	struct row_place place;
};

static double total_at(const struct analysis *a, const struct search *search, size_t i)
{
	return search->total_n ? search->total_n[i] : total_force(a, i);
}

/* s; NaN where the force never was that low. */
static double onset_by(const struct analysis *a, const struct search *search,
		       const struct onset_rule *rule)
{
	double level_n = search->baseline_n + rule->sd * search->sd_n + rule->newton +
			 rule->weight_share * a->body.weight_n;
	size_t i = search->from;

	while (i > search->earliest && total_at(a, search, i) > level_n)
		i--;
	return total_at(a, search, i) > level_n ? (double)NAN : (double)i / a->signals.rate_hz;
}

static int add_onsets(struct analysis *a, const struct search *search, struct error *err)
{
	int ret = 0;

	for (const struct onset_rule *rule = onset_rules; rule->metric && !ret; rule++) {
		const struct row_kind kind = {rule->metric, "both", "s", rule->formula};

		ret = row_add(a->report, &search->place, &kind, onset_by(a, search, rule), err);
	}
	return ret;
}

static int add_reps(struct analysis *a, struct error *err)
{
	const struct trial_report *report = a->report;
	size_t earliest = 0;
	int ret = 0;

	for (size_t i = 0; i < report->reps && !ret; i++) {
		const struct rep *rep = &report->rep[i];
		struct search search = {
			.total_n = a->signals.total_50_n,
			.earliest = earliest,
			.baseline_n = a->body.weight_n,
			.sd_n = a->body.sd_n,
			.place = {rep->set, rep->rep, phase_name(PHASE_SLACK), rep->flags},
		};

		if (!isnan(rep->onset_s) && !isnan(rep->liftoff_s)) {
			search.from = frame_at(a, rep->liftoff_s);
			ret = add_onsets(a, &search, err);
		}
		if (!isnan(rep->touchdown_s))
			earliest = frame_at(a, rep->touchdown_s);
	}
	return ret;
}

static int add_pulls(struct analysis *a, struct error *err)
{
	struct pull pull[PULLS_MAX];
	size_t count = pulls_find(a, pull), earliest = 0;
	char rule[24];
	int ret = 0;

	snprintf(rule, sizeof(rule), "baseline+%gSD", a->config->onset_sd);
	for (size_t i = 0; i < count && !ret; i++) {
		const struct search search = {
			.earliest = earliest,
			.from = pull[i].rise,
			.baseline_n = pull[i].baseline_n,
			.sd_n = pull[i].sd_n,
			.place = {1, (int)i + 1, "pull", pull_flags(a, &pull[i])},
		};
		const struct row_kind own = {"onset", "both", "s", rule};

		earliest = pull[i].end;
		if (pull[i].cut_start)
			continue;
		ret = row_add(a->report, &search.place, &own,
			      (double)pull[i].start / a->signals.rate_hz, err);
		if (!ret)
			ret = add_onsets(a, &search, err);
	}
	return ret;
}

int stage_onsets(struct analysis *a, struct error *err)
{
	int ret = a->tasks == TASK_ISOMETRIC ? add_pulls(a, err) : add_reps(a, err);

	if (ret || (a->tasks == TASK_DEADLIFT && !a->report->reps))
		return ret;
	return report_add_step(a->report, "onset rules", err,
			       "for comparison, backward from %s: 20, 40, 50 and 75 N, 3 and 5 SD, "
			       "2.5, 5 and 10 %% of body weight above the baseline",
			       a->tasks == TASK_ISOMETRIC ? "the rise, unfiltered" : "lift-off");
}
