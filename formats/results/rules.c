/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/rules.h"

#include "formats/trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { QUALITY_BITS = QUALITY_GAP | QUALITY_CLIPPED | QUALITY_SATURATED | QUALITY_INTERPOLATED };

/* Missing values break no order. */
static bool in_order(double a, double b)
{
	return !(a > b);
}

static bool flags_known(uint32_t flags)
{
	uint32_t known = 0;

#define ADD_FLAG(name, bit, word, text) known |= name;
	REPORT_FLAGS(ADD_FLAG)
#undef ADD_FLAG
	return !(flags & ~known);
}

/* The sign convention, which a swap of left and right would break. */
static bool is_index(double asymmetry_pct, double left, double right)
{
	double want = 100.0 * (right - left) / (right + left);

	return isnan(asymmetry_pct) || fabs(asymmetry_pct - want) < 1e-6;
}

static bool has_rep(const struct trial_report *report, int set, int rep)
{
	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].set == set && report->rep[i].rep == rep)
			return true;
	return false;
}

static bool rate_is_positive(const struct content *content, size_t row)
{
	(void)row;
	return !content->report.frames ||
	       (content->report.rate_hz > 0 && isfinite(content->report.rate_hz));
}

static bool is_hex(const char *text)
{
	return !text[0] || (strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64);
}

static bool checksums_are_hex(const struct content *content, size_t row)
{
	(void)row;
	return is_hex(content->report.raw_sha256) && is_hex(content->report.sidecar_sha256) &&
	       is_hex(content->config_sha256);
}

static bool quality_is_known(const struct content *content, size_t row)
{
	return !(content->report.quality[row] & ~QUALITY_BITS);
}

static bool curve_has_rep(const struct content *content, size_t row)
{
	const struct report_curve *curve = &content->report.curve[row];

	return has_rep(&content->report, curve->set, curve->rep);
}

static bool band_holds_mean(const struct content *content, size_t row)
{
	return in_order(content->curve_low[row], content->curve_mean[row]) &&
	       in_order(content->curve_mean[row], content->curve_high[row]);
}

static bool psd_is_positive(const struct content *content, size_t row)
{
	return !(content->psd[2 * row] < 0) && !(content->psd[2 * row + 1] < 0);
}

static bool coherence_is_share(const struct content *content, size_t row)
{
	double coherence = content->report.coherence[row];

	return !(coherence < 0) && !(coherence > 1 + 1e-9);
}

static bool rep_is_counted(const struct content *content, size_t row)
{
	return content->report.rep[row].set >= 1 && content->report.rep[row].rep >= 1;
}

static bool rep_is_in_order(const struct content *content, size_t row)
{
	const struct rep *rep = &content->report.rep[row];

	if (rep->kind == REP_ROMANIAN)
		return in_order(rep->lower_s, rep->liftoff_s) &&
		       in_order(rep->liftoff_s, rep->lockout_s);
	return in_order(rep->onset_s, rep->liftoff_s) && in_order(rep->liftoff_s, rep->lockout_s) &&
	       in_order(rep->lockout_s, rep->lower_s) && in_order(rep->lower_s, rep->touchdown_s) &&
	       in_order(rep->liftoff_s, rep->touchdown_s);
}

static bool rep_has_index(const struct content *content, size_t row)
{
	const struct rep *rep = &content->report.rep[row];

	return is_index(rep->asymmetry_lift_pct, rep->mean_left_n, rep->mean_right_n);
}

static bool rep_flags_known(const struct content *content, size_t row)
{
	return flags_known(content->report.rep[row].flags);
}

static bool phase_has_rep(const struct content *content, size_t row)
{
	const struct phase *phase = &content->report.phase[row];

	return has_rep(&content->report, phase->set, phase->rep);
}

static bool phase_is_in_order(const struct content *content, size_t row)
{
	const struct phase *phase = &content->report.phase[row];

	return in_order(phase->t_start_s, phase->t_end_s);
}

static bool phase_has_index(const struct content *content, size_t row)
{
	const struct phase *phase = &content->report.phase[row];

	return is_index(phase->asymmetry_pct, phase->mean_left_n, phase->mean_right_n);
}

static bool phase_flags_known(const struct content *content, size_t row)
{
	return flags_known(content->report.phase[row].flags);
}

static bool metric_has_rep(const struct content *content, size_t row)
{
	const struct metric *metric = &content->report.metric[row];

	/* without repetitions it counts pulls */
	return !metric->rep || !content->report.reps ||
	       has_rep(&content->report, metric->set, metric->rep);
}

static bool metric_interval_in_order(const struct content *content, size_t row)
{
	const struct metric *metric = &content->report.metric[row];

	return in_order(metric->ci_low, metric->ci_high) &&
	       in_order(metric->bca_low, metric->bca_high);
}

