/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate of docs/usb-protocol.md as an emulated USB device. */
#ifndef TESTS_USB_REDIR_HPP_PLATE_H
#define TESTS_USB_REDIR_HPP_PLATE_H

#include "acquisition/hpp/model/simulated.h"
#include "tests/usb/redir/device.h"

/* Who stands on the plates; the set begins with the first session of any. */
struct lifter {
	struct simulation *simulation;
	bool begun;
	int64_t begin_ns;
};

struct hpp_plate_options {
	char serial[33];
	unsigned channels;    /* 8 = two plates in one device, 4 = one */
	unsigned first_plate; /* of the lifter's two: 1 = it lies on the right */
	double clock_ppm;
	int64_t sync_from_ns;  /* a TTL edge every second, in host time; 0 = none */
	struct lifter *lifter; /* borrowed; NULL = the ramp */
};

struct hpp_plate;
int hpp_plate_new(struct hpp_plate **out, const struct hpp_plate_options *, struct error *);
void hpp_plate_free(struct hpp_plate *);
const struct usb_device *hpp_plate_device(const struct hpp_plate *);
int hpp_plate_fault(struct hpp_plate *, const char *text, struct error *);

#endif
