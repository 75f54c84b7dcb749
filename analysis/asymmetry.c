/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/asymmetry.h"

#include <math.h>
#include <stddef.h>

const char asymmetry_formula[] = "AI=100(R-L)/(R+L)";

/* 0 / 0 is NaN by itself; x / 0 would be an infinity that means nothing here. */
static double ratio(double part, double whole)
{
	return whole == 0.0 ? (double)NAN : part / whole;
}

double asymmetry_index(double left, double right)
{
	return ratio(100.0 * (right - left), right + left);
}

double asymmetry_lsi(double left, double right)
{
	return ratio(100.0 * right, left);
}

double asymmetry_robinson(double left, double right)
{
	return ratio(100.0 * (right - left), 0.5 * (left + right));
}

double asymmetry_strong(double left, double right)
{
	return ratio(100.0 * (right - left), fmax(left, right));
}

double asymmetry_weak(double left, double right)
{
	return ratio(100.0 * (right - left), fmin(left, right));
}

double asymmetry_angle(double left, double right)
{
	if (left == 0.0 && right == 0.0)
		return (double)NAN;
	return 100.0 * (M_PI_4 - atan2(right, left)) / M_PI_2;
}

double asymmetry_log(double left, double right)
{
	return left > 0.0 && right > 0.0 ? 100.0 * log(right / left) : (double)NAN;
}

const struct asymmetry_formula asymmetry_formulas[] = {
	{"asymmetry", asymmetry_formula, "mean 100(R-L)/(R+L)", "mean 100|R-L|/(R+L)",
	 asymmetry_index, 0},
	{"asymmetry_robinson", "100(R-L)/mean(R,L)", "mean 200(R-L)/(R+L)", "mean 200|R-L|/(R+L)",
	 asymmetry_robinson, 0},
	{"asymmetry_strong", "100(R-L)/max(R,L)", "mean 100(R-L)/max(R,L)",
	 "mean 100|R-L|/max(R,L)", asymmetry_strong, 0},
	{"asymmetry_weak", "100(R-L)/min(R,L)", "mean 100(R-L)/min(R,L)", "mean 100|R-L|/min(R,L)",
	 asymmetry_weak, 0},
	{"limb_symmetry", "100R/L", "mean 100R/L", NULL, asymmetry_lsi, 100},
	{"symmetry_angle", "100(45-atan(R/L))/90", "mean symmetry angle", "mean |symmetry angle|",
	 asymmetry_angle, 0},
	{"asymmetry_log", "100ln(R/L)", "mean 100ln(R/L)", "mean 100|ln(R/L)|", asymmetry_log, 0},
	{NULL, NULL, NULL, NULL, NULL, 0},
};
