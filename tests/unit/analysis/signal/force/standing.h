/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody stands on two plates. */
#ifndef TESTS_UNIT_ANALYSIS_SIGNAL_FORCE_STANDING_H
#define TESTS_UNIT_ANALYSIS_SIGNAL_FORCE_STANDING_H

#include "tests/support/assert_near.h"
#include "tests/support/plates.h"

#include "analysis/signal/force/force.h"

/* 4 s at 1000 Hz: empty for 1 s, then 500 N left at (10, 20) mm and 700 N right at (-5, -30) mm. */
enum { FRAMES = 4000, ON = 1000, MIDDLE = 2500 };

static inline struct trial *standing(void)
{
	struct trial *trial = plates_new(1000, FRAMES);

	plates_load(trial, 0, ON, FRAMES, 500, 0.010, 0.020);
	plates_load(trial, 1, ON, FRAMES, 700, -0.005, -0.030);
	return trial;
}

static inline struct forces *forces_with(const struct trial *trial, const struct config *config,
					 struct trial_report *report)
{
	struct forces *forces;
	struct error err;

	if (forces_new(&forces, trial, config, report, &err))
		fail_msg("%s", err.text);
	return forces;
}

static inline struct forces *forces_of(const struct trial *trial)
{
	struct config config;

	config_init(&config);
	return forces_with(trial, &config, NULL);
}

static inline void assert_sides(const struct forces *forces, size_t frame, double left_n,
				double right_n)
{
	assert_near(forces->side_n[2 * frame], left_n, 1e-9);
	assert_near(forces->side_n[2 * frame + 1], right_n, 1e-9);
}

#endif
