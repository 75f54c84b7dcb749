/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/doctor.h"

#include <stdio.h>
#include <stdlib.h>

static const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");

	return folder && *folder ? folder : "/tmp";
}

static int examine_device(struct facts *facts, const struct doctor_device *device,
			  const struct doctor_request *request, struct error *err)
{
	int ret = device_examine(&facts->device, device->source, request->plates,
				 device->has_zero ? &device->zero : NULL, request->on_plate_n, err);

	if (ret)
		return ret;
	snprintf(facts->source, sizeof(facts->source), "%s", device->source);
	path_examine(&facts->path, device->source,
		     *request->study ? request->study : temporary_folder());
	return 0;
}

static double samples_hz(const struct facts *facts)
{
	return facts->device.rate_hz * (double)facts->device.channels;
}

int doctor_examine(struct doctor_report *report, const struct doctor_request *request,
		   struct error *err)
{
	struct facts facts[DOCTOR_DEVICES_MAX] = {0};
	double all_hz = 0;

	for (size_t i = 0; i < request->devices; i++) {
		int ret = examine_device(&facts[i], &request->device[i], request, err);

		if (ret)
			return ret;
		all_hz += samples_hz(&facts[i]);
	}
	report->devices = request->devices;
	for (size_t i = 0; i < request->devices; i++) {
		host_examine(&facts[i].host, *request->study ? request->study : NULL);
		facts[i].host.beside_hz = all_hz - samples_hz(&facts[i]);
		doctor_judge(&report->section[i], &facts[i], &request->limits);
	}
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

static struct js *section_json(const struct doctor_section *section)
{
	struct js *object = js_object(), *checks = js_array(), *plates = js_array();
	int failed = 0;

	for (size_t i = 0; i < DOCTOR_CHECKS; i++)
		failed |= js_append(checks, check_json(&section->check[i]));
	for (size_t p = 0; p < section->plates; p++)
		failed |= js_append(plates, js_path(section->plate[p]));
	failed |= js_set(object, "source", js_path(section->source));
	failed |= js_set(object, "plates", plates);
	failed |= js_set(object, "rate_hz", js_number(section->rate_hz));
	failed |= js_set(object, "measured_s", js_number(section->measured_s));
	failed |= js_set(object, "outcome", js_string(verdict_name(doctor_verdict(section))));
	failed |= js_set(object, "checks", checks);
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

struct js *doctor_json(const struct doctor_report *report)
{
	struct js *object = js_object(), *devices = js_array();
	enum verdict worst = VERDICT_PASS;
	int failed = 0;

	for (size_t i = 0; i < report->devices; i++) {
		enum verdict verdict = doctor_verdict(&report->section[i]);

		worst = verdict > worst ? verdict : worst;
		failed |= js_append(devices, section_json(&report->section[i]));
	}
	failed |= js_set(object, "outcome", js_string(verdict_name(worst)));
	failed |= js_set(object, "devices", devices);
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}
