/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host's side of HPP/1 (docs/usb-protocol.md), whatever lies between: asks a plate what it is,
 * starts it, turns its blocks into a source's blocks, and carries the recording over faults. Every
 * frame counted from the first is given or lies in a gap whose cause is told; what a gap costs
 * after a fresh start of the plate (its count begins anew) is the time between the last frame
 * before and the first one after, by a fit of its clock against CLOCK_MONOTONIC. No thread; one at
 * a time. */
#ifndef ACQUISITION_HPP_HOST_H
#define ACQUISITION_HPP_HOST_H

#include "acquisition/hpp/host/clock.h"
#include "acquisition/hpp/host/order.h"
#include "acquisition/hpp/host/pace.h"
#include "acquisition/hpp/hpp.h"
#include "acquisition/source.h"

#include <stdatomic.h>

struct hpp_chunk {
	const uint8_t *data; /* valid until the next read */
	size_t size;         /* a chunk starts with a block */
	const char *cause;   /* where the device is lost; static text of at most 31 bytes */
};

/* What carries requests and blocks. */
struct hpp_transport {
	/* One control transfer of setup->length bytes; IN: the bytes that came. HINGE_EREFUSED =
	 * the plate refused it (STALL), HINGE_EAGAIN = no answer in time, HINGE_EDEVICE = it is
	 * gone. */
	int (*control)(void *ctx, const struct hpp_setup *, void *data, int timeout_ms,
		       struct error *);
	/* Makes ready for blocks at so many bytes a second; before START. */
	int (*start)(void *ctx, double bytes_per_s, struct error *);
	/* > 0 = a chunk, 0 = none in time, HINGE_EDEVICE = the device is lost (chunk->cause). */
	int (*read)(void *ctx, struct hpp_chunk *, int timeout_ms, struct error *);
	/* Takes back what start made; nothing may be running. */
	void (*stop)(void *ctx);
	/* Lets the lost device go where it is still held, and looks for it: 0 = open again;
	 * HINGE_EAGAIN = not within timeout_ms; the error is set where it was looked for. */
	int (*reopen)(void *ctx, int timeout_ms, struct error *);
	int64_t (*now_ns)(void *ctx); /* CLOCK_MONOTONIC */
	bool always_crc;              /* blocks carry their CRC whatever the plate was told */
};

struct hpp_host_options {
	const char *name; /* of the plate, for messages: its serial number */
	double rate_hz;   /* 0 = 1000 Hz */
	bool ramp;        /* test data instead of samples */
	bool raw;         /* do not look at the plate's calibration: a count is a count */
};

enum hpp_host_state { HPP_HOST_OPEN, HPP_HOST_STREAMING, HPP_HOST_LOST };

struct hpp_host {
	const struct hpp_transport *transport;
	void *ctx;
	char name[64];
	struct hpp_info info;
	struct hpp_config config; /* as the plate read it back */
	uint8_t gain_log2[HPP_CHANNELS_MAX];
	double rate_hz; /* by the plate's own clock */
	bool crc;

	enum hpp_host_state state;
	_Atomic(const char *) trouble;
	struct error why; /* what went wrong last, while lost */

	struct hpp_clock clock;
	struct hpp_pace pace;
	struct hpp_order order;
	int64_t started_ns;    /* just before START */
	int64_t heard_ns;      /* the session's last frames, or its start */
	int64_t heard_ever_ns; /* the last frames of all */
	int64_t asked_ns;      /* the last TIME request */
	struct source_clock pair;
	bool pair_is_new;

	int64_t base;     /* the source's index of the session's frame 0 */
	int64_t next;     /* the source's next index; 0 = nothing was given yet */
	bool rejoins;     /* the session's first frame after a loss is still to come */
	const char *loss; /* why it was lost; static */
	double due_ns;    /* when frame `next` is due, by the plate's clock */
	double end_ns;    /* when frame `next` was due, in host time */
	double end_within_ns;
	double carry; /* of frames rounded away in gaps */

	struct hpp_chunk chunk;
	int64_t fetched_ns; /* when it was asked for */
	size_t chunk_used;
	bool chunk_is_fresh;    /* the host waited for it */
	struct hpp_block block; /* the one being given */
	const uint8_t *bytes;
	size_t given; /* of its frames */
	const char *gap_cause;
	int64_t gap_uncertainty;
	int32_t split[HPP_SAMPLES_MAX]; /* of a block that is given in parts */
};

/* Asks for INFO, the calibration and the clock, and configures the plate. Fills info (inited):
 * rate, channels, plates, firmware. host is the caller's, zeroed; ctx must outlive it. */
int hpp_host_open(struct hpp_host *, const struct hpp_transport *, void *ctx,
		  const struct hpp_host_options *, struct recording_info *info, struct error *);
/* As source_ops.read; the first one starts the plate. HINGE_EDEVICE once it was lost for 60 s, or
 * its rate was wrong by more than 1 % for 10 s. */
int64_t hpp_host_read(struct hpp_host *, int32_t *counts, size_t max_frames, struct source_block *,
		      int timeout_ms, struct error *);
/* As source_ops.ramp, of the session that runs. */
int32_t hpp_host_ramp(const struct hpp_host *, int64_t frame, size_t channel);
const char *hpp_host_trouble(const struct hpp_host *); /* any thread */
/* Neither while somebody reads. */
int hpp_host_health(struct hpp_host *, struct source_health *, struct error *);
int hpp_host_identify(struct hpp_host *, double seconds, struct error *);
/* Stops the plate; the transport stays open. */
void hpp_host_close(struct hpp_host *);

#endif
