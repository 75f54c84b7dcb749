/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cases in the guest ask of the emulator, a line each, answered by "ok" or "no: why":
 *
 *     lifter SIM-OPTIONS         who stands on plates made from now on; alone: nobody, they give
 *                                the ramp. Removes the plates that are there
 *     plate PORT SERIAL KEY=VALUE...
 *                                another plate for the port, not plugged in: channels=8 (4 = one
 *                                plate), right=0, ppm=0, sync=0 (1 = an edge each second)
 *     box PORT SERIAL            a USB-1608FS-Plus for the port instead, not plugged in
 *     plug PORT, unplug PORT
 *     replug PORT MS             as soon as it is unplugged by a fault, and so long after
 *     fault PORT KIND[:AMOUNT][@AT]
 *
 * Ports count from 1. */
#ifndef TESTS_USB_REDIR_BENCH_H
#define TESTS_USB_REDIR_BENCH_H

#include "tests/usb/redir/hpp_plate.h"
#include "tests/usb/redir/mcc_box.h"
#include "tests/usb/redir/port.h"

enum { PORTS = 2 };

struct bench {
	struct port *ports[PORTS];
	struct hpp_plate *plates[PORTS];
	struct mcc_box *boxes[PORTS]; /* of a port one of both at most */
	struct lifter lifter;         /* simulation NULL = nobody */
	int64_t start_ns, now_ns;
	int64_t replug_ns[PORTS]; /* after it went; 0 = not by itself */
	int64_t gone_ns[PORTS];   /* when it was first seen gone */
};

int bench_command(struct bench *, const char *line, struct error *);
/* What happens by itself, by now. */
void bench_tick(struct bench *);
void bench_free(struct bench *);

#endif
