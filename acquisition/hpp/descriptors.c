/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/descriptors.h"

#include "formats/memory/bytes.h"

enum {
	TYPE_DEVICE_IN = 0x80,
	TYPE_VENDOR_DEVICE_IN = 0xc0,
	GET_DESCRIPTOR = 6,
	MS_DESCRIPTOR_INDEX = 7,

	DEVICE = 1,
	CONFIGURATION = 2,
	STRING = 3,
	INTERFACE = 4,
	ENDPOINT = 5,
	QUALIFIER = 6,
	BOS = 15,
	CAPABILITY = 16,
	COMPANION = 48,

	STRING_MANUFACTURER = 1,
	STRING_MODEL = 2,
	STRING_SERIAL = 3,

	DEVICE_BYTES = 18,
	QUALIFIER_BYTES = 10,
	CONFIGURATION_BYTES = 9,
	INTERFACE_BYTES = 9,
	ENDPOINT_BYTES = 7,
	COMPANION_BYTES = 6,
	BULK = 2,
	BUS_POWERED = 0x80,
	ENGLISH = 0x0409
};

/* Windows 8.1, from which on MS OS 2.0 descriptors are read */
static const uint8_t windows_version[4] = {0x00, 0x00, 0x03, 0x06};

enum {
	MS_HEADER_BYTES = 10,
	MS_COMPATIBLE_BYTES = 20,
	MS_PROPERTY_BYTES = 132,
	MS_SET_BYTES = MS_HEADER_BYTES + MS_COMPATIBLE_BYTES + MS_PROPERTY_BYTES,
	MS_COMPATIBLE = 3,
	MS_PROPERTY = 4,
	MS_MULTI_TEXT = 7
};

/* By which programs on Windows find the interface of an HPP plate */
static const char ms_guids_name[] = "DeviceInterfaceGUIDs";
static const char ms_guids[] = "{3793B6F6-3F8E-47BC-B9B1-E82612CB840E}\0"; /* a list: two NULs */

/* {D8DD60DF-4589-4CC7-9CD2-659D9E648A9F} as it stands on the wire */
static const uint8_t ms_platform[16] = {0xdf, 0x60, 0xdd, 0xd8, 0x89, 0x45, 0xc7, 0x4c,
					0x9c, 0xd2, 0x65, 0x9d, 0x9e, 0x64, 0x8a, 0x9f};

static const struct {
	uint16_t usb, packet;
	uint8_t control_packet; /* at super speed as a power of two */
} speeds[] = {
	[HPP_FULL_SPEED] = {0x0201, 64, 64},
	[HPP_HIGH_SPEED] = {0x0201, 512, 64},
	[HPP_SUPER_SPEED] = {0x0300, 1024, 9},
};

size_t hpp_interface_descriptors(uint8_t out[HPP_INTERFACE_MAX], enum hpp_speed speed)
{
	const uint8_t interface[] = {
		INTERFACE_BYTES,  INTERFACE,        0, 0, 1, HPP_USB_CLASS,
		HPP_USB_SUBCLASS, HPP_USB_PROTOCOL, 0,
	};
	uint8_t endpoint[] = {ENDPOINT_BYTES, ENDPOINT, HPP_ENDPOINT, BULK, 0, 0, 0};
	const uint8_t companion[] = {COMPANION_BYTES, COMPANION, 0, 0, 0, 0};
	size_t used = sizeof(interface) + sizeof(endpoint);

	put_u16(endpoint + 4, speeds[speed].packet);
	memcpy(out, interface, sizeof(interface));
	memcpy(out + sizeof(interface), endpoint, sizeof(endpoint));
	if (speed != HPP_SUPER_SPEED)
		return used;
	memcpy(out + used, companion, sizeof(companion));
	return used + sizeof(companion);
}

static int put_device(uint8_t *out, const struct hpp_identity *identity)
{
	const uint8_t fixed[DEVICE_BYTES] = {
		[0] = DEVICE_BYTES,
		[1] = DEVICE,
		[7] = speeds[identity->speed].control_packet,
		[14] = STRING_MANUFACTURER,
		[15] = STRING_MODEL,
		[16] = STRING_SERIAL,
		[17] = 1, /* configuration */
	};

	memcpy(out, fixed, sizeof(fixed));
	put_u16(out + 2, speeds[identity->speed].usb);
	put_u16(out + 8, identity->vendor);
	put_u16(out + 10, identity->product);
	put_u16(out + 12, identity->release);
	return DEVICE_BYTES;
}

/* The device at its other speed; there is none at super speed. */
static int put_qualifier(uint8_t *out, const struct hpp_identity *identity)
{
	const uint8_t fixed[QUALIFIER_BYTES] = {
		QUALIFIER_BYTES, QUALIFIER, 0x01, 0x02, 0, 0, 0, 64, 1};

	if (identity->speed == HPP_SUPER_SPEED)
		return HPP_STALLED;
	memcpy(out, fixed, sizeof(fixed));
	return QUALIFIER_BYTES;
}

