/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands to a Chronojump platform and what it answers. Its board may be reset by the opening of
 * its port, and takes a command only when nothing has followed it for a second. */
#ifndef ACQUISITION_SERIAL_CHRONOJUMP_LINK_H
#define ACQUISITION_SERIAL_CHRONOJUMP_LINK_H

#include "acquisition/serial/chronojump/stream.h"
#include "acquisition/serial/port.h"

enum chronojump_step { CHRONOJUMP_QUIET, CHRONOJUMP_ASKED, CHRONOJUMP_STARTED };

struct chronojump_link {
	struct serial_port *port;
	enum chronojump_step step;
	int64_t step_end_ns;
	int64_t started_ns; /* just before start_capture */
	int64_t since_ns;   /* what is in the stream was sent after this */
	int64_t empty_ns;   /* nothing had come but what was read */
	/* just after the last bytes were read; they came between empty_before_ns and this */
	int64_t heard_ns, empty_before_ns;
	char text[96];    /* the last bytes that came before samples are expected */
	char version[32]; /* "Force_Platform-0.1" */
	struct chronojump_stream stream;
};

/* Silence first, so that a command is not taken for the rest of another. */
void chronojump_link_init(struct chronojump_link *, struct serial_port *);
/* Asks for the version: 1 = a platform has answered, 0 = not in time, HINGE_EDEVICE = gone. */
int chronojump_link_ask(struct chronojump_link *, struct error *);
/* A step further towards samples, the port opened again where it was lost: 1 = *first is the first
 * sample of a new capture, 0 = not within timeout_ms, *err says why not; never fails. */
int chronojump_link_connect(struct chronojump_link *, struct chronojump_sample *first,
			    int timeout_ms, struct error *);
/* > 0 = bytes came into the stream, 0 = none in time, HINGE_EDEVICE = gone. */
int chronojump_link_fill(struct chronojump_link *, int timeout_ms, struct error *);
/* Lets go what has waited in the port; the capture goes on. */
void chronojump_link_drop(struct chronojump_link *);
void chronojump_link_end(struct chronojump_link *);

#endif
