/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/book.h"
#include "tools/cli/log.h"
#include "tools/hinged/rpc/bound.h"
#include "tools/hinged/rpc/methods.h"
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/rpc/plates_json.h"
#include "tools/hinged/station/session/time_zone.h"

#include <stdio.h>
#include <string.h>

/* --- measure and identify --- */

struct device_call {
	char source[ADDRESS_MAX], plate[PLATE_ID_MAX];
	double seconds;
};

#define FIELD(field) .name = #field, .offset = offsetof(struct device_call, field)
#define TEXT(field)                                                                                \
	{                                                                                          \
		FIELD(field), .type = PARAM_TEXT, .size = sizeof(((struct device_call *)0)->field) \
	}

/* Where no source is given, that of the plate; params->plate becomes its plate_id where the book
 * knows it, so that another device's "left" is not taken for it. */
static int choose_device(const struct daemon *daemon, const struct rpc_call *call,
			 struct device_call *params, struct error *err)
{
	char address[ADDRESS_MAX];
	struct plate_id id;
	int ret = 0;

	if (!params->source[0])
		ret = bound_plate(daemon, params->plate, &id, err);
	if (ret > 0) {
		plate_id_text(&id, params->plate);
		ret = bound_device(daemon, &id, params->source, sizeof(params->source), err);
	}
	if (!ret)
		ret = choose_source(daemon, call->client->role, params->source, address,
				    sizeof(address), err);
	if (!ret)
		snprintf(params->source, sizeof(params->source), "%s", address);
	return ret;
}

static int run_measure(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param table[] = {
		TEXT(source),
		TEXT(plate),
		{FIELD(seconds), .type = PARAM_NUMBER, .min = 0, .max = 60},
	};
	struct device_call params = {.seconds = 2};
	int ret = params_read(table, sizeof(table) / sizeof(table[0]), call->params, &params, err);

	if (!ret)
		ret = choose_device(daemon, call, &params, err);
	if (!ret)
		ret = station_measure(daemon->station, params.source, params.plate, params.seconds,
				      err);
	return ret ? ret : STATION_MEASURED;
}

/* The plate's own device and no other: one that blinks by mistake is worse than none. */
static int choose_lamp(const struct daemon *daemon, struct device_call *params, struct error *err)
{
	struct plate_id id;
	int ret = bound_plate(daemon, params->plate, &id, err);

	if (ret < 0)
		return ret;
	if (!ret)
		return fail(err, HINGE_EUSAGE,
			    "which plate? give source, or plate where it is bound (hinge devices "
			    "--bind)");
	ret = bound_device(daemon, &id, params->source, sizeof(params->source), err);
	if (!ret && !params->source[0])
		ret = fail(err, HINGE_EDEVICE, "plate %s is not connected", id.serial);
	return ret;
}

static int run_identify(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param table[] = {
		TEXT(source),
		TEXT(plate),
		{FIELD(seconds), .type = PARAM_NUMBER, .min = 1, .max = 60},
	};
	struct device_call params = {.seconds = 5};
	int ret = params_read(table, sizeof(table) / sizeof(table[0]), call->params, &params, err);

	if (!ret && !params.source[0])
		ret = choose_lamp(daemon, &params, err);
	if (!ret)
		ret = choose_device(daemon, call, &params, err);
	if (!ret)
		ret = station_identify(daemon->station, params.source, params.seconds, err);
	return ret ? ret : STATION_IDENTIFIED;
}

/* --- the book of plates --- */

static int need_book(const struct daemon *daemon, struct error *err)
{
	if (*daemon->options->plates)
		return 0;
	return fail(err, HINGE_EUSAGE,
		    "the daemon has no book of plates, as HOME is not set (start it with --plates "
		    "DIR)");
}

struct plate_list {
	const char *folder;
	struct js *plates;
};

static int add_plate(void *ctx, const struct plate_role *role, struct error *err)
{
	const struct plate_list *list = ctx;

	return js_append(list->plates, plate_json(list->folder, role))
		       ? fail(err, HINGE_ENOMEM, "no memory for the answer")
		       : 0;
}

