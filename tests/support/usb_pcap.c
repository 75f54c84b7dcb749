/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/usb_pcap.h"

#include "formats/memory/bytes.h"
#include "tests/support/assert_near.h"

#include <string.h>

enum { LINKTYPE_USB_LINUX_MMAPPED = 220, HEADER_BYTES = 64, CONTROL = 2, BULK = 3 };
enum { NODE_BYTES = 1 << 16 };
enum { EINPROGRESS_STATUS = -115, EPIPE_STATUS = -32, BULK_ID = 1 << 20 };

/* --- description --- */

static size_t descriptor(uint8_t *out, const struct hpp_identity *identity, uint8_t type)
{
	const struct hpp_setup setup = {.type = 0x80,
					.request = 6,
					.value = (uint16_t)(type << 8),
					.length = HPP_ANSWER_MAX};
	int got = hpp_descriptor_answer(out, identity, &setup);

	assert_true(got > 0);
	return (size_t)got;
}

/* Zeros follow up to `full` bytes. */
static void print_hex(FILE *file, const char *before, const uint8_t *bytes, size_t size,
		      size_t full)
{
	fputs(before, file);
	for (size_t i = 0; i < full; i++)
		fprintf(file, "%02X", i < size ? bytes[i] : 0);
	fputc('\n', file);
}

void usb_pcap_describe(const char *path, const struct hpp_identity *identity,
		       uint8_t endpoint_bytes)
{
	uint8_t bytes[2 * HPP_ANSWER_MAX];
	size_t size = descriptor(bytes, identity, 1);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	size += descriptor(bytes + size, identity, 2);
	/* configuration, interface, endpoint: the last 7 bytes */
	assert_int_equal(bytes[size - 7], 7);
	bytes[size - 7] = endpoint_bytes;
	fputs("P: /devices/pci0000:00/0000:00:14.0/usb1/1-1\n", file);
	/* libusb maps memory from it, where the kernel would give some */
	print_hex(file, "N: bus/usb/001/002=", bytes, size, NODE_BYTES);
	fputs("E: DEVNAME=/dev/bus/usb/001/002\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
	      "E: BUSNUM=001\nE: DEVNUM=002\n"
	      "A: bConfigurationValue=1\\n\nA: busnum=1\\n\nA: devnum=2\\n\nA: speed=480\\n\n",
	      file);
	fprintf(file, "A: idVendor=%04x\\n\nA: idProduct=%04x\\n\n", identity->vendor,
		identity->product);
	print_hex(file, "H: descriptors=", bytes, size, size);
	fputc('\n', file);
	assert_int_equal(fclose(file), 0);
}

/* --- capture --- */

struct packet {
	char type; /* 'S' submitted, 'C' complete */
	uint8_t transfer, endpoint;
	uint64_t id;
	const struct hpp_setup *setup;
	int status;
	size_t length; /* asked for, or transferred */
	const uint8_t *data;
	size_t size; /* of data */
};

static void write_packet(struct usb_pcap *pcap, const struct packet *packet)
{
	uint32_t total = (uint32_t)(HEADER_BYTES + packet->size);
	uint8_t bytes[16 + HEADER_BYTES] = {0}, *header = bytes + 16;
	uint64_t us = (uint64_t)pcap->now_ns / 1000;

	put_u32(bytes, (uint32_t)(us / 1000000));
	put_u32(bytes + 4, (uint32_t)(us % 1000000));
	put_u32(bytes + 8, total);
	put_u32(bytes + 12, total);
	put_u64(header, packet->id);
	header[8] = (uint8_t)packet->type;
	header[9] = packet->transfer;
	header[10] = packet->endpoint;
	header[11] = 2;
	put_u16(header + 12, 1);
	header[14] = packet->setup ? 0 : '-';
	header[15] = packet->size ? 0 : packet->endpoint & 0x80 ? '<' : '>';
	put_u64(header + 16, us / 1000000);
	put_u32(header + 24, (uint32_t)(us % 1000000));
	put_u32(header + 28, (uint32_t)packet->status);
	put_u32(header + 32, (uint32_t)packet->length);
	put_u32(header + 36, (uint32_t)packet->size);
	if (packet->setup)
		hpp_setup_encode(header + 40, packet->setup);
	assert_int_equal(fwrite(bytes, sizeof(bytes), 1, pcap->file), 1);
	if (packet->size)
		assert_int_equal(fwrite(packet->data, packet->size, 1, pcap->file), 1);
}

