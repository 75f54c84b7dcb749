/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ring of transfers, always asked for in the same order. A callback only marks its transfer as
 * done; everything else happens in usb_stream_read. */
#include "acquisition/now.h"
#include "acquisition/usb/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { UNIT_BYTES = 512, TRANSFER_BYTES_MAX = 16384, TRANSFERS_MIN = 8, TRANSFERS_USABLE = 2 };
#define TRANSFER_S 0.02
#define QUEUE_S    1.0
#define DRAIN_MS   2000

struct slot {
	struct libusb_transfer *transfer;
	struct usb_stream *stream;
	bool in_flight, done;
};

struct usb_stream {
	libusb_context *context;
	libusb_device_handle *handle;
	uint8_t endpoint;
	size_t slots, head; /* head: the oldest asked for */
	bool head_given;    /* its bytes are being used by the caller */
	size_t in_flight;
	int stir;          /* a callback came; for libusb */
	const char *cause; /* why it is over; NULL = it runs */
	unsigned char *bytes;
	size_t bytes_size;
	bool is_device_memory;
	struct slot slot[];
};

static const char *cause_of(enum libusb_transfer_status status)
{
	switch (status) {
	case LIBUSB_TRANSFER_COMPLETED:
		return NULL;
	case LIBUSB_TRANSFER_STALL:
		return "usb-stall";
	case LIBUSB_TRANSFER_OVERFLOW:
		return "babble";
	default:
		/* which of the others an unplug gives depends on the host's controller */
		return "unplugged";
	}
}

static void LIBUSB_CALL note_done(struct libusb_transfer *transfer)
{
	struct slot *slot = transfer->user_data;

	slot->in_flight = false;
	slot->done = true;
	slot->stream->in_flight--;
	slot->stream->stir = 1;
}

static int submit(struct slot *slot)
{
	int ret = libusb_submit_transfer(slot->transfer);

	if (ret)
		return ret;
	slot->done = false;
	slot->in_flight = true;
	slot->stream->in_flight++;
	return 0;
}

/* --- making --- */

static size_t round_up(size_t value, size_t unit)
{
	return (value + unit - 1) / unit * unit;
}

static size_t transfer_size(double bytes_per_s, size_t packet_size)
{
	size_t unit = packet_size > UNIT_BYTES ? packet_size : UNIT_BYTES;
	size_t size = round_up((size_t)(bytes_per_s * TRANSFER_S), unit);

	if (size > TRANSFER_BYTES_MAX)
		return TRANSFER_BYTES_MAX;
	return size ? size : unit;
}

/* The kernel's memory spares a copy. Where it has none left, ours is kept from being swapped out;
 * where even that is not allowed it is at least touched. */
static int take_memory(struct usb_stream *stream, size_t size)
{
	stream->bytes_size = size;
	stream->bytes = libusb_dev_mem_alloc(stream->handle, size);
	stream->is_device_memory = stream->bytes;
	if (stream->bytes)
		return 0;
	stream->bytes = aligned_alloc(4096, round_up(size, 4096));
	if (!stream->bytes)
		return -1;
	memset(stream->bytes, 0, size);
	(void)mlock(stream->bytes, size);
	return 0;
}

static void free_stream(struct usb_stream *stream)
{
	for (size_t i = 0; i < stream->slots; i++)
		libusb_free_transfer(stream->slot[i].transfer);
	if (stream->is_device_memory) {
		libusb_dev_mem_free(stream->handle, stream->bytes, stream->bytes_size);
	} else if (stream->bytes) {
		munlock(stream->bytes, stream->bytes_size);
		free(stream->bytes);
	}
	free(stream);
}

static int make_transfers(struct usb_stream *stream, size_t slots, size_t size)
{
	for (size_t i = 0; i < slots; i++) {
		struct slot *slot = &stream->slot[i];

		slot->stream = stream;
		slot->transfer = libusb_alloc_transfer(0);
		if (!slot->transfer)
			return -1;
		stream->slots++;
		libusb_fill_bulk_transfer(slot->transfer, stream->handle, stream->endpoint,
					  stream->bytes + i * size, (int)size, note_done, slot, 0);
	}
	return 0;
}

static struct usb_stream *make_stream(struct usb_device *device, size_t slots, size_t size)
{
	struct usb_stream *stream = calloc(1, sizeof(*stream) + slots * sizeof(stream->slot[0]));

	if (!stream)
		return NULL;
	stream->context = device->context;
	stream->handle = device->handle;
	stream->endpoint = device->found.endpoint;
	if (take_memory(stream, slots * size) || make_transfers(stream, slots, size)) {
		free_stream(stream);
		return NULL;
	}
	return stream;
}

