/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an injected fault reaches. There a refusal is a right answer, a wrong figure is not
 * (docs/accuracy.md#faults). */
#ifndef TESTS_ACCURACY_EXPOSURE_H
#define TESTS_ACCURACY_EXPOSURE_H

#include "acquisition/simulator/simulator.h"

enum { PLANTED_MAX = 32 };

struct exposure {
	bool rep[PLANTED_MAX]; /* a fault that no analysis can undo lies inside, or whole */
	bool whole; /* body weight or bar cannot be known: the recording may be refused */
	bool any;   /* one of these */
};

/* A failed pull, which has no lift-off, lasts until here. */
double planted_end_s(const struct simulation *, size_t rep);
void exposure_find(const struct simulation *, struct exposure *);
size_t planted_lifts(const struct simulation *); /* without the failed pulls */

#endif
