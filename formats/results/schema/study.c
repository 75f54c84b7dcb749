/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that `hinge collect` writes. */
#include "formats/results/schema/schema.h"

#define AT(member)    offsetof(struct study_entry, row.member)
#define WIDTH(member) sizeof(((struct study_entry *)0)->row.member)
#define REAL(n, member, u, t)                           \
	{                                               \
		n, VALUE_F64, 8, AT(member), u, t, NULL \
	}
#define INT(n, member, t)                                 \
	{                                                 \
		n, VALUE_I32, 4, AT(member), "1", t, NULL \
	}
#define TEXT(n, member, t)                                            \
	{                                                             \
		n, VALUE_TEXT, WIDTH(member), AT(member), "", t, NULL \
	}

/* clang-format off */
static const struct field columns[] = {
	TEXT("subject", subject, "pseudonymous code"),
	TEXT("session", session, "session"),
	TEXT("task", task, "task"),
	INT("run", run, "run, 0 = unknown"),
	REAL("load_kg", load_kg, "kg", "external load with the bar; NaN = unknown"),
	TEXT("load_source", load_source, "entered, estimated or empty"),
	REAL("body_mass_kg", body_mass_kg, "kg", "body mass; NaN = unknown"),
	TEXT("body_mass_source", body_mass_source, "measured, header, typed or empty"),
	TEXT("status", status, "of the recording: ok, warn or reject"),
	TEXT("trial", metric.trial, "recording the row comes from"),
	INT("set", metric.set, "set, from 1"),
	INT("rep", metric.rep, "repetition, from 1; 0 = the whole set"),
	TEXT("phase", metric.phase, "phase or window the value stands for"),
	TEXT("side", metric.side, "left, right, both or diff"),
	TEXT("metric", metric.metric, "name of the metric"),
	REAL("value", metric.value, "", "value in the row's unit; NaN = missing"),
	TEXT("unit", metric.unit, "UCUM unit of value and intervals"),
	REAL("ci_low", metric.ci_low, "", "95 % interval, low end; NaN = missing"),
	REAL("ci_high", metric.ci_high, "", "95 % interval, high end; NaN = missing"),
	REAL("bca_low", metric.bca_low, "", "95 % BCa bootstrap interval, low end; NaN = missing"),
	REAL("bca_high", metric.bca_high, "", "95 % BCa bootstrap interval, high end; NaN = missing"),
	INT("n", metric.n, "values that went into it"),
	TEXT("formula", metric.formula, "id of the formula, see hinge's methods page"),
	INT("flags", metric.flags, "bits, listed in /results/flag_codes of the trial's result"),
};
/* clang-format on */
static const struct table table = {columns, sizeof(columns) / sizeof(columns[0])};

static const struct object objects[] = {
	{.path = "/",
	 .kind = OBJECT_GROUP,
	 .rows = offsetof(struct content, none),
	 .text = "metrics of many trials"},
	{.path = "/metrics",
	 .kind = OBJECT_TABLE,
	 .rows = offsetof(struct content, study_rows),
	 .data = offsetof(struct content, study_row),
	 .stride = sizeof(struct study_entry),
	 .table = &table,
	 .text = "Metrics of the trials, one a row"},
};

static const struct attribute attributes[] = {
	{.object = "/", .field = {.name = "format", .value = VALUE_TEXT}, .fixed = STUDY_FORMAT},
	{.object = "/",
	 .field = {.name = "format_version", .value = VALUE_TEXT},
	 .fixed = SCHEMA_VERSION},
	{.object = "/", .field = {.name = "software", .value = VALUE_TEXT}, .fixed = "hinge"},
	{.object = "/",
	 .field = {.name = "software_version",
		   .value = VALUE_TEXT,
		   .width = sizeof(((struct content *)0)->software_version),
		   .offset = offsetof(struct content, software_version),
		   .text = "version of hinge"}},
	{.object = NULL},
};

const struct schema schema_study = {
	.object = objects,
	.objects = sizeof(objects) / sizeof(objects[0]),
	.attribute = attributes,
};
