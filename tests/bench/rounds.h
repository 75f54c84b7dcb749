/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timing for the benchmarks: CPU time of this thread, medians and range over rounds. */
#ifndef TESTS_BENCH_ROUNDS_H
#define TESTS_BENCH_ROUNDS_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 15 };

struct rounds {
	size_t count;
	double seconds[ROUNDS];
};

static inline double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline void rounds_add(struct rounds *rounds, double seconds)
{
	rounds->seconds[rounds->count++] = seconds;
}

static inline int compare_seconds(const void *a, const void *b)
{
	double d = *(const double *)a - *(const double *)b;

	return (d > 0) - (d < 0);
}

/* "label   median (least - most) unit", seconds times scale. */
static inline void rounds_print(struct rounds *rounds, const char *label, double scale,
				const char *unit)
{
	qsort(rounds->seconds, rounds->count, sizeof(double), compare_seconds);
	printf("  %-34s %9.2f (%.2f - %.2f) %s\n", label,
	       scale * rounds->seconds[rounds->count / 2], scale * rounds->seconds[0],
	       scale * rounds->seconds[rounds->count - 1], unit);
}

#endif
