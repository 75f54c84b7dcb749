/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A known mass at a known place, and cells that are not what they say: what calibrating needs. */
#include "acquisition/simulator/scene/scene.h"

#include "formats/files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAIN_MIN 0.1
#define GAIN_MAX 10.0

bool scene_has_disc(const struct scene *scene)
{
	return !isnan(scene->options->disc_kg);
}

uint64_t scene_disc_seed(const struct scene *scene)
{
	const struct simulator_options *options = scene->options;
	const double place[] = {options->disc_kg, options->disc_x_m, options->disc_y_m};

	return scene_has_disc(scene) ? crc32c(0, place, sizeof(place)) : 0;
}

void scene_disc(struct scene *scene)
{
	int side = strcmp(scene->options->plate, "right") ? SIDE_LEFT : SIDE_RIGHT;
	double newton = scene->options->disc_kg * STANDARD_GRAVITY;

	for (size_t k = 0; k < scene->frames; k++) {
		scene->foot_n[side][k] = newton;
		scene->foot_n[!side][k] = 0;
	}
}

/* Up to room numbers apart by colons; how many, or -1. */
static int read_gains(const char *text, double *gain, int room)
{
	int count = 0;

	for (;;) {
		char *end;

		if (count == room)
			return -1;
		gain[count] = strtod(text, &end);
		if (end == text || !(gain[count] >= GAIN_MIN && gain[count] <= GAIN_MAX))
			return -1;
		count++;
		if (!*end)
			return count;
		if (*end != ':')
			return -1;
		text = end + 1;
	}
}

int scene_gains(struct scene *scene, struct error *err)
{
	const char *text = scene->options->gains;
	double gain[SIMULATED_CHANNELS] = {1, 1, 1, 1};
	int count = *text ? read_gains(text, gain, SIMULATED_CHANNELS) : CELLS_A_SIDE;

	if (count != CELLS_A_SIDE && count != SIMULATED_CHANNELS)
		return fail(err, HINGE_EUSAGE,
			    "gains=%s: expected 4 or 8 numbers from %g to %g, apart by colons",
			    text, GAIN_MIN, GAIN_MAX);
	for (int side = 0; side < SIDES; side++)
		memcpy(scene->cell_gain[side],
		       count == SIMULATED_CHANNELS ? gain + side * CELLS_A_SIDE : gain,
		       sizeof(scene->cell_gain[side]));
	return 0;
}
