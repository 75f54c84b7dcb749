/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/standard.h"

#include <string.h>

enum { GET_STATUS, CLEAR_FEATURE, SET_FEATURE = 3, GET_DESCRIPTOR = 6 };

/* A string descriptor holds UTF-16; index 0 lists the languages (0409h: US English). */
static int string_descriptor(const struct usb_device *device, unsigned index, uint8_t *answer)
{
	size_t length = 0;

	if (index >= USB_STRINGS || (index && !device->strings[index]))
		return USB_STALL;
	if (!index) {
		memcpy(answer, (const uint8_t[]){4, DESCRIPTOR_STRING, 0x09, 0x04}, 4);
		return 4;
	}
	for (const char *text = device->strings[index]; text[length] && length < 126; length++) {
		answer[2 + 2 * length] = (uint8_t)text[length];
		answer[3 + 2 * length] = 0;
	}
	answer[0] = (uint8_t)(2 + 2 * length);
	answer[1] = DESCRIPTOR_STRING;
	return answer[0];
}

/* What a device of both speeds is at the other: the same. */
static int qualifier(const struct usb_device *device, uint8_t *answer)
{
	answer[0] = 10;
	answer[1] = DESCRIPTOR_QUALIFIER;
	memcpy(answer + 2, device->device_descriptor + 2, 6);
	answer[8] = 1;
	answer[9] = 0;
	return 10;
}

static int descriptor(const struct usb_device *device, uint16_t value, uint8_t *answer)
{
	switch (value >> 8) {
	case DESCRIPTOR_DEVICE:
		memcpy(answer, device->device_descriptor, 18);
		return 18;
	case DESCRIPTOR_CONFIGURATION:
		memcpy(answer, device->configuration, device->configuration_size);
		return (int)device->configuration_size;
	case DESCRIPTOR_STRING:
		return string_descriptor(device, value & 0xff, answer);
	case DESCRIPTOR_QUALIFIER:
		return qualifier(device, answer);
	default:
		return USB_STALL;
	}
}

int standard_request(const struct usb_device *device, const struct usb_setup *setup,
		     uint8_t *answer)
{
	switch (setup->request) {
	case GET_STATUS:
		memset(answer, 0, 2);
		return 2;
	case CLEAR_FEATURE:
		if (device->clear_halt)
			device->clear_halt(device->state);
		return 0;
	case SET_FEATURE:
		return 0;
	case GET_DESCRIPTOR:
		return descriptor(device, setup->value, answer);
	default:
		return USB_STALL;
	}
}
