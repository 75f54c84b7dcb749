/* SPDX-License-Identifier: GPL-3.0-or-later */
/* splitmix64 (Steele, Lea & Flood 2014): the one random source, so that every figure drawn with a
 * seed is the same on every machine. */
#ifndef FORMATS_RANDOM_H
#define FORMATS_RANDOM_H

#include <stdint.h>

struct random {
	uint64_t state;
};

void random_init(struct random *, uint64_t seed);
uint64_t random_u64(struct random *);
double random_uniform(struct random *); /* [0, 1), 53 bits */
double random_range(struct random *, double lo, double hi);
double random_normal(struct random *);                  /* Box-Muller, cosine branch */
uint64_t random_below(struct random *, uint64_t bound); /* 0 .. bound-1, high product */

#endif
