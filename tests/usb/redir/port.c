/* SPDX-License-Identifier: GPL-3.0-or-later */
/* https://gitlab.freedesktop.org/spice/usbredir: docs/usb-redirection-protocol.md */
#include "tests/usb/redir/port.h"

#include "tests/usb/redir/announce.h"
#include "tests/usb/redir/parser.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	PENDING_MAX = 256,
	TRANSFER_MAX = 1 << 20,
	IN = 0x80,
	TO_ENDPOINT = 0x02,
	CLEAR_FEATURE = 1,
};

/* a bulk transfer that waits for the device's data */
struct pending {
	uint64_t id;
	uint8_t endpoint;
	uint32_t length, filled;
	uint8_t *data;
};

/* an answer that is held back; the host sends no other request before it has come */
struct late {
	bool waits;
	uint64_t id;
	struct usb_redir_control_packet_header header;
	uint8_t data[DEVICE_CONTROL_MAX];
	int64_t answer_ns;
};

struct port {
	int fd; /* first: parser.h */
	struct usbredirparser *parser;
	const struct usb_device *device;
	bool greeted;   /* QEMU said hello */
	bool announced; /* QEMU knows of the device */
	bool leaving;   /* that it left is not acknowledged yet */
	int64_t now_ns;
	struct late late;
	struct pending queue[PENDING_MAX];
	size_t queued;
	bool halted; /* the endpoint, with what is queued, until the host has cleared it */
};

/* --- plugging in and out --- */

static void announce(struct port *port)
{
	if (!port->device || !port->greeted || port->leaving || port->announced)
		return;
	announce_device(port->parser, port->device, port->now_ns);
	port->announced = true;
}

static void on_hello(void *priv, struct usb_redir_hello_header *hello)
{
	struct port *port = priv;

	(void)hello;
	port->greeted = true;
	announce(port);
}

static void on_disconnect_ack(void *priv)
{
	struct port *port = priv;

	port->leaving = false;
	announce(port);
}

static void on_reset(void *priv)
{
	struct port *port = priv;

	if (port->device)
		port->device->plug(port->device->state, port->now_ns);
}

void port_plug(struct port *port, const struct usb_device *device, int64_t now_ns)
{
	port->now_ns = now_ns;
	port->device = device;
	device->plug(device->state, now_ns);
	announce(port);
}

static void forget_pending(struct port *port)
{
	for (size_t i = 0; i < port->queued; i++)
		free(port->queue[i].data);
	port->queued = 0;
	port->late.waits = false;
	port->halted = false;
}

void port_unplug(struct port *port)
{
	forget_pending(port);
	if (port->device)
		port->device->unplug(port->device->state);
	if (port->announced) {
		usbredirparser_send_device_disconnect(port->parser);
		port->leaving = true;
	}
	port->announced = false;
	port->device = NULL;
}

bool port_is_plugged(const struct port *port)
{
	return port->device;
}

/* --- configuration: there is one --- */

static void on_set_configuration(void *priv, uint64_t id,
				 struct usb_redir_set_configuration_header *set)
{
	struct port *port = priv;
	struct usb_redir_configuration_status_header status = {.status = usb_redir_success,
							       .configuration = set->configuration};

	usbredirparser_send_configuration_status(port->parser, id, &status);
}

static void on_get_configuration(void *priv, uint64_t id)
{
	struct usb_redir_set_configuration_header set = {.configuration = 1};

	on_set_configuration(priv, id, &set);
}

static void on_set_alt_setting(void *priv, uint64_t id,
			       struct usb_redir_set_alt_setting_header *set)
{
	struct port *port = priv;
	struct usb_redir_alt_setting_status_header status = {
		.status = usb_redir_success, .interface = set->interface, .alt = set->alt};

	usbredirparser_send_alt_setting_status(port->parser, id, &status);
}

static void on_get_alt_setting(void *priv, uint64_t id,
			       struct usb_redir_get_alt_setting_header *get)
{
	struct usb_redir_set_alt_setting_header set = {.interface = get->interface};

	on_set_alt_setting(priv, id, &set);
}

/* --- control transfers --- */

static void send_answer(struct port *port)
{
	struct late *late = &port->late;
	bool in = late->header.endpoint & IN;

	usbredirparser_send_control_packet(port->parser, late->id, &late->header,
					   in ? late->data : NULL, in ? late->header.length : 0);
	late->waits = false;
}

static int ask_device(struct port *port, const struct hpp_setup *setup, const uint8_t *data,
		      int size)
{
	struct late *late = &port->late;

	late->answer_ns = port->now_ns;
	if (setup->type == TO_ENDPOINT && setup->request == CLEAR_FEATURE)
		port->halted = false;
	if (setup->length > sizeof(late->data))
		return HPP_STALLED;
	if (!(setup->type & IN)) {
		if (size < setup->length)
			return HPP_STALLED;
		if (size)
			memcpy(late->data, data, setup->length);
	}
	return port->device->control(port->device->state, setup, late->data, port->now_ns,
				     &late->answer_ns);
}

