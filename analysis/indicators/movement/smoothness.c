/* SPDX-License-Identifier: GPL-3.0-or-later */
/* C8: how smooth the lift is. */
#include "analysis/indicators/indicators.h"

#include <math.h>

double log_dimensionless_jerk(const double *velocity, size_t frames, double rate_hz)
{
	double sum = 0, fastest = 0, seconds = (double)frames / rate_hz;

	for (size_t i = 0; i + 2 < frames; i++) {
		double jerk = (velocity[i + 2] - velocity[i + 1]) - (velocity[i + 1] - velocity[i]);

		sum += jerk * jerk;
	}
	for (size_t i = 0; i < frames; i++)
		fastest = fmax(fastest, fabs(velocity[i]));
	if (frames < 3 || !(fastest > 0) || !(sum > 0))
		return (double)NAN;
	return -log(pow(seconds, 3) / (fastest * fastest) * sum * pow(rate_hz, 3));
}

/* Velocity is integrated from the 20 Hz copy, so its jerk is that of the filtered force. */
static int measure(const struct indicator_set *set, struct error *err)
{
	const struct analysis *a = set->analysis;
	int ret;

	for (size_t i = 0; i < set->reps; i++) {
		const struct indicator_rep *rep = &set->rep[i];

		set->value[i] =
			log_dimensionless_jerk(a->reps.velocity_m_s + rep->liftoff,
					       rep->lockout - rep->liftoff, a->signals.rate_hz);
	}
	ret = indicator_add_reps(set, ROW_LDLJ, "both", set->value, err);
	return ret ? ret : indicator_add_median(set, ROW_LDLJ, "both", set->value, err);
}

const struct indicator indicator_smoothness = {.measure = measure};
