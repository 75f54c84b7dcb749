/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/live/window.h"

#include "analysis/signal/plate/vertical.h"
#include "formats/memory/memory.h"
#include "formats/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double frame_rate_hz = 1000;
/* as trial_mark_gaps() and trial_mark_saturation() */
static const double line_max_s = 0.005, clipped_s = 0.05;
enum { RAIL_HIGH = 8388607, RAIL_LOW = -8388608 };

static void set_gains(struct window *w, const struct verticals *v)
{
	for (size_t k = 0; k < v->count; k++) {
		const struct vertical *at = &v->at[k];
		int side = v->side[at->plate];

		w->gain_n[side][at->column] += at->newton_per_unit;
		w->offset_n[side] -= at->zero * at->newton_per_unit;
	}
}

int window_init(struct window *w, const struct recording_info *info, double seconds,
		struct error *err)
{
	struct trial described = {.info = *info, .channels = info->channels};
	struct verticals v;
	int ret = verticals_of(&v, &described, err);

	if (ret)
		return ret;
	*w = (struct window){.channels = info->channels, .rate_hz = info->rate_hz};
	set_gains(w, &v);
	w->block = info->rate_hz >= 2 * frame_rate_hz ? (size_t)(info->rate_hz / frame_rate_hz) : 1;
	w->frame_hz = info->rate_hz / (double)w->block;
	w->room = (size_t)(seconds * w->frame_hz);
	w->side_n = memory_new(w->room, 2 * sizeof(double));
	w->quality = malloc(w->room);
	if (w->side_n && w->quality)
		return 0;
	window_reset(w);
	return fail(err, HINGE_ENOMEM, "no memory to keep %g s", seconds);
}

void window_reset(struct window *w)
{
	free(w->side_n);
	free(w->quality);
	w->side_n = NULL;
	w->quality = NULL;
}

/* A cell at the rail spoils what is around it. */
static void mark_clipped(struct window *w)
{
	size_t margin = (size_t)(clipped_s * w->frame_hz + 0.5);
	size_t first = w->frames > margin ? w->frames - margin : 0;

	for (size_t i = first; i < w->frames; i++)
		w->quality[i] |= QUALITY_CLIPPED;
	w->clipped_left = margin + 1;
}

static void end_block(struct window *w)
{
	double *side = w->side_n + 2 * w->frames;

	side[0] = w->sum_n[0] / (double)w->block;
	side[1] = w->sum_n[1] / (double)w->block;
	if (w->sum_quality & QUALITY_SATURATED)
		mark_clipped(w);
	if (w->clipped_left) {
		w->sum_quality |= QUALITY_CLIPPED;
		w->clipped_left--;
	}
	w->quality[w->frames++] = w->sum_quality;
	w->sum_n[0] = w->sum_n[1] = 0;
	w->filled = 0;
	w->sum_quality = 0;
}

static void add_frame(struct window *w, double left_n, double right_n, uint8_t quality)
{
	w->sum_n[0] += left_n;
	w->sum_n[1] += right_n;
	w->sum_quality |= quality;
	w->next_frame++;
	if (++w->filled == w->block)
		end_block(w);
}

/* True where a sample stands at a rail. */
static bool convert(const struct window *w, const int32_t *counts, double out_n[2])
{
	bool rail = false;

	out_n[0] = w->offset_n[0];
	out_n[1] = w->offset_n[1];
	for (size_t c = 0; c < w->channels; c++) {
		out_n[0] += counts[c] * w->gain_n[0][c];
		out_n[1] += counts[c] * w->gain_n[1][c];
		rail |= counts[c] >= RAIL_HIGH || counts[c] <= RAIL_LOW;
	}
	return rail;
}

/* Frames that never came, as a line to the one that did. */
static void bridge(struct window *w, const int32_t *counts, int64_t lost)
{
	uint8_t quality = (double)lost > line_max_s * w->rate_hz + 1e-6 || w->next_frame == 0
				  ? QUALITY_GAP
				  : QUALITY_INTERPOLATED;
	double to_n[2], from_n[2];

	convert(w, counts, to_n);
	memcpy(from_n, w->next_frame ? w->last_n : to_n, sizeof(from_n));
	for (int64_t i = 1; i <= lost; i++) {
		double part = (double)i / (double)(lost + 1);

		add_frame(w, from_n[0] + part * (to_n[0] - from_n[0]),
			  from_n[1] + part * (to_n[1] - from_n[1]), quality);
	}
}

/* Begins again at this frame: more is missing than is kept. */
static void restart(struct window *w, const int32_t *counts, int64_t first_frame)
{
	int64_t block = (int64_t)w->block;

	w->frames = 0;
	w->clipped_left = 0;
	w->origin = first_frame / block;
	w->filled = (size_t)(first_frame % block);
	w->next_frame = first_frame;
	w->sum_quality = w->filled ? QUALITY_GAP : 0;
	convert(w, counts, w->last_n);
	for (int side = 0; side < 2; side++)
		w->sum_n[side] = (double)w->filled * w->last_n[side];
}

size_t window_add(struct window *w, const int32_t *counts, size_t frames, int64_t first_frame)
{
	int64_t lost = first_frame - w->next_frame;
	size_t taken = 0;

	if ((uint64_t)lost / w->block + 2 > w->room / 2)
		restart(w, counts, first_frame);
	else if ((uint64_t)lost / w->block + 2 > window_room(w))
		return 0;
	else if (lost)
		bridge(w, counts, lost);
	w->lost_frames += lost;
	while (taken < frames && window_room(w)) {
		bool rail = convert(w, counts + taken * w->channels, w->last_n);

		add_frame(w, w->last_n[0], w->last_n[1], rail ? QUALITY_SATURATED : 0);
		taken++;
	}
	return taken;
}

void window_drop(struct window *w, size_t first)
{
	w->frames -= first;
	w->origin += (int64_t)first;
	memmove(w->side_n, w->side_n + 2 * first, w->frames * 2 * sizeof(double));
	memmove(w->quality, w->quality + first, w->frames);
}

double window_time_s(const struct window *w, int64_t i)
{
	return ((double)i * (double)w->block + (double)(w->block - 1) / 2) / w->rate_hz;
}
