/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/finalise/summary.h"

#include "formats/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int no_memory(const char *path, struct error *err)
{
	return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
}

/* What is collected while the blocks go by. */
struct collecting {
	const char *path;
	struct summary *summary;
	struct js *clock_pairs;
	struct clock_drift drift;
	struct js *rising, *falling; /* frames of sync edges */
	bool interrupted;
	FILE *events; /* into summary->events */
	size_t events_size;
};

/* --- marks --- */

/* A tabulator or a line feed within a mark would break the table. */
static void print_cell(FILE *out, const char *text)
{
	if (!*text)
		fputs("n/a", out);
	for (; *text; text++)
		fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
}

static int add_event(struct collecting *into, const struct journal_block *block, struct error *err)
{
	if (!into->events) {
		into->events = open_memstream(&into->summary->events, &into->events_size);
		if (!into->events)
			return no_memory(into->path, err);
		fputs("onset\tduration\tsample\ttrial_type\tvalue\n", into->events);
	}
	fprintf(into->events, "%.6f\tn/a\t%lld\t",
		(double)block->first_frame / into->summary->info.rate_hz,
		(long long)block->first_frame);
	print_cell(into->events, block->kind);
	fputc('\t', into->events);
	print_cell(into->events, block->text);
	fputc('\n', into->events);
	return 0;
}

static int finish_events(struct collecting *into, struct error *err)
{
	int failed;

	if (!into->events)
		return 0;
	failed = ferror(into->events);
	failed |= fclose(into->events);
	into->events = NULL;
	return failed ? no_memory(into->path, err) : 0;
}

/* --- zeros --- */

/* A text that is no array of the channels' numbers says nothing. */
static bool read_zeros(const char *text, size_t channels, double *zeros)
{
	struct js *array;
	bool good;

	if (js_parse(&array, text, strlen(text), "zeros", NULL))
		return false;
	good = js_is_array(array) && js_count(array) == channels;
	for (size_t i = 0; good && i < channels; i++)
		good = js_real(js_at(array, i), &zeros[i]);
	js_free(array);
	return good;
}

/* A zero that was taken for it comes before what the recorder saw. */
static void take_zeros(struct recording_info *info, bool before, const char *text)
{
	bool *has = before ? &info->has_tare_before : &info->has_tare_after;
	double zeros[CHANNELS_MAX];

	if (*has || !read_zeros(text, info->channels, zeros))
		return;
	memcpy(before ? info->tare_before : info->tare_after, zeros,
	       info->channels * sizeof(*zeros));
	*has = true;
}

/* --- clock pairs and the journal's state: keys of the sidecar --- */

static struct js *pair_format(const struct clock_pair *pair)
{
	struct js *object = js_object();
	int failed = js_set(object, "Frame", js_integer(pair->frame)) ||
		     js_set(object, "MonotonicNs", js_integer(pair->monotonic_ns)) ||
		     js_set(object, "RealtimeNs", js_integer(pair->realtime_ns)) ||
		     js_set(object, "DeviceCounter", js_integer((int64_t)pair->device_counter));

	if (!failed && pair->round_trip_ns)
		failed = js_set(object, "DeviceNs", js_integer((int64_t)pair->device_ns)) ||
			 js_set(object, "RoundTripNs", js_integer(pair->round_trip_ns));
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static int add_clock(struct collecting *into, const struct clock_pair *pair, struct error *err)
{
	clock_drift_add(&into->drift, pair);
	if (!into->clock_pairs)
		into->clock_pairs = js_array();
	if (!into->clock_pairs || js_append(into->clock_pairs, pair_format(pair)))
		return no_memory(into->path, err);
	return 0;
}

static struct js *state_format(const struct journal_state *state)
{
	struct js *object = js_object();

