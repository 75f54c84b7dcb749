/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The force of an empty plate (docs/methods.md#tare). */
#include "analysis/signal/force/force.h"
#include "analysis/signal/plate/vertical.h"
#include "analysis/statistics/order.h"

#include <math.h>
#include <string.h>

static const double end_window_s = 0.5;
static const double beat_s = 0.02;  /* a period at 50 Hz; at 60 Hz it leaves 16 % of the hum */
static const size_t grow_beats = 5; /* 0.1 s: whole periods of both */
static const double window_max_s = 10.0;
static const double empty_of_peak = 0.1;

/* Frames first .. first + frames of the recording stood empty and quiet; frames 0 = none. */
struct window {
	size_t first, frames;
};

/* Running sums of one plate's force, in beats: means over a whole period of the mains, in which hum
 * cancels and white noise is small beside what a body does. */
struct spread {
	double beat;                 /* sum of the samples of the beat that is being added */
	double origin, sum, squares; /* of beats, about the first one */
	double fresh;                /* of beats not yet judged, about the same */
};

struct search {
	struct arena *arena;
	const struct trial *trial;
	const struct verticals *v;
	double sd_max_n, mean_max_n;
	size_t beat_frames;
	struct spread plate[PLATES_MAX];
	size_t frames, beats, fresh_beats; /* added so far, not yet judged */
};

static void end_beat(struct search *s)
{
	for (size_t p = 0; p < s->v->plates; p++) {
		struct spread *plate = &s->plate[p];
		double mean = plate->beat / (double)s->beat_frames;

		if (s->beats == 0)
			*plate = (struct spread){.origin = mean};
		plate->sum += mean - plate->origin;
		plate->squares += (mean - plate->origin) * (mean - plate->origin);
		plate->fresh += mean - plate->origin;
		plate->beat = 0.0;
	}
	s->beats++;
	s->fresh_beats++;
}

/* True at the end of a beat. */
static bool add_frame(struct search *s, const double *sample)
{
	for (size_t k = 0; k < s->v->count; k++) {
		const struct vertical *at = &s->v->at[k];

		s->plate[at->plate].beat += (sample[at->column] - at->zero) * at->newton_per_unit;
	}
	s->frames++;
	if (s->frames % s->beat_frames)
		return false;
	end_beat(s);
	return true;
}

/* Quiet and unloaded, and what was added last is at the level of what was there before: the first
 * newtons of a foot hide in the SD of a long window. */
static bool is_empty(struct search *s)
{
	double n = (double)s->beats, added = (double)s->fresh_beats, before = n - added;

	for (size_t p = 0; p < s->v->plates; p++) {
		struct spread *plate = &s->plate[p];
		double mean = plate->sum / n;
		double variance = plate->squares / n - mean * mean;
		double step = before > 0
				      ? plate->fresh / added - (plate->sum - plate->fresh) / before
				      : 0.0;

		/* written so that a NaN is not empty */
		if (!(variance < s->sd_max_n * s->sd_max_n) || !(fabs(step) < s->sd_max_n) ||
		    !(plate->origin + mean < s->mean_max_n))
			return false;
		plate->fresh = 0.0;
	}
	s->fresh_beats = 0;
	return true;
}

static void restart(struct search *s)
{
	s->frames = s->beats = s->fresh_beats = 0;
	memset(s->plate, 0, sizeof(s->plate));
}

/* The longest empty window that starts at the first frame, or with backward at the last and runs
 * towards the first. */
static struct window find_window(struct search *s, double min_s, bool backward)
{
	const struct trial *trial = s->trial;
	double rate = trial->info.rate_hz;
	size_t next = (size_t)ceil(min_s * rate - 1e-9), most = (size_t)(window_max_s * rate);
	size_t found = 0;

	restart(s);
	for (size_t i = 0; i < trial->frames && i < most; i++) {
		size_t at = backward ? trial->frames - 1 - i : i;

		if (trial->quality[at] & (QUALITY_GAP | QUALITY_CLIPPED | QUALITY_SATURATED))
			break;
		if (!add_frame(s, trial->samples + at * trial->channels) || s->frames < next)
			continue;
		if (!is_empty(s))
			break;
		found = s->frames;
		next = s->frames + grow_beats * s->beat_frames;
	}
	return (struct window){.first = backward ? trial->frames - found : 0, .frames = found};
}

/* Mean of every vertical channel over one beat of the window: values[k * stride]. */
static void beat_means(const struct search *s, const double *sample, double *values, size_t stride)
{
	double sum[VERTICALS_MAX] = {0};

	for (size_t i = 0; i < s->beat_frames; i++, sample += s->trial->channels)
		for (size_t k = 0; k < s->v->count; k++)
			sum[k] += sample[s->v->at[k].column];
	for (size_t k = 0; k < s->v->count; k++)
		values[k * stride] = sum[k] / (double)s->beat_frames;
}

/* Median of the beats of the window, of every vertical channel, in the recording's unit, less its
 * zero. A window is whole beats. */
static int window_medians(const struct search *s, struct window window, double *offset,
			  struct error *err)
{
	size_t beats = window.frames / s->beat_frames;
	double *values = arena_take(s->arena, beats * s->v->count, sizeof(*values));

	if (!values)
		return fail(err, HINGE_ENOMEM, "no memory for a tare of %zu frames", window.frames);
	for (size_t i = 0; i < beats; i++)
		beat_means(s,
			   s->trial->samples +
				   (window.first + i * s->beat_frames) * s->trial->channels,
			   values + i, beats);
	for (size_t k = 0; k < s->v->count; k++) {
		const struct vertical *at = &s->v->at[k];

		offset[at->column] = quantile_select(values + k * beats, beats, 0.5) - at->zero;
	}
	arena_give(s->arena, values);
	return 0;
}

/* after[] becomes the slope per frame over span frames, drift_n the sum of what each plate moved.
 */
static void set_drift(struct tare *tare, const struct verticals *v, const double *after,
		      double span)
{
	double moved_n[PLATES_MAX] = {0};

	for (size_t k = 0; k < v->count; k++) {
		const struct vertical *at = &v->at[k];
		double moved = after[at->column] - tare->offset[at->column];

		tare->drift[at->column] = moved / span;
		moved_n[at->plate] += moved * at->newton_per_unit;
	}
	tare->drift_n = 0.0;
	for (size_t p = 0; p < v->plates; p++)
		tare->drift_n += fabs(moved_n[p]);
}

static double middle_of(struct window window)
{
	return (double)window.first + 0.5 * (double)(window.frames - 1);
}

static void note_window(struct tare *tare, struct window window, double rate_hz)
{
	tare->from_frame = middle_of(window);
	tare->window_s[0] = (double)window.first / rate_hz;
	tare->window_s[1] = (double)(window.first + window.frames) / rate_hz;
}

/* In the recording; tare->source stays TARE_ZERO where it was never empty. */
static int tare_of_recording(struct search *s, double window_s, struct tare *tare,
			     struct error *err)
{
	struct window start = find_window(s, window_s, false);
	struct window end = find_window(s, end_window_s, true);
	double rate = s->trial->info.rate_hz, after[CHANNELS_MAX];
	int ret;

	if (start.frames == 0 && end.frames == 0)
		return 0;
	if (start.frames == 0) {
		tare->source = TARE_RECORDING_END;
		note_window(tare, end, rate);
		return window_medians(s, end, tare->offset, err);
	}
	tare->source = TARE_RECORDING;
	note_window(tare, start, rate);
	ret = window_medians(s, start, tare->offset, err);
	if (ret || end.frames == 0 || end.first < start.first + start.frames)
		return ret;
	ret = window_medians(s, end, after, err);
	if (ret)
		return ret;
	set_drift(tare, s->v, after, middle_of(end) - tare->from_frame);
	return 0;
}

static void tare_of_sidecar(const struct trial *trial, const struct verticals *v, struct tare *tare)
{
	const struct recording_info *info = &trial->info;
	double after[CHANNELS_MAX] = {0};

	tare->source = TARE_SIDECAR;
	for (size_t k = 0; k < v->count; k++) {
		const struct vertical *at = &v->at[k];

		tare->offset[at->column] = info->tare_before[at->column] - at->zero;
		after[at->column] = info->tare_after[at->column] - at->zero;
	}
	if (info->has_tare_after && trial->frames > 1)
		set_drift(tare, v, after, (double)trial->frames);
}

int tare_find(const struct trial *trial, const struct config *config, struct arena *arena,
	      struct tare *out, struct error *err)
{
	struct tare tare = {.source = TARE_ZERO,
			    .drift_n = (double)NAN,
			    .window_s = {(double)NAN, (double)NAN}};
	struct verticals v;
	struct search search = {
		.arena = arena, .trial = trial, .v = &v, .sd_max_n = config->tare_sd_n};
	int ret = verticals_of(&v, trial, err);

	if (ret)
		return ret;
	search.beat_frames = (size_t)fmax(1.0, round(beat_s * trial->info.rate_hz));
	search.mean_max_n = empty_of_peak * verticals_peak(&v, trial);
	ret = tare_of_recording(&search, config->tare_window_s, &tare, err);
	if (ret)
		return ret;
	if (tare.source == TARE_ZERO && trial->info.has_tare_before)
		tare_of_sidecar(trial, &v, &tare);
	*out = tare;
	return 0;
}
