/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter.h"

#include "formats/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Above it the design frequency comes close to Nyquist and hardly anything is removed. */
static const double cutoff_max_of_rate = 0.4;
/* Two passes of an order-2 section are -3 dB where one is -1.5 dB: (2^(1/2) - 1)^(1/4). */
static const double double_pass_ratio = 0.80224326292315018;

int filter_applies(double cutoff_hz, double rate_hz)
{
	return cutoff_hz > 0 && cutoff_hz <= cutoff_max_of_rate * rate_hz;
}

int filter_lowpass(struct filter *filter, double cutoff_hz, double rate_hz, const char *isa,
		   struct error *err)
{
	const struct simd_kernels *simd = simd_named(isa);
	double om, scale;

	if (!filter_applies(cutoff_hz, rate_hz))
		return fail(err, HINGE_EUSAGE,
			    "low-pass at %g Hz of a signal at %g Hz: the cutoff must lie above 0 "
			    "and at most at %g Hz",
			    cutoff_hz, rate_hz, cutoff_max_of_rate * rate_hz);
	if (!simd)
		return fail(err, HINGE_EUSAGE, "isa %s is unknown or not usable on this machine",
			    isa);
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
	filter->simd = simd;
	return 0;
}

size_t filter_default_pad(const struct filter *filter, size_t frames)
{
	size_t pad = (size_t)(3.0 * filter->rate_hz / filter->cutoff_hz);

	if (frames == 0)
		return 0;
	return pad < frames ? pad : frames - 1;
}

/* pad frames of 2 edge - x[k], in the order of time */
static void extend_head(double *out, const double *x, size_t pad, size_t channels)
{
	for (size_t i = 0; i < pad; i++)
		for (size_t c = 0; c < channels; c++)
			out[i * channels + c] = 2.0 * x[c] - x[(pad - i) * channels + c];
}

static void extend_tail(double *out, const double *x, size_t frames, size_t pad, size_t channels)
{
	const double *last = x + (frames - 1) * channels;

	for (size_t i = 0; i < pad; i++)
		for (size_t c = 0; c < channels; c++)
			out[i * channels + c] = 2.0 * last[c] - x[(frames - 2 - i) * channels + c];
}

static void start_state(const struct filter *filter, const double *frame, size_t channels,
			double *state)
{
	for (size_t c = 0; c < channels; c++) {
		state[c] = filter->zi[0] * frame[c];
		state[channels + c] = filter->zi[1] * frame[c];
	}
}

int filter_zero_phase(const struct filter *filter, double *x, size_t frames, size_t channels,
		      size_t pad, struct error *err)
{
	const struct biquad *q = &filter->section;
	double state[2 * CHANNELS_MAX];
	double *edge = NULL;

	if (frames == 0)
		return 0;
	if (pad >= frames || channels < 1 || channels > CHANNELS_MAX)
		return fail(err, HINGE_EUSAGE,
			    "filter of %zu frames of %zu channels with %zu frames of padding",
			    frames, channels, pad);
	if (pad > 0) {
		edge = malloc(pad * channels * sizeof(*edge));
		if (!edge)
			return fail(err, HINGE_ENOMEM, "no memory to extend %zu frames", pad);
		extend_head(edge, x, pad, channels);
		start_state(filter, edge, channels, state);
		filter->simd->biquad(q, state, edge, pad, channels, 1);
		extend_tail(edge, x, frames, pad, channels);
	} else {
		start_state(filter, x, channels, state);
	}
	filter->simd->biquad(q, state, x, frames, channels, 1);
	if (pad > 0) {
		filter->simd->biquad(q, state, edge, pad, channels, 1);
		start_state(filter, edge + (pad - 1) * channels, channels, state);
		filter->simd->biquad(q, state, edge, pad, channels, -1);
	} else {
		start_state(filter, x + (frames - 1) * channels, channels, state);
	}
	filter->simd->biquad(q, state, x, frames, channels, -1);
	free(edge);
	return 0;
}
