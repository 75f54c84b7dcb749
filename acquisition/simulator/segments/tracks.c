/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/segments/dynamics.h"

#include <math.h>
#include <stdlib.h>

int tracks_init(struct tracks *tracks, size_t points)
{
	*tracks =
		(struct tracks){.points = points, .block = calloc(TRACKS * points, sizeof(double))};
	if (!tracks->block)
		return -1;
	for (size_t i = 0; i < TRACKS; i++)
		tracks->of[i] = tracks->block + i * points;
	return 0;
}

void tracks_reset(struct tracks *tracks)
{
	free(tracks->block);
	*tracks = (struct tracks){0};
}

size_t track_point(const struct tracks *tracks, double t_s)
{
	size_t k = (size_t)rint(t_s / GRID_S);

	return k < tracks->points ? k : tracks->points - 1;
}

double track_at(const struct tracks *tracks, enum track track, double t_s)
{
	const double *value = tracks->of[track];
	double at = fmax(t_s, 0) / GRID_S;
	size_t k = (size_t)at, last = tracks->points - 1;

	if (k >= last)
		return value[last];
	double before = value[k ? k - 1 : 0], from = value[k], to = value[k + 1];
	double after = value[k + 2 <= last ? k + 2 : last], u = at - (double)k;
	return from + 0.5 * u *
			      (to - before +
			       u * (2 * before - 5 * from + 4 * to - after +
				    u * (3 * (from - to) + after - before)));
}

double ground_force(const struct tracks *tracks, size_t k)
{
	return tracks->of[TRACK_BODY_N][k] + tracks->of[TRACK_GIVE_N][k] +
	       tracks->of[TRACK_TENSION_N][k];
}

static double pull_about(const struct tracks *tracks, size_t k, double x_m)
{
	return tracks->of[TRACK_TENSION_N][k] * (tracks->of[TRACK_HAND_X_M][k] - x_m);
}

double hip_moment(const struct tracks *tracks, size_t k)
{
	return tracks->of[TRACK_HIP_NM][k] + pull_about(tracks, k, tracks->of[TRACK_HIP_X_M][k]);
}

double knee_moment(const struct tracks *tracks, size_t k)
{
	return tracks->of[TRACK_KNEE_NM][k] + pull_about(tracks, k, tracks->of[TRACK_KNEE_X_M][k]);
}

double pressure_centre(const struct tracks *tracks, const struct body *body, size_t k)
{
	double moment = tracks->of[TRACK_FLOOR_NM][k] + pull_about(tracks, k, 0) +
			tracks->of[TRACK_GIVE_N][k] * tracks->of[TRACK_BODY_X_M][k];

	return fmax(body->heel_m, fmin(body->toe_m, moment / ground_force(tracks, k)));
}

double system_height(const struct tracks *tracks, const struct bar *bar, size_t k)
{
	double body_m = tracks->of[TRACK_BODY_M][k] + tracks->of[TRACK_GIVE_M][k];

	return (bar->body_kg * body_m + bar->kg * tracks->of[TRACK_BAR_M][k]) /
	       (bar->body_kg + bar->kg);
}
