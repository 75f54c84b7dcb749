/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body weight and bar weight: measured, given, compared. */
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>

static const double mass_mismatch_pct = 5;
static const double bar_on_plate_pct = 3;

static int say_no_reps(struct analysis *a, const char *code, struct error *err, const char *text)
{
	snprintf(a->report->no_reps_reason, sizeof(a->report->no_reps_reason), "%s", text);
	return report_add_check(a->report, code, STATUS_REJECT, NAN, "", err, "%s", text);
}

/* Without quiet standing a mass that is known otherwise is used, and said so. */
static int use_given_mass(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	double mass_kg = a->trial->info.mass_kg;
	char text[256];

	if (isnan(mass_kg)) {
		snprintf(text, sizeof(text),
			 "body weight unknown: %s; pass --mass-kg, or stand still for 2 s before "
			 "the first lift",
			 a->body.reason);
		return say_no_reps(a, "NO_BODY_WEIGHT", err, text);
	}
	a->body.weight_n = mass_kg * a->config->gravity_m_s2;
	a->body.sd_n = 0;
	report->body_mass_kg = mass_kg;
	snprintf(report->body_mass_source, sizeof(report->body_mass_source), "%s",
		 a->trial->mass_source[0] ? a->trial->mass_source : "header");
	return report_add_check(report, "BODY_MASS_GIVEN", STATUS_WARN, mass_kg, "kg", err,
				"%s: body mass %.1f kg is taken from the %s, not measured",
				a->body.reason, mass_kg, report->body_mass_source);
}

/* Body and bar, or the bar before anybody stands beside it. */
static bool carries_bar(double measured_kg, double given_kg, double load_kg)
{
	double off_kg = fmin(fabs(measured_kg - given_kg - load_kg), fabs(measured_kg - load_kg));

	return load_kg > 0 && off_kg <= bar_on_plate_pct / 100 * measured_kg;
}

/* Without a given mass nothing tells which of two quiet levels was standing. */
static int compare_levels(struct analysis *a, struct error *err)
{
	double g = a->config->gravity_m_s2;

	if (isnan(a->body.heavier_n) || !isnan(a->trial->info.mass_kg))
		return 0;
	return report_add_check(
		a->report, "BODY_WEIGHT_UNSURE", STATUS_WARN, a->body.heavier_n / g, "kg", err,
		"still at %.1f kg and at %.1f kg: the lighter is taken, which is wrong where a "
		"foot stood half beside its plate or a hand held on to something; pass --mass-kg",
		a->body.weight_n / g, a->body.heavier_n / g);
}

static int compare_mass(struct analysis *a, struct error *err)
{
	double given = a->trial->info.mass_kg, measured = a->report->body_mass_kg;

	if (isnan(given))
		return report_add_step(a->report, "bar_on_plate", err,
				       "not checked: body mass is not known apart from this "
				       "recording");
	if (fabs(measured - given) <= mass_mismatch_pct / 100 * given)
		return 0;
	if (carries_bar(measured, given, a->trial->info.load_kg))
		return report_add_check(
			a->report, "BAR_ON_PLATE", STATUS_REJECT, measured, "kg", err,
			"the plates carry %.1f kg at rest, which is the bar, or body "
			"and bar: it must not stand on the force plates",
			measured);
	return report_add_check(a->report, "BODY_MASS_MISMATCH", STATUS_WARN, measured, "kg", err,
				"measured %.1f kg, given %.1f kg: check the tare, the calibration "
				"and who lifted",
				measured, given);
}

