/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a plate hangs on a serial port, pulled and put back. */
#ifndef ACQUISITION_SERIAL_PORT_H
#define ACQUISITION_SERIAL_PORT_H

#include "acquisition/serial/node.h"
#include "acquisition/serial/tty.h"

struct serial_port {
	char path[NODE_PATH_MAX]; /* under which it is found again */
	char name[64];            /* of the device, for messages and as its serial number */
	unsigned baud;
	double bytes_per_s; /* that it carries; 0 = as many as USB does, whatever baud says */
	int64_t looked_ns;  /* for it, while it was gone */
	struct tty tty;
};

int serial_port_open(struct serial_port *, const char *path, unsigned baud, struct error *);
/* Of a port that was lost: closes it and looks for it, 0 = it is open again; HINGE_EAGAIN = not
 * within timeout_ms. One that was not lost stays open, as opening resets some boards. */
int serial_port_reopen(struct serial_port *, int timeout_ms, struct error *);
void serial_port_close(struct serial_port *);

#endif
