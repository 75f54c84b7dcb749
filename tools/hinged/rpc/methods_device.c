/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/source.h"
#include "tools/hinged/daemon.h"
#include "tools/hinged/rpc/bound.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/status/status.h"

#include <stdio.h>
#include <stdlib.h>
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

	bool is_choice = !is_simulated(listing->address) && !listing->unasked;

	if (search->found[0] || (!search->wanted && !is_choice))
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

int choose_sources(const struct daemon *daemon, enum role role, const char *source,
		   char (*sources)[ADDRESS_MAX], char (*address)[ADDRESS_MAX], struct error *err)
{
	bool is_list = sources[0][0];
	int ret = *source || is_list ? 0 : bound_pair(daemon, sources, err);

	if (ret < 0)
		return ret;
	if (*source && is_list)
		return fail(err, HINGE_EUSAGE, "source and sources exclude each other");
	if (sources[1][0] && !strcmp(sources[0], sources[1]))
		return fail(err, HINGE_EUSAGE, "%s cannot be both devices", sources[0]);
	address[1][0] = '\0';
	ret = choose_source(daemon, role, sources[0][0] ? sources[0] : source, address[0],
			    ADDRESS_MAX, err);
	if (ret || !sources[1][0])
		return ret;
	return choose_source(daemon, role, sources[1], address[1], ADDRESS_MAX, err);
}

/* --- devices.list --- */

static const char *scheme_summary(const char *address)
{
	size_t length = strcspn(address, ":");

	for (size_t i = 0; source_table[i]; i++)
		if (strlen(source_table[i]->scheme) == length &&
		    !strncmp(source_table[i]->scheme, address, length))
			return source_table[i]->summary;
	return "unknown kind of source";
}

struct listing {
	struct source_listing *found;
	size_t count;
	bool failed;
};

static void note_found(void *ctx, const struct source_listing *source)
{
	struct listing *list = ctx;
	struct source_listing *grown;

	if (is_simulated(source->address))
		return;
	grown = realloc(list->found, (list->count + 1) * sizeof(*grown));
	list->failed |= !grown;
	if (!grown)
		return;
	list->found = grown;
	list->found[list->count++] = *source;
}

/* Whether an address, with options behind a comma or without a name, can mean the one found. */
static bool means(const char *address, const char *found)
{
	size_t size = strcspn(address, ",");

	return !strncmp(address, found, size) && (!found[size] || found[size - 1] == ':');
}

/* The one that a configured address means; NULL where there is none, or more than one. */
static const struct source_listing *found_as(const struct listing *list, const char *address)
{
	const struct source_listing *found = NULL;

	for (size_t i = 0; i < list->count; i++)
		if (means(address, list->found[i].address)) {
			if (found)
				return NULL;
			found = &list->found[i];
		}
	return found;
}

/* One that is not plugged in yet is a device as well. */
static struct source_listing describe_configured(const struct listing *list, const char *address)
{
	const struct source_listing *found = found_as(list, address);
	struct source_listing source = found ? *found : (struct source_listing){0};

	if (!found)
		snprintf(source.detail, sizeof(source.detail), "%s", scheme_summary(address));
	snprintf(source.address, sizeof(source.address), "%s", address);
	return source;
}

static bool is_among(const struct daemon_options *options, const struct listing *list, size_t index)
{
	for (size_t i = 0; i < options->source_count; i++)
		if (found_as(list, options->sources[i]) == &list->found[index])
			return true;
	return false;
}

static bool add_device(struct js *devices, const struct source_listing *source, bool configured)
{
	struct js *device = js_object();
	int failed = js_set(device, "address", text_json(source->address));

	failed |= js_set(device, "name", text_json(source->name));
	failed |= js_set(device, "serial", text_json(source->serial));
	failed |= js_set(device, "detail", text_json(source->detail));
	failed |= js_set(device, "configured", js_bool(configured));
	return !(failed | js_append(devices, device));
}

/* The configured ones first; NULL = no memory. */
static struct js *devices_json(const struct listing *list, const struct daemon_options *options)
{
	struct js *devices = js_array(), *object = js_object();
	bool done = !list->failed;

	for (size_t i = 0; i < options->source_count; i++) {
		struct source_listing source = describe_configured(list, options->sources[i]);

		done &= add_device(devices, &source, true);
	}
	for (size_t i = 0; i < list->count; i++)
		if (!is_among(options, list, i))
			done &= add_device(devices, &list->found[i], false);
	if (!js_set(object, "devices", devices) && done)
		return object;
	js_free(object);
	return NULL;
}

static int run_devices_list(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct listing list = {0};
	int ret = params_read(NULL, 0, call->params, NULL, err);

	if (ret)
		return ret;
	ret = source_list(note_found, &list, err);
	if (!ret) {
		call->result = devices_json(&list, daemon->options);
		if (!call->result)
			ret = fail(err, HINGE_ENOMEM, "no memory for the answer");
	}
	free(list.found);
	return ret;
}

/* --- zero --- */

/* The address in the call, or the default. */
static int read_source(const struct daemon *daemon, const struct rpc_call *call, char *address,
		       size_t size, struct error *err)
{
	char given[ADDRESS_MAX] = "";
	const struct param table[] = {{.name = "source", .type = PARAM_TEXT, .size = ADDRESS_MAX}};
	int ret = params_read(table, 1, call->params, given, err);

	return ret ? ret : choose_source(daemon, call->client->role, given, address, size, err);
}

static int run_zero(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	char address[ADDRESS_MAX];
	int ret = read_source(daemon, call, address, sizeof(address), err);

	if (!ret)
		ret = station_zero(daemon->station, address, err);
	return ret ? ret : STATION_ZEROED;
}

/* --- doctor --- */

struct doctor_call {
	char source[ADDRESS_MAX], sources[DEVICES_MAX][ADDRESS_MAX];
};

static int run_doctor(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param table[] = {
		{.name = "source", .type = PARAM_TEXT, .size = ADDRESS_MAX},
		{.name = "sources",
		 .type = PARAM_TEXTS,
		 .offset = offsetof(struct doctor_call, sources),
		 .size = ADDRESS_MAX,
		 .min = 1,
		 .max = DEVICES_MAX},
	};
	const char *study = daemon->options->study ? daemon->options->study : "";
	struct doctor_call given = {0};
	char address[DEVICES_MAX][ADDRESS_MAX];
	int ret = params_read(table, 2, call->params, &given, err);

	if (!ret)
		ret = choose_sources(daemon, call->client->role, given.source, given.sources,
				     address, err);
	if (!ret)
		ret = station_examine(daemon->station, address[0], address[1], study, err);
	return ret ? ret : STATION_EXAMINED;
}

const struct rpc_method method_devices_list = {
	.name = "devices.list", .role = ROLE_OBSERVE, .run = run_devices_list};
const struct rpc_method method_zero = {
	.name = "zero", .role = ROLE_RECORD, .waits = true, .run = run_zero};
const struct rpc_method method_doctor = {
	.name = "doctor", .role = ROLE_RECORD, .waits = true, .run = run_doctor};
