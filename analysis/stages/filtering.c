/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COPIES = 3 };

/* A zero-phase copy of the total, or of both sides where sides is not NULL. */
struct copy {
	const char *purpose;
	double cutoff_hz;
	double *total_n, *side_n; /* [frames], [frames][2] or NULL */
	bool applies;
	int ret;
	struct error err;
};

struct copies {
	const struct analysis *analysis;
	struct copy copy[COPIES];
};

static void sum_sides(const double *side_n, size_t frames, double *total_n)
{
	for (size_t i = 0; i < frames; i++)
		total_n[i] = side_n[2 * i] + side_n[2 * i + 1];
}

static int smooth(const struct analysis *a, struct copy *copy, double *x, size_t channels)
{
	struct filter filter;
	size_t frames = a->forces->frames;
	int ret;

	if (!copy->applies)
		return 0;
	ret = filter_lowpass(&filter, copy->cutoff_hz, a->forces->rate_hz, a->config->isa,
			     &copy->err);
	if (ret)
		return ret;
	return filter_zero_phase(&filter, x, frames, channels, filter_default_pad(&filter, frames),
				 &copy->err);
}

static void run_copy(void *ctx, size_t i)
{
	struct copies *copies = ctx;
	const struct forces *forces = copies->analysis->forces;
	struct copy *copy = &copies->copy[i];

	if (copy->side_n) {
		memcpy(copy->side_n, forces->side_n, 2 * forces->frames * sizeof(double));
		copy->ret = smooth(copies->analysis, copy, copy->side_n, 2);
		sum_sides(copy->side_n, forces->frames, copy->total_n);
	} else {
		sum_sides(forces->side_n, forces->frames, copy->total_n);
		copy->ret = smooth(copies->analysis, copy, copy->total_n, 1);
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
static int note_all(struct analysis *a, const struct copies *copies, struct error *err)
{
	double cop_hz = a->config->cop_cutoff_hz;
	int ret = note(a, "cells, before the centre of pressure", cop_hz,
		       filter_applies(cop_hz, a->forces->rate_hz), err);

	for (size_t i = 0; i < COPIES && !ret; i++)
		ret = note(a, copies->copy[i].purpose, copies->copy[i].cutoff_hz,
			   copies->copy[i].applies, err);
	return ret;
}

static void point_signals(struct analysis *a, const struct copies *copies)
{
	a->signals = (struct event_signals){
		.frames = a->forces->frames,
		.rate_hz = a->forces->rate_hz,
		.side_n = a->forces->side_n,
		.side_20_n = copies->copy[1].side_n,
		.total_50_n = copies->copy[0].total_n,
		.total_20_n = copies->copy[1].total_n,
		.total_6_n = copies->copy[2].total_n,
		.quality = a->forces->quality,
		.one_plate = a->forces->one_plate,
	};
}

int stage_filter(struct analysis *a, struct error *err)
{
	size_t frames = a->forces->frames;
	double *room = malloc(((COPIES + 2) * frames + 1) * sizeof(double));

	if (!room)
		return fail(err, HINGE_ENOMEM, "no memory to filter %zu frames", frames);
	a->filtered = room;

	struct copies copies = {
		.analysis = a,
		.copy = {{.purpose = "events",
			  .cutoff_hz = a->config->onset_cutoff_hz,
			  .total_n = room},
			 {.purpose = "kinetics",
			  .cutoff_hz = a->config->kinetics_cutoff_hz,
			  .total_n = room + frames,
			  .side_n = room + 3 * frames},
			 {.purpose = "states",
			  .cutoff_hz = a->config->state_cutoff_hz,
			  .total_n = room + 2 * frames}},
	};

	for (size_t i = 0; i < COPIES; i++)
		copies.copy[i].applies =
			frames > 1 && filter_applies(copies.copy[i].cutoff_hz, a->forces->rate_hz);
	pool_run(a->pool, COPIES, run_copy, &copies);
	for (size_t i = 0; i < COPIES; i++)
		if (copies.copy[i].ret)
			return fail(err, copies.copy[i].ret, "%s", copies.copy[i].err.text);
	point_signals(a, &copies);
	return note_all(a, &copies, err);
}
