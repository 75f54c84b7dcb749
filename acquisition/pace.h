/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast recorded or made-up samples come: as fast as they are read, or like a device's, which
 * are lost when nobody fetches them. */
#ifndef ACQUISITION_PACE_H
#define ACQUISITION_PACE_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pace {
	bool real;
	double rate_hz;
	int64_t start_ns; /* CLOCK_MONOTONIC of frame 0, from the first wait on */
};

/* Takes "pace=fast" (the default) or "pace=real" out of a list apart by commas; rest gets the
 * others. HINGE_EUSAGE for another word, or where rest is too small. */
int pace_parse(const char *list, char *rest, size_t size, bool *real, struct error *);
void pace_init(struct pace *, bool real, double rate_hz);
/* Waits for at most timeout_ms until max_frames frames from position on are there. Returns how many
 * are (0 = timeout). Of a device's, those older than one second are lost: *overrun. */
size_t pace_wait(struct pace *, size_t position, size_t max_frames, int timeout_ms,
		 size_t *overrun);

#endif
