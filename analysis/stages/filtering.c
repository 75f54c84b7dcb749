/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter/filter.h"
#include "analysis/stages.h"
#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>

/* The zero-phase copies that the report tells of. */
enum { FOR_EVENTS, FOR_KINETICS, FOR_STATES, COPIES };
static const char *const purposes[COPIES] = {"events", "kinetics", "states"};

/* All are filtered in one pass, as columns side by side: both copies of the total, and the sides,
 * whose sum is the third. */
enum { TOTAL_EVENTS, LEFT, RIGHT, TOTAL_STATES, COLUMNS };
static const int copy_of_column[COLUMNS] = {FOR_EVENTS, FOR_KINETICS, FOR_KINETICS, FOR_STATES};

static double cutoff_of(const struct config *config, int copy)
{
	const double cutoff_hz[COPIES] = {config->onset_cutoff_hz, config->kinetics_cutoff_hz,
					  config->state_cutoff_hz};

	return cutoff_hz[copy];
}

static bool applies(const struct analysis *a, int copy)
{
	return a->forces->frames > 1 &&
	       filter_applies(cutoff_of(a->config, copy), a->forces->rate_hz);
}

static void lay_out(const double *side_n, size_t frames, double *column)
{
	for (size_t i = 0; i < frames; i++, side_n += 2, column += COLUMNS) {
		column[TOTAL_EVENTS] = column[TOTAL_STATES] = side_n[0] + side_n[1];
		column[LEFT] = side_n[0];
		column[RIGHT] = side_n[1];
	}
}

static int filter_columns(const struct analysis *a, double *column, struct error *err)
{
	struct filter filter[COLUMNS];

	for (int c = 0; c < COLUMNS; c++) {
		int copy = copy_of_column[c];
		int ret = applies(a, copy) ? filter_lowpass(&filter[c], cutoff_of(a->config, copy),
							    a->forces->rate_hz, a->config->isa, err)
					   : filter_unity(&filter[c], a->config->isa, err);

		if (ret)
			return ret;
	}
	return filter_zero_phase_each(filter, column, a->forces->frames, COLUMNS, err);
}

static void take_apart(const double *column, size_t frames, double *total_50_n, double *total_20_n,
		       double *total_6_n, double *side_20_n)
{
	for (size_t i = 0; i < frames; i++, column += COLUMNS) {
		total_50_n[i] = column[TOTAL_EVENTS];
		side_20_n[2 * i] = column[LEFT];
		side_20_n[2 * i + 1] = column[RIGHT];
		total_20_n[i] = column[LEFT] + column[RIGHT];
		total_6_n[i] = column[TOTAL_STATES];
	}
}

static int note(struct analysis *a, const char *purpose, double cutoff_hz, bool applies,
		struct error *err)
{
	double rate_hz = a->forces->rate_hz;

	if (cutoff_hz == 0)
		return report_add_step(a->report, "filter", err, "%s: no low-pass, as asked",
				       purpose);
	if (!applies)
		return report_add_step(a->report, "filter", err,
				       "%s: no low-pass, %g Hz is above 0.4 of the rate, %g Hz",
				       purpose, cutoff_hz, rate_hz);
	return report_add_step(a->report, "filter", err,
			       "%s: Butterworth 2nd order forward and backward, -3 dB at %g Hz; "
			       "ends turned over for 3 fs/fc = %.0f frames",
			       purpose, cutoff_hz, floor(3 * rate_hz / cutoff_hz));
}

/* The centre of pressure was found before, from cells that passed their own low-pass. */
static int note_all(struct analysis *a, struct error *err)
{
	double cop_hz = a->config->cop_cutoff_hz;
	int ret = note(a, "cells, before the centre of pressure", cop_hz,
		       filter_applies(cop_hz, a->forces->rate_hz), err);

	for (int copy = 0; copy < COPIES && !ret; copy++)
		ret = note(a, purposes[copy], cutoff_of(a->config, copy), applies(a, copy), err);
	return ret;
}

static int make_copies(struct analysis *a, double *room, struct error *err)
{
	size_t frames = a->forces->frames;
	double *column = memory_new(frames, COLUMNS * sizeof(double));
	int ret;

	if (!column)
		return fail(err, HINGE_ENOMEM, "no memory to filter %zu frames", frames);
	lay_out(a->forces->side_n, frames, column);
	ret = filter_columns(a, column, err);
	take_apart(column, frames, room, room + frames, room + 2 * frames, room + 3 * frames);
	free(column);
	return ret;
}

int stage_filter(struct analysis *a, struct error *err)
{
	size_t frames = a->forces->frames;
	double *room = malloc((5 * frames + 1) * sizeof(double));
	int ret;

	if (!room)
		return fail(err, HINGE_ENOMEM, "no memory to filter %zu frames", frames);
	a->filtered = room;
	ret = make_copies(a, room, err);
	if (ret)
		return ret;
	a->signals = (struct event_signals){
		.frames = frames,
		.rate_hz = a->forces->rate_hz,
		.side_n = a->forces->side_n,
		.side_20_n = room + 3 * frames,
		.total_50_n = room,
		.total_20_n = room + frames,
		.total_6_n = room + 2 * frames,
		.quality = a->forces->quality,
		.one_plate = a->forces->one_plate,
	};
	return note_all(a, err);
}
