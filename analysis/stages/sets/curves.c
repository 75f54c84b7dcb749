/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Left and right over 0..100 % of every lift, and the mean asymmetry with a band that holds for all
 * points at once. */
#include "analysis/asymmetry.h"
#include "analysis/signal/resample.h"
#include "analysis/stages.h"
#include "analysis/statistics/statistics.h"

#include <math.h>
#include <stdlib.h>

static void draw(const struct analysis *a, const struct rep *rep, struct report_curve *curve,
		 double *asymmetry)
{
	size_t from = frame_at(a, rep->liftoff_s), count = frame_at(a, rep->lockout_s) - from + 1;
	const double *side = a->signals.side_20_n + 2 * from;
	double left[CURVE_POINTS], right[CURVE_POINTS];
	double gate_n = a->config->asymmetry_floor_bw * a->body.weight_n;

	time_normalise(side, count, 2, left, CURVE_POINTS);
	time_normalise(side + 1, count, 2, right, CURVE_POINTS);
	curve->set = rep->set;
	curve->rep = rep->rep;
	for (size_t i = 0; i < CURVE_POINTS; i++) {
		asymmetry[i] = left[i] + right[i] >= gate_n ? asymmetry_index(left[i], right[i])
							    : (double)NAN;
		curve->left_n[i] = (float)left[i];
		curve->right_n[i] = (float)right[i];
		curve->asymmetry_pct[i] = (float)asymmetry[i];
	}
}

static void mean_curve(const double *curves, size_t n, double *mean_out)
{
	for (size_t i = 0; i < CURVE_POINTS; i++) {
		double sum = 0;

		for (size_t k = 0; k < n; k++)
			sum += curves[k * CURVE_POINTS + i];
		mean_out[i] = sum / (double)n;
	}
}

static int add_band(struct analysis *a, const double *curves, size_t n, struct error *err)
{
	struct trial_report *report = a->report;
	struct band band;
	int ret;

	if (n < (size_t)a->config->min_reps_curve) {
		mean_curve(curves, n, report->curve_mean);
		return report_add_step(
			report, "curves", err,
			"%d points of LIFT, linear; %zu reps, fewer than %d: a mean and "
			"no band",
			CURVE_POINTS, n, a->config->min_reps_curve);
	}
	ret = maxt_band(curves, n, CURVE_POINTS, trial_seed(report), report->curve_mean,
			report->curve_low, report->curve_high, &band, err);
	if (ret)
		return ret;
	return report_add_step(
		report, "curves", err,
		"%d points of LIFT, linear; simultaneous 95 %% band of %zu reps: mean "
		"+- %.4f SE, the largest |t| that 95 %% of the sign-flips do not "
		"exceed; p %.4f",
		CURVE_POINTS, n, band.threshold, band.p);
}

int stage_curves(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	int set = fullest_set(report), ret = 0;
	size_t n = 0;
	double *curves;

	if (!set || !report->has_sides)
		return 0;
	curves = malloc(report->reps * CURVE_POINTS * sizeof(double));
	if (!curves)
		return fail(err, HINGE_ENOMEM, "no memory for the curves of %zu reps",
			    report->reps);
	for (size_t i = 0; i < report->reps && !ret; i++) {
		const struct rep *rep = &report->rep[i];
		struct report_curve curve;

		if (!rep->valid)
			continue;
		draw(a, rep, &curve, curves + n * CURVE_POINTS);
		n += rep->set == set;
		ret = report_add_curve(report, &curve, err);
	}
	if (!ret)
		ret = add_band(a, curves, n, err);
	free(curves);
	return ret;
}