int stage_body(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	double given_n = a->trial->info.mass_kg * a->config->gravity_m_s2;
	int ret = body_weight_find(&a->signals, a->config, given_n, &a->body, err);

	if (ret)
		return ret;
	if (!a->body.found)
		return use_given_mass(a, err);
	report->body_mass_kg = a->body.weight_n / a->config->gravity_m_s2;
	snprintf(report->body_mass_source, sizeof(report->body_mass_source), "measured");
	report->quiet_start_s = (double)a->body.start / a->signals.rate_hz;
	report->quiet_end_s = (double)a->body.end / a->signals.rate_hz;
	report->quiet_sd_n = a->body.sd_n;
	ret = report_add_step(report, "body_weight", err,
			      "%.2f N / %g m/s2 = %.2f kg, SD %.2f N: median of the quiet window "
			      "%.3f to %.3f s, where the SD of %g s is below %g %%; the earliest "
			      "within 5 %% of a given mass, or else 10 %% of the lightest",
			      a->body.weight_n, a->config->gravity_m_s2, report->body_mass_kg,
			      a->body.sd_n, report->quiet_start_s, report->quiet_end_s,
			      a->config->quiet_window_s, a->config->quiet_sd_pct);
	if (!ret)
		ret = tare_check_drift(&a->forces->tare, a->config, a->body.weight_n, report, err);
	if (!ret)
		ret = compare_levels(a, err);
	return ret ? ret : compare_mass(a, err);
}

static int compare_load(struct analysis *a, double estimated_n, struct error *err)
{
	double g = a->config->gravity_m_s2, entered = a->trial->info.load_kg;
	double off_kg = fabs(estimated_n / g - entered);

	if (isnan(estimated_n) || (off_kg <= a->config->load_mismatch_kg &&
				   off_kg <= a->config->load_mismatch_pct / 100 * entered))
		return 0;
	return report_add_check(a->report, "LOAD_MISMATCH", STATUS_WARN, estimated_n / g, "kg", err,
				"entered %.1f kg, the force says %.1f kg: check the load on the "
				"bar and --load-kg",
				entered, estimated_n / g);
}

/* The entered load stands in the report; the integrals take what the force shows. */
static int note_load(struct analysis *a, bool entered, struct error *err)
{
	struct trial_report *report = a->report;
	double used_kg = a->load_weight_n / a->config->gravity_m_s2;

	report->system_weight_n = a->body.weight_n + a->load_weight_n;
	if (!entered)
		return report_add_step(
			report, "load", err,
			"estimated from force alone: %.2f kg with the bar, the weight "
			"with which the lifts close; system %.1f N",
			used_kg, report->system_weight_n);
	return report_add_step(report, "load", err,
			       "entered: %.2f kg with the bar; motion is integrated with %.2f kg, "
			       "which closes it (mismatch above %g kg or %g %%); system %.1f N",
			       report->load_kg, used_kg, a->config->load_mismatch_kg,
			       a->config->load_mismatch_pct, report->system_weight_n);
}

static void state_load(struct trial_report *report, double load_kg, const char *source)
{
	report->load_kg = load_kg;
	snprintf(report->load_source, sizeof(report->load_source), "%s", source);
}

/* NaN where there is none. */
static double heaviest(const struct bar_loads *loads)
{
	double weight_n = NAN;

	for (size_t i = 0; i < loads->count; i++)
		weight_n = fmax(weight_n, loads->load[i].weight_n);
	return weight_n;
}

int stage_load(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	double estimated_n, g = a->config->gravity_m_s2;
	double entered_n = a->trial->info.load_kg > 0 ? a->trial->info.load_kg * g : NAN;
	int ret;

	if (!isnan(entered_n))
		state_load(report, entered_n / g, "entered");
	if (isnan(a->body.weight_n))
		return 0;
	ret = bar_loads_find(&a->signals, a->config, &a->body, entered_n, &a->loads, err);
	if (ret)
		return ret;
	estimated_n = heaviest(&a->loads);
	report->load_estimated_kg = estimated_n / g;
	if (isnan(entered_n) && !isnan(estimated_n))
		state_load(report, estimated_n / g, "estimated");
	a->load_weight_n = isnan(estimated_n) ? entered_n : estimated_n;
	if (!a->loads.count && !isnan(entered_n))
		a->loads = (struct bar_loads){1, {{0, a->signals.frames, entered_n}}};
	if (isnan(a->load_weight_n))
		return 0;
	ret = note_load(a, !isnan(entered_n), err);
	if (!ret && !isnan(entered_n))
		ret = compare_load(a, estimated_n, err);
	return ret;
}
