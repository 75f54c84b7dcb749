/* SPDX-License-Identifier: GPL-3.0-or-later */
/* https://gitlab.freedesktop.org/spice/usbredir: docs/usb-redirection-protocol.md */
#include "tests/usb/redir/port.h"

#include "tests/usb/redir/standard.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <usbredirparser.h>

enum {
	PENDING_MAX = 256,
	TRANSFER_MAX = 1 << 20,
	CONTROL_MAX = 4096,
	BULK_PACKET = 512,
};

/* a bulk transfer that waits for the device's data */
struct pending {
	uint64_t id;
	uint8_t endpoint;
	uint32_t length, filled;
	uint8_t *data;
};

struct port {
	int fd;
	struct usbredirparser *parser;
	const struct usb_device *device;
	bool greeted;   /* QEMU said hello */
	bool leaving;   /* a disconnect is not acknowledged yet */
	bool announced; /* QEMU knows of the device */
	uint64_t now_ns;
	struct pending queue[PENDING_MAX];
	size_t queued;
};

static void port_log(void *priv, int level, const char *message)
{
	(void)priv;
	if (level <= usbredirparser_warning)
		fprintf(stderr, "usbredir: %s\n", message);
}

static int port_read(void *priv, uint8_t *data, int count)
{
	const struct port *port = priv;
	ssize_t got = read(port->fd, data, (size_t)count);

	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return got ? (int)got : -1;
}

