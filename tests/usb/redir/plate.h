/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate of docs/usb-protocol.md as an emulated USB device. */
#ifndef TESTS_USB_REDIR_PLATE_H
#define TESTS_USB_REDIR_PLATE_H

#include "tests/usb/redir/device.h"

struct plate;

/* The serial is copied. NULL: no memory. */
struct plate *plate_new(const char *serial);
void plate_free(struct plate *);
const struct usb_device *plate_device(const struct plate *);

#endif
