/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CLOCK_MONOTONIC, and how long until then. */
#ifndef ACQUISITION_NOW_H
#define ACQUISITION_NOW_H

#include <stdint.h>
#include <time.h>

enum { NS_PER_MS = 1000000, MS_PER_S = 1000 };

static inline int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline int64_t now_ms(void)
{
	return now_ns() / NS_PER_MS;
}

/* Whole milliseconds until then, rounded up, so that a wait does not end before; at least 0. */
static inline int ms_until(int64_t then_ns)
{
	int64_t left_ns = then_ns - now_ns();

	return left_ns > 0 ? (int)((left_ns + NS_PER_MS - 1) / NS_PER_MS) : 0;
}

#endif
