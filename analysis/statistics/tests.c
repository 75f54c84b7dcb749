/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of one mean against a margin (docs/methods.md#statistics). */
#include "analysis/statistics/statistics.h"

#include <math.h>

/* 0 / 0 (no spread, exactly on the margin) decides nothing: t = 0 */
static double studentise(double difference, double se)
{
	return difference == 0.0 && se == 0.0 ? 0.0 : difference / se;
}

struct minimal_effect minimal_effect_test(const double *x, size_t n, double delta)
{
	struct interval m = t_interval(x, n, 0.05);
	struct minimal_effect result = {(double)NAN, (double)NAN};

	if (n < 2)
		return result;
	result.t = studentise(fabs(m.mean) - delta, m.se);
	result.p = t_upper_tail(result.t, (double)(n - 1));
	return result;
}

struct tost tost_test(const double *x, size_t n, double delta)
{
	struct interval m = t_interval(x, n, 0.10);
	struct tost result = {.p = (double)NAN, .p_low = (double)NAN, .p_high = (double)NAN};

	result.ci90_low = m.low;
	result.ci90_high = m.high;
	if (n < 2)
		return result;
	result.p_low = t_upper_tail(studentise(m.mean + delta, m.se), (double)(n - 1));
	result.p_high = t_upper_tail(studentise(delta - m.mean, m.se), (double)(n - 1));
	result.p = fmax(result.p_low, result.p_high);
	return result;
}
