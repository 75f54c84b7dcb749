/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/timeline.h"

#include "formats/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ARRIVAL_WITHIN_S 1e8 /* of the recording: what nanoseconds hold */

struct reading {
	struct timeline *timeline;
	const char *name;
	struct error *err;
};

static int no_memory(const struct reading *reading)
{
	return fail(reading->err, HINGE_ENOMEM, "%s: out of memory", reading->name);
}

static bool take_int(const struct js *object, const char *key, int64_t *out)
{
	return js_int(js_get(object, key), out);
}

/* --- pairs --- */

/* A pair without the device's clock tells when its frame had arrived, at the latest. Frame 0 may
 * have been waited for. */
static void note_arrival(struct timeline *timeline, const struct clock_pair *pair)
{
	double since_s = (double)pair->frame / timeline->rate_hz;
	int64_t ns;

	if (pair->frame <= 0 || since_s > ARRIVAL_WITHIN_S)
		return;
	ns = pair->monotonic_ns - (int64_t)llrint(since_s * 1e9);
	if (!timeline->has_arrival || ns < timeline->arrival_ns)
		timeline->arrival_ns = ns;
	timeline->has_arrival = true;
}

static int take_pair(struct reading *reading, const struct js *object, size_t index)
{
	struct timeline *timeline = reading->timeline;
	struct clock_pair pair = {0}, *grown;
	int64_t counter = 0, device_ns = 0;

	if (!take_int(object, "Frame", &pair.frame) ||
	    !take_int(object, "MonotonicNs", &pair.monotonic_ns) ||
	    !take_int(object, "DeviceCounter", &counter) || pair.frame < 0 ||
	    pair.frame > timeline->frames || llabs(pair.monotonic_ns) > INT64_MAX / 4)
		return fail(reading->err, HINGE_EFORMAT,
			    "%s: ClockPairs[%zu]: expected whole numbers Frame (within the "
			    "recording), MonotonicNs and DeviceCounter",
			    reading->name, index);
	if (!take_int(object, "DeviceNs", &device_ns) ||
	    !take_int(object, "RoundTripNs", &pair.round_trip_ns) || pair.round_trip_ns <= 0) {
		note_arrival(timeline, &pair);
		return 0;
	}
	pair.device_counter = (uint64_t)counter;
	pair.device_ns = (uint64_t)device_ns;
	if (timeline->pairs && pair.frame < timeline->pair[timeline->pairs - 1].frame)
		return fail(reading->err, HINGE_EFORMAT, "%s: ClockPairs[%zu]: out of order",
			    reading->name, index);
	grown = reallocarray(timeline->pair, timeline->pairs + 1, sizeof(pair));
	if (!grown)
		return no_memory(reading);
	timeline->pair = grown;
	grown[timeline->pairs++] = pair;
	return 0;
}

/* --- edges --- */

static int by_frame(const void *a, const void *b)
{
	const struct sync_edge *left = a, *right = b;

	return left->frame < right->frame ? -1 : left->frame > right->frame;
}

static int take_edges(struct reading *reading, const struct js *frames, bool rises)
{
	struct timeline *timeline = reading->timeline;
	size_t count = js_count(frames);
	struct sync_edge *grown =
		reallocarray(timeline->edge, timeline->edges + count + 1, sizeof(*grown));

	if (!grown)
		return no_memory(reading);
	timeline->edge = grown;
	for (size_t i = 0; i < count; i++) {
		struct sync_edge edge = {.rises = rises};

		if (!js_int(js_at(frames, i), &edge.frame) || edge.frame < 0 ||
		    edge.frame >= timeline->frames)
			return fail(reading->err, HINGE_EFORMAT,
				    "%s: SyncEdges: expected indices of frames", reading->name);
		grown[timeline->edges++] = edge;
	}
	return 0;
}

/* --- sections --- */

static int find_sections(struct reading *reading, const struct recording_info *info)
{
	struct timeline *timeline = reading->timeline;

	timeline->sections = 1;
	for (size_t i = 0; i < info->gaps; i++) {
		int64_t end = info->gap[i].frame + info->gap[i].frames;

		if (!info->gap[i].frames_uncertainty || end == info->frames)
			continue;
		if (timeline->sections == SECTIONS_MAX)
			return fail(reading->err, HINGE_EFORMAT,
				    "%s: more than %d gaps of uncertain length", reading->name,
				    SECTIONS_MAX - 1);
		timeline->section_first[timeline->sections++] = end;
	}
	timeline->section_first[timeline->sections] = timeline->frames;
	return 0;
}

size_t timeline_section(const struct timeline *timeline, int64_t frame)
{
	size_t section = timeline->sections - 1;

	while (section && frame < timeline->section_first[section])
		section--;
	return section;
}

static int read_keys(struct reading *reading, const struct js *extra)
{
	const struct js *pairs = js_get(extra, "ClockPairs"), *edges = js_get(extra, "SyncEdges");
	int ret = 0;

	for (size_t i = 0; !ret && i < js_count(pairs); i++)
		ret = take_pair(reading, js_at(pairs, i), i);
	if (!ret)
		ret = take_edges(reading, js_get(edges, "Rising"), true);
	if (!ret)
		ret = take_edges(reading, js_get(edges, "Falling"), false);
	if (!ret && reading->timeline->edges)
		qsort(reading->timeline->edge, reading->timeline->edges,
		      sizeof(*reading->timeline->edge), by_frame);
	return ret;
}

int timeline_read(struct timeline *timeline, const struct recording_info *info, const char *name,
		  struct error *err)
{
	struct reading reading = {timeline, name, err};
	struct js *extra = NULL;
	int ret;

	*timeline = (struct timeline){.rate_hz = info->rate_hz, .frames = info->frames};
	ret = find_sections(&reading, info);
	if (ret || !info->extra_json)
		return ret;
	ret = js_parse(&extra, info->extra_json, strlen(info->extra_json), name, err);
	if (!ret)
		ret = read_keys(&reading, extra);
	js_free(extra);
	return ret;
}

void timeline_reset(struct timeline *timeline)
{
	free(timeline->pair);
	free(timeline->edge);
	*timeline = (struct timeline){0};
}
