/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of sets that are drawn (docs/accuracy.md): every option follows from the seed. */
#ifndef TESTS_ACCURACY_POPULATION_H
#define TESTS_ACCURACY_POPULATION_H

#include "acquisition/simulator/simulator.h"

enum population_id {
	DEAD_STOPS,   /* events: sets of 1 to 12 reps, everything drawn */
	TOUCH_AND_GO, /* the same, bouncing */
	SYMMETRIC,    /* findings: 8 reps, none of them failed, one asymmetry */
	BOUNDARY,     /* as much as the limit allows */
	TRANSFER_5,
	TRANSFER_6,
	TRANSFER_8,
	SHIFT_5,
	DRIFT_1,
	ROMANIAN, /* events: from the top, by the one generator that can */
	POPULATIONS
};

struct population {
	const char *style; /* "" = drawn */
	bool is_set_of_8;
	double asymmetry_pct, shift_pct, trend_pct; /* of a set of 8; the sign alternates */
};
extern const struct population populations[POPULATIONS];

/* A corner of the campaign: what all sets of a table share. */
struct corner {
	const char *model, *tier;
	size_t tier_index;
	uint64_t seed;
};

/* The index-th set. */
void population_options(enum population_id, const struct corner *, size_t index,
			struct simulator_options *);
/* False where this generator does not make such sets. */
bool population_is_made(enum population_id, const struct corner *);
/* How many sets of this population a campaign of that many a style draws. */
size_t population_size(enum population_id, size_t sets);

/* The arguments of hinge simulate that make the same set. */
void options_command(const struct simulator_options *, char *out, size_t size);

#endif
