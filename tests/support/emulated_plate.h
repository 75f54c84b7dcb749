/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model of a plate behind a transport without a bus, in simulated time: nothing waits. */
#ifndef TESTS_SUPPORT_EMULATED_PLATE_H
#define TESTS_SUPPORT_EMULATED_PLATE_H

#include "acquisition/hpp/host.h"
#include "acquisition/hpp/model.h"

struct emulated_plate {
	struct hpp_model *model;
	double clock_ppm;
	int64_t now_ns;
	int64_t unplug_ns, replug_ns;     /* INT64_MAX = never */
	int64_t looked_ns;                /* for it, while it was lost */
	int64_t trip_min_ns, trip_max_ns; /* of a request, and of an answer */
	uint64_t random;
	size_t room; /* of a transfer */
	bool is_open, streams;
	uint8_t bytes[1 << 14];

	/* since it was plugged in; of the running session */
	int64_t plugged_ns;
	struct hpp_ttl sync;
	int64_t session_start_ns;
	double session_rate_hz;
	unsigned sessions; /* since it was plugged in */
	unsigned sessions_ever;
};

extern const struct hpp_transport emulated_transport; /* ctx: struct emulated_plate */

/* Plugged in; options as hpp_model_options_init() where NULL. Its samples are the ramp. */
void emulated_plate_init(struct emulated_plate *, const struct hpp_model_options *);
void emulated_plate_reset(struct emulated_plate *);
/* As "bad-crc:3@12000". */
void emulated_plate_fault(struct emulated_plate *, const char *text);
/* When the frame of the running session was converted, in simulated host time. */
double emulated_frame_ns(const struct emulated_plate *, uint64_t frame);

#endif
