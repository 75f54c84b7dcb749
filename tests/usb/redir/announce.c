/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/announce.h"

#include <string.h>

enum {
	IN = 0x80,
	GET_DESCRIPTOR = 6,
	DESCRIPTOR_DEVICE = 1,
	DESCRIPTOR_CONFIGURATION = 2,
	DESCRIPTOR_ENDPOINT = 5,
};

static int get_descriptor(const struct usb_device *device, unsigned type,
			  uint8_t data[DEVICE_CONTROL_MAX], int64_t now_ns)
{
	struct hpp_setup setup = {.type = IN,
				  .request = GET_DESCRIPTOR,
				  .value = (uint16_t)(type << 8),
				  .length = 255};
	int64_t answer_ns;

	return device->control(device->state, &setup, data, now_ns, &answer_ns);
}

static void announce_class(struct usbredirparser *parser, const uint8_t *configuration)
{
	const uint8_t *interface = configuration + 9;
	struct usb_redir_interface_info_header info = {
		.interface_count = 1,
		.interface_class = {interface[5]},
		.interface_subclass = {interface[6]},
		.interface_protocol = {interface[7]},
	};

	usbredirparser_send_interface_info(parser, &info);
}

/* A maximal packet size of 0 makes QEMU ask for one bulk transfer after the other: of several asked
 * for at once its xHCI (7.2) skips some after one was cancelled, and Linux loses them. */
static void announce_endpoints(struct usbredirparser *parser, const uint8_t *configuration,
			       int size)
{
	struct usb_redir_ep_info_header info = {.max_packet_size = {[0] = 64, [16] = 64}};
	const uint8_t *end = configuration + size;

	memset(info.type, usb_redir_type_invalid, sizeof(info.type));
	info.type[0] = info.type[16] = usb_redir_type_control;
	for (const uint8_t *at = configuration; at + 6 <= end && at[0]; at += at[0]) {
		size_t slot = (at[2] & 0x0fu) | (at[2] & 0x80u) >> 3;

		if (at[1] != DESCRIPTOR_ENDPOINT)
			continue;
		info.type[slot] = at[3];
	}
	usbredirparser_send_ep_info(parser, &info);
}

static void announce_identity(struct usbredirparser *parser, const uint8_t *d)
{
	struct usb_redir_device_connect_header connect = {
		.speed = usb_redir_speed_high,
		.device_class = d[4],
		.device_subclass = d[5],
		.device_protocol = d[6],
		.vendor_id = (uint16_t)(d[8] | d[9] << 8),
		.product_id = (uint16_t)(d[10] | d[11] << 8),
		.device_version_bcd = (uint16_t)(d[12] | d[13] << 8),
	};

	usbredirparser_send_device_connect(parser, &connect);
}

void announce_device(struct usbredirparser *parser, const struct usb_device *device, int64_t now_ns)
{
	uint8_t data[DEVICE_CONTROL_MAX] = {0};
	int size = get_descriptor(device, DESCRIPTOR_CONFIGURATION, data, now_ns);

	announce_class(parser, data);
	announce_endpoints(parser, data, size);
	get_descriptor(device, DESCRIPTOR_DEVICE, data, now_ns);
	announce_identity(parser, data);
}
