/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libusb as a script: its functions are defined in the test program, and so found before the
 * library's. Time is real; no bus is touched. Included by one file of a program. */
#ifndef TESTS_UNIT_ACQUISITION_USB_FAKE_LIBUSB_H
#define TESTS_UNIT_ACQUISITION_USB_FAKE_LIBUSB_H

#include "tests/support/assert_near.h"

#include <libusb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FAKE_DEVICES = 4, FAKE_TRANSFERS = 256 };

struct libusb_device {
	bool plugged;
	struct libusb_device_descriptor descriptor;
	struct libusb_endpoint_descriptor endpoint;
	struct libusb_interface_descriptor setting;
	struct libusb_interface interface;
	struct libusb_config_descriptor config;
	const char *serial;
	int config_error, open_error, claim_error;
	int references;
};

static struct fake {
	struct libusb_device device[FAKE_DEVICES];
	int contexts, handles, transfers, memories, lists;
	/* those in flight, oldest first */
	struct libusb_transfer *queue[FAKE_TRANSFERS];
	bool cancelled[FAKE_TRANSFERS];
	size_t queued;
	size_t submitted;       /* ever */
	size_t submit_limit;    /* in flight; then LIBUSB_ERROR_NO_MEM */
	size_t submit_fails_at; /* the n-th of all, from 1; 0 = none */
	bool no_device_memory;
	int control_result;
	/* in place of it, where there is one */
	int (*control)(uint8_t request, unsigned char *data, uint16_t length);
	void (*fill)(unsigned char *data, int size); /* likewise of next_byte */
	bool has_hotplug;
	libusb_hotplug_callback_fn arrival;
	void *arrival_ctx;
	bool arrival_pending;
	/* what the next rounds of events do */
	size_t rounds;                      /* until the one that goes wrong */
	enum libusb_transfer_status status; /* with which */
	int wrong_length;
	int length;              /* of every transfer before; -1 = full */
	bool keeps_cancelled;    /* a bus that gives nothing back */
	unsigned char next_byte; /* the first of each transfer counts up */
	int clear_halts;
	useconds_t held_us; /* the process stands still in the next round of events */
	int looks;          /* contexts ever */
	int slept;          /* rounds of events that nothing ended before their time */
} fake;

static struct libusb_device *fake_plug(size_t i, const char *serial)
{
	struct libusb_device *device = &fake.device[i];

	*device = (struct libusb_device){
		.plugged = true,
		.descriptor = {.idVendor = 0x1209,
			       .idProduct = 1,
			       .iProduct = 2,
			       .iSerialNumber = 3},
		.endpoint = {.bEndpointAddress = 0x81,
			     .bmAttributes = LIBUSB_TRANSFER_TYPE_BULK,
			     .wMaxPacketSize = 512},
		.setting = {.bNumEndpoints = 1,
			    .bInterfaceClass = 0xff,
			    .bInterfaceSubClass = 0x48,
			    .bInterfaceProtocol = 1},
		.serial = serial,
	};
	device->setting.endpoint = &device->endpoint;
	device->interface = (struct libusb_interface){&device->setting, 1};
	device->config.bNumInterfaces = 1;
	device->config.interface = &device->interface;
	return device;
}

static void fake_reset(void)
{
	fake = (struct fake){.submit_limit = FAKE_TRANSFERS, .length = -1, .rounds = SIZE_MAX};
}

/* Nothing is held any more. */
static void fake_assert_clean(void)
{
	assert_int_equal(fake.contexts, 0);
	assert_int_equal(fake.handles, 0);
	assert_int_equal(fake.transfers, 0);
	assert_int_equal(fake.memories, 0);
	assert_int_equal(fake.lists, 0);
	assert_int_equal(fake.queued, 0);
	for (size_t i = 0; i < FAKE_DEVICES; i++)
		assert_int_equal(fake.device[i].references, 0);
}

/* --- the bus --- */

int libusb_init(libusb_context **context)
{
	*context = (libusb_context *)&fake;
	fake.contexts++;
	fake.looks++;
	return 0;
}

