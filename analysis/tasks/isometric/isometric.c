/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Isometric pulls: force, impulse and rate of force development from the onset on, all unfiltered
 * (a low-pass takes force away from the first 100 ms). */
#include "analysis/asymmetry.h"
#include "analysis/rows.h"
#include "analysis/tasks/isometric/pulls.h"

#include <math.h>
#include <stdio.h>

/* After the onset, ms. */
static const int instants_ms[] = {0, 50, 100, 150, 200, 250};
enum { INSTANTS = sizeof(instants_ms) / sizeof(*instants_ms) };

/* One pull on its way into the table. */
struct measuring {
	struct analysis *analysis;
	const struct pull *pull;
	struct row_place place;
	struct error *err;
	int ret; /* of the first row that failed */
};

enum { SIDE_LEFT, SIDE_RIGHT, SIDE_BOTH };
static const char *const side_names[] = {"left", "right", "both"};

static double force_at(const struct analysis *a, int side, size_t i)
{
	return side == SIDE_BOTH ? total_force(a, i) : a->signals.side_n[2 * i + (size_t)side];
}

static void add(struct measuring *m, const char *metric, int side, const char *unit,
		const char *formula, double value)
{
	const struct row_kind kind = {metric, side_names[side], unit, formula};

	if (!m->ret)
		m->ret = row_add(m->analysis->report, &m->place, &kind, value, m->err);
}

/* The sides that are known, and both. */
static int first_side(const struct measuring *m)
{
	return m->analysis->report->has_sides ? SIDE_LEFT : SIDE_BOTH;
}

/* --- at times after the onset --- */

/* Linear between samples; NaN past the end of the recording. */
static double force_after(const struct measuring *m, int side, int ms)
{
	const struct analysis *a = m->analysis;
	double at = (double)m->pull->start + ms * 1e-3 * a->signals.rate_hz;
	size_t i = (size_t)at;
	double share = at - (double)i;

	if (i + 1 >= a->signals.frames)
		return NAN;
	return (1 - share) * force_at(a, side, i) + share * force_at(a, side, i + 1);
}

/* From the onset on, by the trapezoidal rule. */
static double impulse_after(const struct measuring *m, int side, int ms)
{
	const struct analysis *a = m->analysis;
	double length = ms * 1e-3 * a->signals.rate_hz;
	size_t whole = (size_t)length;
	double rest = length - (double)whole, sum = 0;

	if (m->pull->start + whole + 1 >= a->signals.frames)
		return NAN;
	for (size_t i = m->pull->start; i < m->pull->start + whole; i++)
		sum += 0.5 * (force_at(a, side, i) + force_at(a, side, i + 1));
	sum += 0.5 * rest * (force_at(a, side, m->pull->start + whole) + force_after(m, side, ms));
	return sum / a->signals.rate_hz;
}

static void add_instant(struct measuring *m, int ms)
{
	double weight_n = m->analysis->body.weight_n, total_n = force_after(m, SIDE_BOTH, ms);
	char name[32];

	snprintf(name, sizeof(name), "force_at_%d_ms", ms);
	for (int side = first_side(m); side <= SIDE_BOTH; side++)
		add(m, name, side, "N", "F(onset+t)", force_after(m, side, ms));
	snprintf(name, sizeof(name), "net_force_at_%d_ms", ms);
	add(m, name, SIDE_BOTH, "N", "F(onset+t)-W", total_n - weight_n);
	snprintf(name, sizeof(name), "relative_force_at_%d_ms", ms);
	add(m, name, SIDE_BOTH, "%", "100F(onset+t)/W", 100 * total_n / weight_n);
}

static void add_span(struct measuring *m, int ms)
{
	double seconds = ms * 1e-3, weight_n = m->analysis->body.weight_n;
	uint32_t flags = m->place.flags;
	char name[32];

	snprintf(name, sizeof(name), "impulse_0_%d_ms", ms);
	for (int side = first_side(m); side <= SIDE_BOTH; side++)
		add(m, name, side, "N.s", "int(F)", impulse_after(m, side, ms));
	snprintf(name, sizeof(name), "net_impulse_0_%d_ms", ms);
	add(m, name, SIDE_BOTH, "N.s", "int(F-W)",
	    impulse_after(m, SIDE_BOTH, ms) - weight_n * seconds);
	m->place.flags |= FLAG_DESCRIPTIVE;
	snprintf(name, sizeof(name), "rfd_0_%d_ms", ms);
	for (int side = first_side(m); side <= SIDE_BOTH; side++)
		add(m, name, side, "N/s", "(F(onset+t)-F(onset))/t",
		    (force_after(m, side, ms) - force_after(m, side, 0)) / seconds);
	m->place.flags = flags;
}

