/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/doctor.h"

#include <stdio.h>
#include <stdlib.h>

static const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");

	return folder && *folder ? folder : "/tmp";
}

int doctor_examine(struct doctor_report *report, const struct doctor_request *request,
		   struct error *err)
{
	const char *study = *request->study ? request->study : NULL;
	struct facts facts = {0};
	int ret;

	snprintf(facts.source, sizeof(facts.source), "%s", request->source);
	ret = device_examine(&facts.device, request->source, request->plates,
			     request->has_zero ? &request->zero : NULL, request->on_plate_n, err);
	if (ret)
		return ret;
	path_examine(&facts.path, request->source, study ? study : temporary_folder());
	host_examine(&facts.host, study);
	doctor_judge(report, &facts, &request->limits);
	return 0;
}

static struct js *check_json(const struct doctor_check *check)
{
	struct js *object = js_object();
	int failed = js_set(object, "name", js_string(check->name));

	failed |= js_set(object, "outcome", js_string(verdict_name(check->verdict)));
	failed |= js_set(object, "value", js_number(check->value));
	failed |= js_set(object, "limit", js_number(check->limit));
	failed |= js_set(object, "unit", js_string(check->unit));
	failed |= js_set(object, "text", js_path(check->text));
	failed |= js_set(object, "advice", *check->advice ? js_path(check->advice) : js_null());
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

struct js *doctor_json(const struct doctor_report *report)
{
	struct js *object = js_object(), *checks = js_array();
	int failed = 0;

	for (size_t i = 0; i < DOCTOR_CHECKS; i++)
		failed |= js_append(checks, check_json(&report->check[i]));
	failed |= js_set(object, "source", js_path(report->source));
	failed |= js_set(object, "rate_hz", js_number(report->rate_hz));
	failed |= js_set(object, "measured_s", js_number(report->measured_s));
	failed |= js_set(object, "outcome", js_string(verdict_name(doctor_verdict(report))));
	failed |= js_set(object, "checks", checks);
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}
