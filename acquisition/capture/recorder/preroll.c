/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder/preroll.h"

#include <math.h>
#include <stdlib.h>

#define KEEP_S 2.0  /* before the first contact */
#define HOLD_S 12.0 /* and from it until both feet stand */

int preroll_init(struct preroll *preroll, size_t channels, size_t block_frames, double rate_hz,
		 struct error *err)
{
	size_t frames = (size_t)ceil(HOLD_S * rate_hz) + 2 * block_frames;
	int ret;

	*preroll = (struct preroll){.keep_frames = (size_t)ceil(KEEP_S * rate_hz)};
	ret = ring_new(&preroll->samples, channels * sizeof(int32_t), frames, err);
	if (ret)
		return ret;
	ret = ring_new(&preroll->notes, sizeof(struct note), 1024 + frames / FRAMES_A_NOTE, err);
	if (ret)
		return ret;
	ring_unlock(preroll->samples);
	ring_unlock(preroll->notes);
	preroll->counts = malloc(block_frames * channels * sizeof(int32_t));
	return preroll->counts ? 0 : fail(err, HINGE_ENOMEM, "no memory for the pre-roll");
}

void preroll_reset(struct preroll *preroll)
{
	ring_free(preroll->samples);
	ring_free(preroll->notes);
	free(preroll->counts);
}

bool preroll_take(struct preroll *preroll, struct note *note, const int32_t **counts)
{
	*note = preroll->oldest;
	if (!note->frames && !ring_pop(preroll->notes, note, 1))
		return false;
	preroll->oldest = (struct note){0};
	ring_pop(preroll->samples, preroll->counts, note->frames);
	*counts = preroll->counts;
	return true;
}

static bool peek_oldest(struct preroll *preroll)
{
	return preroll->oldest.frames || ring_pop(preroll->notes, &preroll->oldest, 1);
}

static void drop_oldest(struct preroll *preroll)
{
	struct note note;
	const int32_t *counts;

	preroll_take(preroll, &note, &counts);
}

static bool is_full(const struct preroll *preroll, size_t frames)
{
	return ring_capacity(preroll->samples) - ring_used(preroll->samples) < frames ||
	       ring_capacity(preroll->notes) == ring_used(preroll->notes);
}

void preroll_add(struct preroll *preroll, const struct note *note, const int32_t *counts,
		 bool in_contact)
{
	while (is_full(preroll, note->frames))
		drop_oldest(preroll);
	ring_push(preroll->samples, counts, note->frames);
	ring_push(preroll->notes, note, 1);
	while (!in_contact && peek_oldest(preroll) &&
	       ring_used(preroll->samples) - preroll->oldest.frames >= preroll->keep_frames)
		drop_oldest(preroll);
}

void preroll_clear(struct preroll *preroll)
{
	while (peek_oldest(preroll))
		drop_oldest(preroll);
}