static bool metric_has_unit(const struct content *content, size_t row)
{
	return content->report.metric[row].unit[0];
}

static bool finding_interval_in_order(const struct content *content, size_t row)
{
	const struct finding *finding = &content->report.finding[row];

	return in_order(finding->ci_low, finding->ci_high);
}

static bool finding_has_p(const struct content *content, size_t row)
{
	const struct finding *finding = &content->report.finding[row];

	return !(finding->p < 0) && !(finding->p > 1) && !(finding->p_adjusted > 1) &&
	       in_order(finding->p, finding->p_adjusted);
}

static bool gap_is_inside(const struct content *content, size_t row)
{
	const struct gap *gap = &content->gap[row].gap;

	return gap->frame >= 0 && gap->frames >= 0 &&
	       gap->frame + gap->frames <= (int64_t)content->report.frames;
}

static const struct rule {
	const char *object; /* its rows are visited; of a group, once */
	bool (*holds)(const struct content *, size_t row);
	const char *text;
} rules[] = {
	{"/", checksums_are_hex,
	 "raw_sha256, sidecar_sha256, config_sha256: 64 hex digits or empty"},
	{"/signals", rate_is_positive, "sample_rate_hz must be above 0"},
	{"/signals/quality", quality_is_known, "has bits that are not defined"},
	{"/curves/rep", curve_has_rep, "must be in /results/reps"},
	{"/curves/asymmetry_mean", band_holds_mean, "must lie between band_low and band_high"},
	{"/spectra/psd", psd_is_positive, "must not be negative"},
	{"/spectra/coherence", coherence_is_share, "must lie between 0 and 1"},
	{"/results/reps", rep_is_counted, "set and rep count from 1"},
	{"/results/reps", rep_is_in_order,
	 "onset, lift-off, lockout, lowering, touchdown: in order"},
	{"/results/reps", rep_has_index, "asymmetry_lift_pct must be 100 (R - L)/(R + L)"},
	{"/results/reps", rep_flags_known, "flags must be in /results/flag_codes"},
	{"/results/phases", phase_has_rep, "set and rep must be in /results/reps"},
	{"/results/phases", phase_is_in_order, "t_start_s must not be after t_end_s"},
	{"/results/phases", phase_has_index, "asymmetry_pct must be 100 (R - L)/(R + L)"},
	{"/results/phases", phase_flags_known, "flags must be in /results/flag_codes"},
	{"/results/metrics", metric_has_rep,
	 "set and rep must be in /results/reps where it has rows, or rep 0"},
	{"/results/metrics", metric_interval_in_order,
	 "the low end must not be above the high end"},
	{"/results/metrics", metric_has_unit, "unit must not be empty (1 = none)"},
	{"/results/findings", finding_interval_in_order, "ci_low must not be above ci_high"},
	{"/results/findings", finding_has_p, "0 <= p <= p_adjusted <= 1 must hold"},
	{"/quality/gaps", gap_is_inside, "must lie within the recording"},
};

static void check_rule(const struct schema *schema, const struct content *content,
		       const struct rule *rule, tell_fn *tell, void *ctx)
{
	const struct object *object = object_find(schema, rule->object);
	bool group = object && object->kind == OBJECT_GROUP;
	size_t rows = !object ? 0 : group ? 1 : object_rows(object, content);
	char text[160];

	for (size_t row = 0; row < rows; row++)
		if (!rule->holds(content, row)) {
			int used = group ? 0 : snprintf(text, sizeof(text), "row %zu: ", row);

			snprintf(text + used, sizeof(text) - (size_t)used, "%s", rule->text);
			tell(ctx, rule->object, text);
			return;
		}
}

/* --- texts --- */

static bool is_utf8(const char *text)
{
	while (*text) {
		size_t length = utf8_length(text);

		if (!length)
			return false;
		text += length;
	}
	return true;
}

static void check_table_texts(const struct object *object, const struct content *content,
			      tell_fn *tell, void *ctx)
{
	char text[160];

	for (size_t row = 0; row < object_rows(object, content); row++)
		for (size_t i = 0; i < object->table->columns; i++) {
			const struct field *column = &object->table->column[i];

			if (column->value != VALUE_TEXT ||
			    is_utf8(row_at(object, content, row) + column->offset))
				continue;
			snprintf(text, sizeof(text), "row %zu: %s is no UTF-8", row, column->name);
			tell(ctx, object->path, text);
			return;
		}
}

void rules_check(const struct schema *schema, const struct content *content, tell_fn *tell,
		 void *ctx)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		check_rule(schema, content, &rules[i], tell, ctx);
	for (size_t i = 0; i < schema->objects; i++)
		if (schema->object[i].kind == OBJECT_TABLE)
			check_table_texts(&schema->object[i], content, tell, ctx);
}
