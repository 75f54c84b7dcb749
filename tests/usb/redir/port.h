/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the guest's USB ports: the usbredir protocol to QEMU's usb-redir over a socket, with or
 * without a device in it. */
#ifndef TESTS_USB_REDIR_PORT_H
#define TESTS_USB_REDIR_PORT_H

#include "tests/usb/redir/device.h"

#include <stdbool.h>

struct port;

/* Takes the connected socket, which must not block. NULL: no memory. */
struct port *port_new(int fd);
void port_free(struct port *);
/* The device stays the caller's and must live until it is unplugged. */
void port_plug(struct port *, const struct usb_device *, int64_t now_ns);
void port_unplug(struct port *);
bool port_is_plugged(const struct port *);
int port_fd(const struct port *);
bool port_has_output(const struct port *);
/* Reads and writes what the socket takes and lets the device answer. False: QEMU has gone. */
bool port_serve(struct port *, bool readable, int64_t now_ns);

#endif
