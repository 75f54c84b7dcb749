/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libusbredirparser as the side that has the device, over a socket that does not block. */
#ifndef TESTS_USB_REDIR_PARSER_H
#define TESTS_USB_REDIR_PARSER_H

#include <usbredirparser.h>

/* what a port must answer */
struct parser_calls {
	usbredirparser_hello hello;
	usbredirparser_device_disconnect_ack disconnect_ack;
	usbredirparser_reset reset;
	usbredirparser_set_configuration set_configuration;
	usbredirparser_get_configuration get_configuration;
	usbredirparser_set_alt_setting set_alt_setting;
	usbredirparser_get_alt_setting get_alt_setting;
	usbredirparser_control_packet control;
	usbredirparser_bulk_packet bulk;
	usbredirparser_cancel_data_packet cancel;
};

/* priv is handed to the calls; its first member is the socket. NULL: no memory. */
struct usbredirparser *parser_new(const struct parser_calls *, void *priv);

#endif
