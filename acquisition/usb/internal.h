/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ACQUISITION_USB_INTERNAL_H
#define ACQUISITION_USB_INTERNAL_H

#include "acquisition/usb/usb.h"

#include <libusb.h>

struct usb_stream;

struct usb_device {
	libusb_context *context; /* its own */
	libusb_device_handle *handle;
	struct usb_found found;
	struct usb_stream *stream; /* NULL = none */
};

/* "nothing came in time" for libusb's error number; static. */
const char *usb_says(int number);
/* HINGE_ENOMEM or HINGE_EDEVICE. */
int usb_code(int number);

struct usb_match {
	struct usb_found found;
	libusb_device *device; /* one reference; NULL = no such device */
	size_t count;          /* how many match; 0 with a device: one that may */
	char serials[160];     /* "A, B": theirs, or their paths */
	size_t unreadable;     /* devices with malformed descriptors, and the last of them: */
	struct usb_found stranger;
};
/* The one device of this context that is meant; the caller drops match->device. */
int usb_find(struct usb_match *, libusb_context *, const struct usb_filter *, struct error *);

/* As usb_open, in a context that becomes the device's on success only. */
int usb_open_in(struct usb_device **out, libusb_context *, const struct usb_filter *,
		struct error *);

#endif
