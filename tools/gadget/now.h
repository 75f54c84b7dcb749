/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TOOLS_GADGET_NOW_H
#define TOOLS_GADGET_NOW_H

#include <stdint.h>
#include <time.h>

static inline int64_t monotonic_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#endif
