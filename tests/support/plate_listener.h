/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records from an emulated plate through the host's session and checks every sample and gap against
 * what the plate really did. */
#ifndef TESTS_SUPPORT_PLATE_LISTENER_H
#define TESTS_SUPPORT_PLATE_LISTENER_H

#include "tests/support/emulated_plate.h"

struct heard_gap {
	int64_t frames, uncertainty;
	double truth; /* frames */
	const char *cause;
};

enum { HEARD_GAPS_MAX = 2048 };

struct plate_listener {
	struct emulated_plate plate;
	struct hpp_host host;
	struct recording_info info;
	int64_t next;             /* the recording's */
	int64_t frames, lost;     /* given; in gaps */
	double begin_ns, next_ns; /* simulated: of frame 0, of frame `next` */
	size_t gaps, clocks;
	bool has_odd_clock; /* times of frames are not checked */
	struct heard_gap gap[HEARD_GAPS_MAX];
	struct error err;
};

/* Test data at rate_hz; fails the test where the plate does not open. */
void plate_listener_init(struct plate_listener *, const struct hpp_model_options *, double rate_hz);
void plate_listener_reset(struct plate_listener *);
/* One read of at most max_frames: what it returned. */
int64_t plate_listener_read(struct plate_listener *, size_t max_frames);
/* Until so much simulated time has passed, or an error: that, or 0. */
int plate_listener_run(struct plate_listener *, double seconds);
/* The recording's length against the time that passed: frames too many. */
double plate_listener_excess(const struct plate_listener *);

#endif