static void add_times(struct measuring *m)
{
	const struct analysis *a = m->analysis;
	const struct pull *pull = m->pull;
	double rate_hz = a->signals.rate_hz;
	char rule[24];

	snprintf(rule, sizeof(rule), "baseline+%gSD", a->config->onset_sd);
	add(m, "initiation_threshold", SIDE_BOTH, "N", rule, pull->threshold_n);
	add(m, "pretension", SIDE_BOTH, "N", "mean(F)-W", pull->baseline_n - a->body.weight_n);
	m->place.flags |= FLAG_DESCRIPTIVE;
	add(m, "time_to_peak", SIDE_BOTH, "s", "t(max)-t(onset)",
	    (double)(pull->peak - pull->start) / rate_hz);
	m->place.flags &= ~(uint32_t)FLAG_DESCRIPTIVE;
	if (!pull->cut_end)
		add(m, "length_of_pull", SIDE_BOTH, "s", "t(end)-t(onset)",
		    (double)(pull->end - pull->start) / rate_hz);
	for (size_t i = 0; i < INSTANTS; i++)
		add_instant(m, instants_ms[i]);
	for (size_t i = 1; i < INSTANTS; i++)
		add_span(m, instants_ms[i]);
}

/* --- of the whole pull --- */

static void add_peak(struct measuring *m)
{
	const struct analysis *a = m->analysis;
	double peak_n = total_force(a, m->pull->peak), weight_n = a->body.weight_n;
	double g = a->config->gravity_m_s2;

	add(m, "peak_force", SIDE_BOTH, "N", "max(F)", peak_n);
	add(m, "net_peak_force", SIDE_BOTH, "N", "max(F)-W", peak_n - weight_n);
	add(m, "relative_peak_force", SIDE_BOTH, "%", "100max(F)/W", 100 * peak_n / weight_n);
	add(m, "relative_peak_force_bw", SIDE_BOTH, "N/kg", "max(F)/m", peak_n * g / weight_n);
}

static void add_sides(struct measuring *m)
{
	const struct analysis *a = m->analysis;
	double sum[2] = {0, 0}, highest[2] = {-INFINITY, -INFINITY}, n = 0;
	double left_n = force_at(a, SIDE_LEFT, m->pull->peak);
	double right_n = force_at(a, SIDE_RIGHT, m->pull->peak);

	for (size_t i = m->pull->start; i < m->pull->end; i++, n++)
		for (int side = 0; side < 2; side++) {
			sum[side] += force_at(a, side, i);
			highest[side] = fmax(highest[side], force_at(a, side, i));
		}
	add(m, "mean_force", SIDE_BOTH, "N", "mean(F)", (sum[0] + sum[1]) / n);
	if (!a->report->has_sides)
		return;
	for (int side = 0; side < 2; side++) {
		add(m, "mean_force", side, "N", "mean(F)", sum[side] / n);
		add(m, "peak_force", side, "N", "max(F)", highest[side]);
	}
	add(m, "force_at_peak", SIDE_LEFT, "N", "F(t(max))", left_n);
	add(m, "force_at_peak", SIDE_RIGHT, "N", "F(t(max))", right_n);
	for (const struct asymmetry_formula *f = asymmetry_formulas; f->metric; f++)
		add(m, f->metric, SIDE_BOTH, "%", f->formula, f->of(sum[0], sum[1]));
	add(m, "asymmetry_at_peak", SIDE_BOTH, "%", asymmetry_formula,
	    asymmetry_index(left_n, right_n));
}

static int measure(struct analysis *a, const struct pull *pull, int number, struct error *err)
{
	struct measuring m = {
		.analysis = a,
		.pull = pull,
		.place = {1, number, "pull", pull_flags(a, pull)},
		.err = err,
	};

	add_peak(&m);
	add_sides(&m);
	if (!pull->cut_start)
		add_times(&m);
	return m.ret;
}

static int explain(struct analysis *a, const struct pull *pull, int number, struct error *err)
{
	double rate_hz = a->signals.rate_hz;
	char from[64] = "body weight", onset[24] = "none";

	if (pull->quiet_end)
		snprintf(from, sizeof(from), "the standing at %.3f to %.3f s",
			 (double)pull->quiet_start / rate_hz, (double)pull->quiet_end / rate_hz);
	if (!pull->cut_start)
		snprintf(onset, sizeof(onset), "%.3f s", (double)pull->start / rate_hz);
	return report_add_step(
		a->report, "onset", err,
		"pull %d: onset %s, the last sample at or below %.1f N = %.1f N of %s + %g "
		"x SD %.2f N, unfiltered",
		number, onset, pull->threshold_n, pull->baseline_n, from, a->config->onset_sd,
		pull->sd_n);
}

static int say_none(struct analysis *a, struct error *err)
{
	return report_add_check(a->report, "NO_PULL", STATUS_REJECT, NAN, "", err,
				"no pull: force never stays %g %% above body weight for %g s%s",
				100 * a->config->pull_level_bw, a->config->pull_min_s,
				isnan(a->body.weight_n) ? ", and body weight is not known" : "");
}

int stage_isometric(struct analysis *a, struct error *err)
{
	struct pull pull[PULLS_MAX];
	size_t count = pulls_find(a, pull);
	int ret = 0;

	if (!count)
		return say_none(a, err);
	ret = report_add_step(a->report, "pulls", err,
			      "%zu: total above %g of body weight for %g s, and at least half as "
			      "strong as the strongest",
			      count, 1 + a->config->pull_level_bw, a->config->pull_min_s);
	for (size_t i = 0; i < count && !ret; i++) {
		ret = explain(a, &pull[i], (int)i + 1, err);
		if (!ret)
			ret = measure(a, &pull[i], (int)i + 1, err);
	}
	return ret ? ret : pulls_check(a, pull, count, err);
}
