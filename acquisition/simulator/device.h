/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a simulated device tells beside its samples: its clock, pairs of that and the host's, and
 * the level of a sync input. All devices that see one scene see one host clock, on which the pulses
 * of the sync input rise at whole periods. */
#ifndef ACQUISITION_SIMULATOR_DEVICE_H
#define ACQUISITION_SIMULATOR_DEVICE_H

#include "acquisition/simulator/simulator.h"
#include "acquisition/source.h"
#include "formats/random.h"

struct sim_device {
	const struct simulation *simulation;
	double sync_hz, pairs_hz; /* 0 = none */
	double link_mbit;         /* 0 = not told */
	double ramp;              /* 1 = test data in place of samples */
	double flip;              /* of the test data this frame is wrong by a bit; -1 = none */
	char calibrated[16];      /* a date; "" = not told */
	int64_t host_zero_ns;     /* CLOCK_MONOTONIC at the scene's beginning */
	size_t session_frame;     /* at which its clock last started */
	size_t next_gap;
	double paired_s; /* true time of the newest pair */
	struct random random;
};

/* Takes "sync=HZ", "pairs=HZ", "link=MBIT", "ramp=1", "flip=FRAME" and "calibrated=DATE" out of a
 * list apart by commas; rest gets the others. HINGE_EUSAGE as replay_parse(). */
int sim_device_parse(struct sim_device *, const char *list, char *rest, size_t size,
		     struct error *);
void sim_device_start(struct sim_device *, const struct simulation *, int64_t host_zero_ns);
/* block has its frames; with a sync input no more than SYNC_FRAMES_MAX. */
void sim_device_tell(struct sim_device *, struct source_block *block);
/* The test data (acquisition/hpp/hpp.h) without the flipped bit. */
int32_t sim_device_ramp(int64_t frame, size_t channel);
/* A frame as the device gives it out. */
void sim_device_fill(const struct sim_device *, int32_t *counts, int64_t frame);

#endif
