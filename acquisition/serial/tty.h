/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A serial port: raw bytes, 8N1, nobody else's meanwhile. Never waits longer than it is told. */
#ifndef ACQUISITION_SERIAL_TTY_H
#define ACQUISITION_SERIAL_TTY_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tty {
	int fd;    /* -1 = closed */
	bool lost; /* hung up: all that is left is to close it */
};

enum { TTY_BAUD_DEFAULT = 115200 };

/* HINGE_EUSAGE where there is no such speed or path is no serial port, HINGE_EDEVICE where it is
 * not there, may not be opened, or is somebody else's. */
int tty_open(struct tty *, const char *path, unsigned baud, struct error *);
void tty_close(struct tty *); /* also of one that is closed */
/* Bytes that came, 0 = none in time, HINGE_EDEVICE = it is gone. */
int tty_read(struct tty *, void *bytes, size_t room, int timeout_ms, struct error *);
bool tty_is_empty(const struct tty *); /* nothing more has come when this is called */
/* HINGE_EDEVICE = it is gone, HINGE_EAGAIN = it does not take them in time. */
int tty_write(struct tty *, const void *bytes, size_t size, int timeout_ms, struct error *);
void tty_drop_input(struct tty *);

#endif
