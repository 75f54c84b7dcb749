/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter/filter.h"

#include "formats/layout.h"

#include <math.h>
#include <string.h>

/* Above it the design frequency comes close to Nyquist and hardly anything is removed. */
static const double cutoff_max_of_rate = 0.4;
/* Two passes of an order-2 section are -3 dB where one is -1.5 dB: (2^(1/2) - 1)^(1/4). */
static const double double_pass_ratio = 0.80224326292315018;

int filter_applies(double cutoff_hz, double rate_hz)
{
	return cutoff_hz > 0 && cutoff_hz <= cutoff_max_of_rate * rate_hz;
}

static int find_kernels(struct filter *filter, const char *isa, struct error *err)
{
	filter->simd = simd_named(isa);
	return filter->simd ? 0
			    : fail(err, HINGE_EUSAGE,
				   "isa %s is unknown or not usable on this machine", isa);
}

int filter_unity(struct filter *filter, const char *isa, struct error *err)
{
	*filter = (struct filter){.section = {.b0 = 1.0}, .cutoff_hz = INFINITY, .rate_hz = 1.0};
	return find_kernels(filter, isa, err);
}

int filter_lowpass(struct filter *filter, double cutoff_hz, double rate_hz, const char *isa,
		   struct error *err)
{
	double om, scale;

	if (!filter_applies(cutoff_hz, rate_hz))
		return fail(err, HINGE_EUSAGE,
			    "low-pass at %g Hz of a signal at %g Hz: the cutoff must lie above 0 "
			    "and at most at %g Hz",
			    cutoff_hz, rate_hz, cutoff_max_of_rate * rate_hz);
	om = tan(M_PI * cutoff_hz / rate_hz) / double_pass_ratio;
	scale = 1.0 / (1.0 + M_SQRT2 * om + om * om);
	filter->section.b0 = om * om * scale;
	filter->section.b1 = 2.0 * filter->section.b0;
	filter->section.b2 = filter->section.b0;
	filter->section.a1 = 2.0 * (om * om - 1.0) * scale;
	filter->section.a2 = (1.0 - M_SQRT2 * om + om * om) * scale;
	filter->zi[0] = 1.0 - filter->section.b0;
	filter->zi[1] = filter->section.b2 - filter->section.a2;
	filter->cutoff_hz = cutoff_hz;
	filter->rate_hz = rate_hz;
	filter->arena = NULL;
	return find_kernels(filter, isa, err);
}

size_t filter_default_pad(const struct filter *filter, size_t frames)
{
	size_t pad = (size_t)(3.0 * filter->rate_hz / filter->cutoff_hz);

	if (frames == 0)
		return 0;
	return pad < frames ? pad : frames - 1;
}

/* A filter over `channels` of the columns of x[frames][stride]. */
struct run {
	const struct filter *filter;
	double *x;
	size_t frames, channels, stride, pad;
	double *edge; /* [pad][channels], NULL where pad is 0 */
};

/* pad frames of 2 edge - x[k], in the order of time */
static void extend_head(const struct run *r)
{
	for (size_t i = 0; i < r->pad; i++)
		for (size_t c = 0; c < r->channels; c++)
			r->edge[i * r->channels + c] =
				2.0 * r->x[c] - r->x[(r->pad - i) * r->stride + c];
}

static void extend_tail(const struct run *r)
{
	const double *last = r->x + (r->frames - 1) * r->stride;

	for (size_t i = 0; i < r->pad; i++)
		for (size_t c = 0; c < r->channels; c++)
			r->edge[i * r->channels + c] =
				2.0 * last[c] - r->x[(r->frames - 2 - i) * r->stride + c];
}

static void start_state(const struct run *r, const double *frame, double *state)
{
	for (size_t c = 0; c < r->channels; c++) {
		state[c] = r->filter->zi[0] * frame[c];
		state[r->channels + c] = r->filter->zi[1] * frame[c];
	}
}

