/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/random.h"

#include <math.h>

void random_init(struct random *random, uint64_t seed)
{
	random->state = seed;
}

double random_uniform(struct random *random)
{
	return (double)(random_u64(random) >> 11) * 0x1p-53;
}

double random_range(struct random *random, double lo, double hi)
{
	return lo + (hi - lo) * random_uniform(random);
}

double random_normal(struct random *random)
{
	double u = random_uniform(random);
	double v = random_uniform(random);

	return sqrt(-2.0 * log(fmax(u, 0x1p-53))) * cos(2.0 * M_PI * v);
}