static int run_list(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	struct plate_list list = {.folder = daemon->options->plates};
	int ret = params_read(NULL, 0, call->params, NULL, err);

	if (ret)
		return ret;
	list.plates = js_array();
	if (*list.folder)
		ret = book_each(list.folder, add_plate, &list, err);
	if (ret) {
		js_free(list.plates);
		return ret;
	}
	call->result = js_object();
	if (!js_set(call->result, "plates", list.plates))
		return 0;
	js_free(call->result);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

struct plate_call {
	char plate[PLATE_ID_MAX], foot[16];
	int number;
};

/* "left" is the plate bound to that foot. */
static int read_id(const struct daemon *daemon, const char *plate, struct plate_id *id,
		   struct error *err)
{
	enum foot foot;
	int ret;

	if (!foot_parse(plate, &foot))
		return plate_id_parse(id, plate, err);
	ret = book_find(daemon->options->plates, foot, id, err);
	if (ret)
		return ret < 0 ? ret : 0;
	return fail(err, HINGE_EREFUSED,
		    "no plate is bound to %s (hinge devices --bind %s=SERIAL), name it by its "
		    "serial number",
		    plate, plate);
}

static int answer_plate(const struct daemon *daemon, struct rpc_call *call,
			const struct plate_id *id, struct error *err)
{
	struct plate_role role;
	int ret = book_role(daemon->options->plates, id, &role, err);

	if (ret)
		return ret;
	call->result = plate_json(daemon->options->plates, &role);
	return call->result ? 0 : fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static int run_bind(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param table[] = {
		{.name = "plate",
		 .type = PARAM_TEXT,
		 .offset = offsetof(struct plate_call, plate),
		 .size = PLATE_ID_MAX,
		 .required = true},
		{.name = "foot",
		 .type = PARAM_WORD,
		 .offset = offsetof(struct plate_call, foot),
		 .size = sizeof(((struct plate_call *)0)->foot),
		 .required = true},
	};
	struct plate_call params = {0};
	struct plate_id id;
	enum foot foot;
	int ret = params_read(table, 2, call->params, &params, err);

	if (!ret)
		ret = need_book(daemon, err);
	if (!ret)
		ret = plate_id_parse(&id, params.plate, err);
	if (!ret && (!foot_parse(params.foot, &foot) || foot == FOOT_BOTH))
		ret = fail(err, HINGE_EUSAGE, "foot '%s' must be left, right or unknown",
			   params.foot);
	if (!ret)
		ret = book_bind(daemon->options->plates, &id, foot, err);
	if (ret)
		return ret;
	log_write(LOG_INFO, "plate %s is bound to '%s' on request of user %u", params.plate,
		  params.foot, (unsigned)call->client->uid);
	return answer_plate(daemon, call, &id, err);
}

static int run_use(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	static const struct param table[] = {
		{.name = "plate",
		 .type = PARAM_TEXT,
		 .offset = offsetof(struct plate_call, plate),
		 .size = PLATE_ID_MAX,
		 .required = true},
		{.name = "number",
		 .type = PARAM_COUNT,
		 .offset = offsetof(struct plate_call, number),
		 .min = 0,
		 .max = CERTIFICATE_NUMBER_MAX,
		 .required = true},
	};
	struct plate_call params = {0};
	struct plate_id id;
	int ret = params_read(table, 2, call->params, &params, err);

	if (!ret)
		ret = need_book(daemon, err);
	if (!ret)
		ret = read_id(daemon, params.plate, &id, err);
	if (!ret)
		ret = book_use(daemon->options->plates, &id, params.number, err);
	if (ret)
		return ret;
	log_write(LOG_INFO, "plate %s uses certificate %d on request of user %u", params.plate,
		  params.number, (unsigned)call->client->uid);
	return answer_plate(daemon, call, &id, err);
}

static int run_keep(struct daemon *daemon, struct rpc_call *call, struct error *err)
{
	const struct js *given = js_get(call->params, "certificate");
	struct certificate certificate;
	char id[PLATE_ID_MAX];
	int ret = need_book(daemon, err);

	if (!ret && (!given || js_count(call->params) != 1))
		ret = fail(err, HINGE_EUSAGE, "the only parameter is certificate, an object");
	if (!ret)
		ret = certificate_parse_js(&certificate, given, "certificate", err);
	if (ret)
		return ret;
	time_utc(certificate.date, sizeof(certificate.date));
	ret = book_keep(daemon->options->plates, &certificate, err);
	if (ret)
		return ret;
	log_write(LOG_INFO, "plate %s has certificate %d on request of user %u",
		  plate_id_text(&certificate.id, id), certificate.number,
		  (unsigned)call->client->uid);
	call->result = certificate_js(&certificate);
	return call->result ? 0 : fail(err, HINGE_ENOMEM, "no memory for the answer");
}

const struct rpc_method method_measure = {
	.name = "measure", .role = ROLE_RECORD, .waits = true, .run = run_measure};
const struct rpc_method method_devices_identify = {
	.name = "devices.identify", .role = ROLE_RECORD, .waits = true, .run = run_identify};
const struct rpc_method method_plates_list = {
	.name = "plates.list", .role = ROLE_OBSERVE, .run = run_list};
const struct rpc_method method_plates_bind = {
	.name = "plates.bind", .role = ROLE_ADMIN, .run = run_bind};
const struct rpc_method method_plates_keep = {
	.name = "plates.keep", .role = ROLE_ADMIN, .run = run_keep};
const struct rpc_method method_plates_use = {
	.name = "plates.use", .role = ROLE_ADMIN, .run = run_use};