static int port_write(void *priv, uint8_t *data, int count)
{
	const struct port *port = priv;
	ssize_t put = write(port->fd, data, (size_t)count);

	if (put < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return (int)put;
}

/* --- plugging in and out --- */

static void announce_interface(struct port *port)
{
	const uint8_t *interface = port->device->configuration + 9;
	struct usb_redir_interface_info_header info = {
		.interface_count = 1,
		.interface_class = {interface[5]},
		.interface_subclass = {interface[6]},
		.interface_protocol = {interface[7]},
	};

	usbredirparser_send_interface_info(port->parser, &info);
}

static void announce_endpoints(struct port *port)
{
	struct usb_redir_ep_info_header info = {.max_packet_size = {[0] = 64, [16] = 64}};
	const uint8_t *at = port->device->configuration;
	const uint8_t *end = at + port->device->configuration_size;

	memset(info.type, usb_redir_type_invalid, sizeof(info.type));
	info.type[0] = info.type[16] = usb_redir_type_control;
	for (; at < end; at += at[0]) {
		if (at[1] != DESCRIPTOR_ENDPOINT)
			continue;
		size_t slot = (at[2] & 0x0fu) | (at[2] & 0x80u) >> 3;

		info.type[slot] = at[3];
		info.max_packet_size[slot] = (uint16_t)(at[4] | at[5] << 8);
	}
	usbredirparser_send_ep_info(port->parser, &info);
}

static void announce(struct port *port)
{
	const uint8_t *d;

	if (!port->device || !port->greeted || port->leaving || port->announced)
		return;
	d = port->device->device_descriptor;
	announce_interface(port);
	announce_endpoints(port);
	struct usb_redir_device_connect_header connect = {
		.speed = usb_redir_speed_high,
		.device_class = d[4],
		.device_subclass = d[5],
		.device_protocol = d[6],
		.vendor_id = (uint16_t)(d[8] | d[9] << 8),
		.product_id = (uint16_t)(d[10] | d[11] << 8),
		.device_version_bcd = (uint16_t)(d[12] | d[13] << 8),
	};
	usbredirparser_send_device_connect(port->parser, &connect);
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
		port->device->reset(port->device->state);
}

void port_plug(struct port *port, const struct usb_device *device)
{
	port->device = device;
	device->reset(device->state);
	announce(port);
}

static void forget_pending(struct port *port)
{
	for (size_t i = 0; i < port->queued; i++)
		free(port->queue[i].data);
	port->queued = 0;
}

void port_unplug(struct port *port)
{
	forget_pending(port);
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

/* --- transfers --- */

static int answer_control(struct port *port, const struct usb_setup *setup, const uint8_t *data,
			  size_t size, uint8_t *answer)
{
	bool in = setup->type & 0x80;

	if (!port->device || setup->length > CONTROL_MAX || (!in && size < setup->length))
		return USB_STALL;
	if (!(setup->type & SETUP_TYPE_MASK))
		return standard_request(port->device, setup, answer);
	return port->device->control(port->device->state, setup, data, answer, port->now_ns);
}

static void on_control(void *priv, uint64_t id, struct usb_redir_control_packet_header *header,
		       uint8_t *data, int size)
{
	struct port *port = priv;
	uint8_t answer[CONTROL_MAX];
	struct usb_setup setup = {header->requesttype, header->request, header->value,
				  header->index, header->length};
	int got = answer_control(port, &setup, data, (size_t)size, answer);
	bool in = header->endpoint & 0x80;
	struct usb_redir_control_packet_header reply = *header;

	reply.status = got < 0 ? usb_redir_stall : usb_redir_success;
	if (got < 0)
		reply.length = 0;
	else if (in)
		reply.length = (uint16_t)(got < header->length ? got : header->length);
	usbredirparser_send_control_packet(port->parser, id, &reply, in ? answer : NULL,
					   in ? reply.length : 0);
	usbredirparser_free_packet_data(port->parser, data);
}

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
	if (port->device && header->endpoint & 0x80 && port->queued < PENDING_MAX &&
	    length <= TRANSFER_MAX)
		buffer = malloc(length ? length : 1);
	if (!buffer) {
		struct usb_redir_bulk_packet_header refused = *header;

		refused.status = usb_redir_ioerror;
		refused.length = refused.length_high = 0;
		usbredirparser_send_bulk_packet(port->parser, id, &refused, NULL, 0);
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

/* Gives the transfers, oldest first, what the device has. */
static void fill(struct port *port)
{
	while (port->device && port->queued) {
		struct pending *first = &port->queue[0];
		bool ends = false;
		int64_t got =
			port->device->bulk_in(port->device->state, first->data + first->filled,
					      first->length - first->filled, &ends, port->now_ns);

		if (got < 0) {
			complete(port, 0, usb_redir_stall);
			continue;
		}
		first->filled += (uint32_t)got;
		if (first->filled < first->length && !ends)
			return;
		complete(port, 0, usb_redir_success);
	}
}

/* --- the connection --- */

static void on_filter_reject(void *priv)
{
	(void)priv;
	fputs("usbredir: the device is refused by a filter\n", stderr);
}

static void on_filter_filter(void *priv, struct usbredirfilter_rule *rules, int count)
{
	(void)priv;
	(void)count;
	free(rules);
}

static void set_callbacks(struct usbredirparser *parser)
{
	parser->log_func = port_log;
	parser->read_func = port_read;
	parser->write_func = port_write;
	parser->hello_func = on_hello;
	parser->reset_func = on_reset;
	parser->device_disconnect_ack_func = on_disconnect_ack;
	parser->set_configuration_func = on_set_configuration;
	parser->get_configuration_func = on_get_configuration;
	parser->set_alt_setting_func = on_set_alt_setting;
	parser->get_alt_setting_func = on_get_alt_setting;
	parser->control_packet_func = on_control;
	parser->bulk_packet_func = on_bulk;
	parser->cancel_data_packet_func = on_cancel;
	parser->filter_reject_func = on_filter_reject;
	parser->filter_filter_func = on_filter_filter;
}

struct port *port_new(int fd)
{
	uint32_t caps[USB_REDIR_CAPS_SIZE] = {0};
	struct port *port = calloc(1, sizeof(*port));

	if (!port)
		return NULL;
	port->fd = fd;
	port->parser = usbredirparser_create();
	if (!port->parser) {
		free(port);
		return NULL;
	}
	port->parser->priv = port;
	set_callbacks(port->parser);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_connect_device_version);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_filter);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_device_disconnect_ack);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_ep_info_max_packet_size);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_64bits_ids);
	usbredirparser_caps_set_cap(caps, usb_redir_cap_32bits_bulk_length);
	usbredirparser_init(port->parser, "hinge emulator", caps, USB_REDIR_CAPS_SIZE,
			    usbredirparser_fl_usb_host);
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

bool port_serve(struct port *port, bool readable, uint64_t now_ns)
{
	port->now_ns = now_ns;
	if (readable && usbredirparser_do_read(port->parser) == usbredirparser_read_io_error)
		return false;
	fill(port);
	return !port_has_output(port) || usbredirparser_do_write(port->parser) == 0;
}
