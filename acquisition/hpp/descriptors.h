/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The USB descriptors of a plate, as bytes: what a front end without a USB stack of its own answers
 * the bus with, and what one with a stack hands to it. */
#ifndef ACQUISITION_HPP_DESCRIPTORS_H
#define ACQUISITION_HPP_DESCRIPTORS_H

#include "acquisition/hpp/hpp.h"

enum hpp_speed { HPP_FULL_SPEED, HPP_HIGH_SPEED, HPP_SUPER_SPEED };

enum {
	HPP_VENDOR_TEST = 0x1209, /* pid.codes' test identity: for development, never shipped */
	HPP_PRODUCT_TEST = 0x0001,
	HPP_MS_VENDOR_CODE = 0x4d, /* request for the MS OS 2.0 descriptor set */
	HPP_INTERFACE_MAX = 22,
	HPP_ANSWER_MAX = 256 /* bytes of any control transfer, descriptors too */
};

struct hpp_identity {
	uint16_t vendor, product, release; /* release: 0x0203 = 2.3 */
	enum hpp_speed speed;
	char manufacturer[32], model[33], serial[33]; /* ASCII */
};

/* Interface, endpoint and, at super speed, its companion; the bytes used. */
size_t hpp_interface_descriptors(uint8_t out[HPP_INTERFACE_MAX], enum hpp_speed);
/* GET_DESCRIPTOR (device, qualifier, configuration, strings, BOS) and the MS OS 2.0 set, cut to
 * setup->length: the bytes used, or HPP_STALLED. */
int hpp_descriptor_answer(uint8_t out[HPP_ANSWER_MAX], const struct hpp_identity *,
			  const struct hpp_setup *);

#endif
