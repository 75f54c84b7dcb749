/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"

#include <math.h>

/* Backward from lift-off: bending down swings the force by a quarter of body weight, so a search
 * forward would stop there (docs/methods.md#events). */
size_t onset_find(const struct lift_search *s, size_t earliest, size_t liftoff, double sd_n)
{
	double margin = fmax(s->config->onset_sd * sd_n, s->config->onset_floor_n);
	size_t i = liftoff;

	while (i > earliest && s->fine_n[i] > s->body_n + margin)
		i--;
	return i;
}
