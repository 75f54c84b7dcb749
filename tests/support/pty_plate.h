/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of a plate at the other end of a pseudo-terminal, sending its ramp. */
#ifndef TESTS_SUPPORT_PTY_PLATE_H
#define TESTS_SUPPORT_PTY_PLATE_H

#include "acquisition/hpp/model/tty.h"
#include "tests/support/pty_device.h"

struct pty_plate {
	struct hpp_model *model;
	struct hpp_tty_plate tty;
	struct pty_device device;
};

void pty_plate_init(struct pty_plate *, const char *path);
void pty_plate_reset(struct pty_plate *);
/* As "bad-crc:3@12000"; before it is opened. */
void pty_plate_fault(struct pty_plate *, const char *text);

#endif
