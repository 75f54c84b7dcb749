/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/mcc_box.h"

#include "acquisition/mcc/mcc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKET = 64, PACKET_FRAMES = PACKET / MCC_SCAN_BYTES, DEBUG = 1 << 5 };
enum { GET_DESCRIPTOR = 6, CLEAR_FEATURE = 1, TO_ENDPOINT = 2 };
enum { DEVICE = 1, CONFIGURATION = 2, STRING = 3 };

struct mcc_box {
	struct usb_device device;
	char serial[33];
	bool running, overrun, halted, counts; /* halted: until the host has cleared it */
	double rate_hz;
	int64_t start_ns, sent; /* sent: frames of this scan */
};

static const uint8_t device_descriptor[18] = {
	18, DEVICE, 0x00, 0x02, 0xff, 0, 0, 64, 0xdb, 0x09, 0xea, 0x00, 0x00, 0x01, 1, 2, 3, 1,
};
static const uint8_t configuration[25] = {
	9,    CONFIGURATION,
	25,   0,
	1,    1,
	0,    0x80,
	50, /* one interface */
	9,    4,
	0,    0,
	1,    0xff,
	0,    0,
	0, /* one endpoint */
	7,    5,
	0x81, 2,
	0x00, 0x02,
	0, /* bulk IN, 512 */
};

static int put_text(uint8_t *out, const char *text)
{
	size_t size = strlen(text);

	out[0] = (uint8_t)(2 + 2 * size);
	out[1] = STRING;
	for (size_t i = 0; i < size; i++) {
		out[2 + 2 * i] = (uint8_t)text[i];
		out[3 + 2 * i] = 0;
	}
	return out[0];
}

static int describe(const struct mcc_box *box, uint16_t value, uint8_t *out)
{
	static const uint8_t languages[4] = {4, STRING, 0x09, 0x04};
	const char *const texts[] = {"MCC", "USB-1608FS-Plus", box->serial};

	if (value >> 8 == DEVICE) {
		memcpy(out, device_descriptor, sizeof(device_descriptor));
		return sizeof(device_descriptor);
	}
	if (value >> 8 == CONFIGURATION) {
		memcpy(out, configuration, sizeof(configuration));
		return sizeof(configuration);
	}
	if (value == STRING << 8) {
		memcpy(out, languages, sizeof(languages));
		return sizeof(languages);
	}
	if (value >> 8 == STRING && (value & 0xff) <= 3)
		return put_text(out, texts[(value & 0xff) - 1]);
	return HPP_STALLED;
}

/* --- requests of the maker --- */

static int start(struct mcc_box *box, const struct hpp_setup *setup, const uint8_t *data,
		 int64_t now_ns)
{
	uint32_t pacer;

	/* of all eight inputs and without an end: others are not asked for */
	if (setup->length != MCC_SCAN_START_BYTES || memcmp(data, "\0\0\0\0", 4) != 0 ||
	    data[8] != 0xff || box->running)
		return HPP_STALLED;
	pacer = (uint32_t)data[4] | (uint32_t)data[5] << 8 | (uint32_t)data[6] << 16 |
		(uint32_t)data[7] << 24;
	box->rate_hz = 40e6 / ((double)pacer + 1);
	box->counts = data[9] & DEBUG;
	box->running = true;
	box->overrun = false;
	box->sent = 0;
	box->start_ns = now_ns;
	return 0;
}

/* Slope 1.01, intercept -3 of input 1, and so on. */
static int read_memory(uint16_t address, uint16_t size, uint8_t *out)
{
	for (uint16_t i = 0; i + 4 <= size; i = (uint16_t)(i + 4)) {
		int entry = (address + i) / 4;
		int input = entry / 2 % MCC_CHANNELS;
		float value = (float)(entry % 2 ? -3 - input : 1.01 + 0.001 * input);

		memcpy(out + i, &value, sizeof(value));
	}
	return size;
}