void libusb_exit(libusb_context *context)
{
	(void)context;
	fake.contexts--;
	fake.arrival = NULL;
}

ssize_t libusb_get_device_list(libusb_context *context, libusb_device ***list)
{
	ssize_t count = 0;

	(void)context;
	*list = calloc(FAKE_DEVICES + 1, sizeof(**list));
	if (!*list)
		return LIBUSB_ERROR_NO_MEM;
	for (size_t i = 0; i < FAKE_DEVICES; i++)
		if (fake.device[i].plugged) {
			(*list)[count++] = &fake.device[i];
			fake.device[i].references++;
		}
	fake.lists++;
	return count;
}

void libusb_free_device_list(libusb_device **list, int unref)
{
	for (size_t i = 0; unref && list[i]; i++)
		list[i]->references--;
	free(list);
	fake.lists--;
}

libusb_device *libusb_ref_device(libusb_device *device)
{
	device->references++;
	return device;
}

void libusb_unref_device(libusb_device *device)
{
	device->references--;
}

int libusb_get_device_descriptor(libusb_device *device, struct libusb_device_descriptor *descriptor)
{
	*descriptor = device->descriptor;
	return 0;
}

int libusb_get_active_config_descriptor(libusb_device *device,
					struct libusb_config_descriptor **config)
{
	*config = &device->config;
	return device->config_error;
}

void libusb_free_config_descriptor(struct libusb_config_descriptor *config)
{
	(void)config;
}

int libusb_get_device_speed(libusb_device *device)
{
	(void)device;
	return LIBUSB_SPEED_HIGH;
}

uint8_t libusb_get_bus_number(libusb_device *device)
{
	(void)device;
	return 1;
}

uint8_t libusb_get_device_address(libusb_device *device)
{
	return (uint8_t)(2 + (device - fake.device));
}

int libusb_get_string_descriptor_ascii(libusb_device_handle *handle, uint8_t index,
				       unsigned char *text, int size)
{
	struct libusb_device *device = (struct libusb_device *)handle;
	const char *from = index == 3 ? device->serial : "plate\x01";
	int length = (int)strlen(from);

	assert_true(length < size);
	memcpy(text, from, (size_t)length);
	return length;
}

int libusb_open(libusb_device *device, libusb_device_handle **handle)
{
	if (device->open_error)
		return device->open_error;
	*handle = (libusb_device_handle *)libusb_ref_device(device);
	fake.handles++;
	return 0;
}

void libusb_close(libusb_device_handle *handle)
{
	/* libusb would complain about what is still in flight */
	assert_true(fake.queued == 0 || fake.keeps_cancelled);
	libusb_unref_device((struct libusb_device *)handle);
	fake.handles--;
}

int libusb_claim_interface(libusb_device_handle *handle, int interface)
{
	(void)interface;
	return ((struct libusb_device *)handle)->claim_error;
}

int libusb_release_interface(libusb_device_handle *handle, int interface)
{
	(void)handle;
	(void)interface;
	return 0;
}

int libusb_clear_halt(libusb_device_handle *handle, unsigned char endpoint)
{
	(void)handle;
	assert_int_equal(endpoint, 0x81);
	fake.clear_halts++;
	return 0;
}

int libusb_control_transfer(libusb_device_handle *handle, uint8_t type, uint8_t request,
			    uint16_t value, uint16_t index, unsigned char *data, uint16_t length,
			    unsigned timeout)
{
	(void)handle, (void)type, (void)value, (void)index, (void)timeout;
	if (fake.control)
		return fake.control(request, data, length);
	if (fake.control_result > 0)
		memset(data, 7, (size_t)fake.control_result);
	assert_true(fake.control_result <= length);
	return fake.control_result;
}

/* --- hotplug --- */

int libusb_has_capability(uint32_t capability)
{
	return capability == LIBUSB_CAP_HAS_HOTPLUG && fake.has_hotplug;
}

