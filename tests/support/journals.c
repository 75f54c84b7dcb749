/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/journals.h"

#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

int32_t known_count(int64_t frame, size_t channel)
{
	uint64_t x = (uint64_t)frame * 8 + channel + 1;

	x *= 0x9e3779b97f4a7c15u;
	x ^= x >> 29;
	x *= 0xbf58476d1ce4e5b9u;
	return (int32_t)(x >> 40) - (1 << 23);
}

void known_counts(int32_t *counts, int64_t first, size_t frames)
{
	for (size_t i = 0; i < frames * KNOWN_CHANNELS; i++)
		counts[i] = known_count(first + (int64_t)(i / KNOWN_CHANNELS), i % KNOWN_CHANNELS);
}

void known_info(struct recording_info *info)
{
	recording_info_init(info);
	info->rate_hz = 1000;
	info->channels = KNOWN_CHANNELS;
	info->plates = 2;
	info->run = 1;
	strcpy(info->task, "deadlift");
	strcpy(info->subject, "S012");
	strcpy(info->session, "03");
	for (size_t p = 0; p < 2; p++) {
		struct plate *plate = &info->plate[p];

		plate->kind = PLATE_CELLS;
		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->cells = 4;
		for (size_t c = 0; c < 4; c++)
			plate->cell[c] = (struct cell){.column = (int)(4 * p + c),
						       .x_m = c & 1 ? 0.15 : -0.15,
						       .y_m = c & 2 ? 0.25 : -0.25,
						       .newton_per_unit = 0.00025};
	}
}

void known_append(struct journal *journal, size_t frames, size_t block_frames)
{
	int32_t counts[512 * KNOWN_CHANNELS];
	struct error err = {0};

	assert_true(block_frames <= 512);
	while (frames) {
		size_t n = frames < block_frames ? frames : block_frames;
		struct journal_stamp stamp = {.device_counter = (uint64_t)journal_frames(journal)};

		known_counts(counts, journal_frames(journal), n);
		if (journal_append(journal, counts, n, &stamp, &err))
			fail_msg("%s", err.text);
		frames -= n;
	}
}

int known_check(struct journal_reader *reader, struct journal_state *state)
{
	struct journal_block block;
	struct error err = {0};
	int64_t frames = 0;
	int ret;

	while ((ret = journal_reader_next(reader, &block, &err)) > 0) {
		assert_int_equal(block.first_frame, frames);
		frames += block.frames;
		if (block.type != JOURNAL_DATA)
			continue;
		for (int64_t i = 0; i < block.frames * KNOWN_CHANNELS; i++)
			if (block.counts[i] != known_count(block.first_frame + i / KNOWN_CHANNELS,
							   (size_t)(i % KNOWN_CHANNELS)))
				fail_msg("frame %lld is wrong",
					 (long long)(block.first_frame + i / KNOWN_CHANNELS));
	}
	if (!ret) {
		journal_reader_state(reader, state);
		assert_int_equal(state->frames, frames);
	}
	return ret;
}
