/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/now.h"
#include "acquisition/usb/internal.h"

#include <stdlib.h>
#include <time.h>

#define LOOK_MS 500 /* between two looks through the whole bus */

struct usb_wait {
	struct usb_filter filter;
	libusb_context *context; /* NULL = none could be had */
	int64_t looked_ms;
	bool has_looked;
	int arrived; /* written by libusb while it handles events */
};

static int LIBUSB_CALL note_arrival(libusb_context *context, libusb_device *device,
				    libusb_hotplug_event event, void *ctx)
{
	(void)context;
	(void)device;
	(void)event;
	((struct usb_wait *)ctx)->arrived = 1;
	return 0;
}

int usb_wait_new(struct usb_wait **out, const struct usb_filter *filter, struct error *err)
{
	struct usb_wait *wait = calloc(1, sizeof(*wait));

	if (!wait)
		return fail(err, HINGE_ENOMEM, "no memory to wait for a %s", filter->what);
	wait->filter = *filter;
	*out = wait;
	return 0;
}

static void drop_context(struct usb_wait *wait)
{
	if (wait->context)
		libusb_exit(wait->context);
	wait->context = NULL;
}

void usb_wait_free(struct usb_wait *wait)
{
	if (!wait)
		return;
	drop_context(wait);
	free(wait);
}

/* False where libusb cannot tell: then there is the next look. */
static bool listen_for_arrivals(struct usb_wait *wait, libusb_hotplug_callback_handle *callback)
{
	return libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) &&
	       !libusb_hotplug_register_callback(wait->context, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED,
						 0, LIBUSB_HOTPLUG_MATCH_ANY,
						 LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
						 note_arrival, wait, callback);
}

/* A context knows what was plugged in when it was made and what udevd told of since: where there is
 * no udevd only a new one sees what came. */
static int look(struct usb_wait *wait, struct usb_device **out, struct error *err)
{
	libusb_hotplug_callback_handle callback;
	bool listens;
	int ret;

	drop_context(wait);
	wait->arrived = 0;
	wait->looked_ms = now_ms();
	wait->has_looked = true;
	if (libusb_init(&wait->context)) {
		wait->context = NULL;
		return fail(err, HINGE_EAGAIN, "no USB bus is here");
	}
	listens = listen_for_arrivals(wait, &callback);
	ret = usb_open_in(out, wait->context, &wait->filter, err);
	if (ret)
		/* it may be plugged in, permitted or let go at any time */
		return HINGE_EAGAIN;
	if (listens)
		libusb_hotplug_deregister_callback(wait->context, callback);
	wait->context = NULL;
	return 0;
}

static int wait_ms(struct usb_wait *wait, int64_t duration_ms)
{
	struct timeval duration = {.tv_sec = duration_ms / 1000,
				   .tv_usec = duration_ms % 1000 * 1000};

	if (wait->context)
		return libusb_handle_events_timeout_completed(wait->context, &duration,
							      &wait->arrived);
	return nanosleep(
		&(struct timespec){.tv_sec = duration.tv_sec, .tv_nsec = duration.tv_usec * 1000L},
		NULL);
}

int usb_wait_open(struct usb_wait *wait, struct usb_device **out, int timeout_ms, struct error *err)
{
	int64_t end_ms = now_ms() + timeout_ms;

	for (;;) {
		int64_t now = now_ms();
		int64_t next_ms = wait->has_looked ? wait->looked_ms + LOOK_MS : now;

		if (wait->arrived || now >= next_ms)
			return look(wait, out, err);
		if (now >= end_ms)
			return HINGE_EAGAIN;
		if (wait_ms(wait, (next_ms < end_ms ? next_ms : end_ms) - now))
			drop_context(wait);
	}
}
