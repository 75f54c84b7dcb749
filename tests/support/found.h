/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reps that are found under a lifter of 80 kg. */
#ifndef TESTS_SUPPORT_FOUND_H
#define TESTS_SUPPORT_FOUND_H

#include "tests/support/lifter.h"

struct found {
	struct lifter *lifter;
	struct event_signals signals;
	struct config config;
	struct rep_list reps;
};

void found_begin_at(struct found *, double rate_hz, double bar_kg);
/* 1 kHz, 102 kg */
void found_begin(struct found *);
/* With the bar's true weight. */
void found_reps(struct found *);
void found_reps_with(struct found *, double load_kg);
void found_end(struct found *);

#endif
