/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/analyze.h"
#include "tools/analyze/parts.h"

#include <math.h>
#include <string.h>

enum { DECIMALS = 4 };

struct js *json_number(double value, int decimals)
{
	double scale = pow(10, decimals);

	return js_number(isfinite(value) ? round(value * scale) / scale : NAN);
}

/* Seven digits, and four decimals at least: square metres of sway are small. */
static struct js *seven_digits(double value)
{
	int size = isfinite(value) && value != 0 ? (int)floor(log10(fabs(value))) : 0;

	return json_number(value, size < 2 ? 6 - size : DECIMALS);
}

static struct js *interval_of(const struct metric *metric)
{
	struct js *pair = js_array();

	if (js_append(pair, seven_digits(metric->ci_low)) |
	    js_append(pair, seven_digits(metric->ci_high))) {
		js_free(pair);
		return NULL;
	}
	return pair;
}

static struct js *row_object(const struct metric *metric)
{
	struct js *row = js_object();
	int ret = 0;

	ret |= js_set(row, "metric", js_string(metric->metric));
	ret |= js_set(row, "side", js_string(metric->side));
	ret |= js_set(row, "value", seven_digits(metric->value));
	ret |= js_set(row, "unit", js_string(metric->unit));
	ret |= js_set(row, "formula", js_string(metric->formula));
	if (metric->n > 1) {
		ret |= js_set(row, "n", js_integer(metric->n));
		ret |= js_set(row, "ci", interval_of(metric));
	}
	if (metric->flags & FLAG_DESCRIPTIVE)
		ret |= js_set(row, "descriptive", js_bool(true));
	if (metric->flags & FLAG_BARRED)
		ret |= js_set(row, "barred", js_bool(true));
	if (!ret)
		return row;
	js_free(row);
	return NULL;
}

/* NULL: out of memory. */
static struct js *row_list(const struct trial_report *report, int set, int rep, const char *phase)
{
	struct js *list = js_array();
	int ret = 0;

	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (metric->set == set && metric->rep == rep && !strcmp(metric->phase, phase))
			ret |= js_append(list, row_object(metric));
	}
	if (!ret)
		return list;
	js_free(list);
	return NULL;
}

static int set_asymmetry_of(struct js *object, const struct metric *metric)
{
	struct js *asymmetry;
	int ret = 0;

	if (!metric)
		return js_set(object, "asymmetry", js_null());
	asymmetry = js_object();
	ret |= js_set(asymmetry, "value", json_number(metric->value, DECIMALS));
	ret |= js_set(asymmetry, "unit", js_string(metric->unit));
	ret |= js_set(asymmetry, "formula", js_string(metric->formula));
	ret |= js_set(asymmetry, "barred", js_bool(metric->flags & FLAG_BARRED));
	return js_set(object, "asymmetry", asymmetry) | ret;
}

/* What it covers, the asymmetry that counts, and everything; null where there is nothing. */
static struct js *stretch_object(const struct trial_report *report, int set, const char *phase)
{
	const struct metric *start = metric_of(report, set, 0, phase, "start", "both");
	const struct metric *length = metric_of(report, set, 0, phase, "duration", "both");
	struct js *object;
	int ret = 0;

	if (!start || !length)
		return js_null();
	object = js_object();
	ret |= js_set(object, "start_s", seven_digits(start->value));
	ret |= js_set(object, "end_s", seven_digits(start->value + length->value));
	ret |= set_asymmetry_of(object, metric_of(report, set, 0, phase, "asymmetry", "both"));
	ret |= js_set(object, "metrics", row_list(report, set, 0, phase));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

struct js *json_window(const struct trial_report *report)
{
	return stretch_object(report, 0, "window");
}

struct js *json_standing(const struct trial_report *report)
{
	return stretch_object(report, 1, "standing");
}

static struct js *pull_value(const struct trial_report *report, int number, const char *name)
{
	const struct metric *metric = metric_of(report, 1, number, "pull", name, "both");

	return metric && !(metric->flags & FLAG_BARRED) ? seven_digits(metric->value) : js_null();
}

static struct js *pull_object(const struct trial_report *report, int number)
{
	struct js *object = js_object();
	int ret = js_set(object, "index", js_integer(number));

	ret |= js_set(object, "onset_s", pull_value(report, number, "onset"));
	ret |= js_set(object, "peak_force_n", pull_value(report, number, "peak_force"));
	ret |= js_set(object, "net_peak_force_n", pull_value(report, number, "net_peak_force"));
	ret |= js_set(object, "asymmetry_pct", pull_value(report, number, "asymmetry"));
	ret |= js_set(object, "metrics", row_list(report, 1, number, "pull"));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

struct js *json_pulls(const struct trial_report *report)
{
	struct js *list;
	int ret = 0;

	if (!metric_of(report, 1, 1, "pull", "peak_force", "both"))
		return js_null();
	list = js_array();
	for (int i = 1; metric_of(report, 1, i, "pull", "peak_force", "both"); i++)
		ret |= js_append(list, pull_object(report, i));
	if (!ret)
		return list;
	js_free(list);
	return NULL;
}

struct js *json_pulls_mean(const struct trial_report *report)
{
	return metric_of(report, 1, 2, "pull", "peak_force", "both")
		       ? row_list(report, 1, 0, "pull")
		       : js_null();
}
