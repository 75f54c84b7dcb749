/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a guest's cases ask of the emulator, a line at a time:
 *
 *     plate PORT SERIAL     another plate for the port, not plugged in
 *     plug PORT             unplug PORT
 *
 * Each is answered by "ok" or "no: why". Ports count from 1. */
#ifndef TESTS_USB_REDIR_BENCH_H
#define TESTS_USB_REDIR_BENCH_H

#include "tests/usb/redir/plate.h"
#include "tests/usb/redir/port.h"

enum { PORTS = 2 };

struct bench {
	struct port *ports[PORTS];
	struct plate *plates[PORTS];
};

/* NULL, or why not: static text. */
const char *bench_command(struct bench *, const char *line);
void bench_free(struct bench *);

#endif
