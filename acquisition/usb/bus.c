/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/usb/internal.h"

#include <stdio.h>
#include <string.h>

const char *usb_says(int number)
{
	switch (number) {
	case LIBUSB_ERROR_ACCESS:
		return "not permitted";
	case LIBUSB_ERROR_NO_DEVICE:
	case LIBUSB_ERROR_NOT_FOUND:
		return "it is gone";
	case LIBUSB_ERROR_BUSY:
		return "another program uses it";
	case LIBUSB_ERROR_TIMEOUT:
		return "no answer in time";
	case LIBUSB_ERROR_OVERFLOW:
		return "it sent more than was asked for";
	case LIBUSB_ERROR_PIPE:
		return "it refused";
	case LIBUSB_ERROR_NO_MEM:
		return "no memory";
	default:
		return "the bus reported an error";
	}
}

int usb_code(int number)
{
	return number == LIBUSB_ERROR_NO_MEM ? HINGE_ENOMEM : HINGE_EDEVICE;
}

static double link_mbit(libusb_device *device)
{
	static const double speeds[] = {
		[LIBUSB_SPEED_LOW] = 1.5,        [LIBUSB_SPEED_FULL] = 12,
		[LIBUSB_SPEED_HIGH] = 480,       [LIBUSB_SPEED_SUPER] = 5000,
		[LIBUSB_SPEED_SUPER_PLUS] = 1e4,
	};
	int speed = libusb_get_device_speed(device);

	return speed >= 0 && (size_t)speed < sizeof(speeds) / sizeof(speeds[0]) ? speeds[speed] : 0;
}

static void describe_place(struct usb_found *found, libusb_device *device,
			   const struct libusb_device_descriptor *descriptor)
{
	*found = (struct usb_found){.vendor = descriptor->idVendor,
				    .product = descriptor->idProduct,
				    .link_mbit = link_mbit(device)};
	snprintf(found->path, sizeof(found->path), "/dev/bus/usb/%03u/%03u",
		 libusb_get_bus_number(device), libusb_get_device_address(device));
}

static bool interface_fits(const struct libusb_interface_descriptor *interface,
			   const struct usb_filter *filter)
{
	return !filter->by_class || (interface->bInterfaceClass == filter->interface_class &&
				     interface->bInterfaceSubClass == filter->interface_subclass &&
				     interface->bInterfaceProtocol == filter->interface_protocol);
}

static void take_endpoint(struct usb_found *found,
			  const struct libusb_interface_descriptor *interface)
{
	/* libusb stops at an endpoint that says it is longer than what is left: then there is none
	 */
	size_t endpoints = interface->endpoint ? interface->bNumEndpoints : 0;

	found->interface = interface->bInterfaceNumber;
	for (size_t i = 0; i < endpoints && !found->endpoint; i++) {
		const struct libusb_endpoint_descriptor *endpoint = &interface->endpoint[i];

		if ((endpoint->bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) !=
			    LIBUSB_TRANSFER_TYPE_BULK ||
		    !(endpoint->bEndpointAddress & LIBUSB_ENDPOINT_IN))
			continue;
		found->endpoint = endpoint->bEndpointAddress;
		found->packet_size = endpoint->wMaxPacketSize;
	}
}

/* Which of its interfaces is meant: true where there is one. */
static bool take_interface(struct usb_found *found, const struct libusb_config_descriptor *config,
			   const struct usb_filter *filter)
{
	for (size_t i = 0; i < config->bNumInterfaces; i++) {
		const struct libusb_interface *interface = &config->interface[i];

		if (interface->num_altsetting > 0 &&
		    interface_fits(&interface->altsetting[0], filter)) {
			take_endpoint(found, &interface->altsetting[0]);
			return true;
		}
	}
	return false;
}

enum fit { FIT_NO, FIT_YES, FIT_UNREADABLE };

static enum fit device_fits(struct usb_found *found, libusb_device *device,
			    const struct libusb_device_descriptor *descriptor,
			    const struct usb_filter *filter)
{
	struct libusb_config_descriptor *config;
	bool fits;

	describe_place(found, device, descriptor);
	if (!filter->by_class &&
	    (descriptor->idVendor != filter->vendor || descriptor->idProduct != filter->product))
		return FIT_NO;
	if (libusb_get_active_config_descriptor(device, &config))
		return FIT_UNREADABLE;
	fits = take_interface(found, config, filter);
	libusb_free_config_descriptor(config);
	return fits ? FIT_YES : FIT_NO;
}

