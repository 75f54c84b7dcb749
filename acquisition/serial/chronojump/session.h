/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording from a Chronojump platform: its samples on a grid, carried over what is lost and over
 * its being pulled and put back. As the host's session of HPP/1 (acquisition/hpp/host.h), whose
 * clock it uses: this platform tells no time when asked, but a sample is not older than it takes to
 * come. */
#ifndef ACQUISITION_SERIAL_CHRONOJUMP_SESSION_H
#define ACQUISITION_SERIAL_CHRONOJUMP_SESSION_H

#include "acquisition/hpp/host/clock.h"
#include "acquisition/hpp/host/pace.h"
#include "acquisition/serial/chronojump/grid.h"
#include "acquisition/serial/chronojump/link.h"

#include <stdatomic.h>

enum chronojump_state { CHRONOJUMP_OPEN, CHRONOJUMP_STREAMING, CHRONOJUMP_LOST };

struct chronojump {
	struct chronojump_link link;
	struct chronojump_grid grid;
	struct hpp_clock clock;
	struct hpp_pace pace;
	enum chronojump_state state;
	_Atomic(const char *) trouble;
	struct error why;          /* what went wrong last, while lost */
	double rate_hz, period_ns; /* of the grid; of the samples */

	bool has_time;              /* a sample of this capture has come */
	int64_t time_us;            /* of the newest one: the device's, unwrapped */
	int64_t first_us, first_ns; /* of the capture: the device's and the host's time */
	/* what came last: its time, when it came, when it had not yet */
	int64_t newest_us, newest_ns, newest_empty_ns;
	double lag_ns;       /* the least since pair_ns, of host behind device */
	int64_t lag_late_ns; /* the host may have been so late for it */
	int64_t lag_at_us, pair_ns;
	struct source_clock pair;
	bool pair_is_new;

	int64_t heard_ever_ns;
	const char *loss, *gap_cause; /* static */
	int64_t gap_uncertainty;
	double end_ns, end_within_ns, carry;
};

/* The link has been asked and streams, its rate is known. */
void chronojump_init(struct chronojump *, double rate_hz, double period_us);
/* As source_ops.read; HINGE_EDEVICE once it was lost for 60 s or its clock is off by 1 %. */
int64_t chronojump_read(struct chronojump *, int32_t *counts, size_t max_frames,
			struct source_block *, int timeout_ms, struct error *);

#endif
