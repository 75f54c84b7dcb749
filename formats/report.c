/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/report.h"

#include "formats/memory/memory.h"
#include "formats/trial.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static float *floats(size_t count)
{
	return memory_new_zeroed(count, sizeof(float));
}

int report_new(struct trial_report **out, size_t frames, struct error *err)
{
	struct trial_report *report = calloc(1, sizeof(*report));

	if (!report)
		return fail(err, HINGE_ENOMEM, "out of memory");
	recording_info_init(&report->info);
	report->frames = frames;
	report->vgrf_n = floats(2 * frames);
	report->cop_m = floats(4 * frames);
	report->asymmetry_pct = floats(frames);
	report->velocity_m_s = floats(frames);
	report->displacement_m = floats(frames);
	report->power_w = floats(frames);
	report->quality = calloc(frames ? frames : 1, 1);
	if (!report->vgrf_n || !report->cop_m || !report->asymmetry_pct || !report->velocity_m_s ||
	    !report->displacement_m || !report->power_w || !report->quality) {
		report_free(report);
		return fail(err, HINGE_ENOMEM, "no memory for the signals of %zu frames", frames);
	}
	report->body_mass_kg = NAN;
	report->load_kg = NAN;
	report->load_estimated_kg = NAN;
	report->quiet_start_s = report->quiet_end_s = report->quiet_sd_n = NAN;
	report->system_weight_n = NAN;
	report->coherence_null95 = NAN;
	for (size_t i = 0; i < CURVE_POINTS; i++)
		report->curve_mean[i] = report->curve_low[i] = report->curve_high[i] = NAN;
	*out = report;
	return 0;
}

void report_free(struct trial_report *report)
{
	if (!report)
		return;
	recording_info_reset(&report->info);
	free(report->vgrf_n);
	free(report->cop_m);
	free(report->asymmetry_pct);
	free(report->velocity_m_s);
	free(report->displacement_m);
	free(report->power_w);
	free(report->quality);
	free(report->cell_force_n);
	free(report->rep);
	free(report->phase);
	free(report->metric);
	free(report->finding);
	free(report->check);
	free(report->step);
	free(report->curve);
	free(report->frequency_hz);
	free(report->psd_left);
	free(report->psd_right);
	free(report->coherence);
	free(report->csd_phase_rad);
	free(report);
}

/* rows doubles at every power of two, so no capacity needs keeping */
static void *grow(void *rows, size_t count, size_t size)
{
	if (count & (count - 1))
		return rows;
	return realloc(rows, (count ? 2 * count : 1) * size);
}

#define APPEND(report, rows, count, row, err)                                        \
	do {                                                                         \
		void *grown = grow((report)->rows, (report)->count, sizeof(*(row))); \
                                                                                     \
		if (!grown)                                                          \
			return fail(err, HINGE_ENOMEM, "out of memory");             \
		(report)->rows = grown;                                              \
		(report)->rows[(report)->count++] = *(row);                          \
		return 0;                                                            \
	} while (0)

int report_add_rep(struct trial_report *report, const struct rep *row, struct error *err)
{
	APPEND(report, rep, reps, row, err);
}

int report_add_phase(struct trial_report *report, const struct phase *row, struct error *err)
{
	APPEND(report, phase, phases, row, err);
}

int report_add_metric(struct trial_report *report, const struct metric *row, struct error *err)
{
	APPEND(report, metric, metrics, row, err);
}

int report_add_finding(struct trial_report *report, const struct finding *row, struct error *err)
{
	APPEND(report, finding, findings, row, err);
}

int report_add_curve(struct trial_report *report, const struct report_curve *row, struct error *err)
{
	APPEND(report, curve, curves, row, err);
}

static int append_check(struct trial_report *report, const struct check *row, struct error *err)
{
	APPEND(report, check, checks, row, err);
}

static int append_step(struct trial_report *report, const struct step *row, struct error *err)
{
	APPEND(report, step, steps, row, err);
}

int report_add_check(struct trial_report *report, const char *code, enum report_status severity,
		     double value, const char *unit, struct error *err, const char *format, ...)
{
	struct check row = {.severity = severity, .value = value};
	va_list args;

	snprintf(row.code, sizeof(row.code), "%s", code);
	snprintf(row.unit, sizeof(row.unit), "%s", unit);
	va_start(args, format);
	vsnprintf(row.text, sizeof(row.text), format, args);
	va_end(args);
	if (severity > report->status)
		report->status = severity;
	return append_check(report, &row, err);
}

int report_add_step(struct trial_report *report, const char *name, struct error *err,
		    const char *format, ...)
{
	struct step row = {.name = ""};
	va_list args;

	snprintf(row.name, sizeof(row.name), "%s", name);
	va_start(args, format);
	vsnprintf(row.text, sizeof(row.text), format, args);
	va_end(args);
	return append_step(report, &row, err);
}

/* A lighter bar is lifted on the way up, and shared otherwise. */
static const double working_share = 0.9;

static bool is_load(const struct metric *row)
{
	return !row->rep && !*row->phase && !strcmp(row->metric, "load");
}

bool report_is_working_set(const struct trial_report *report, int set)
{
	double load_kg = NAN, heaviest_kg = NAN;

	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].set == set && report->rep[i].flags & FLAG_WARM_UP)
			return false;
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (!is_load(row))
			continue;
		heaviest_kg = fmax(heaviest_kg, row->value);
		if (row->set == set)
			load_kg = row->value;
	}
	return !(load_kg < working_share * heaviest_kg);
}

const char *rep_kind_name(enum rep_kind kind)
{
	static const char *const names[] = {
		[REP_DEAD_STOP] = "dead_stop", [REP_TOUCH_AND_GO] = "touch_and_go",
		[REP_ROMANIAN] = "romanian",   [REP_PARTIAL] = "partial",
		[REP_FAILED] = "failed",
	};

	return names[kind];
}

const char *rep_end_name(enum rep_end end)
{
	static const char *const names[] = {
		[END_LOWERED] = "lowered",
		[END_DROPPED] = "dropped",
		[END_NONE] = "none",
	};

	return names[end];
}

const char *phase_name(enum phase_id phase)
{
	static const char *const names[] = {
		[PHASE_SLACK] = "slack", [PHASE_LIFT1] = "lift1", [PHASE_LIFT2] = "lift2",
		[PHASE_LIFT] = "lift",   [PHASE_HOLD] = "hold",   [PHASE_LOWER] = "lower",
	};

	return names[phase];
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const names[] = {
		[OUTCOME_EQUIVALENT] = "equivalent",
		[OUTCOME_NO_EVIDENCE] = "no_evidence",
		[OUTCOME_INDICATED] = "indicated",
		[OUTCOME_CONSISTENT] = "consistent",
		[OUTCOME_BORDERLINE] = "borderline",
		[OUTCOME_INSUFFICIENT_DATA] = "insufficient_data",
		[OUTCOME_NOT_MEASURABLE] = "not_measurable",
		[OUTCOME_DESCRIPTIVE] = "descriptive",
	};

	return names[outcome];
}

const char *report_status_name(enum report_status status)
{
	static const char *const names[] = {
		[STATUS_OK] = "ok",
		[STATUS_WARN] = "warn",
		[STATUS_REJECT] = "reject",
	};

	return names[status];
}
