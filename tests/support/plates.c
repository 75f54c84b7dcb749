/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/plates.h"

#include "tests/support/assert_near.h"

#include <stdio.h>

static const double half_width_m = 0.18, half_length_m = 0.26;
static const double sign_x[4] = {1, -1, -1, 1}, sign_y[4] = {1, 1, -1, -1};

struct trial *plates_new(double rate_hz, size_t frames)
{
	struct trial *trial;
	struct recording_info *info;

	assert_int_equal(trial_new(&trial, 8, frames, NULL), 0);
	info = &trial->info;
	info->rate_hz = rate_hz;
	info->unit = UNIT_NEWTON;
	info->channels = 8;
	info->frames = (int64_t)frames;
	info->plates = 2;
	for (int p = 0; p < 2; p++) {
		struct plate *plate = &info->plate[p];

		snprintf(plate->name, sizeof(plate->name), "%s", p ? "right" : "left");
		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->kind = PLATE_CELLS;
		plate->cells = 4;
		for (int c = 0; c < 4; c++)
			plate->cell[c] = (struct cell){.column = 4 * p + c,
						       .x_m = half_width_m * sign_x[c],
						       .y_m = half_length_m * sign_y[c],
						       .newton_per_unit = 1.0};
	}
	return trial;
}

void plates_load(struct trial *trial, size_t plate, size_t first, size_t end, double force_n,
		 double x_m, double y_m)
{
	for (size_t i = first; i < end; i++)
		for (size_t c = 0; c < 4; c++)
			trial->samples[8 * i + 4 * plate + c] +=
				0.25 * force_n *
				(1 + sign_x[c] * x_m / half_width_m +
				 sign_y[c] * y_m / half_length_m);
}