static void on_control(void *priv, uint64_t id, struct usb_redir_control_packet_header *header,
		       uint8_t *data, int size)
{
	struct port *port = priv;
	struct hpp_setup setup = {header->requesttype, header->request, header->value,
				  header->index, header->length};
	int got = port->device ? ask_device(port, &setup, data, size) : HPP_VANISHED;

	usbredirparser_free_packet_data(port->parser, data);
	if (got == HPP_VANISHED) {
		port_unplug(port);
		return;
	}
	port->late.id = id;
	port->late.header = *header;
	port->late.header.status = got < 0 ? usb_redir_stall : usb_redir_success;
	if (got < 0)
		port->late.header.length = 0;
	else if (header->endpoint & IN)
		port->late.header.length = (uint16_t)got;
	port->late.waits = true;
}

/* --- bulk transfers --- */

static void complete(struct port *port, size_t index, uint8_t status)
{
	struct pending done = port->queue[index];
	struct usb_redir_bulk_packet_header header = {
		.endpoint = done.endpoint,
		.status = status,
		.length = (uint16_t)done.filled,
		.length_high = (uint16_t)(done.filled >> 16),
	};

	port->queued--;
	memmove(port->queue + index, port->queue + index + 1,
		(port->queued - index) * sizeof(port->queue[0]));
	usbredirparser_send_bulk_packet(port->parser, done.id, &header, done.data,
					(int)done.filled);
	free(done.data);
}

static void on_bulk(void *priv, uint64_t id, struct usb_redir_bulk_packet_header *header,
		    uint8_t *data, int size)
{
	struct port *port = priv;
	uint32_t length = header->length | (uint32_t)header->length_high << 16;
	uint8_t *buffer = NULL;

	(void)size;
	usbredirparser_free_packet_data(port->parser, data);
	if (!port->device)
		return;
	if (header->endpoint & IN && port->queued < PENDING_MAX && length <= TRANSFER_MAX)
		buffer = malloc(length ? length : 1);
	if (!buffer) {
		header->status = usb_redir_ioerror;
		header->length = header->length_high = 0;
		usbredirparser_send_bulk_packet(port->parser, id, header, NULL, 0);
		return;
	}
	port->queue[port->queued++] = (struct pending){
		.id = id, .endpoint = header->endpoint, .length = length, .data = buffer};
}

static void on_cancel(void *priv, uint64_t id)
{
	struct port *port = priv;

	for (size_t i = 0; i < port->queued; i++) {
		if (port->queue[i].id != id)
			continue;
		port->queue[i].filled = 0;
		complete(port, i, usb_redir_cancelled);
		return;
	}
}

/* Gives the oldest transfer what the device has; false: nothing more for now. */
static bool fill_first(struct port *port)
{
	struct pending *first = &port->queue[0];
	bool ends = false;
	int64_t got = port->device->bulk_in(port->device->state, first->data + first->filled,
					    first->length - first->filled, &ends, port->now_ns);

	if (got == HPP_VANISHED) {
		port_unplug(port);
		return false;
	}
	if (got < 0) {
		complete(port, 0, got == HPP_BABBLED ? usb_redir_babble : usb_redir_stall);
		port->halted = got == HPP_STALLED;
		return !port->halted;
	}
	first->filled += (uint32_t)got;
	if (first->filled < first->length && !ends)
		return false;
	complete(port, 0, usb_redir_success);
	return true;
}

/* --- the connection --- */

static const struct parser_calls calls = {
	.hello = on_hello,
	.disconnect_ack = on_disconnect_ack,
	.reset = on_reset,
	.set_configuration = on_set_configuration,
	.get_configuration = on_get_configuration,
	.set_alt_setting = on_set_alt_setting,
	.get_alt_setting = on_get_alt_setting,
	.control = on_control,
	.bulk = on_bulk,
	.cancel = on_cancel,
};

struct port *port_new(int fd)
{
	struct port *port = calloc(1, sizeof(*port));

	if (!port)
		return NULL;
	port->fd = fd;
	port->parser = parser_new(&calls, port);
	if (!port->parser) {
		free(port);
		return NULL;
	}
	return port;
}

void port_free(struct port *port)
{
	if (!port)
		return;
	forget_pending(port);
	usbredirparser_destroy(port->parser);
	close(port->fd);
	free(port);
}

int port_fd(const struct port *port)
{
	return port->fd;
}

bool port_has_output(const struct port *port)
{
	return usbredirparser_has_data_to_write(port->parser);
}

bool port_serve(struct port *port, bool readable, int64_t now_ns)
{
	port->now_ns = now_ns;
	if (readable && usbredirparser_do_read(port->parser) == usbredirparser_read_io_error)
		return false;
	if (port->late.waits && port->late.answer_ns <= now_ns)
		send_answer(port);
	while (port->device && port->queued && !port->halted && fill_first(port))
		;
	return !port_has_output(port) || usbredirparser_do_write(port->parser) == 0;
}
