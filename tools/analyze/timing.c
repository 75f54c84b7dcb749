/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds per stage, in the shape that tests/bench compares with others. */
#include "formats/json.h"
#include "tools/analyze/analyze.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double standard_gravity = 9.80665;

static struct js *rounded(double value, int decimals)
{
	double scale = pow(10, decimals);

	return js_number(round(value * scale) / scale);
}

static const char *const timing_stages[] = {"read",    "scale",    "filter",    "cop",
					    "detect",  "metrics",  "normalise", "bootstrap",
					    "spectra", "residual", "write"};

static double stage_seconds(const struct trial_report *report, const char *name, bool wall)
{
	double seconds = 0;

	for (size_t i = 0; i < report->stages; i++)
		if (!strcmp(report->stage[i].name, name))
			seconds += wall ? report->stage[i].wall_s : report->stage[i].cpu_s;
	return seconds;
}

static int add_seconds(struct js *object, const struct trial_report *report, bool wall)
{
	struct js *stages = js_object();
	double total = 0;
	int ret = 0;

	for (size_t i = 0; i < sizeof(timing_stages) / sizeof(timing_stages[0]); i++) {
		double seconds = stage_seconds(report, timing_stages[i], wall);

		ret |= js_set(stages, timing_stages[i], js_number(seconds));
		total += seconds;
	}
	ret |= js_set(object, wall ? "wall" : "cpu", stages);
	ret |= js_set(object, wall ? "total_wall" : "total_cpu", js_number(total));
	return ret;
}

int report_timing(const struct trial_report *report, char **text, struct error *err)
{
	const struct metric *asymmetry = set_asymmetry(report, 1);
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "file", js_string(report->raw_file));
	ret |= js_set(object, "frames", js_integer((int64_t)report->frames));
	ret |= js_set(object, "reps", js_integer((int64_t)report->reps));
	ret |= js_set(object, "weight", rounded(report->body_mass_kg * standard_gravity, 2));
	ret |= js_set(object, "asymmetry", rounded(asymmetry ? asymmetry->value : NAN, 4));
	ret |= add_seconds(object, report, true);
	ret |= add_seconds(object, report, false);
	*text = ret ? NULL : js_dump(object, 9, 0);
	js_free(object);
	return *text ? 0 : fail(err, HINGE_ENOMEM, "out of memory");
}