int libusb_hotplug_register_callback(libusb_context *context, int events, int flags, int vendor,
				     int product, int class, libusb_hotplug_callback_fn callback,
				     void *ctx, libusb_hotplug_callback_handle *handle)
{
	(void)context, (void)flags, (void)vendor, (void)product, (void)class;
	assert_int_equal(events, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED);
	fake.arrival = callback;
	fake.arrival_ctx = ctx;
	*handle = 5;
	return 0;
}

void libusb_hotplug_deregister_callback(libusb_context *context,
					libusb_hotplug_callback_handle handle)
{
	(void)context;
	assert_int_equal(handle, 5);
	fake.arrival = NULL;
}

/* --- transfers --- */

unsigned char *libusb_dev_mem_alloc(libusb_device_handle *handle, size_t size)
{
	(void)handle;
	if (fake.no_device_memory)
		return NULL;
	fake.memories++;
	return malloc(size);
}

int libusb_dev_mem_free(libusb_device_handle *handle, unsigned char *memory, size_t size)
{
	(void)handle, (void)size;
	fake.memories--;
	free(memory);
	return 0;
}

struct libusb_transfer *libusb_alloc_transfer(int packets)
{
	struct libusb_transfer *transfer = calloc(1, sizeof(*transfer));

	assert_int_equal(packets, 0);
	fake.transfers += transfer != NULL;
	return transfer;
}

void libusb_free_transfer(struct libusb_transfer *transfer)
{
	fake.transfers -= transfer != NULL;
	free(transfer);
}

int libusb_submit_transfer(struct libusb_transfer *transfer)
{
	fake.submitted++;
	if (fake.queued >= fake.submit_limit)
		return LIBUSB_ERROR_NO_MEM;
	if (fake.submit_fails_at && fake.submitted >= fake.submit_fails_at)
		return LIBUSB_ERROR_NO_DEVICE;
	assert_true(fake.queued < FAKE_TRANSFERS);
	fake.cancelled[fake.queued] = false;
	fake.queue[fake.queued++] = transfer;
	return 0;
}

int libusb_cancel_transfer(struct libusb_transfer *transfer)
{
	for (size_t i = 0; i < fake.queued; i++)
		if (fake.queue[i] == transfer)
			fake.cancelled[i] = true;
	return 0;
}

static void fake_complete(size_t i, enum libusb_transfer_status status, int length)
{
	struct libusb_transfer *transfer = fake.queue[i];

	transfer->status = status;
	transfer->actual_length = length < 0 ? transfer->length : length;
	if (fake.fill)
		fake.fill(transfer->buffer, transfer->actual_length);
	else if (transfer->actual_length)
		transfer->buffer[0] = fake.next_byte++;
	fake.queued--;
	memmove(&fake.queue[i], &fake.queue[i + 1], (fake.queued - i) * sizeof(fake.queue[0]));
	memmove(&fake.cancelled[i], &fake.cancelled[i + 1],
		(fake.queued - i) * sizeof(fake.cancelled[0]));
	transfer->callback(transfer);
}

static bool fake_complete_cancelled(void)
{
	for (size_t i = 0; i < fake.queued; i++)
		if (fake.cancelled[i]) {
			fake_complete(i, LIBUSB_TRANSFER_CANCELLED, 0);
			return true;
		}
	return false;
}

int libusb_handle_events_timeout_completed(libusb_context *context, struct timeval *duration,
					   int *completed)
{
	(void)context, (void)completed;
	usleep(fake.held_us);
	fake.held_us = 0;
	if (fake.arrival && fake.arrival_pending) {
		fake.arrival_pending = false;
		fake.arrival(context, NULL, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED, fake.arrival_ctx);
		return 0;
	}
	if (!fake.keeps_cancelled && fake_complete_cancelled())
		return 0;
	if (fake.queued && !fake.cancelled[0] && fake.rounds) {
		fake.rounds--;
		if (fake.rounds)
			fake_complete(0, LIBUSB_TRANSFER_COMPLETED, fake.length);
		else
			fake_complete(0, fake.status, fake.wrong_length);
		return 0;
	}
	fake.slept++;
	usleep((useconds_t)(duration->tv_sec * 1000000 + duration->tv_usec));
	return 0;
}

#endif
