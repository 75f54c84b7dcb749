/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/asymmetry.h"

#include <math.h>

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
