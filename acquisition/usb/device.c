/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/usb/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refuse_missing(const struct usb_match *match, const struct usb_filter *filter,
			  struct error *err)
{
	char which[96] = "", hint[160] = "";

	if (filter->serial && *filter->serial)
		snprintf(which, sizeof(which), " with the serial number %.64s", filter->serial);
	if (match->unreadable)
		snprintf(hint, sizeof(hint), "; %s (%04x:%04x) has malformed descriptors",
			 match->stranger.path, match->stranger.vendor, match->stranger.product);
	return fail(err, HINGE_EDEVICE,
		    "no %s%s is plugged in (`hinge devices` lists what there is)%s", filter->what,
		    which, hint);
}

static int refuse_several(const struct usb_match *match, const struct usb_filter *filter,
			  struct error *err)
{
	return fail(err, HINGE_EDEVICE, "%zu %ss are plugged in (%s): say which, by serial number",
		    match->count, filter->what, match->serials);
}

/* What its descriptors must say before it is opened. */
static int check_match(const struct usb_match *match, const struct usb_filter *filter,
		       struct error *err)
{
	const struct usb_found *found = &match->found;

	if (!match->device)
		return refuse_missing(match, filter, err);
	if (match->count > 1)
		return refuse_several(match, filter, err);
	if (!found->endpoint)
		return fail(err, HINGE_EDEVICE, "%s %s: its descriptors name no bulk input",
			    filter->what, found->path);
	if (found->packet_size < 8 || found->packet_size > 1024)
		return fail(err, HINGE_EDEVICE,
			    "%s %s: its descriptors tell of packets of %u bytes, which no bulk "
			    "input has",
			    filter->what, found->path, found->packet_size);
	return 0;
}

static int refuse_open(int number, const struct usb_found *found, const struct usb_filter *filter,
		       struct error *err)
{
	const char *name = *found->serial ? found->serial : found->path;

	if (number == LIBUSB_ERROR_ACCESS)
		return fail(err, HINGE_EREFUSED,
			    "%s %s: no permission to use it (%s): install the udev rule "
			    "70-hinge.rules and plug it in again",
			    filter->what, name, found->path);
	if (number == LIBUSB_ERROR_BUSY)
		return fail(err, HINGE_EAGAIN,
			    "%s %s is in use by another program, or recorded by another daemon",
			    filter->what, name);
	return fail(err, usb_code(number), "%s %s cannot be opened: %s (plug it in again)",
		    filter->what, name, usb_says(number));
}

static int open_match(struct usb_device *device, const struct usb_match *match,
		      const struct usb_filter *filter, struct error *err)
{
	int ret = libusb_open(match->device, &device->handle);

	if (ret)
		return refuse_open(ret, &match->found, filter, err);
	ret = libusb_claim_interface(device->handle, match->found.interface);
	if (ret) {
		libusb_close(device->handle);
		return refuse_open(ret, &match->found, filter, err);
	}
	device->found = match->found;
	return 0;
}

int usb_open_in(struct usb_device **out, libusb_context *context, const struct usb_filter *filter,
		struct error *err)
{
	struct usb_device *device = calloc(1, sizeof(*device));
	struct usb_match match;
	int ret;

	if (!device)
		return fail(err, HINGE_ENOMEM, "no memory for a %s", filter->what);
	ret = usb_find(&match, context, filter, err);
	if (ret)
		goto out;
	ret = check_match(&match, filter, err);
	if (!ret)
		ret = open_match(device, &match, filter, err);
	if (match.device)
		libusb_unref_device(match.device);
out:
	if (ret) {
		free(device);
		return ret;
	}
	device->context = context;
	*out = device;
	return 0;
}

int usb_open(struct usb_device **out, const struct usb_filter *filter, struct error *err)
{
	libusb_context *context;
	int ret = libusb_init(&context);

	if (ret)
		return fail(err, usb_code(ret), "no USB bus is here: %s", usb_says(ret));
	ret = usb_open_in(out, context, filter, err);
	if (ret)
		libusb_exit(context);
	return ret;
}

void usb_close(struct usb_device *device)
{
	if (!device)
		return;
	usb_stream_stop(device);
	libusb_release_interface(device->handle, device->found.interface);
	libusb_close(device->handle);
	libusb_exit(device->context);
	free(device);
}

const struct usb_found *usb_describe(const struct usb_device *device)
{
	return &device->found;
}

int usb_control(struct usb_device *device, const struct usb_request *request, void *data,
		uint16_t size, int timeout_ms, struct error *err)
{
	int got = libusb_control_transfer(device->handle, request->type, request->request,
					  request->value, request->index, data, size,
					  (unsigned)timeout_ms);

	switch (got) {
	case LIBUSB_ERROR_PIPE:
		return fail(err, HINGE_EREFUSED, "it refused the request %02xh", request->request);
	case LIBUSB_ERROR_TIMEOUT:
		return fail(err, HINGE_EAGAIN, "no answer to the request %02xh within %d ms",
			    request->request, timeout_ms);
	default:
		return got >= 0 ? got
				: fail(err, usb_code(got), "request %02xh: %s", request->request,
				       usb_says(got));
	}
}
