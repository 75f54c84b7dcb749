/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices on the bus, through libusb: find, open, ask, stream, wait for one to come. One thread at
 * a time for each device; no thread of its own. */
#ifndef ACQUISITION_USB_USB_H
#define ACQUISITION_USB_USB_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which devices are meant: by the class of an interface, or by vendor and product. */
struct usb_filter {
	bool by_class;
	uint8_t interface_class, interface_subclass, interface_protocol;
	uint16_t vendor, product; /* without by_class */
	const char *serial;       /* NULL or "" = any */
	const char *what;         /* for messages: "plate" */
};

enum usb_access {
	USB_READABLE,
	USB_FORBIDDEN, /* the udev rule is missing */
	USB_SILENT     /* it could not be asked */
};

struct usb_found {
	uint16_t vendor, product;
	char maker[64], name[64], serial[64]; /* as it tells, printable; "" = not told */
	char path[32];                        /* /dev/bus/usb/001/004 */
	double link_mbit;                     /* 0 = not known */
	uint8_t interface, endpoint;          /* the first bulk input */
	uint16_t packet_size;
	enum usb_access access;
};

/* Asks each device for its texts, and none for more. 0 also where there is no bus. */
int usb_list(const struct usb_filter *, void (*visit)(void *ctx, const struct usb_found *),
	     void *ctx, struct error *);

struct usb_device;
/* HINGE_EDEVICE where it is not plugged in, malformed, or one of several; HINGE_EAGAIN where
 * somebody uses it; HINGE_EREFUSED where the system forbids it (the sentence names the udev rule).
 */
int usb_open(struct usb_device **out, const struct usb_filter *, struct error *);
/* Ends the stream too. NULL is fine. */
void usb_close(struct usb_device *);
const struct usb_found *usb_describe(const struct usb_device *);

struct usb_request {
	uint8_t type; /* bmRequestType: bit 7 = the device answers */
	uint8_t request;
	uint16_t value, index;
};
/* Bytes transferred, or HINGE_EREFUSED (STALL: it does not want to), HINGE_EAGAIN (no answer in
 * time), HINGE_EDEVICE (gone). */
int usb_control(struct usb_device *, const struct usb_request *, void *data, uint16_t size,
		int timeout_ms, struct error *);

/* Keeps at least one second of bytes_per_s asked for, in transfers of some 20 ms; allocates. */
int usb_stream_start(struct usb_device *, double bytes_per_s, struct error *);

struct usb_chunk {
	const uint8_t *data; /* what one transfer brought; valid until the next read */
	size_t size;
	const char *cause; /* at HINGE_EDEVICE: "unplugged" "usb-stall" "babble"; static */
};
/* > 0 = a chunk, 0 = none within timeout_ms, HINGE_EDEVICE = the stream is over: every transfer
 * has come back. Only what the kernel or libusb allocate for a transfer is allocated. */
int usb_stream_read(struct usb_device *, struct usb_chunk *, int timeout_ms, struct error *);
/* Takes every transfer back. */
void usb_stream_stop(struct usb_device *);

/* Waiting for a device to come back. Without udevd the system tells nothing, so that the bus is
 * looked through twice a second as well. */
struct usb_wait;
int usb_wait_new(struct usb_wait **out, const struct usb_filter *, struct error *);
void usb_wait_free(struct usb_wait *);
/* 0 = opened; HINGE_EAGAIN = not there within timeout_ms, not yet permitted or still in use: the
 * error says which, or what it said before where there was no time to look. */
int usb_wait_open(struct usb_wait *, struct usb_device **out, int timeout_ms, struct error *);

#endif
