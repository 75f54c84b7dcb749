/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/source.h"
#include "tools/hinged/daemon.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/status.h"

#include <stdio.h>
#include <string.h>

/* A simulated plate is never chosen by itself: its samples must not pass for a person's. */
static bool is_simulated(const char *address)
{
	return !strncmp(address, "sim:", 4);
}

static bool is_configured(const struct daemon *daemon, const char *address)
{
	for (size_t i = 0; i < daemon->options->source_count; i++)
		if (!strcmp(daemon->options->sources[i], address))
			return true;
	return false;
}

struct search {
	const char *wanted; /* NULL: the first that is a device */
	char found[ADDRESS_MAX];
};

static void match(void *ctx, const struct source_listing *listing)
{
	struct search *search = ctx;

	if (search->found[0] || (!search->wanted && is_simulated(listing->address)))
		return;
	if (!search->wanted || !strcmp(search->wanted, listing->address))
		snprintf(search->found, sizeof(search->found), "%s", listing->address);
}

static int choose_default(const struct daemon *daemon, char *address, size_t size,
			  struct error *err)
{
	struct search search = {0};
	int ret;

	if (daemon->options->source_count) {
		snprintf(address, size, "%s", daemon->options->sources[0]);
		return 0;
	}
	ret = source_list(match, &search, err);
	if (ret)
		return ret;
	if (!search.found[0])
		return fail(err, HINGE_EDEVICE,
			    "no device is connected (to try things out: hinged --source sim:)");
	snprintf(address, size, "%s", search.found);
	return 0;
}

int choose_source(const struct daemon *daemon, enum role role, const char *given, char *address,
		  size_t size, struct error *err)
{
	struct search search = {.wanted = given};

	if (!given || !*given)
		return choose_default(daemon, address, size, err);
	if (role < ROLE_ADMIN && !is_simulated(given) && !is_configured(daemon, given)) {
		int ret = source_list(match, &search, err);

		if (ret)
			return ret;
		if (!search.found[0])
			return fail(err, HINGE_EREFUSED,
				    "%s is no device of this daemon (see hinge devices)", given);
	}
	snprintf(address, size, "%s", given);
	return 0;
}

/* --- devices.list --- */

struct listing {
	const struct daemon *daemon;
	struct js *devices;
	int failed;
};

static void add_device(struct listing *list, const struct source_listing *source, bool configured)
{
	struct js *device = js_object();

	list->failed |= js_set(device, "address", text_json(source->address));
	list->failed |= js_set(device, "name", text_json(source->name));
	list->failed |= js_set(device, "serial", text_json(source->serial));
	list->failed |= js_set(device, "detail", text_json(source->detail));
	list->failed |= js_set(device, "configured", js_bool(configured));
	list->failed |= js_append(list->devices, device);
}

static void visit_found(void *ctx, const struct source_listing *source)
{
	struct listing *list = ctx;

	if (!is_simulated(source->address) && !is_configured(list->daemon, source->address))
		add_device(list, source, false);
}

static const char *scheme_summary(const char *address)
{
	size_t length = strcspn(address, ":");

	for (size_t i = 0; source_table[i]; i++)
		if (strlen(source_table[i]->scheme) == length &&
		    !strncmp(source_table[i]->scheme, address, length))
			return source_table[i]->summary;
	return "unknown kind of source";
}

static void add_configured(struct listing *list)
{
	const struct daemon_options *options = list->daemon->options;

	for (size_t i = 0; i < options->source_count; i++) {
		struct source_listing source = {0};

		snprintf(source.address, sizeof(source.address), "%s", options->sources[i]);
		snprintf(source.detail, sizeof(source.detail), "%s",
			 scheme_summary(options->sources[i]));
		add_device(list, &source, true);
	}
}

static int run_devices_list(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct listing list = {.daemon = daemon};
	int ret = params_read(NULL, 0, call->params, NULL, err);
	struct js *object;

	if (ret)
		return ret;
	list.devices = js_array();
	add_configured(&list);
	ret = source_list(visit_found, &list, err);
	object = js_object();
	if (js_set(object, "devices", list.devices) || list.failed) {
		js_free(object);
		return fail(err, HINGE_ENOMEM, "no memory for the answer");
	}
	if (ret) {
		js_free(object);
		return ret;
	}
	call->result = object;
	return 0;
}

/* --- zero --- */

static int run_zero(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	char given[ADDRESS_MAX] = "", address[ADDRESS_MAX];
	const struct param table[] = {{.name = "source", .type = PARAM_TEXT, .size = ADDRESS_MAX}};
	int ret = params_read(table, 1, call->params, given, err);

	if (!ret)
		ret = choose_source(daemon, call->client->role, given, address, sizeof(address),
				    err);
	if (!ret)
		ret = station_zero(daemon->station, address, err);
	return ret ? ret : STATION_ZEROED;
}

const struct rpc_method method_devices_list = {
	.name = "devices.list", .role = ROLE_OBSERVE, .run = run_devices_list};
const struct rpc_method method_zero = {
	.name = "zero", .role = ROLE_RECORD, .waits = true, .run = run_zero};
