/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a host and a modelled plate would have said to each other, as files for umockdev: a
 * description of the device, and a capture of its bus (pcap, link type 220) that is played back to
 * libusb in the same order. */
#ifndef TESTS_SUPPORT_USB_PCAP_H
#define TESTS_SUPPORT_USB_PCAP_H

#include "acquisition/hpp/model.h"

#include <stdio.h>

#define USB_PCAP_DEVICE "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"

struct usb_pcap {
	FILE *file;
	struct hpp_model *model;
	int64_t now_ns;
	uint64_t submitted, completed; /* bulk transfers */
	size_t transfer_bytes;
};

/* The device as sysfs and its node show it; its endpoint's descriptor says that it is so many bytes
 * long (7 is the truth). */
void usb_pcap_describe(const char *path, const struct hpp_identity *, uint8_t endpoint_bytes);

/* The model stays the caller's. */
void usb_pcap_open(struct usb_pcap *, const char *path, struct hpp_model *);
void usb_pcap_close(struct usb_pcap *);
/* A request and what the plate answers; data: OUT bytes, or NULL. */
void usb_pcap_control(struct usb_pcap *, const struct hpp_setup *, const uint8_t *data);
/* What the plate sends for one transfer, when it sends it; asks for `again` more. */
void usb_pcap_transfer(struct usb_pcap *, bool again);
void usb_pcap_submit(struct usb_pcap *);

#endif
