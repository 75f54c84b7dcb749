/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An emulated USB device as a port drives it: high speed, one configuration, one interface, bulk
 * endpoints, no I/O of its own. Outcomes that are no bytes are enum hpp_outcome, whatever it is. */
#ifndef TESTS_USB_REDIR_DEVICE_H
#define TESTS_USB_REDIR_DEVICE_H

#include "acquisition/hpp/hpp.h"

enum { DEVICE_CONTROL_MAX = 1024 };

struct usb_device {
	/* Power comes (also: the bus was reset), or goes. */
	void (*plug)(void *state, int64_t now_ns);
	void (*unplug)(void *state);
	/* A request, standard ones too. OUT: data are what came with it, 0 = taken. IN: the bytes
	 * of the answer in data. *answer_ns: when it is to be sent. */
	int (*control)(void *state, const struct hpp_setup *, uint8_t data[DEVICE_CONTROL_MAX],
		       int64_t now_ns, int64_t *answer_ns);
	/* What the bulk IN endpoint has by now for a transfer with so much room. *ends: its last
	 * packet was a short one. */
	int64_t (*bulk_in)(void *state, uint8_t *data, size_t room, bool *ends, int64_t now_ns);
	void *state;
};

#endif
