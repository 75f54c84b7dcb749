/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sets that miss one quantity by most, each as the arguments that make it again. */
#ifndef TESTS_ACCURACY_WORST_H
#define TESTS_ACCURACY_WORST_H

#include "acquisition/simulator/simulator.h"

#include <stdbool.h>
#include <stdio.h>

/* What can be asked for. */
#define WORST_KEYS                                                                                \
	"missed invented kind liftoff touchdown lockout onset onset_ground body bar ai ai_level " \
	"insufficient alarm power"

enum { WORST_MAX = 20 };

struct worst_case {
	double error; /* magnitude; a missing figure is infinitely wrong */
	double truth, found;
	int rep; /* from 1; 0 = the set */
	bool load_unknown;
	char command[256];
};

struct worst {
	const char *key; /* NULL: nothing is kept */
	size_t count;
	struct worst_case at[WORST_MAX];
	const struct simulator_options *asked; /* as given, before the simulator drew the rest */
};

bool worst_is_key(const char *text);
void worst_offer(struct worst *, const char *key, bool load_unknown, int rep, double truth,
		 double found);
void worst_print(FILE *, const struct worst *);

#endif
