/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HPP/1 over a serial port: requests and answers are frames among the blocks. A transport of the
 * host's session (acquisition/hpp/host.h). */
#ifndef ACQUISITION_SERIAL_HPP_LINK_H
#define ACQUISITION_SERIAL_HPP_LINK_H

#include "acquisition/hpp/host.h"
#include "acquisition/hpp/resync.h"
#include "acquisition/serial/port.h"

struct hpp_link {
	struct serial_port *port;
	struct hpp_resync in;
	int64_t heard_ns;    /* the last bytes */
	uint16_t times;      /* TIME was asked for: tells a late answer from the next */
	bool streams;        /* blocks are wanted */
	uint8_t *kept;       /* blocks that came before an answer, a ring; NULL = none are */
	size_t room;         /* of it, in blocks */
	size_t first, count; /* the oldest; how many there are */
};

extern const struct hpp_transport hpp_link_transport; /* ctx: struct hpp_link */

void hpp_link_init(struct hpp_link *, struct serial_port *);
/* Room for what comes in a second while an answer is waited for. HINGE_ENOMEM. */
int hpp_link_keep(struct hpp_link *, double bytes_per_s, struct error *);
void hpp_link_reset(struct hpp_link *);

#endif
