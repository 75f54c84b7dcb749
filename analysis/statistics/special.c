/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas by their numbers in the NIST Digital Library of Mathematical Functions (DLMF). */
#include "analysis/statistics/statistics.h"

#include <float.h>
#include <math.h>

double normal_cdf(double z)
{
	return 0.5 * erfc(-z * M_SQRT1_2);
}

/* Abramowitz & Stegun 26.2.23 (error < 4.5e-4) as the start of Halley's iteration on erfc, which
 * keeps its relative accuracy far into the tail. p <= 1/2. */
static double normal_quantile_lower(double p)
{
	double t = sqrt(-2.0 * log(p));
	double z = -t + (2.515517 + t * (0.802853 + t * 0.010328)) /
				(1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

	for (int i = 0; i < 3; i++) {
		double density = exp(-0.5 * z * z) / sqrt(2.0 * M_PI);
		double step = (normal_cdf(z) - p) / density;

		z -= step / (1.0 + 0.5 * z * step);
	}
	return z;
}

double normal_quantile(double p)
{
	if (!(p >= 0.0 && p <= 1.0))
		return (double)NAN;
	if (p == 0.0 || p == 1.0)
		return p == 0.0 ? -(double)INFINITY : (double)INFINITY;
	if (p == 0.5)
		return 0.0;
	return p < 0.5 ? normal_quantile_lower(p) : -normal_quantile_lower(1.0 - p);
}

/* lgamma() would write the global signgam */
static double log_gamma(double x)
{
	int sign;

	return lgamma_r(x, &sign);
}

/* Continued fraction DLMF 8.17.22 by the modified Lentz method (Thompson & Barnett 1986). */
static double beta_fraction(double a, double b, double x)
{
	const double tiny = 1e-300;
	double c = 1.0;
	double d = 1.0 / fmax(1.0 - (a + b) * x / (a + 1.0), tiny);
	double h = d;

	for (int m = 1; m <= 10000; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double change;

		d = 1.0 + even * d;
		c = 1.0 + even / c;
		d = 1.0 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		h *= c * d;
		d = 1.0 + odd * d;
		c = 1.0 + odd / c;
		d = 1.0 / (fabs(d) < tiny ? tiny : d);
		c = fabs(c) < tiny ? tiny : c;
		change = c * d;
		h *= change;
		if (fabs(change - 1.0) < DBL_EPSILON)
			break;
	}
	return h;
}

/* x and y = 1 - x are both given, so that neither loses digits. */
static double beta_of(double a, double b, double x, double y)
{
	double front;

	if (x <= 0.0 || y <= 0.0)
		return x <= 0.0 ? 0.0 : 1.0;
	front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log(y));
	/* the fraction converges fast on this side of the mean; DLMF 8.17.4 gives the other */
	if (x < (a + 1.0) / (a + b + 2.0))
		return front * beta_fraction(a, b, x) / a;
	return 1.0 - front * beta_fraction(b, a, y) / b;
}

double beta_incomplete(double a, double b, double x)
{
	if (!(a > 0.0 && b > 0.0 && x >= 0.0 && x <= 1.0))
		return (double)NAN;
	return beta_of(a, b, x, 1.0 - x);
}

double t_upper_tail(double t, double df)
{
	double tail;

	if (!(df > 0.0) || isnan(t))
		return (double)NAN;
	if (isinf(t))
		return t > 0.0 ? 0.0 : 1.0;
	tail = 0.5 * beta_of(0.5 * df, 0.5, df / (df + t * t), t * t / (df + t * t));
	return t >= 0.0 ? tail : 1.0 - tail;
}

static double t_density(double t, double df)
{
	return exp(log_gamma(0.5 * (df + 1.0)) - log_gamma(0.5 * df) -
		   0.5 * (df + 1.0) * log1p(t * t / df)) /
	       sqrt(df * M_PI);
}

/* t > 0 with P(T > t) = q, by Newton's method kept inside a bracket. q < 1/2. */
static double t_upper_quantile(double q, double df)
{
	double low = 0.0, high = 1.0, t;

	while (t_upper_tail(high, df) > q && high < DBL_MAX / 4)
		high *= 2.0;
	t = 0.5 * high;
	for (int i = 0; i < 200; i++) {
		double excess = t_upper_tail(t, df) - q;
		double next = t + excess / t_density(t, df);

		if (excess > 0.0)
			low = t;
		else
			high = t;
		if (!(next > low && next < high))
			next = 0.5 * (low + high);
		if (fabs(next - t) <= 2.0 * DBL_EPSILON * next)
			return next;
		t = next;
	}
	return t;
}

double t_quantile(double p, double df)
{
	if (!(p >= 0.0 && p <= 1.0 && df > 0.0))
		return (double)NAN;
	if (p == 0.0 || p == 1.0)
		return p == 0.0 ? -(double)INFINITY : (double)INFINITY;
	if (p == 0.5)
		return 0.0;
	return p < 0.5 ? -t_upper_quantile(p, df) : t_upper_quantile(1.0 - p, df);
}
