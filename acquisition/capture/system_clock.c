/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/system_clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t monotonic(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t realtime(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_REALTIME);
}

const struct capture_clock system_clock = {.monotonic_ns = monotonic, .realtime_ns = realtime};

void format_utc(char *out, int64_t realtime_ns)
{
	time_t seconds = (time_t)(realtime_ns / 1000000000);
	struct tm utc;
	size_t used;

	gmtime_r(&seconds, &utc);
	used = strftime(out, 40, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out + used, 40 - used, ".%09dZ", (int)(realtime_ns % 1000000000));
}
