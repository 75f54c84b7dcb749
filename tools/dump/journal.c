/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/journal.h"
#include "tools/dump/dump.h"

static bool probe(const char *head, size_t size)
{
	return journal_probe(head, size);
}

/* What the blocks of a journal tell, besides samples. */
struct blocks {
	struct js *gaps, *marks, *clocks;
	int64_t data_blocks;
};

static struct js *gap_row(const struct journal_block *block)
{
	struct js *row = js_object();

	if (js_set(row, "frame", js_integer(block->gap.frame)) ||
	    js_set(row, "frames", js_integer(block->gap.frames)) ||
	    js_set(row, "frames_uncertainty", js_integer(block->gap.frames_uncertainty)) ||
	    js_set(row, "cause", js_string(block->gap.cause))) {
		js_free(row);
		return NULL;
	}
	return row;
}

static struct js *mark_row(const struct journal_block *block)
{
	struct js *row = js_object();

	if (js_set(row, "frame", js_integer(block->first_frame)) ||
	    js_set(row, "kind", js_string(block->kind)) ||
	    js_set(row, "text", js_string(block->text))) {
		js_free(row);
		return NULL;
	}
	return row;
}

static struct js *clock_row(const struct clock_pair *pair)
{
	struct js *row = js_object();

	int failed = js_set(row, "frame", js_integer(pair->frame)) ||
		     js_set(row, "device_counter", js_integer((int64_t)pair->device_counter)) ||
		     js_set(row, "monotonic_ns", js_integer(pair->monotonic_ns)) ||
		     js_set(row, "realtime_ns", js_integer(pair->realtime_ns));

	if (!failed && pair->round_trip_ns)
		failed = js_set(row, "device_ns", js_integer((int64_t)pair->device_ns)) ||
			 js_set(row, "round_trip_ns", js_integer(pair->round_trip_ns));
	if (!failed)
		return row;
	js_free(row);
	return NULL;
}

static int take_block(struct blocks *blocks, const struct journal_block *block)
{
	switch (block->type) {
	case JOURNAL_DATA:
		blocks->data_blocks++;
		return 0;
	case JOURNAL_GAP:
		return js_append(blocks->gaps, gap_row(block));
	case JOURNAL_EVENT:
		return js_append(blocks->marks, mark_row(block));
	case JOURNAL_CLOCK:
		return js_append(blocks->clocks, clock_row(&block->clock));
	case JOURNAL_END:
		return 0;
	}
	return 0;
}

static int set_state(struct js *object, const struct journal_state *state, int64_t data_blocks)
{
	return js_set(object, "complete", js_bool(state->complete)) ||
	       js_set(object, "frames", js_integer(state->frames)) ||
	       js_set(object, "data_frames", js_integer(state->data_frames)) ||
	       js_set(object, "gap_frames", js_integer(state->gap_frames)) ||
	       js_set(object, "good_blocks", js_integer(state->blocks)) ||
	       js_set(object, "data_blocks", js_integer(data_blocks)) ||
	       js_set(object, "good_bytes", js_integer(state->bytes_good)) ||
	       js_set(object, "bytes", js_integer(state->bytes_total)) ||
	       js_set(object, "islands", js_integer(state->islands)) ||
	       js_set(object, "island_frames", js_integer(state->island_frames));
}

/* 0, 1 = out of memory, < 0 = cannot read */
static int read_blocks(struct journal_reader *reader, struct blocks *blocks, struct error *err)
{
	struct journal_block block;
	int more;

	while ((more = journal_reader_next(reader, &block, err)) > 0)
		if (take_block(blocks, &block))
			return 1;
	return more;
}

static int fill(struct js *object, struct journal_reader *reader, struct blocks *blocks,
		struct error *err)
{
	struct journal_state state;
	int ret = read_blocks(reader, blocks, err);

	if (ret)
		return ret;
	journal_reader_state(reader, &state);
	/* each js_set takes its array over, also where it fails */
	ret = set_state(object, &state, blocks->data_blocks);
	ret |= js_set(object, "gaps", blocks->gaps);
	ret |= js_set(object, "marks", blocks->marks);
	ret |= js_set(object, "clock_pairs", blocks->clocks);
	*blocks = (struct blocks){0};
	return ret || dump_info(object, journal_reader_info(reader)) ? 1 : 0;
}

static int read_journal(const char *path, struct js **out, struct error *err)
{
	struct journal_reader *reader;
	struct blocks blocks = {0};
	struct js *object;
	int ret = journal_reader_open(&reader, path, err);

	if (ret)
		return ret;
	object = dump_object(path, "journal");
	blocks = (struct blocks){.gaps = js_array(), .marks = js_array(), .clocks = js_array()};
	ret = object ? fill(object, reader, &blocks, err) : 1;
	if (!ret)
		ret = dump_pair(object, path);
	js_free(blocks.gaps);
	js_free(blocks.marks);
	js_free(blocks.clocks);
	journal_reader_close(reader);
	if (ret > 0)
		return dump_no_memory(object, path, err);
	if (ret < 0) {
		js_free(object);
		return ret;
	}
	*out = object;
	return 0;
}

const struct dump_ops dump_journal = {.probe = probe, .read = read_journal};
