/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of the second simulated lifter, from the text of their options. */
#ifndef TESTS_UNIT_ACQUISITION_SIMULATOR_SEGMENTS_SECOND_LIFTER_H
#define TESTS_UNIT_ACQUISITION_SIMULATOR_SEGMENTS_SECOND_LIFTER_H

#include "acquisition/simulator/segments/segments.h"
#include "tests/support/assert_near.h"
#include "tests/support/weighed.h"

#define G 9.80665

static inline int try(const char *text, struct simulation **out, struct error *err)
{
	struct simulator_options options;
	int ret;

	simulator_options_init(&options);
	ret = simulator_options_set(&options, "model", "segments", err);
	if (!ret)
		ret = simulator_options_parse(&options, text, err);
	return ret ? ret : simulate(&options, out, err);
}

static inline struct simulation *run(const char *text)
{
	struct simulation *simulation;
	struct error err;

	if (try(text, &simulation, &err))
		fail_msg("%s: %s", text, err.text);
	return simulation;
}

static inline struct weighed forces_of(const char *text)
{
	return weighed_of(run(text));
}

/* The inner model of a set, without feet and cells. */
static inline struct segments *inner(struct plan *plan, const char *text)
{
	struct simulator_options options;
	struct segments *segments;
	struct error err;

	simulator_options_init(&options);
	if (simulator_options_parse(&options, text, &err))
		fail_msg("%s: %s", text, err.text);
	options_draw(&options);
	if (segments_new(&segments, plan, &options, &err))
		fail_msg("%s: %s", text, err.text);
	return segments;
}

#endif
