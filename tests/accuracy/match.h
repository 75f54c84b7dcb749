/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which found rep is which planted one. */
#ifndef TESTS_ACCURACY_MATCH_H
#define TESTS_ACCURACY_MATCH_H

#include <stddef.h>

/* A rep: a lift by the moment of its lift-off, a failed pull (liftoff NaN) by its stretch. */
struct mark {
	double liftoff_s;
	double start_s, end_s; /* of a failed pull */
};

/* A lift is found where a lift-off lies within 0.25 s of its own, the nearest pairs first; a failed
 * pull where the middle of a found one lies inside its stretch. Every rep is taken once.
 * of_planted[planted] becomes the index of the found one, -1 = missed. Returns the pairs. */
size_t match_reps(const struct mark *planted, size_t n, const struct mark *found, size_t m,
		  int *of_planted);

#endif