static int obey(struct mcc_box *box, const struct hpp_setup *setup, uint8_t *data, int64_t now_ns)
{
	switch (setup->request) {
	case MCC_SCAN_START:
		return start(box, setup, data, now_ns);
	case MCC_SCAN_STOP:
		box->running = false;
		return 0;
	case MCC_CONFIG:
		return setup->length == MCC_CHANNELS ? 0 : HPP_STALLED;
	case MCC_CLEAR_FIFO:
	case MCC_BLINK:
		return 0;
	case MCC_CALIBRATION:
		return read_memory(setup->value, setup->length, data);
	case MCC_STATUS:
		data[0] = (uint8_t)((box->running ? MCC_STATUS_RUNNING : 0) |
				    (box->overrun ? MCC_STATUS_OVERRUN : 0));
		data[1] = 0;
		return 2;
	default:
		return HPP_STALLED;
	}
}

/* --- as a device --- */

static int box_control(void *state, const struct hpp_setup *setup, uint8_t data[DEVICE_CONTROL_MAX],
		       int64_t now_ns, int64_t *answer_ns)
{
	struct mcc_box *box = state;
	int got;

	*answer_ns = now_ns;
	if (setup->type == MCC_TYPE_OUT || setup->type == MCC_TYPE_IN)
		return obey(box, setup, data, now_ns);
	if (setup->type == TO_ENDPOINT && setup->request == CLEAR_FEATURE) {
		box->halted = false;
		return 0;
	}
	if (setup->type != 0x80 || setup->request != GET_DESCRIPTOR)
		return HPP_STALLED;
	got = describe(box, setup->value, data);
	return got > setup->length ? setup->length : got;
}

static void put_frame(const struct mcc_box *box, int64_t frame, uint8_t *data)
{
	for (int c = 0; c < MCC_CHANNELS; c++) {
		int64_t code =
			box->counts ? frame * MCC_CHANNELS + c : MCC_BOX_CODE + c * MCC_BOX_STEP;

		data[2 * c] = (uint8_t)code;
		data[2 * c + 1] = (uint8_t)(code >> 8);
	}
}

static int64_t box_bulk_in(void *state, uint8_t *data, size_t room, bool *ends, int64_t now_ns)
{
	struct mcc_box *box = state;
	int64_t come, packets;

	*ends = false;
	if (box->halted)
		return HPP_STALLED;
	if (!box->running)
		return 0;
	come = (int64_t)floor((double)(now_ns - box->start_ns) * 1e-9 * box->rate_hz) - box->sent;
	if (come > MCC_FIFO_FRAMES) {
		box->overrun = box->halted = true;
		box->running = false;
		return HPP_STALLED;
	}
	packets = come / PACKET_FRAMES;
	if (packets > (int64_t)(room / PACKET))
		packets = (int64_t)(room / PACKET);
	for (int64_t i = 0; i < packets * PACKET_FRAMES; i++)
		put_frame(box, box->sent + i, data + i * MCC_SCAN_BYTES);
	box->sent += packets * PACKET_FRAMES;
	return packets * PACKET;
}

static void box_plug(void *state, int64_t now_ns)
{
	struct mcc_box *box = state;

	(void)now_ns;
	box->running = box->overrun = box->halted = false;
}

static void box_unplug(void *state)
{
	box_plug(state, 0);
}

int mcc_box_new(struct mcc_box **out, const char *serial, struct error *err)
{
	struct mcc_box *box = calloc(1, sizeof(*box));

	if (!box)
		return fail(err, HINGE_ENOMEM, "no memory for a box");
	snprintf(box->serial, sizeof(box->serial), "%s", serial);
	box->device = (struct usb_device){
		.plug = box_plug,
		.unplug = box_unplug,
		.control = box_control,
		.bulk_in = box_bulk_in,
		.state = box,
	};
	*out = box;
	return 0;
}

void mcc_box_free(struct mcc_box *box)
{
	free(box);
}

const struct usb_device *mcc_box_device(const struct mcc_box *box)
{
	return &box->device;
}
