/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scans of an MCC device as frames of a recording. They come without counts: how many were lost is
 * known from the host's clock alone, to within what the bus may be late. Nothing is allocated after
 * the first read. */
#ifndef ACQUISITION_MCC_SESSION_H
#define ACQUISITION_MCC_SESSION_H

#include "acquisition/hpp/host/pace.h"
#include "acquisition/mcc/mcc.h"
#include "acquisition/source.h"
#include "acquisition/usb/usb.h"

#include <stdatomic.h>

struct mcc_scan {
	double rate_hz; /* as the pacer makes it */
	uint32_t pacer;
	int range_code;
	bool ramp;
};

/* The least by which frames came late in a span of time. */
struct mcc_lag {
	int64_t since_ns;
	double least_ns;
};

struct mcc_session {
	struct usb_device *device; /* NULL while it is lost */
	struct usb_wait *wait;
	const char *name;
	struct mcc_scan scan;

	bool streaming, broken;            /* broken: what comes after this chunk is out of step */
	int64_t base;                      /* the recording's index of this scan's first frame */
	int64_t taken, heard;              /* frames of this scan: handed over, come */
	int64_t start_ns, start_within_ns; /* when it began, and how well that is known */
	int64_t heard_ns, retry_ns;        /* data came last; not to be tried before */
	double end_ns;                     /* of the frames of the scan before */
	struct mcc_lag lag[2];             /* now, before */
	struct usb_chunk chunk;
	size_t used; /* bytes of it */
	struct hpp_pace pace;

	const char *loss; /* why the scan before ended; static, NULL = there was none */
	const char *gap_cause;
	int64_t gap_uncertainty, lost_frames;
	struct error why;
	_Atomic(const char *) trouble;
};

/* Begins to scan on session->device, which the caller has opened, as session->wait. */
int mcc_session_open(struct mcc_session *, const char *name, const struct mcc_scan *,
		     struct error *);
/* Closes device and wait too; of a session that was never opened as well. */
void mcc_session_close(struct mcc_session *);
/* As source_ops.read. */
int64_t mcc_session_read(struct mcc_session *, int32_t *counts, size_t max_frames,
			 struct source_block *, int timeout_ms, struct error *);
/* A request to the device: bytes transferred, all of size, or < 0. */
int mcc_ask(struct mcc_session *, enum mcc_request, uint16_t value, void *data, uint16_t size,
	    struct error *);

#endif