	if (object && !js_set(object, "Complete", js_bool(state->complete)) &&
	    !js_set(object, "Blocks", js_integer(state->blocks)) &&
	    !js_set(object, "BlocksBeyondDamage", js_integer(state->islands)) &&
	    !js_set(object, "FramesBeyondDamage", js_integer(state->island_frames)))
		return object;
	js_free(object);
	return NULL;
}

static int set_clocks(struct collecting *into, struct js *extra)
{
	double drift_ppm = clock_drift_ppm(&into->drift);
	int failed;

	if (!into->clock_pairs)
		return 0;
	failed = js_set(extra, "ClockPairs", into->clock_pairs);
	into->clock_pairs = NULL;
	if (failed || isnan(drift_ppm))
		return failed;
	return js_set(extra, "ClockDriftPpm", js_number(drift_ppm)) ||
	       js_set(extra, "ClockDriftSdPpm", js_number(clock_drift_sd_ppm(&into->drift)));
}

/* Others may give their marks the same kind; they have other texts. */
static int add_sync(struct collecting *into, const struct journal_block *block)
{
	bool rises = !strcmp(block->text, "rising");
	struct js **edges = rises ? &into->rising : &into->falling;

	if (strcmp(block->kind, "sync") != 0 || (!rises && strcmp(block->text, "falling") != 0))
		return 0;
	if (!*edges)
		*edges = js_array();
	return *edges ? js_append(*edges, js_integer(block->first_frame)) : -1;
}

static int set_edges(struct collecting *into, struct js *extra)
{
	struct js *edges;
	int failed;

	if (!into->rising && !into->falling)
		return 0;
	edges = js_object();
	failed = js_set(edges, "Rising", into->rising ? into->rising : js_array());
	failed |= js_set(edges, "Falling", into->falling ? into->falling : js_array());
	into->rising = into->falling = NULL;
	if (!failed)
		return js_set(extra, "SyncEdges", edges);
	js_free(edges);
	return failed;
}

/* Adds ClockPairs, SyncEdges, ClockDriftPpm, Interrupted and Journal to the keys the sidecar passes
 * on. */
static int set_extra(struct collecting *into, struct error *err)
{
	struct recording_info *info = &into->summary->info;
	struct js *extra = NULL;
	char *text = NULL;
	int failed = 0;

	if (info->extra_json)
		failed = js_parse(&extra, info->extra_json, strlen(info->extra_json), into->path,
				  err);
	else
		extra = js_object();
	if (!failed)
		failed = set_clocks(into, extra);
	if (!failed)
		failed = set_edges(into, extra);
	if (!failed && into->interrupted)
		failed = js_set(extra, "Interrupted", js_bool(true));
	if (!failed)
		failed = js_set(extra, "Journal", state_format(&into->summary->state));
	if (!failed)
		text = js_dump(extra, 17, 0);
	js_free(extra);
	if (!text)
		return no_memory(into->path, err);
	free(info->extra_json);
	info->extra_json = text;
	return 0;
}

/* --- the pass --- */

static int take_event(struct collecting *into, const struct journal_block *block, struct error *err)
{
	bool before = !strcmp(block->kind, JOURNAL_ZERO_BEFORE);

	if (before || !strcmp(block->kind, JOURNAL_ZERO_AFTER)) {
		take_zeros(&into->summary->info, before, block->text);
		return 0;
	}
	into->interrupted |= !strcmp(block->kind, "interrupted");
	if (add_sync(into, block))
		return no_memory(into->path, err);
	return add_event(into, block, err);
}

static int add_block(struct collecting *into, const struct journal_block *block, struct error *err)
{
	switch (block->type) {
	case JOURNAL_GAP:
		into->interrupted |= gap_interrupts(&block->gap, into->summary->info.rate_hz);
		return recording_info_add_gap(&into->summary->info, block->gap, err);
	case JOURNAL_EVENT:
		return take_event(into, block, err);
	case JOURNAL_CLOCK:
		return add_clock(into, &block->clock, err);
	case JOURNAL_DATA:
	case JOURNAL_END:
		break;
	}
	return 0;
}

static int read_blocks(struct journal_reader *reader, struct collecting *into, struct error *err)
{
	struct journal_block block;
	int ret;

	while ((ret = journal_reader_next(reader, &block, err)) > 0) {
		ret = add_block(into, &block, err);
		if (ret)
			return ret;
	}
	return ret;
}

static int collect(struct journal_reader *reader, struct collecting *into, struct error *err)
{
	struct summary *summary = into->summary;
	int ret = recording_info_copy(&summary->info, journal_reader_info(reader), err);

	if (!ret)
		ret = read_blocks(reader, into, err);
	if (!ret)
		ret = finish_events(into, err);
	if (ret)
		return ret;
	journal_reader_state(reader, &summary->state);
	summary->info.frames = summary->state.frames;
	if (!summary->state.data_frames)
		return fail(err, HINGE_EFORMAT, "%s: holds no samples, nothing to recover",
			    into->path);
	return set_extra(into, err);
}

int summary_read(const char *journal_path, struct summary *summary, struct error *err)
{
	struct collecting into = {.path = journal_path, .summary = summary};
	struct journal_reader *reader;
	int ret;

	memset(summary, 0, sizeof(*summary));
	recording_info_init(&summary->info);
	ret = journal_reader_open(&reader, journal_path, err);
	if (ret)
		return ret;
	ret = collect(reader, &into, err);
	journal_reader_close(reader);
	js_free(into.clock_pairs);
	js_free(into.rising);
	js_free(into.falling);
	if (into.events)
		fclose(into.events);
	if (ret)
		summary_reset(summary);
	return ret;
}

void summary_reset(struct summary *summary)
{
	recording_info_reset(&summary->info);
	free(summary->events);
	summary->events = NULL;
}
