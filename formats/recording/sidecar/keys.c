/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar/keys.h"

#include <string.h>

/* A key of this version. members: of the object, or of each object of the array, under it; NULL
 * where the whole value is ours. */
struct key {
	const char *name;
	const struct key *members;
};

static const struct key cell_keys[] = {
	{"Column", NULL}, {"Position", NULL}, {"NewtonPerUnit", NULL}, {"Zero", NULL}, {NULL, NULL},
};

static const struct key plate_keys[] = {
	{"Name", NULL}, {"Foot", NULL},   {"Cells", cell_keys}, {"Fz", NULL}, {"CopX", NULL},
	{"CopY", NULL}, {"Wrench", NULL}, {"Crosstalk", NULL},  {NULL, NULL},
};

static const struct key calibration_keys[] = {{"Certificate", NULL}, {"Date", NULL}, {NULL, NULL}};
static const struct key device_keys[] = {
	{"Source", NULL}, {"Serial", NULL}, {"Firmware", NULL}, {NULL, NULL}};

static const struct key top_keys[] = {
	{"Format", NULL},        {"FormatVersion", NULL},
	{"TaskName", NULL},      {"SamplingFrequency", NULL},
	{"StartTime", NULL},     {"TimeZone", NULL},
	{"Subject", NULL},       {"Session", NULL},
	{"Run", NULL},           {"Supersedes", NULL},
	{"LoadKg", NULL},        {"BodyMassKg", NULL},
	{"Style", NULL},         {"Grip", NULL},
	{"Unit", NULL},          {"Plates", plate_keys},
	{"Crosstalk", NULL},     {"Calibration", calibration_keys},
	{"Tare", NULL},          {"Gaps", NULL},
	{"Device", device_keys}, {"Samples", NULL},
	{"Text", NULL},          {NULL, NULL},
};

struct collecting {
	const struct key *known;
	struct js *rest;
};

static const struct key *find(const struct key *keys, const char *name)
{
	for (; keys->name; keys++)
		if (!strcmp(keys->name, name))
			return keys;
	return NULL;
}

static int collect(const struct key *known, const struct js *value, struct js **rest);

/* Each object's rest at its index, so that it finds its way back. */
static int collect_items(const struct key *known, const struct js *array, struct js **rest)
{
	struct js *items = js_array();
	bool any = false;

	for (size_t i = 0; items && i < js_count(array); i++) {
		struct js *item = NULL;

		if (collect(known, js_at(array, i), &item) ||
		    (any |= item != NULL, js_append(items, item ? item : js_null()))) {
			js_free(items);
			return -1;
		}
	}
	if (!items)
		return -1;
	if (any)
		*rest = items;
	else
		js_free(items);
	return 0;
}

static int collect_member(void *ctx, const char *name, const struct js *value)
{
	struct collecting *into = ctx;
	const struct key *key = find(into->known, name);
	struct js *rest = NULL;

	if (!key)
		return js_set(into->rest, name, js_copy(value));
	if (!key->members)
		return 0;
	if (collect(key->members, value, &rest))
		return -1;
	return rest ? js_set(into->rest, name, rest) : 0;
}

/* As deep as the tables above, whatever the input. */
static int collect(const struct key *known, const struct js *value, struct js **rest)
{
	struct collecting into = {.known = known};
	int ret;

	if (js_is_array(value))
		return collect_items(known, value, rest);
	if (!js_is_object(value))
		return 0;
	into.rest = js_object();
	ret = into.rest ? js_each(value, collect_member, &into) : -1;
	if (!ret && js_count(into.rest)) {
		*rest = into.rest;
		return 0;
	}
	js_free(into.rest);
	return ret;
}

int keys_unknown(const struct js *sidecar, struct js **rest)
{
	*rest = NULL;
	return collect(top_keys, sidecar, rest);
}

static int add_member(void *ctx, const char *name, const struct js *value)
{
	struct js *object = ctx;

	return js_get(object, name) ? 0 : js_set(object, name, js_copy(value));
}

int keys_add_rest(struct js *object, const struct js *rest)
{
	return js_is_object(rest) ? js_each(rest, add_member, object) : 0;
}
