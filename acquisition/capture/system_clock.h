/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ACQUISITION_CAPTURE_SYSTEM_CLOCK_H
#define ACQUISITION_CAPTURE_SYSTEM_CLOCK_H

#include "acquisition/capture.h"

extern const struct capture_clock system_clock;

/* "2026-11-22T10:15:30.123456789Z"; out has room for 40 bytes. */
void format_utc(char *out, int64_t realtime_ns);

#endif