static void read_text(char *text, size_t size, libusb_device_handle *handle, uint8_t index)
{
	unsigned char ascii[64];
	int got =
		index ? libusb_get_string_descriptor_ascii(handle, index, ascii, sizeof(ascii)) : 0;

	text[0] = '\0';
	if (got <= 0)
		return;
	for (int i = 0; i < got; i++)
		if (ascii[i] < ' ' || ascii[i] > '~')
			ascii[i] = '?';
	snprintf(text, size, "%.*s", got, (const char *)ascii);
}

static void ask_texts(struct usb_found *found, libusb_device *device,
		      const struct libusb_device_descriptor *descriptor)
{
	libusb_device_handle *handle;
	int ret = libusb_open(device, &handle);

	if (ret) {
		found->access = ret == LIBUSB_ERROR_ACCESS ? USB_FORBIDDEN : USB_SILENT;
		return;
	}
	read_text(found->maker, sizeof(found->maker), handle, descriptor->iManufacturer);
	read_text(found->name, sizeof(found->name), handle, descriptor->iProduct);
	read_text(found->serial, sizeof(found->serial), handle, descriptor->iSerialNumber);
	libusb_close(handle);
}

/* Calls visit for every device that fits, with one reference to it that visit may take. */
static int visit_matches(libusb_context *context, const struct usb_filter *filter,
			 void (*visit)(void *ctx, libusb_device *, enum fit,
				       const struct usb_found *),
			 void *ctx, struct error *err)
{
	libusb_device **devices;
	ssize_t count = libusb_get_device_list(context, &devices);

	if (count < 0)
		return fail(err, usb_code((int)count), "cannot look through the USB bus: %s",
			    usb_says((int)count));
	for (ssize_t i = 0; i < count; i++) {
		struct libusb_device_descriptor descriptor;
		struct usb_found found;
		enum fit fit;

		if (libusb_get_device_descriptor(devices[i], &descriptor))
			continue;
		fit = device_fits(&found, devices[i], &descriptor, filter);
		if (fit == FIT_YES)
			ask_texts(&found, devices[i], &descriptor);
		if (fit != FIT_NO)
			visit(ctx, devices[i], fit, &found);
	}
	libusb_free_device_list(devices, 1);
	return 0;
}

/* --- one --- */

struct search {
	struct usb_match *match;
	const char *serial;
};

static void hold(struct usb_match *match, libusb_device *device, const struct usb_found *found)
{
	if (match->device)
		libusb_unref_device(match->device);
	match->device = libusb_ref_device(device);
	match->found = *found;
}

static void note_name(struct usb_match *match, const struct usb_found *found)
{
	size_t used = strlen(match->serials);

	snprintf(match->serials + used, sizeof(match->serials) - used, "%s%s", used ? ", " : "",
		 *found->serial ? found->serial : found->path);
}

static void take_match(void *ctx, libusb_device *device, enum fit fit,
		       const struct usb_found *found)
{
	struct search *search = ctx;
	struct usb_match *match = search->match;

	if (fit == FIT_UNREADABLE) {
		match->unreadable++;
		match->stranger = *found;
	} else if (!search->serial || !*search->serial || !strcmp(search->serial, found->serial)) {
		match->count++;
		note_name(match, found);
		hold(match, device, found);
	} else if (found->access == USB_FORBIDDEN && !match->device) {
		/* it cannot be asked for its serial number: it may be the one that is meant */
		hold(match, device, found);
	}
}

int usb_find(struct usb_match *match, libusb_context *context, const struct usb_filter *filter,
	     struct error *err)
{
	struct search search = {match, filter->serial};

	*match = (struct usb_match){0};
	return visit_matches(context, filter, take_match, &search, err);
}

/* --- all --- */

struct visit_call {
	void (*visit)(void *ctx, const struct usb_found *);
	void *ctx;
};

static void forward(void *ctx, libusb_device *device, enum fit fit, const struct usb_found *found)
{
	const struct visit_call *call = ctx;

	(void)device;
	if (fit == FIT_YES)
		call->visit(call->ctx, found);
}

int usb_list(const struct usb_filter *filter, void (*visit)(void *ctx, const struct usb_found *),
	     void *ctx, struct error *err)
{
	struct visit_call call = {visit, ctx};
	libusb_context *context;
	int ret;

	if (libusb_init(&context))
		return 0;
	ret = visit_matches(context, filter, forward, &call, err);
	libusb_exit(context);
	return ret;
}
