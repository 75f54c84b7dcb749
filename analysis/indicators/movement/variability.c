/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the reps of a set differ, in asymmetry, rise (C10) and time. */
#include "analysis/indicators/indicators.h"
#include "analysis/statistics/statistics.h"

#include <math.h>

static double asymmetry_pct(const struct indicator_rep *rep)
{
	return rep->rep->asymmetry_lift_pct;
}

static double rise_m(const struct indicator_rep *rep)
{
	return rep->rep->displacement_m;
}

static double lift_s(const struct indicator_rep *rep)
{
	return rep->rep->lockout_s - rep->rep->liftoff_s;
}

static const struct {
	double (*of)(const struct indicator_rep *);
	enum indicator_row sd, cv;
} quantities[] = {
	{asymmetry_pct, ROW_ASYMMETRY_SD, ROW_ASYMMETRY_CV},
	{rise_m, ROW_DISPLACEMENT_SD, ROW_DISPLACEMENT_CV},
	{lift_s, ROW_DURATION_SD, ROW_DURATION_CV},
};

/* A share of a mean that may as well be 0 says nothing. */
static double coefficient_of_variation(struct interval interval, double sd)
{
	bool has_size = interval.low > 0 || interval.high < 0;

	return has_size ? 100 * sd / fabs(interval.mean) : (double)NAN;
}

static int measure(const struct indicator_set *set, struct error *err)
{
	int ret = 0, n = (int)set->reps;

	for (size_t k = 0; k < sizeof(quantities) / sizeof(*quantities) && !ret; k++) {
		for (size_t i = 0; i < set->reps; i++)
			set->value[i] = quantities[k].of(&set->rep[i]);

		double sd = sd_sample(set->value, set->reps);
		double cv = coefficient_of_variation(t_interval(set->value, set->reps, 0.05), sd);

		ret = indicator_add_set(set, quantities[k].sd, "both", sd, n, err);
		if (!ret)
			ret = indicator_add_set(set, quantities[k].cv, "both", cv, n, err);
	}
	return ret;
}

const struct indicator indicator_variability = {.measure = measure};
