/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plates on serial ports speak. A new one is one struct here and a line in the table. */
#ifndef ACQUISITION_SERIAL_FRAMING_H
#define ACQUISITION_SERIAL_FRAMING_H

#include "acquisition/serial/port.h"
#include "acquisition/source.h"

struct serial_options {
	double rate_hz; /* 0 = the device's own choice */
	bool ramp, raw; /* as of usb: */
};

struct serial_framing {
	const char *name, *what; /* "hpp", "HPP/1" */
	size_t state_size;
	/* Asks once whether that is what hangs there: 1 = it is, 0 = it does not answer so,
	 * HINGE_EDEVICE = the port is gone. Answers to others may lie in its input. */
	int (*probe)(struct serial_port *, struct error *);
	/* The rest as in source_ops, after probe has said 1; the port outlives state. state is
	 * zeroed memory and is closed only when open has returned 0. */
	int (*open)(void *state, struct serial_port *, const struct serial_options *,
		    struct recording_info *info, struct error *);
	int64_t (*read)(void *state, int32_t *counts, size_t max_frames, struct source_block *,
			int timeout_ms, struct error *);
	int32_t (*ramp)(const void *state, int64_t frame, size_t channel); /* optional */
	const char *(*trouble)(const void *state);
	int (*health)(void *state, struct source_health *, struct error *);
	int (*identify)(void *state, double seconds, struct error *); /* optional */
	void (*close)(void *state);
};

extern const struct serial_framing hpp_framing;        /* hpp_framing.c */
extern const struct serial_framing chronojump_framing; /* chronojump/chronojump.c */

#endif
