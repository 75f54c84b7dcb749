/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With --residual: which cutoff two published rules would choose, beside the ones in use. */
#include "analysis/rows.h"
#include "analysis/signal/filter/filter.h"
#include "analysis/signal/filter/residual.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double around_lifts_s = 1;
static const double yu_rate_max_hz = 1200;

/* Close where the crossing lies, coarse where a line is laid; Yu's first cutoff takes one more. */
static const double grid_hz[] = {2,  3,  4,  5,  6,  7,  8,   9,   10,  11,  12,  13, 14, 15,
				 16, 17, 18, 19, 20, 22, 24,  26,  28,  30,  32,  34, 36, 38,
				 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150};
enum { GRID = sizeof(grid_hz) / sizeof(*grid_hz) };

struct stretch_frames {
	size_t from, to;
};

/* From a second before the first lift to a second after the last; all of it where there is none. */
static struct stretch_frames frames_of_lifts(const struct analysis *a)
{
	struct stretch_frames s = {.from = a->forces->frames, .to = 0};
	double rate_hz = a->forces->rate_hz, end_s = (double)a->forces->frames / rate_hz;

	for (size_t i = 0; i < a->report->reps; i++) {
		const struct rep *rep = &a->report->rep[i];

		if (isnan(rep->liftoff_s) || isnan(rep->touchdown_s))
			continue;
		s.from = (size_t)fmin((double)s.from,
				      rate_hz * fmax(0, rep->liftoff_s - around_lifts_s));
		s.to = (size_t)fmax((double)s.to,
				    rate_hz * fmin(end_s, rep->touchdown_s + around_lifts_s));
	}
	if (s.from >= s.to)
		s = (struct stretch_frames){0, a->forces->frames};
	return s;
}

/* Residual in percent of the signal's SD. */
static double eps_pct(const double *side, size_t frames, double rms)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < frames; i++)
		mean += side[2 * i] / (double)frames;
	for (size_t i = 0; i < frames; i++)
		squares += (side[2 * i] - mean) * (side[2 * i] - mean);
	return 100 * rms / sqrt(squares / (double)frames);
}

/* Where the rate is too low for the line, or too high for the formula, there is none. */
static const char *figure_text(double value, const char *unit, char *out, size_t size)
{
	if (isnan(value))
		snprintf(out, size, "none");
	else
		snprintf(out, size, "%.2f %s", value, unit);
	return out;
}

static int add_side(struct analysis *a, const char *side, const struct residual_fit *fit,
		    double yu_hz, struct error *err)
{
	static const struct row_place place = {.phase = "lifts"};
	const struct {
		struct row_kind kind;
		double value;
	} rows[] = {
		{{"residual_cutoff", side, "Hz", "Winter crossing"}, fit->cutoff_hz},
		{{"residual_noise", side, "N", "Winter intercept"}, fit->noise},
		{{"yu_cutoff", side, "Hz", "Yu 1999"}, yu_hz},
	};
	char winter[24], noise[24], yu[24];
	int ret = report_add_step(a->report, "residual", err, "%s: Winter %s, noise %s; Yu %s",
				  side, figure_text(fit->cutoff_hz, "Hz", winter, sizeof(winter)),
				  figure_text(fit->noise, "N", noise, sizeof(noise)),
				  figure_text(yu_hz, "Hz", yu, sizeof(yu)));

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows) && !ret; i++)
		ret = row_add(a->report, &place, &rows[i].kind, rows[i].value, err);
	return ret;
}

static size_t cutoffs_below(double rate_hz)
{
	size_t n = 0;

	while (n < GRID && filter_applies(grid_hz[n], rate_hz))
		n++;
	return n;
}

static int scan_sides(struct analysis *a, const struct stretch_frames *s, struct error *err)
{
	static const char *const names[] = {"left", "right"};
	double cutoff_hz[GRID + 1], left[GRID + 1], right[GRID + 1], *rms[2] = {left, right};
	double rate_hz = a->forces->rate_hz;
	const double *pair = a->forces->side_n + 2 * s->from;
	size_t n = cutoffs_below(rate_hz), sides = a->forces->one_plate ? 1 : 2;
	int ret;

	memcpy(cutoff_hz, grid_hz, n * sizeof(*cutoff_hz));
	cutoff_hz[n] = rate_hz > yu_rate_max_hz ? grid_hz[0] : yu_first_hz(rate_hz);
	ret = residual_scan(pair, s->to - s->from, rate_hz, cutoff_hz, n + 1, a->config->isa, rms,
			    err);
	for (size_t side = 0; side < sides && !ret; side++) {
		struct residual_fit fit = residual_fit(cutoff_hz, rms[side], n);
		double eps = eps_pct(pair + side, s->to - s->from, rms[side][n]), yu_hz = NAN;

		if (rate_hz <= yu_rate_max_hz)
			yu_hz = yu_cutoff_hz(rate_hz, eps);
		ret = add_side(a, sides == 1 ? "both" : names[side], &fit, yu_hz, err);
	}
	return ret;
}

int stage_residual(struct analysis *a, struct error *err)
{
	struct stretch_frames s;
	int ret;

	if (!a->config->residual || a->forces->frames == 0)
		return 0;
	if (!a->report->has_sides && !a->forces->one_plate)
		return report_add_step(a->report, "residual", err,
				       "not scanned: which plate is left is unknown");
	s = frames_of_lifts(a);
	ret = report_add_step(a->report, "residual", err,
			      "%.2f to %.2f s, unfiltered, %zu cutoffs from 2 Hz: crossing of "
			      "the line through those from 60 to 150 Hz (Winter)%s; a diagnostic, "
			      "no cutoff was changed by it",
			      (double)s.from / a->forces->rate_hz,
			      (double)s.to / a->forces->rate_hz, cutoffs_below(a->forces->rate_hz),
			      a->forces->rate_hz <= yu_rate_max_hz
				      ? ", and Yu's formula"
				      : "; Yu's formula is not for more than 1200 Hz");
	return ret ? ret : scan_sides(a, &s, err);
}
