/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter.h"
#include "analysis/stages.h"
#include "formats/memory.h"

#include <stdlib.h>
#include <string.h>

enum { COPIES = 3 };

/* One zero-phase copy of both sides and their sum. */
struct copy {
	const char *purpose;
	double cutoff_hz;
	double *side_n, *total_n; /* [frames][2], [frames] */
	bool applies;
	int ret;
	struct error err;
};

struct copies {
	const struct analysis *analysis;
	struct copy copy[COPIES];
};

static int filter_copy(const struct analysis *a, struct copy *copy)
{
	struct filter filter;
	size_t frames = a->forces->frames;
	int ret;

	memcpy(copy->side_n, a->forces->side_n, 2 * frames * sizeof(double));
	if (!copy->applies)
		return 0;
	ret = filter_lowpass(&filter, copy->cutoff_hz, a->forces->rate_hz, a->config->isa,
			     &copy->err);
	if (ret)
		return ret;
	return filter_zero_phase(&filter, copy->side_n, frames, 2,
				 filter_default_pad(&filter, frames), &copy->err);
}

static void sum_sides(const double *side_n, size_t frames, double *total_n)
{
	for (size_t i = 0; i < frames; i++)
		total_n[i] = side_n[2 * i] + side_n[2 * i + 1];
}

static void run_copy(void *ctx, size_t i)
{
	struct copies *copies = ctx;
	struct copy *copy = &copies->copy[i];

	copy->ret = filter_copy(copies->analysis, copy);
	sum_sides(copy->side_n, copies->analysis->forces->frames, copy->total_n);
}

static int note_copy(struct analysis *a, const struct copy *copy, struct error *err)
{
	if (!copy->applies)
		return report_add_step(a->report, "filter", err,
				       "%s: no low-pass, %g Hz is above 0.4 of the rate",
				       copy->purpose, copy->cutoff_hz);
	return report_add_step(a->report, "filter", err,
			       "%s: Butterworth 2nd order forward and backward, -3 dB at %g Hz",
			       copy->purpose, copy->cutoff_hz);
}

static void point_signals(struct analysis *a, const struct copies *copies, const double *total_n)
{
	a->signals = (struct event_signals){
		.frames = a->forces->frames,
		.rate_hz = a->forces->rate_hz,
		.total_n = total_n,
		.total_50_n = copies->copy[0].total_n,
		.total_20_n = copies->copy[1].total_n,
		.total_6_n = copies->copy[2].total_n,
		.side_50_n = copies->copy[0].side_n,
		.side_20_n = copies->copy[1].side_n,
		.quality = a->forces->quality,
		.one_plate = a->forces->one_plate,
	};
}

int stage_filter(struct analysis *a, struct error *err)
{
	size_t frames = a->forces->frames;
	struct copies copies = {
		.analysis = a,
		.copy = {{.purpose = "events", .cutoff_hz = a->config->onset_cutoff_hz},
			 {.purpose = "kinetics", .cutoff_hz = a->config->kinetics_cutoff_hz},
			 {.purpose = "states", .cutoff_hz = a->config->state_cutoff_hz}},
	};
	double *at = a->filtered = memory_new((3 * COPIES + 1) * frames, sizeof(double));

	if (!at)
		return fail(err, HINGE_ENOMEM, "no memory to filter %zu frames", frames);
	for (size_t i = 0; i < COPIES; i++, at += 3 * frames) {
		struct copy *copy = &copies.copy[i];

		copy->side_n = at;
		copy->total_n = at + 2 * frames;
		copy->applies = frames > 1 && filter_applies(copy->cutoff_hz, a->forces->rate_hz);
	}
	pool_run(a->pool, COPIES, run_copy, &copies);
	for (size_t i = 0; i < COPIES; i++) {
		if (copies.copy[i].ret)
			return fail(err, copies.copy[i].ret, "%s", copies.copy[i].err.text);
		if (note_copy(a, &copies.copy[i], err))
			return HINGE_ENOMEM;
	}
	sum_sides(a->forces->side_n, frames, at);
	point_signals(a, &copies, at);
	return 0;
}
