/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor that the plates stand on is the one that the discs fall on. */
#include "acquisition/simulator/segments/segments.h"

#include <math.h>

/* A bar from the top comes with about this speed; 20 to 80 N go with it. */
#define DROP_SPEED 3.0

/* First grid point from start on where the discs stand on the floor; end where they do not. */
static size_t first_contact(const struct segments *segments, size_t start, size_t end)
{
	while (start < end && segments->tracks.of[TRACK_FLOOR_N][start] < 0)
		start++;
	return start;
}

void segments_shake(const struct segments *segments, struct plan *plan,
		    const struct simulator_options *drawn)
{
	const double *bar_m = segments->tracks.of[TRACK_BAR_M];
	struct random random;

	random_stream(&random, drawn->seed, STREAM_FLOOR);
	for (size_t i = 0; i < plan->reps; i++) {
		const struct attempt *attempt = &segments->set.attempt[i];
		double newton = random_range(&random, 20, 80);
		double frequency_hz = random_range(&random, 35, 70);

		if (isnan(attempt->lower_s))
			continue;
		size_t end = segments->tracks.points - 1;
		size_t k = first_contact(segments, (size_t)(attempt->lower_s / GRID_S), end);
		double speed = (bar_m[k - 1] - bar_m[k]) / GRID_S;
		plan->burst[plan->bursts++] = (struct burst){
			(double)k * GRID_S, newton * speed / DROP_SPEED, 0.03, frequency_hz, 0};
	}
}
