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

/* inline: a bootstrap draws a hundred thousand times a metric */
static inline uint64_t random_u64(struct random *random)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* 0 .. bound-1, high product */
static inline uint64_t random_below(struct random *random, uint64_t bound)
{
	return (uint64_t)(((unsigned __int128)random_u64(random) * bound) >> 64);
}

double random_uniform(struct random *); /* [0, 1), 53 bits */
double random_range(struct random *, double lo, double hi);
double random_normal(struct random *); /* Box-Muller, cosine branch */

#endif
