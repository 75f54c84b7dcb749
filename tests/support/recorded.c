/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/recorded.h"

#include "acquisition/replay.h"
#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

struct simulation *simulation_of(const char *address)
{
	struct simulator_options options;
	struct simulation *simulation = NULL;
	struct error err = {0};
	char rest[256];
	bool real;

	simulator_options_init(&options);
	if (replay_parse(strchr(address, ':') + 1, rest, sizeof(rest), &real, &err) ||
	    simulator_options_parse(&options, rest, &err) || simulate(&options, &simulation, &err))
		fail_msg("%s: %s", address, err.text);
	return simulation;
}

static void compare(struct recorded *recorded, const struct journal_block *block,
		    const struct simulation *simulation, int64_t first)
{
	size_t channels = simulation->channels;

	for (int64_t i = 0; i < block->frames; i++) {
		size_t at = (size_t)(first + block->first_frame + i);

		recorded->wrong_frames +=
			at >= simulation->frames ||
			memcmp(&block->counts[(size_t)i * channels],
			       &simulation->counts[at * channels], channels * sizeof(int32_t)) != 0;
	}
}

static int64_t begin_of(struct recorded *recorded, const struct journal_block *block, int64_t first)
{
	if (first != RECORDED_AS_COUNTED)
		return first;
	if (!recorded->counted) {
		recorded->counted = true;
		recorded->begin = (int64_t)block->stamp.device_counter - block->first_frame;
	}
	return recorded->begin;
}

static void note_gap(struct recorded *recorded, const struct journal_block *block)
{
	if (!recorded->gaps++) {
		recorded->gap_first = block->gap.frame;
		recorded->gap_frames = block->gap.frames;
		snprintf(recorded->gap_cause, sizeof(recorded->gap_cause), "%s", block->gap.cause);
	}
}

static void note_event(struct recorded *recorded, const struct journal_block *block)
{
	if (recorded->events < 8) {
		snprintf(recorded->event_kind[recorded->events], 32, "%s", block->kind);
		snprintf(recorded->event_text[recorded->events], 80, "%s", block->text);
	}
	recorded->events++;
}

static void note_block(struct recorded *recorded, const struct journal_block *block,
		       const struct simulation *simulation, int64_t first)
{
	switch (block->type) {
	case JOURNAL_DATA:
		compare(recorded, block, simulation, begin_of(recorded, block, first));
		break;
	case JOURNAL_GAP:
		note_gap(recorded, block);
		break;
	case JOURNAL_EVENT:
		note_event(recorded, block);
		break;
	case JOURNAL_CLOCK:
		if (recorded->clocks < 64)
			recorded->clock_ns[recorded->clocks] = block->stamp.monotonic_ns;
		recorded->clocks++;
		break;
	case JOURNAL_END:
		break;
	}
}

void recorded_read(struct recorded *recorded, const char *path, const struct simulation *simulation,
		   int64_t first)
{
	struct journal_reader *reader;
	struct journal_block block;
	struct error err = {0};
	int got;

	memset(recorded, 0, sizeof(*recorded));
	recording_info_init(&recorded->info);
	if (journal_reader_open(&reader, path, &err))
		fail_msg("%s", err.text);
	assert_int_equal(recording_info_copy(&recorded->info, journal_reader_info(reader), NULL),
			 0);
	while ((got = journal_reader_next(reader, &block, &err)) > 0)
		note_block(recorded, &block, simulation, first);
	if (got < 0)
		fail_msg("%s", err.text);
	journal_reader_state(reader, &recorded->state);
	journal_reader_close(reader);
}

void recorded_reset(struct recorded *recorded)
{
	recording_info_reset(&recorded->info);
}
