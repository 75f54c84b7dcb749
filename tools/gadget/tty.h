/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate's model on a serial port: docs/usb-protocol.md#tty. */
#ifndef TOOLS_GADGET_TTY_H
#define TOOLS_GADGET_TTY_H

#include "acquisition/hpp/model.h"

/* Serves until something can be read from signals. The model's option always_crc belongs with it.
 * A line that hangs up is opened again. */
int tty_serve(const char *path, struct hpp_model *, int signals, struct error *);

#endif
