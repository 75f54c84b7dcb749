/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/trial.h"

#include "formats/memory/memory.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const double saturation_margin_s = 0.05;

enum { RAIL_BLOCK = 128 }; /* frames looked through at once */

int trial_new(struct trial **out, size_t channels, size_t frames, struct error *err)
{
	struct trial *trial;
	size_t values;

	if (channels < 1 || channels > CHANNELS_MAX)
		return fail(err, HINGE_EFORMAT, "%zu channels, expected 1 to %d", channels,
			    CHANNELS_MAX);
	if (__builtin_mul_overflow(channels, frames, &values) || values > SIZE_MAX / sizeof(double))
		return fail(err, HINGE_EFORMAT, "%zu frames of %zu channels are too many", frames,
			    channels);
	trial = calloc(1, sizeof(*trial));
	if (!trial)
		return fail(err, HINGE_ENOMEM, "out of memory");
	recording_info_init(&trial->info);
	trial->channels = channels;
	trial->frames = frames;
	trial->samples = memory_new_zeroed(values, sizeof(double));
	trial->quality = calloc(frames ? frames : 1, 1);
	if (!trial->samples || !trial->quality) {
		trial_free(trial);
		return fail(err, HINGE_ENOMEM, "no memory for %zu frames of %zu channels", frames,
			    channels);
	}
	*out = trial;
	return 0;
}

void trial_free(struct trial *trial)
{
	if (!trial)
		return;
	recording_info_reset(&trial->info);
	free(trial->samples);
	free(trial->quality);
	free(trial);
}

void trial_remark(struct trial *trial, const char *format, ...)
{
	va_list args;

	if (trial->remarks == TRIAL_REMARKS_MAX)
		return;
	va_start(args, format);
	vsnprintf(trial->remark[trial->remarks++], TRIAL_REMARK_MAX, format, args);
	va_end(args);
}

static void bridge(struct trial *trial, size_t first, size_t end)
{
	const double *before = trial->samples + (first - 1) * trial->channels;
	const double *after = trial->samples + end * trial->channels;
	double steps = (double)(end - first + 1);

	for (size_t i = first; i < end; i++) {
		double part = (double)(i - first + 1) / steps;
		double *frame = trial->samples + i * trial->channels;

		for (size_t c = 0; c < trial->channels; c++)
			frame[c] = before[c] + (after[c] - before[c]) * part;
		trial->quality[i] |= QUALITY_INTERPOLATED;
	}
}

static void lose(struct trial *trial, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		for (size_t c = 0; c < trial->channels; c++)
			trial->samples[i * trial->channels + c] = NAN;
		trial->quality[i] |= QUALITY_GAP;
	}
}

static bool is_lost(const struct trial *trial, size_t frame)
{
	return trial->quality[frame] & QUALITY_GAP;
}

void trial_mark_gaps(struct trial *trial)
{
	size_t longest = (size_t)(GAP_BRIDGED_S * trial->info.rate_hz + 1e-6);

	for (size_t g = 0; g < trial->info.gaps; g++) {
		const struct gap *gap = &trial->info.gap[g];
		size_t first = (size_t)gap->frame;
		size_t end;

		if (gap->frame < 0 || gap->frames <= 0 || first >= trial->frames)
			continue;
		end = (size_t)gap->frames < trial->frames - first ? first + (size_t)gap->frames
								  : trial->frames;
		if (end - first <= longest && first > 0 && end < trial->frames &&
		    !is_lost(trial, first - 1) && !is_lost(trial, end))
			bridge(trial, first, end);
		else
			lose(trial, first, end);
	}
}

/* Without a branch a channel: nearly no sample is. */
static bool at_rail(const double *frame, size_t channels)
{
	bool any = false;

	for (size_t c = 0; c < channels; c++)
		any |= (frame[c] <= -8388608.0) | (frame[c] >= 8388607.0);
	return any;
}

typedef double pair __attribute__((vector_size(16), aligned(8), may_alias));
typedef int64_t pair_bits __attribute__((vector_size(16)));

/* Never misses one: |sample + 1/2| is 8388607.5 at either rail, and the sign of the difference is
 * kept. A NaN may have any sign. */
static bool may_be_at_rail(const double *sample, size_t count)
{
	const pair_bits no_sign = {INT64_MAX, INT64_MAX};
	pair_bits any = {0};

	for (size_t i = 0; i + 2 <= count; i += 2) {
		pair_bits centred = (pair_bits)(*(const pair *)(sample + i) + 0.5) & no_sign;

		any |= (pair_bits)(8388607.25 - (pair)centred);
	}
	return any[0] < 0 || any[1] < 0 || at_rail(sample + (count & ~(size_t)1), count & 1);
}

/* The frame and what is near it, from `marked` on; gives the last of it, for the next frame. */
static size_t mark_saturated(struct trial *trial, size_t frame, size_t margin, size_t marked)
{
	size_t first = frame > margin ? frame - margin : 0;
	size_t last = frame + margin < trial->frames ? frame + margin : trial->frames - 1;

	trial->quality[frame] |= QUALITY_SATURATED;
	for (size_t i = first > marked ? first : marked; i <= last; i++)
		trial->quality[i] |= QUALITY_CLIPPED;
	return last;
}

void trial_mark_saturation(struct trial *trial)
{
	size_t margin = (size_t)(saturation_margin_s * trial->info.rate_hz + 0.5);
	size_t channels = trial->channels, marked = 0, count;

	if (trial->info.unit != UNIT_COUNT)
		return;
	for (size_t first = 0; first < trial->frames; first += count) {
		const double *block = trial->samples + first * channels;

		count = trial->frames - first < RAIL_BLOCK ? trial->frames - first : RAIL_BLOCK;
		if (!may_be_at_rail(block, count * channels))
			continue;
		for (size_t i = 0; i < count; i++)
			if (at_rail(block + i * channels, channels))
				marked = mark_saturated(trial, first + i, margin, marked);
	}
}
