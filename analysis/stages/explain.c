/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that no single stage takes: what was read, what every rep rests on, and the statistics
 * of the sets. With those of the stages they are the chain that --explain numbers. */
#include "analysis/stages.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int stage_signal_steps(struct analysis *a, struct error *err)
{
	const struct recording_info *info = &a->trial->info;
	char plates[96] = "";

	for (size_t i = 0; i < info->plates; i++) {
		size_t used = strlen(plates);

		snprintf(plates + used, sizeof(plates) - used, "%s%s", i ? ", " : "",
			 foot_name(info->plate[i].foot));
	}
	return report_add_step(a->report, "signal", err,
			       "%s: %zu channels in %s, plates under: %s; %zu frames at %g Hz = "
			       "%.3f s; force = (sample - zero - tare) x newton per unit, summed "
			       "by foot",
			       a->trial->format, a->trial->channels, sample_unit_name(info->unit),
			       plates, a->trial->frames, info->rate_hz,
			       (double)a->trial->frames / info->rate_hz);
}

/* --- reps --- */

static const char *time_text(double seconds, char *out, size_t size)
{
	if (isnan(seconds))
		snprintf(out, size, "none");
	else
		snprintf(out, size, "%.3f s", seconds);
	return out;
}

/* Nothing leaves the floor in a Romanian deadlift: its lift begins at the turn. */
static const char *start_text(const struct rep *rep, char *out, size_t size)
{
	int used = snprintf(out, size, "%s %.3f s", rep->kind == REP_ROMANIAN ? "turn" : "lift-off",
			    rep->liftoff_s);

	if (!isnan(rep->liftoff_u_s))
		snprintf(out + used, size - (size_t)used,
			 " +- %.1f ms (hypot(SD, 0.25 m_b)/(dF/dt))", 1e3 * rep->liftoff_u_s);
	return out;
}

static int explain_times(struct trial_report *report, const struct rep *rep, struct error *err)
{
	char onset[24], start[96], lockout[24], lower[24], touchdown[24];

	return report_add_step(report, "rep", err,
			       "%d.%d %s, %s: onset %s, %s, lockout %s, descent %s, touchdown %s",
			       rep->set, rep->rep, rep_kind_name(rep->kind),
			       rep->valid ? "valid" : "not valid",
			       time_text(rep->onset_s, onset, sizeof(onset)),
			       start_text(rep, start, sizeof(start)),
			       time_text(rep->lockout_s, lockout, sizeof(lockout)),
			       time_text(rep->lower_s, lower, sizeof(lower)),
			       time_text(rep->touchdown_s, touchdown, sizeof(touchdown)));
}

/* A rep that is integrated from rest to rest has none left. */
static const char *drift_text(const struct rep *rep, char *out, size_t size)
{
	if (isnan(rep->end_velocity_m_s))
		snprintf(out, size, "at rest before and after");
	else
		snprintf(
			out, size,
			"velocity left at the plateau %.3f m/s (flag above 0.15) removed as a line",
			rep->end_velocity_m_s);
	return out;
}

static const char *sides_text(const struct rep *rep, char *out, size_t size)
{
	if (isnan(rep->asymmetry_lift_pct))
		snprintf(out, size, "left and right are not known");
	else
		snprintf(out, size, "left %.1f N, right %.1f N, AI %.2f %%", rep->mean_left_n,
			 rep->mean_right_n, rep->asymmetry_lift_pct);
	return out;
}

static int explain_motion(struct trial_report *report, const struct rep *rep,
			  const struct config *config, struct error *err)
{
	char drift[96], sides[96];

	return report_add_step(
		report, "rep", err, "%d.%d rise %.3f m (valid: %g to %g), %s; LIFT: %s", rep->set,
		rep->rep, rep->displacement_m, config->rep_min_m, config->rep_max_m,
		drift_text(rep, drift, sizeof(drift)), sides_text(rep, sides, sizeof(sides)));
}

static int explain_reps(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	int ret = 0;

	for (size_t i = 0; i < report->reps && !ret; i++) {
		const struct rep *rep = &report->rep[i];

		if (isnan(rep->liftoff_s)) {
			ret = report_add_step(report, "rep", err, "%d.%d %s: no lift-off", rep->set,
					      rep->rep, rep_kind_name(rep->kind));
			continue;
		}
		ret = explain_times(report, rep, err);
		if (!ret && !isnan(rep->lockout_s))
			ret = explain_motion(report, rep, a->config, err);
	}
	return ret;
}

/* --- sets --- */

static const struct metric *lift_asymmetry(const struct trial_report *report, int set)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->set == set && row->rep == 0 && !strcmp(row->metric, "asymmetry") &&
		    !strcmp(row->phase, phase_name(PHASE_LIFT)))
			return row;
	}
	return NULL;
}

/* The SD follows from the interval, which is all that the table keeps. */
static int explain_set(struct trial_report *report, const struct metric *row, struct error *err)
{
	double t, se;

	if (row->n < 2)
		return report_add_step(report, "statistics", err,
				       "set %d: one valid rep, AI %.2f %%: no interval", row->set,
				       row->value);
	if (row->flags & FLAG_BARRED)
		return report_add_step(
			report, "statistics", err,
			"set %d: mean AI of %d valid reps %.3f %%: no interval, for a "
			"check says that left and right cannot be compared",
			row->set, row->n, row->value);
	t = t_quantile(0.975, row->n - 1);
	se = (row->ci_high - row->ci_low) / (2 * t);
	return report_add_step(report, "statistics", err,
			       "set %d: mean AI of %d valid reps %.3f %%, SD %.3f; SE = SD/sqrt(n) "
			       "= %.3f, t(0.975; %d) = %.3f: %.3f to %.3f %%; BCa of %d "
			       "resamples, seeded with the recording's checksum: %.3f to %.3f",
			       row->set, row->n, row->value, se * sqrt(row->n), se, row->n - 1, t,
			       row->ci_low, row->ci_high, RESAMPLES, row->bca_low, row->bca_high);
}

int stage_rep_steps(struct analysis *a, struct error *err)
{
	int ret = explain_reps(a, err);

	if (ret || !a->report->reps)
		return ret;
	return report_add_step(a->report, "phases", err,
			       "SLACK onset to lift-off, LIFT1 to half of the rise, LIFT2 to %g of "
			       "it, HOLD to the descent below that, LOWER to touchdown; forces: "
			       "mean of the %g Hz copy, end not included; AI where L + R is above "
			       "%g of body weight",
			       a->config->lockout_fraction, a->config->kinetics_cutoff_hz,
			       a->config->asymmetry_floor_bw);
}

int stage_set_steps(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	int last = report->reps ? report->rep[report->reps - 1].set : 0, ret = 0;

	for (int set = 1; set <= last && !ret; set++)
		if (lift_asymmetry(report, set))
			ret = explain_set(report, lift_asymmetry(report, set), err);
	return ret;
}
