/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/tap.h"

#include "acquisition/ring.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

/* Samples of a run of frames; runs are told once all their samples are in the ring. */
struct run {
	int64_t first_frame;
	size_t frames;
};

/* A run has a device's block; one of a frame each would be the smallest there is. */
enum { FRAMES_A_RUN = 16, RUNS_LEAST = 64, CLOCKS = 64 };

struct tap {
	struct ring *samples, *runs, *clocks;
	struct run current; /* the reader's: what is left of the run it takes from */
	/* of the first frames given: set before they can be taken, and never again */
	bool begun;
	int64_t begun_ns, begun_frame;
	_Atomic int64_t dropped, next_frame;
};

int tap_new(struct tap **out, size_t channels, size_t frames, struct error *err)
{
	struct tap *tap = calloc(1, sizeof(*tap));
	int ret;

	if (!tap)
		return fail(err, HINGE_ENOMEM, "no memory for a tap");
	ret = ring_new(&tap->samples, channels * sizeof(int32_t), frames, err);
	if (!ret)
		ret = ring_new(&tap->runs, sizeof(struct run), RUNS_LEAST + frames / FRAMES_A_RUN,
			       err);
	if (!ret)
		ret = ring_new(&tap->clocks, sizeof(struct clock_pair), CLOCKS, err);
	if (ret) {
		tap_free(tap);
		return ret;
	}
	ring_unlock(tap->clocks);
	ring_unlock(tap->samples);
	ring_unlock(tap->runs);
	*out = tap;
	return 0;
}

void tap_free(struct tap *tap)
{
	if (!tap)
		return;
	ring_free(tap->samples);
	ring_free(tap->runs);
	ring_free(tap->clocks);
	free(tap);
}

static size_t room_in(const struct ring *ring)
{
	return ring_capacity(ring) - ring_used(ring);
}

void tap_give(struct tap *tap, int64_t first_frame, const int32_t *counts, size_t frames,
	      int64_t monotonic_ns)
{
	struct run run = {first_frame, frames};

	if (!frames)
		return;
	atomic_store_explicit(&tap->next_frame, first_frame + (int64_t)frames,
			      memory_order_relaxed);
	/* whole or not at all: half a block would only move the hole */
	if (room_in(tap->samples) < frames || !room_in(tap->runs)) {
		atomic_fetch_add_explicit(&tap->dropped, (int64_t)frames, memory_order_relaxed);
		return;
	}
	if (!tap->begun) {
		tap->begun_ns = monotonic_ns;
		tap->begun_frame = first_frame + (int64_t)frames;
		tap->begun = true;
	}
	ring_push(tap->samples, counts, frames);
	ring_push(tap->runs, &run, 1);
}

void tap_give_clock(struct tap *tap, const struct clock_pair *pair)
{
	/* where there is no room nobody listens; the next one says the same */
	ring_push(tap->clocks, pair, 1);
}

bool tap_take_clock(struct tap *tap, struct clock_pair *pair)
{
	return ring_pop(tap->clocks, pair, 1);
}

size_t tap_take(struct tap *tap, int32_t *counts, size_t most, int64_t *first_frame)
{
	struct run *run = &tap->current;
	size_t taken;

	if (!run->frames && !ring_pop(tap->runs, run, 1))
		return 0;
	taken = ring_pop(tap->samples, counts, run->frames < most ? run->frames : most);
	*first_frame = run->first_frame;
	run->first_frame += (int64_t)taken;
	run->frames -= taken;
	return taken;
}

double tap_begun_s(const struct tap *tap, double rate_hz)
{
	return (double)tap->begun_ns * 1e-9 - (double)tap->begun_frame / rate_hz;
}

int64_t tap_next_frame(const struct tap *tap)
{
	return atomic_load_explicit(&tap->next_frame, memory_order_relaxed);
}

size_t tap_waiting(const struct tap *tap)
{
	return ring_used(tap->samples);
}

int64_t tap_dropped(const struct tap *tap)
{
	return atomic_load_explicit(&tap->dropped, memory_order_relaxed);
}
