/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/sway.h"

#include <math.h>

static const double coverage = 0.95;

void sway_init(struct sway_sums *s)
{
	*s = (struct sway_sums){
		.last = {NAN, NAN}, .low = {INFINITY, INFINITY}, .high = {-INFINITY, -INFINITY}};
}

static void add_place(struct sway_sums *s, double x, double y)
{
	double dx, dy;

	if (s->n++ == 0) {
		s->origin[0] = x;
		s->origin[1] = y;
	}
	dx = x - s->origin[0];
	dy = y - s->origin[1];
	s->sum[0] += dx;
	s->sum[1] += dy;
	s->square[0] += dx * dx;
	s->square[1] += dy * dy;
	s->product += dx * dy;
	s->low[0] = x < s->low[0] ? x : s->low[0];
	s->low[1] = y < s->low[1] ? y : s->low[1];
	s->high[0] = x > s->high[0] ? x : s->high[0];
	s->high[1] = y > s->high[1] ? y : s->high[1];
}

void sway_add(struct sway_sums *sums, const double *cop_m, size_t frames, size_t stride)
{
	struct sway_sums s = *sums; /* a copy stays in registers */

	for (size_t i = 0; i < frames; i++) {
		double x = cop_m[i * stride], y = cop_m[i * stride + 1];
		double dx = x - s.last[0], dy = y - s.last[1];
		double step = sqrt(dx * dx + dy * dy);

		s.last[0] = x;
		s.last[1] = y;
		if (isnan(x + y))
			continue;
		add_place(&s, x, y);
		if (isnan(step))
			continue;
		s.path_m += step;
		s.steps++;
	}
	*sums = s;
}

/* The F quantile with 2 degrees of freedom above has a closed form. */
static double f_quantile_2(double p, double below)
{
	return below / 2 * (pow(1 - p, -2 / below) - 1);
}

static void add_spread(struct sway *out, const struct sway_sums *s)
{
	double n = (double)s->n, freedom = n - 1;
	double xx = (s->square[0] - s->sum[0] * s->sum[0] / n) / freedom;
	double yy = (s->square[1] - s->sum[1] * s->sum[1] / n) / freedom;
	double xy = (s->product - s->sum[0] * s->sum[1] / n) / freedom;
	double axes = M_PI * sqrt(fmax(xx * yy - xy * xy, 0));

	out->sd_ml_m = sqrt(fmax(xx, 0));
	out->sd_ap_m = sqrt(fmax(yy, 0));
	out->ellipse_chi2_m2 = axes * -2 * log(1 - coverage);
	if (s->n > 2)
		out->ellipse_m2 = axes * 2 * (n - 1) * (n + 1) / (n * (n - 2)) *
				  f_quantile_2(coverage, n - 2);
}

struct sway sway_result(const struct sway_sums *s, double rate_hz)
{
	double n = (double)s->n;
	struct sway out = {
		.n = s->n,
		.path_m = s->n ? s->path_m : NAN,
		.speed_m_s = s->steps ? s->path_m * rate_hz / (double)s->steps : NAN,
		.mean_ml_m = s->origin[0] + s->sum[0] / n,
		.mean_ap_m = s->origin[1] + s->sum[1] / n,
		.range_ml_m = s->n ? s->high[0] - s->low[0] : NAN,
		.range_ap_m = s->n ? s->high[1] - s->low[1] : NAN,
		.sd_ml_m = NAN,
		.sd_ap_m = NAN,
		.ellipse_m2 = NAN,
		.ellipse_chi2_m2 = NAN,
	};

	if (s->n > 1)
		add_spread(&out, s);
	return out;
}

struct sway sway_of(const double *cop_m, size_t frames, size_t stride, double rate_hz)
{
	struct sway_sums sums;

	sway_init(&sums);
	sway_add(&sums, cop_m, frames, stride);
	return sway_result(&sums, rate_hz);
}
