/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/judge.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tools/hinged/doctor/checks.h"

/* In the order of the lines; the names are those of hinge-doctor(1). */
static const struct {
	const char *name, *unit;
	void (*judge)(struct doctor_check *, const struct facts *, const struct doctor_limits *);
} checks[DOCTOR_CHECKS] = {
	{"usb-speed", "%", check_link},
	{"disk", "min", check_disk},
	{"clock", "ppm", check_clock},
	{"realtime", "", check_realtime},
	{"calibration", "d", check_calibration},
	{"cells", "", check_cells},
	{"noise", "N", check_noise},
	{"hum", "N", check_hum_level},
	{"zero-drift", "N", check_zero_drift},
	{"test-ramp", "", check_ramp},
};

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {"pass", "warn", "fail"};

	return names[verdict];
}

void check_say(struct doctor_check *check, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(check->text, sizeof(check->text), format, args);
	va_end(args);
}

void check_advise(struct doctor_check *check, enum verdict verdict, const char *format, ...)
{
	va_list args;

	check->verdict = verdict;
	va_start(args, format);
	vsnprintf(check->advice, sizeof(check->advice), format, args);
	va_end(args);
}

enum verdict check_measure(struct doctor_check *check, double value, double warn, double fail)
{
	bool falls = fail < warn; /* less is worse */

	check->value = value;
	check->limit = warn;
	if (falls ? value < fail : value > fail) {
		check->limit = fail;
		return VERDICT_FAIL;
	}
	return (falls ? value < warn : value > warn) ? VERDICT_WARN : VERDICT_PASS;
}

static void name_section(struct doctor_section *section, const struct facts *facts)
{
	snprintf(section->source, sizeof(section->source), "%s", facts->source);
	section->measured_s = facts->device.measured_s;
	section->rate_hz = facts->device.rate_hz;
	section->plates = facts->device.plates;
	for (size_t p = 0; p < section->plates; p++)
		snprintf(section->plate[p], sizeof(section->plate[p]), "%s",
			 facts->device.plate[p].name);
}

void doctor_judge(struct doctor_section *section, const struct facts *facts,
		  const struct doctor_limits *limits)
{
	memset(section, 0, sizeof(*section));
	name_section(section, facts);
	for (size_t i = 0; i < DOCTOR_CHECKS; i++) {
		struct doctor_check *check = &section->check[i];

		*check = (struct doctor_check){
			.name = checks[i].name, .unit = checks[i].unit, .value = NAN, .limit = NAN};
		checks[i].judge(check, facts, limits);
	}
}

enum verdict doctor_verdict(const struct doctor_section *section)
{
	enum verdict worst = VERDICT_PASS;

	for (size_t i = 0; i < DOCTOR_CHECKS; i++)
		if (section->check[i].verdict > worst)
			worst = section->check[i].verdict;
	return worst;
}
