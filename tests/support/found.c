/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/found.h"

#include "tests/support/assert_near.h"

#include <stdlib.h>

void found_begin_at(struct found *f, double rate_hz, double bar_kg)
{
	*f = (struct found){.lifter = lifter_new(rate_hz, 80, bar_kg)};
	config_init(&f->config);
}

void found_begin(struct found *f)
{
	found_begin_at(f, 1000, 102);
}

void found_reps_with(struct found *f, double load_kg)
{
	struct body_weight body;
	struct error err;

	f->signals = lifter_signals(f->lifter);
	assert_int_equal(body_weight_find(&f->signals, &f->config, (double)NAN, &body, &err), 0);
	assert_true(body.found);
	struct bar_loads loads = {1, {{0, f->signals.frames, load_kg * 9.80665}}};

	if (reps_find(&f->signals, &f->config, &body, &loads, &f->reps, &err))
		fail_msg("%s", err.text);
}

void found_reps(struct found *f)
{
	found_reps_with(f, f->lifter->bar_kg);
}

void found_end(struct found *f)
{
	rep_list_reset(&f->reps);
	free(f->lifter);
}
