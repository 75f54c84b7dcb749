/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "usb:SERIAL[,rate=HZ][,ramp=1][,raw=1]": a plate that speaks HPP/1 on the USB bus; without SERIAL
 * the only one there. ramp: its test data; raw: without its calibration. */
#include "acquisition/devices/option.h"
#include "acquisition/hpp/host.h"
#include "acquisition/hpp/host/ask.h"
#include "acquisition/now.h"
#include "acquisition/source_table.h"
#include "acquisition/usb/usb.h"

#include <stdio.h>
#include <string.h>

struct usb_state {
	struct usb_device *device; /* NULL while it is lost */
	struct usb_wait *wait;
	struct usb_filter filter;
	char serial[64];
	struct hpp_host host;
};

static const struct usb_filter any_plate = {
	.by_class = true,
	.interface_class = HPP_USB_CLASS,
	.interface_subclass = HPP_USB_SUBCLASS,
	.interface_protocol = HPP_USB_PROTOCOL,
	.what = "plate",
};

/* --- what carries requests and blocks --- */

static int bus_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
		       struct error *err)
{
	struct usb_state *usb = ctx;
	struct usb_request request = {
		.type = setup->type, .request = setup->request, .value = setup->value};

	if (!usb->device)
		return fail(err, HINGE_EDEVICE, "it is unplugged");
	request.index = usb_describe(usb->device)->interface;
	return usb_control(usb->device, &request, data, setup->length, timeout_ms, err);
}

static int bus_start(void *ctx, double bytes_per_s, struct error *err)
{
	return usb_stream_start(((struct usb_state *)ctx)->device, bytes_per_s, err);
}

static int bus_read(void *ctx, struct hpp_chunk *chunk, int timeout_ms, struct error *err)
{
	struct usb_chunk bytes;
	int got = usb_stream_read(((struct usb_state *)ctx)->device, &bytes, timeout_ms, err);

	if (got)
		*chunk = (struct hpp_chunk){bytes.data, bytes.size, bytes.cause};
	return got;
}

static void bus_stop(void *ctx)
{
	usb_stream_stop(((struct usb_state *)ctx)->device);
}

static int bus_reopen(void *ctx, int timeout_ms, struct error *err)
{
	struct usb_state *usb = ctx;

	usb_close(usb->device);
	usb->device = NULL;
	return usb_wait_open(usb->wait, &usb->device, timeout_ms, err);
}

static int64_t bus_now_ns(void *ctx)
{
	(void)ctx;
	return now_ns();
}

static const struct hpp_transport bus = {
	.control = bus_control,
	.start = bus_start,
	.read = bus_read,
	.stop = bus_stop,
	.reopen = bus_reopen,
	.now_ns = bus_now_ns,
};

/* --- address --- */

static int parse_option(const char *text, struct hpp_host_options *options, struct error *err)
{
	if (!strncmp(text, "rate=", 5))
		return option_number(text, "rate=", &options->rate_hz) && options->rate_hz > 0
			       ? 0
			       : fail(err, HINGE_EUSAGE, "usb: %.64s: expected a rate in hertz",
				      text);
	if (option_switch(text, "ramp=", &options->ramp) ||
	    option_switch(text, "raw=", &options->raw))
		return 0;
	return fail(err, HINGE_EUSAGE,
		    "usb: '%.64s' is none of its options (usb:SERIAL,rate=1000,ramp=1,raw=1)",
		    text);
}

static int parse_address(struct usb_state *usb, const char *address,
			 struct hpp_host_options *options, struct error *err)
{
	char text[128], *rest = text, *word;
	int ret = 0;

	if (snprintf(text, sizeof(text), "%s", address) >= (int)sizeof(text))
		return fail(err, HINGE_EUSAGE, "usb: an address has at most %zu characters",
			    sizeof(text) - 1);
	word = strsep(&rest, ",");
	if (strlen(word) >= sizeof(usb->serial))
		return fail(err, HINGE_EUSAGE, "usb: a serial number has at most %zu characters",
			    sizeof(usb->serial) - 1);
	snprintf(usb->serial, sizeof(usb->serial), "%s", word);
	while (!ret && (word = strsep(&rest, ",")))
		ret = parse_option(word, options, err);
	return ret;
}

/* --- source --- */

/* From here on this one and no other is meant. */
static int bind_serial(struct usb_state *usb, struct error *err)
{
	const struct usb_found *found = usb_describe(usb->device);

	if (!*found->serial)
		return fail(
			err, HINGE_EDEVICE,
			"plate %s: it tells no serial number, by which left and right are known",
			found->path);
	snprintf(usb->serial, sizeof(usb->serial), "%s", found->serial);
	return 0;
}

static void source_close_usb(void *state)
{
	struct usb_state *usb = state;

	hpp_host_close(&usb->host);
	usb_close(usb->device);
	usb_wait_free(usb->wait);
}

static int open_plate(struct usb_state *usb, struct hpp_host_options *options,
		      struct recording_info *info, struct error *err)
{
	int ret = usb_open(&usb->device, &usb->filter, err);

