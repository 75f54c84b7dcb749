/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/parser.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void on_log(void *priv, int level, const char *message)
{
	(void)priv;
	if (level <= usbredirparser_warning)
		fprintf(stderr, "usbredir: %s\n", message);
}

static int on_read(void *priv, uint8_t *data, int count)
{
	const int *fd = priv;
	ssize_t got = read(*fd, data, (size_t)count);

	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return got ? (int)got : -1;
}

static int on_write(void *priv, uint8_t *data, int count)
{
	const int *fd = priv;
	ssize_t put = write(*fd, data, (size_t)count);

	if (put < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return (int)put;
}

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

static void set_calls(struct usbredirparser *parser, const struct parser_calls *calls)
{
	parser->log_func = on_log;
	parser->read_func = on_read;
	parser->write_func = on_write;
	parser->filter_reject_func = on_filter_reject;
	parser->filter_filter_func = on_filter_filter;
	parser->hello_func = calls->hello;
	parser->device_disconnect_ack_func = calls->disconnect_ack;
	parser->reset_func = calls->reset;
	parser->set_configuration_func = calls->set_configuration;
	parser->get_configuration_func = calls->get_configuration;
	parser->set_alt_setting_func = calls->set_alt_setting;
	parser->get_alt_setting_func = calls->get_alt_setting;
	parser->control_packet_func = calls->control;
	parser->bulk_packet_func = calls->bulk;
	parser->cancel_data_packet_func = calls->cancel;
}

struct usbredirparser *parser_new(const struct parser_calls *calls, void *priv)
{
	static const int abilities[] = {
		usb_redir_cap_connect_device_version,  usb_redir_cap_filter,
		usb_redir_cap_device_disconnect_ack,   usb_redir_cap_64bits_ids,
		usb_redir_cap_ep_info_max_packet_size, usb_redir_cap_32bits_bulk_length,
	};
	uint32_t caps[USB_REDIR_CAPS_SIZE] = {0};
	struct usbredirparser *parser = usbredirparser_create();

	if (!parser)
		return NULL;
	parser->priv = priv;
	set_calls(parser, calls);
	for (size_t i = 0; i < sizeof(abilities) / sizeof(abilities[0]); i++)
		usbredirparser_caps_set_cap(caps, abilities[i]);
	usbredirparser_init(parser, "hinge emulator", caps, USB_REDIR_CAPS_SIZE,
			    usbredirparser_fl_usb_host);
	return parser;
}
