/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reps, or the reason why there are none. */
#include "analysis/stages.h"
#include "analysis/tasks/isometric/pulls.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double still_ratio = 1.10;

static double highest_force_n(const struct analysis *a)
{
	double highest = 0;

	for (size_t i = 0; i < a->signals.frames; i++)
		highest = fmax(highest, a->signals.total_20_n[i]);
	return highest;
}

static void explain(const struct analysis *a, char *text, size_t size)
{
	struct pull pull[PULLS_MAX];
	size_t jumps = flights_count(&a->signals, a->config);

	if (jumps)
		snprintf(text, size,
			 "both feet leave the plates %zu time%s: jumping, not lifting a bar from "
			 "the floor",
			 jumps, jumps == 1 ? "" : "s");
	else if (highest_force_n(a) < still_ratio * a->body.weight_n)
		snprintf(text, size,
			 "the force never rises %g %% above body weight: no bar was lifted; "
			 "pass --task standing if that is what it was",
			 100 * (still_ratio - 1));
	else if (a->trial->info.load_kg > 0)
		snprintf(text, size,
			 "the force never lifts %.1f kg from the floor and sets it down",
			 a->trial->info.load_kg);
	else if (pulls_find(a, pull))
		snprintf(text, size,
			 "a pull that lifts nothing: pass --task isometric if that is what it was, "
			 "or --load-kg if a bar was lifted");
	else
		snprintf(text, size,
			 "no pull looks like a bar lifted from the floor and set down; pass "
			 "--load-kg if one was");
}

static int say_no_reps(struct analysis *a, const char *code, struct error *err)
{
	const char *reason = a->report->no_reps_reason;

	return report_add_check(a->report, code, STATUS_REJECT, NAN, "", err, "%s", reason);
}

static void forget_load(struct analysis *a)
{
	struct trial_report *report = a->report;

	a->load_weight_n = report->system_weight_n = NAN;
	report->load_kg = report->load_estimated_kg = NAN;
	report->load_source[0] = '\0';
}

/* The set's weight is what the reps show, unless one was entered. */
static void take_load(struct analysis *a)
{
	struct trial_report *report = a->report;

	a->load_weight_n = a->reps.load_n[0];
	report->load_estimated_kg = a->load_weight_n / a->config->gravity_m_s2;
	report->system_weight_n = a->body.weight_n + a->load_weight_n;
	if (a->trial->info.load_kg > 0)
		return;
	report->load_kg = report->load_estimated_kg;
	snprintf(report->load_source, sizeof(report->load_source), "estimated");
}

static int note_romanian(struct analysis *a, const char *how, struct error *err)
{
	take_load(a);
	return report_add_step(a->report, "reps", err,
			       "romanian (%s): system weight %.1f N is the mean force from the "
			       "first rest with the bar to the last; integrated from rest to rest; "
			       "reps fall and rise by %g to %g m",
			       how, a->report->system_weight_n, a->config->rep_min_m,
			       a->config->rep_max_m);
}

static int note_floor(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;

	return report_add_step(report, "reps", err,
			       "lift-off where force passes the system weight %.1f N and velocity "
			       "gains %g m/s; lockout at %g of the rise; onset above %g SD or %g N",
			       report->system_weight_n, a->config->liftoff_velocity_m_s,
			       a->config->lockout_fraction, a->config->onset_sd,
			       a->config->onset_floor_n);
}

static int note(struct analysis *a, enum rep_method how, struct error *err)
{
	switch (how) {
	case REPS_FROM_FLOOR:
		return a->reps.count ? note_floor(a, err) : 0;
	case REPS_ROMANIAN_TOLD:
		return note_romanian(a, "given", err);
	case REPS_ROMANIAN_FOUND:
		return note_romanian(a, "found", err);
	case REPS_NONE:
		break;
	}
	return 0;
}

int stage_reps(struct analysis *a, struct error *err)
{
	struct set_signs signs = {
		.body = &a->body,
		.loads = &a->loads,
		.load_n = a->load_weight_n,
		.is_entered = a->trial->info.load_kg > 0,
		.is_romanian = !strcmp(a->trial->info.style, "romanian"),
	};
	struct rep_decision decision;
	int ret;

	if (a->report->no_reps_reason[0]) /* no body weight */
		return 0;
	ret = reps_decide(&a->signals, a->config, &signs, &decision, err);
	if (ret)
		return ret;
	a->reps = decision.reps;
	if (decision.load_is_unproven)
		forget_load(a);
	return note(a, decision.how, err);
}

int stage_no_reps(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	size_t size = sizeof(report->no_reps_reason);

	if (a->reps.count || report->no_reps_reason[0])
		return 0;
	if (load_is_too_small(a->config, &a->body, a->load_weight_n)) {
		snprintf(report->no_reps_reason, size,
			 "load too small: %.1f kg is below %g of body mass, where the movement of "
			 "the body hides lift-off",
			 report->load_kg, a->config->min_load_ratio);
		return say_no_reps(a, "LOAD_TOO_SMALL", err);
	}
	explain(a, report->no_reps_reason, size);
	return say_no_reps(a, "NO_REPS", err);
}