	if (!ret)
		ret = bind_serial(usb, err);
	if (!ret)
		ret = usb_wait_new(&usb->wait, &usb->filter, err);
	if (ret)
		return ret;
	options->name = usb->serial;
	ret = hpp_host_open(&usb->host, &bus, usb, options, info, err);
	snprintf(info->source, sizeof(info->source), "%s", "usb");
	snprintf(info->serial, sizeof(info->serial), "%s", usb->serial);
	return ret;
}

static int source_open_usb(void *state, const char *address, struct recording_info *info,
			   struct error *err)
{
	struct usb_state *usb = state;
	struct hpp_host_options options = {0};
	int ret = parse_address(usb, address, &options, err);

	if (ret)
		return ret;
	usb->filter = any_plate;
	usb->filter.serial = usb->serial;
	ret = open_plate(usb, &options, info, err);
	if (ret)
		source_close_usb(usb);
	return ret;
}

static int64_t source_read_usb(void *state, int32_t *counts, size_t max_frames,
			       struct source_block *block, int timeout_ms, struct error *err)
{
	return hpp_host_read(&((struct usb_state *)state)->host, counts, max_frames, block,
			     timeout_ms, err);
}

static int32_t source_ramp_usb(const void *state, int64_t frame, size_t channel)
{
	return hpp_host_ramp(&((const struct usb_state *)state)->host, frame, channel);
}

static const char *source_trouble_usb(const void *state)
{
	return hpp_host_trouble(&((const struct usb_state *)state)->host);
}

static int source_health_usb(void *state, struct source_health *health, struct error *err)
{
	struct usb_state *usb = state;
	int ret = hpp_host_health(&usb->host, health, err);

	if (!ret)
		health->link_mbit = usb_describe(usb->device)->link_mbit;
	return ret;
}

static int source_identify_usb(void *state, double seconds, struct error *err)
{
	return hpp_host_identify(&((struct usb_state *)state)->host, seconds, err);
}

/* --- list --- */

static const char *speed_name(double link_mbit)
{
	return link_mbit >= 5000 ? "super speed" : link_mbit >= 480 ? "high speed" : "full speed";
}

/* Asks it what it is; it is neither stopped nor configured. */
static int ask_detail(char *detail, size_t size, const struct usb_found *found, struct error *err)
{
	struct usb_state usb = {.filter = any_plate};
	struct hpp_info info;
	int ret;

	usb.filter.serial = found->serial;
	ret = usb_open(&usb.device, &usb.filter, err);
	if (ret)
		return ret;
	usb.host.transport = &bus;
	usb.host.ctx = &usb;
	snprintf(usb.host.name, sizeof(usb.host.name), "%s", found->serial);
	ret = hpp_ask_info(&usb.host, &info, err);
	usb_close(usb.device);
	if (!ret)
		snprintf(detail, size, "%u cells, %u bit, %g to %g Hz, %s", info.channels,
			 info.bits, info.rate_min_mhz / 1000.0, info.rate_max_mhz / 1000.0,
			 speed_name(found->link_mbit));
	return ret;
}

static void describe(struct source_listing *listing, const struct usb_found *found)
{
	char *detail = listing->detail;
	size_t size = sizeof(listing->detail);
	struct error err;

	snprintf(listing->address, sizeof(listing->address), "usb:%s", found->serial);
	snprintf(listing->name, sizeof(listing->name), "%s", *found->name ? found->name : "plate");
	snprintf(listing->serial, sizeof(listing->serial), "%s", found->serial);
	if (found->access == USB_FORBIDDEN)
		snprintf(detail, size, "no permission: install the udev rule 70-hinge.rules");
	else if (!*found->serial)
		snprintf(detail, size, "refused: it tells no serial number");
	else
		switch (ask_detail(detail, size, found, &err)) {
		case 0:
			break;
		case HINGE_EAGAIN:
			snprintf(detail, size, "in use, %s", speed_name(found->link_mbit));
			break;
		default:
			snprintf(detail, size, "%s", err.text);
		}
}

struct list_call {
	void (*visit)(void *ctx, const struct source_listing *);
	void *ctx;
};

static void list_one(void *ctx, const struct usb_found *found)
{
	const struct list_call *call = ctx;
	struct source_listing listing = {0};

	describe(&listing, found);
	call->visit(call->ctx, &listing);
}

static int source_list_usb(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
			   struct error *err)
{
	struct list_call call = {visit, ctx};

	return usb_list(&any_plate, list_one, &call, err);
}

const struct source_ops usb_source = {
	.scheme = "usb",
	.summary = "a plate on the USB bus (HPP/1)",
	.state_size = sizeof(struct usb_state),
	.open = source_open_usb,
	.read = source_read_usb,
	.ramp = source_ramp_usb,
	.trouble = source_trouble_usb,
	.health = source_health_usb,
	.identify = source_identify_usb,
	.close = source_close_usb,
	.list = source_list_usb,
};
