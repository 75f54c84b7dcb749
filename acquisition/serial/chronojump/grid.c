/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/chronojump/grid.h"

#include <math.h>
#include <string.h>

#define ROUNDING_US 0.01 /* of a double that counts us for months */

void chronojump_grid_start(struct chronojump_grid *grid, int64_t frame, int64_t time_us,
			   const int16_t value[CHRONOJUMP_CELLS])
{
	grid->origin_us = (double)time_us - (double)frame * grid->step_us;
	grid->next = frame;
	grid->before_us = grid->after_us = time_us;
	memcpy(grid->before, value, sizeof(grid->before));
	memcpy(grid->after, value, sizeof(grid->after));
}

double chronojump_grid_time_us(const struct chronojump_grid *grid, int64_t frame)
{
	return grid->origin_us + (double)frame * grid->step_us;
}

bool chronojump_grid_add(struct chronojump_grid *grid, int64_t time_us,
			 const int16_t value[CHRONOJUMP_CELLS])
{
	bool is_near = (double)(time_us - grid->after_us) <= grid->hole_us;

	grid->before_us = grid->after_us;
	memcpy(grid->before, grid->after, sizeof(grid->before));
	grid->after_us = time_us;
	memcpy(grid->after, value, sizeof(grid->after));
	if (is_near)
		return true;
	grid->next =
		(int64_t)ceil(((double)time_us - ROUNDING_US - grid->origin_us) / grid->step_us);
	return false;
}

bool chronojump_grid_take(struct chronojump_grid *grid, int32_t counts[CHRONOJUMP_CELLS])
{
	double at_us = chronojump_grid_time_us(grid, grid->next);
	double span_us = (double)(grid->after_us - grid->before_us), part = 1;

	if (at_us > (double)grid->after_us + ROUNDING_US)
		return false;
	if (span_us > 0)
		part = fmin((at_us - (double)grid->before_us) / span_us, 1);
	for (int i = 0; i < CHRONOJUMP_CELLS; i++)
		counts[i] = (int32_t)lround(
			CHRONOJUMP_SCALE *
			(grid->before[i] + part * (grid->after[i] - grid->before[i])));
	grid->next++;
	return true;
}