void usb_pcap_open(struct usb_pcap *pcap, const char *path, struct hpp_model *model)
{
	uint8_t header[24] = {0};

	*pcap = (struct usb_pcap){.model = model, .now_ns = 1000000000};
	pcap->file = fopen(path, "w");
	assert_non_null(pcap->file);
	put_u32(header, 0xa1b2c3d4);
	put_u16(header + 4, 2);
	put_u16(header + 6, 4);
	put_u32(header + 16, 65535);
	put_u32(header + 20, LINKTYPE_USB_LINUX_MMAPPED);
	assert_int_equal(fwrite(header, sizeof(header), 1, pcap->file), 1);
}

void usb_pcap_close(struct usb_pcap *pcap)
{
	assert_int_equal(fclose(pcap->file), 0);
}

void usb_pcap_control(struct usb_pcap *pcap, const struct hpp_setup *setup, const uint8_t *data)
{
	uint8_t answer[HPP_ANSWER_MAX] = {0};
	bool in = setup->type & 0x80;
	struct packet packet = {.type = 'S',
				.transfer = CONTROL,
				.endpoint = in ? 0x80 : 0,
				.id = (uint64_t)pcap->now_ns,
				.setup = setup,
				.status = EINPROGRESS_STATUS,
				.length = setup->length,
				.data = data,
				.size = in ? 0 : setup->length};
	int64_t answer_ns;
	int got;

	write_packet(pcap, &packet);
	if (!in && setup->length)
		memcpy(answer, data, setup->length);
	pcap->now_ns += 100000;
	got = hpp_model_control(pcap->model, setup, answer, pcap->now_ns, &answer_ns);
	pcap->now_ns += 100000;
	packet.type = 'C';
	packet.setup = NULL;
	packet.status = got < 0 ? EPIPE_STATUS : 0;
	packet.data = answer;
	packet.size = in && got > 0 ? (size_t)got : 0;
	packet.length = in ? packet.size : setup->length;
	write_packet(pcap, &packet);
}

void usb_pcap_submit(struct usb_pcap *pcap)
{
	write_packet(pcap, &(struct packet){.type = 'S',
					    .transfer = BULK,
					    .endpoint = HPP_ENDPOINT,
					    .id = BULK_ID + pcap->submitted++,
					    .status = EINPROGRESS_STATUS,
					    .length = pcap->transfer_bytes});
}

void usb_pcap_transfer(struct usb_pcap *pcap, bool again)
{
	uint8_t bytes[1 << 14];
	size_t used = 0;

	assert_true(pcap->transfer_bytes <= sizeof(bytes));
	while (used < pcap->transfer_bytes && used % HPP_BLOCK_BYTES == 0) {
		int64_t got = hpp_model_bulk(pcap->model, bytes + used, pcap->transfer_bytes - used,
					     pcap->now_ns);

		assert_true(got >= 0);
		used += (size_t)got;
		if (!got)
			pcap->now_ns = hpp_model_ready_ns(pcap->model, pcap->now_ns);
	}
	write_packet(pcap, &(struct packet){.type = 'C',
					    .transfer = BULK,
					    .endpoint = HPP_ENDPOINT,
					    .id = BULK_ID + pcap->completed++,
					    .length = used,
					    .data = bytes,
					    .size = used});
	if (again)
		usb_pcap_submit(pcap);
}
