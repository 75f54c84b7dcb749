/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_USB_REDIR_ANNOUNCE_H
#define TESTS_USB_REDIR_ANNOUNCE_H

#include "tests/usb/redir/device.h"

#include <usbredirparser.h>

/* Tells QEMU that the device is plugged in, and what it says of itself in its descriptors. */
void announce_device(struct usbredirparser *, const struct usb_device *, int64_t now_ns);

#endif
