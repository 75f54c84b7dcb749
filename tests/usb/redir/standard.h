/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standard requests of USB 2.0, chapter 9, that usbredir leaves to the device. */
#ifndef TESTS_USB_REDIR_STANDARD_H
#define TESTS_USB_REDIR_STANDARD_H

#include "tests/usb/redir/device.h"

enum {
	SETUP_TYPE_MASK = 0x60, /* bmRequestType: standard = 0 */
	DESCRIPTOR_DEVICE = 1,
	DESCRIPTOR_CONFIGURATION,
	DESCRIPTOR_STRING,
	DESCRIPTOR_INTERFACE,
	DESCRIPTOR_ENDPOINT,
	DESCRIPTOR_QUALIFIER,
};

/* Bytes written to answer, which holds 512, or USB_STALL. */
int standard_request(const struct usb_device *, const struct usb_setup *, uint8_t *answer);

#endif
