/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples that come when the device's loop gets round to it, put on a uniform grid by the times it
 * gives them: a straight line between the two samples around each frame (docs/methods.md, Plates
 * without a clock). */
#ifndef ACQUISITION_SERIAL_CHRONOJUMP_GRID_H
#define ACQUISITION_SERIAL_CHRONOJUMP_GRID_H

#include "acquisition/serial/chronojump/stream.h"

/* Counts given for one of the device's, so that a line between two is not rounded to either. */
enum { CHRONOJUMP_SCALE = 256 };

struct chronojump_grid {
	double step_us, hole_us; /* samples farther apart than hole_us have a gap between them */
	double origin_us;        /* the device's time of frame 0 */
	int64_t next;            /* frame */
	int64_t before_us, after_us;
	int16_t before[CHRONOJUMP_CELLS], after[CHRONOJUMP_CELLS];
};

/* Frame `frame` stands where the device's clock shows time_us; that is its sample. */
void chronojump_grid_start(struct chronojump_grid *, int64_t frame, int64_t time_us,
			   const int16_t value[CHRONOJUMP_CELLS]);
/* A later sample, after all frames up to the one before were taken; false = a gap lies between, in
 * which frames are left out. */
bool chronojump_grid_add(struct chronojump_grid *, int64_t time_us,
			 const int16_t value[CHRONOJUMP_CELLS]);
/* Frame grid->next; false = it lies behind the last sample. */
bool chronojump_grid_take(struct chronojump_grid *, int32_t counts[CHRONOJUMP_CELLS]);
double chronojump_grid_time_us(const struct chronojump_grid *, int64_t frame);

#endif