/* Asks for all, or for as many as the system has memory for: the ring is what was taken. */
static int submit_all(struct usb_stream *stream, struct error *err)
{
	size_t taken = 0;
	int ret = 0;

	while (taken < stream->slots && !(ret = submit(&stream->slot[taken])))
		taken++;
	if (ret && (ret != LIBUSB_ERROR_NO_MEM || taken < TRANSFERS_USABLE))
		return fail(err, HINGE_EDEVICE, "cannot read from the device: %s", usb_says(ret));
	for (size_t i = taken; i < stream->slots; i++)
		libusb_free_transfer(stream->slot[i].transfer);
	stream->slots = taken;
	return 0;
}

int usb_stream_start(struct usb_device *device, double bytes_per_s, struct error *err)
{
	size_t size = transfer_size(bytes_per_s, device->found.packet_size);
	size_t slots = (size_t)ceil(bytes_per_s * QUEUE_S / (double)size);
	int ret;

	usb_stream_stop(device);
	device->stream = make_stream(device, slots < TRANSFERS_MIN ? TRANSFERS_MIN : slots, size);
	if (!device->stream)
		return fail(err, HINGE_ENOMEM, "no memory to read from the device");
	ret = submit_all(device->stream, err);
	if (ret)
		usb_stream_stop(device);
	return ret;
}

/* --- reading --- */

static int handle_events(struct usb_stream *stream, int64_t duration_ms)
{
	struct timeval duration = {.tv_sec = duration_ms / 1000,
				   .tv_usec = duration_ms % 1000 * 1000};

	stream->stir = 0;
	return libusb_handle_events_timeout_completed(stream->context, &duration, &stream->stir);
}

static void cancel_all(struct usb_stream *stream)
{
	for (size_t i = 0; i < stream->slots; i++)
		if (stream->slot[i].in_flight)
			libusb_cancel_transfer(stream->slot[i].transfer);
}

/* Takes everything back; false where the bus keeps something. */
static bool drain(struct usb_stream *stream)
{
	int64_t end_ms = now_ms() + DRAIN_MS;

	cancel_all(stream);
	while (stream->in_flight) {
		int64_t left_ms = end_ms - now_ms();

		if (left_ms <= 0)
			return false;
		handle_events(stream, left_ms);
	}
	return true;
}

/* Asks anew for what the caller has used up. */
static void give_back_head(struct usb_stream *stream)
{
	if (!stream->head_given)
		return;
	stream->head_given = false;
	if (!stream->cause && submit(&stream->slot[stream->head]))
		stream->cause = "unplugged";
	stream->head = (stream->head + 1) % stream->slots;
}

/* The oldest transfer has come: its bytes, also those that came before an error. */
static size_t take_head(struct usb_stream *stream, struct usb_chunk *chunk)
{
	const struct libusb_transfer *transfer = stream->slot[stream->head].transfer;
	const char *cause = cause_of(transfer->status);

	stream->slot[stream->head].done = false;
	stream->head_given = true;
	if (cause && !stream->cause)
		stream->cause = cause;
	*chunk = (struct usb_chunk){transfer->buffer, (size_t)transfer->actual_length, NULL};
	return chunk->size;
}

static int tell_end(const struct usb_stream *stream, struct usb_chunk *chunk, struct error *err)
{
	*chunk = (struct usb_chunk){.cause = stream->cause};
	return fail(err, HINGE_EDEVICE, "the stream is over (%s)", stream->cause);
}

int usb_stream_read(struct usb_device *device, struct usb_chunk *chunk, int timeout_ms,
		    struct error *err)
{
	struct usb_stream *stream = device->stream;
	int64_t start_ms = now_ms(), left_ms = timeout_ms;

	for (bool looked = false;; looked = true) {
		give_back_head(stream);
		/* what came before the end comes back with what is cancelled */
		if (stream->cause && stream->in_flight)
			drain(stream);
		if (stream->slot[stream->head].done && take_head(stream, chunk))
			return (int)chunk->size;
		if (!stream->head_given && stream->cause)
			return tell_end(stream, chunk, err);
		/* only now: a process that was stopped meanwhile finds what has come */
		if (looked && left_ms <= 0)
			return 0;
		if (!stream->head_given &&
		    handle_events(stream, left_ms > 0 ? left_ms : 0) == LIBUSB_ERROR_NO_DEVICE)
			stream->cause = "unplugged";
		left_ms = start_ms + timeout_ms - now_ms();
	}
}

void usb_stream_stop(struct usb_device *device)
{
	struct usb_stream *stream = device->stream;

	if (!stream)
		return;
	device->stream = NULL;
	if (stream->in_flight && !drain(stream))
		return; /* what the bus does not give back cannot be freed */
	if (stream->cause && !strcmp(stream->cause, "usb-stall"))
		libusb_clear_halt(stream->handle, stream->endpoint);
	free_stream(stream);
}
