/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/plate.h"

#include "acquisition/hpp/hpp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1209:0001 is pid.codes' number for private tests; a plate is told by its interface's class */
static const uint8_t device_descriptor[18] = {18,   1,    0x00, 0x02, 0,    0, 0, 64, 0x09,
					      0x12, 0x01, 0x00, 0x00, 0x01, 1, 2, 3,  1};
static const uint8_t configuration[25] = {9,
					  2,
					  25,
					  0,
					  1,
					  1,
					  0,
					  0x80,
					  50, /**/
					  9,
					  4,
					  0,
					  0,
					  1,
					  HPP_USB_CLASS,
					  HPP_USB_SUBCLASS,
					  HPP_USB_PROTOCOL,
					  0, /**/
					  7,
					  5,
					  HPP_ENDPOINT,
					  2,
					  0x00,
					  0x02,
					  0};

struct plate {
	struct usb_device device;
	char serial[64];
};

static int plate_control(void *state, const struct usb_setup *setup, const uint8_t *data,
			 uint8_t *answer, uint64_t now_ns)
{
	(void)state;
	(void)setup;
	(void)data;
	(void)answer;
	(void)now_ns;
	return USB_STALL;
}

static int64_t plate_bulk_in(void *state, uint8_t *data, size_t room, bool *ends, uint64_t now_ns)
{
	(void)state;
	(void)data;
	(void)room;
	(void)ends;
	(void)now_ns;
	return 0;
}

static void plate_reset(void *state)
{
	(void)state;
}

struct plate *plate_new(const char *serial)
{
	struct plate *plate = calloc(1, sizeof(*plate));

	if (!plate)
		return NULL;
	snprintf(plate->serial, sizeof(plate->serial), "%s", serial);
	plate->device = (struct usb_device){
		.device_descriptor = device_descriptor,
		.configuration = configuration,
		.configuration_size = sizeof(configuration),
		.strings = {NULL, "Hinge", "Force plate", plate->serial},
		.control = plate_control,
		.bulk_in = plate_bulk_in,
		.reset = plate_reset,
		.state = plate,
	};
	return plate;
}

void plate_free(struct plate *plate)
{
	free(plate);
}

const struct usb_device *plate_device(const struct plate *plate)
{
	return &plate->device;
}