static int put_configuration(uint8_t *out, const struct hpp_identity *identity)
{
	/* 500 mA: in steps of 2 mA, at super speed of 8 */
	uint8_t power = identity->speed == HPP_SUPER_SPEED ? 62 : 250;
	const uint8_t fixed[CONFIGURATION_BYTES] = {
		CONFIGURATION_BYTES, CONFIGURATION, 0, 0, 1, 1, 0, BUS_POWERED, power};
	size_t used = sizeof(fixed);

	memcpy(out, fixed, sizeof(fixed));
	used += hpp_interface_descriptors(out + used, identity->speed);
	put_u16(out + 2, (uint16_t)used);
	return (int)used;
}

/* As UTF-16; the byte behind it. */
static uint8_t *put_wide(uint8_t *at, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++, at += 2)
		put_u16(at, (uint8_t)text[i]);
	return at;
}

static int put_string(uint8_t *out, const struct hpp_identity *identity, unsigned index)
{
	const char *const texts[] = {
		[STRING_MANUFACTURER] = identity->manufacturer,
		[STRING_MODEL] = identity->model,
		[STRING_SERIAL] = identity->serial,
	};
	size_t length;

	if (index >= sizeof(texts) / sizeof(texts[0]))
		return HPP_STALLED;
	out[1] = STRING;
	if (!index) {
		out[0] = 4;
		put_u16(out + 2, ENGLISH);
		return out[0];
	}
	length = strlen(texts[index]);
	put_wide(out + 2, texts[index], length);
	out[0] = (uint8_t)(2 + 2 * length);
	return out[0];
}

/* Capabilities: USB 2.0 extension, at super speed that, and the way to the MS set. */
static int put_bos(uint8_t *out, const struct hpp_identity *identity)
{
	bool is_super = identity->speed == HPP_SUPER_SPEED;
	/* link power management, which USB 3 requires of USB 2 */
	const uint8_t extension[7] = {7, CAPABILITY, 2, is_super ? 2 : 0};
	const uint8_t super[10] = {10, CAPABILITY, 3, 0, 0x0e, 0, 1, 10, 0x20, 0};
	const uint8_t platform[4] = {28, CAPABILITY, 5, 0};
	uint8_t *at = out + 5;

	memcpy(at, extension, sizeof(extension));
	at += sizeof(extension);
	if (is_super) {
		memcpy(at, super, sizeof(super));
		at += sizeof(super);
	}
	memcpy(at, platform, sizeof(platform));
	memcpy(at + 4, ms_platform, sizeof(ms_platform));
	memcpy(at + 20, windows_version, sizeof(windows_version));
	put_u16(at + 24, MS_SET_BYTES);
	at[26] = HPP_MS_VENDOR_CODE;
	at[27] = 0;
	at += 28;
	out[0] = 5;
	out[1] = BOS;
	put_u16(out + 2, (uint16_t)(at - out));
	out[4] = is_super ? 3 : 2;
	return (int)(at - out);
}

/* The MS OS 2.0 descriptor set: header, compatible id, and the name to find it by. */
static int put_ms_set(uint8_t *out)
{
	uint8_t *at = out;

	memset(out, 0, MS_HEADER_BYTES + MS_COMPATIBLE_BYTES);
	put_u16(at, MS_HEADER_BYTES);
	memcpy(at + 4, windows_version, sizeof(windows_version));
	put_u16(at + 8, MS_SET_BYTES);
	at += MS_HEADER_BYTES;
	put_u16(at, MS_COMPATIBLE_BYTES);
	put_u16(at + 2, MS_COMPATIBLE);
	memcpy(at + 4, "WINUSB", 6);
	at += MS_COMPATIBLE_BYTES;
	put_u16(at, MS_PROPERTY_BYTES);
	put_u16(at + 2, MS_PROPERTY);
	put_u16(at + 4, MS_MULTI_TEXT);
	put_u16(at + 6, 2 * sizeof(ms_guids_name));
	at = put_wide(at + 8, ms_guids_name, sizeof(ms_guids_name));
	put_u16(at, 2 * sizeof(ms_guids));
	put_wide(at + 2, ms_guids, sizeof(ms_guids));
	return MS_SET_BYTES;
}

static int put_descriptor(uint8_t *out, const struct hpp_identity *identity, uint16_t value)
{
	unsigned index = value & 255;

	switch (value >> 8) {
	case DEVICE:
		return index ? HPP_STALLED : put_device(out, identity);
	case CONFIGURATION:
		return index ? HPP_STALLED : put_configuration(out, identity);
	case STRING:
		return put_string(out, identity, index);
	case QUALIFIER:
		return put_qualifier(out, identity);
	case BOS:
		return put_bos(out, identity);
	default:
		return HPP_STALLED;
	}
}

int hpp_descriptor_answer(uint8_t out[HPP_ANSWER_MAX], const struct hpp_identity *identity,
			  const struct hpp_setup *setup)
{
	int length = HPP_STALLED;

	if (setup->type == TYPE_DEVICE_IN && setup->request == GET_DESCRIPTOR) {
		length = put_descriptor(out, identity, setup->value);
	} else if (setup->type == TYPE_VENDOR_DEVICE_IN && setup->request == HPP_MS_VENDOR_CODE &&
		   setup->index == MS_DESCRIPTOR_INDEX) {
		length = put_ms_set(out);
	}
	return length > setup->length ? setup->length : length;
}