static void run_edge(const struct run *r, double *state, int step)
{
	r->filter->simd->biquad(&r->filter->section, state, r->edge, r->pad, r->channels, step);
}

/* The state with which the first frame is met; the tail is extended before x changes. */
static void enter(const struct run *r, double *state)
{
	if (r->pad == 0) {
		start_state(r, r->x, state);
		return;
	}
	extend_head(r);
	start_state(r, r->edge, state);
	run_edge(r, state, 1);
	extend_tail(r);
}

/* From the state behind the last frame to that with which it is met on the way back. */
static void turn(const struct run *r, double *state)
{
	if (r->pad == 0) {
		start_state(r, r->x + (r->frames - 1) * r->stride, state);
		return;
	}
	run_edge(r, state, 1);
	start_state(r, r->edge + (r->pad - 1) * r->channels, state);
	run_edge(r, state, -1);
}

static int check_shape(size_t frames, size_t channels, size_t pad, struct error *err)
{
	if (pad >= frames || channels < 1 || channels > CHANNELS_MAX)
		return fail(err, HINGE_EUSAGE,
			    "filter of %zu frames of %zu channels with %zu frames of padding",
			    frames, channels, pad);
	return 0;
}

int filter_zero_phase(const struct filter *filter, double *x, size_t frames, size_t channels,
		      size_t pad, struct error *err)
{
	struct run run = {filter, x, frames, channels, channels, pad, NULL};
	double state[2 * CHANNELS_MAX];
	int ret;

	if (frames == 0)
		return 0;
	ret = check_shape(frames, channels, pad, err);
	if (ret)
		return ret;
	if (pad > 0) {
		run.edge = arena_take(filter->arena, pad * channels, sizeof(double));
		if (!run.edge)
			return fail(err, HINGE_ENOMEM, "no memory to extend %zu frames", pad);
	}
	enter(&run, state);
	filter->simd->biquad(&filter->section, state, x, frames, channels, 1);
	turn(&run, state);
	filter->simd->biquad(&filter->section, state, x, frames, channels, -1);
	arena_give(filter->arena, run.edge);
	return 0;
}

/* Enters or turns column by column: each has edges of its own. */
static void each_edge(const struct run *runs, size_t channels, double *state,
		      void (*pass)(const struct run *, double *))
{
	for (size_t c = 0; c < channels; c++) {
		double own[2] = {state[c], state[channels + c]};

		pass(&runs[c], own);
		state[c] = own[0];
		state[channels + c] = own[1];
	}
}

int filter_zero_phase_each(const struct filter *filter, double *x, size_t frames, size_t channels,
			   struct error *err)
{
	struct run runs[CHANNELS_MAX];
	struct biquad section[CHANNELS_MAX];
	double state[2 * CHANNELS_MAX] = {0}, *edge;
	size_t edges = 0;
	int ret = frames ? check_shape(frames, channels, 0, err) : 0;

	if (ret || frames == 0)
		return ret;
	for (size_t c = 0; c < channels; c++) {
		section[c] = filter[c].section;
		runs[c] = (struct run){&filter[c], x + c,    frames,
				       1,          channels, filter_default_pad(&filter[c], frames),
				       NULL};
		edges += runs[c].pad;
	}
	edge = arena_take(filter->arena, edges + 1, sizeof(double));
	if (!edge)
		return fail(err, HINGE_ENOMEM, "no memory to extend %zu frames", edges);
	for (size_t c = 0, used = 0; c < channels; used += runs[c++].pad)
		runs[c].edge = edge + used;
	each_edge(runs, channels, state, enter);
	filter->simd->biquad_each(section, state, x, frames, channels, 1);
	each_edge(runs, channels, state, turn);
	filter->simd->biquad_each(section, state, x, frames, channels, -1);
	arena_give(filter->arena, edge);
	return 0;
}
