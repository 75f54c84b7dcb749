/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An emulated USB device as a port drives it: high speed, one configuration, one interface, bulk
 * endpoints, no I/O of its own. */
#ifndef TESTS_USB_REDIR_DEVICE_H
#define TESTS_USB_REDIR_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { USB_STALL = -1, USB_STRINGS = 4 };

struct usb_setup {
	uint8_t type, request;
	uint16_t value, index, length;
};

struct usb_device {
	const uint8_t *device_descriptor; /* 18 bytes */
	const uint8_t *configuration;     /* with its interface and endpoints */
	size_t configuration_size;
	const char *strings[USB_STRINGS]; /* by index; 0 is unused */
	/* A request that is no standard one; data are the setup's length bytes where it is OUT.
	 * Returns the bytes written to answer (at most length), or USB_STALL. */
	int (*control)(void *state, const struct usb_setup *, const uint8_t *data, uint8_t *answer,
		       uint64_t now_ns);
	/* What the endpoint has to say by now: bytes put into data, or USB_STALL. *ends: the last
	 * packet was a short one. */
	int64_t (*bulk_in)(void *state, uint8_t *data, size_t room, bool *ends, uint64_t now_ns);
	/* The bus was reset, or the device was plugged in. */
	void (*reset)(void *state);
	/* The host cleared the endpoint's halt. Optional. */
	void (*clear_halt)(void *state);
	void *state;
};

#endif
