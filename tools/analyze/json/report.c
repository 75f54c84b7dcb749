/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/json.h"
#include "tools/analyze/analyze.h"
#include "tools/analyze/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PERCENT_DECIMALS = 4, JSON_DIGITS = 15 };

/* Four significant digits, for p-values. */
static struct js *significant(double value)
{
	if (!isfinite(value) || value == 0)
		return js_number(value);
	return json_number(value, 3 - (int)floor(log10(fabs(value))));
}

static struct js *text_or_null(const char *text)
{
	return text && *text ? js_string(text) : js_null();
}

static struct js *interval(double low, double high)
{
	struct js *pair = js_array();

	if (js_append(pair, json_number(low, PERCENT_DECIMALS)) |
	    js_append(pair, json_number(high, PERCENT_DECIMALS))) {
		js_free(pair);
		return NULL;
	}
	return pair;
}

static struct js *flag_list(uint32_t flags)
{
	struct js *list = js_array();
	int ret = 0;

	for (const struct flag_word *flag = flag_words; flag->word; flag++)
		if (flags & flag->bit)
			ret |= js_append(list, js_string(flag->word));
	if (!ret)
		return list;
	js_free(list);
	return NULL;
}

static struct js *rep_object(const struct rep *rep)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "index", js_integer(rep->rep));
	ret |= js_set(object, "set", js_integer(rep->set));
	ret |= js_set(object, "kind", js_string(rep_kind_name(rep->kind)));
	ret |= js_set(object, "end", js_string(rep_end_name(rep->end)));
	ret |= js_set(object, "valid", js_bool(rep->valid));
	for (const struct rep_column *c = rep_columns; c->name; c++)
		ret |= js_set(object, c->name, json_number(rep_value(rep, c), c->decimals));
	ret |= js_set(object, "flags", flag_list(rep->flags));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

static struct js *asymmetry_object(const struct metric *metric)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "set", js_integer(metric->set));
	ret |= js_set(object, "value", json_number(metric->value, PERCENT_DECIMALS));
	ret |= js_set(object, "unit", js_string(metric->unit));
	ret |= js_set(object, "ci", interval(metric->ci_low, metric->ci_high));
	ret |= js_set(object, "n", js_integer(metric->n));
	ret |= js_set(object, "formula", js_string(metric->formula));
	ret |= js_set(object, "window", js_string(metric->phase));
	ret |= js_set(object, "barred", js_bool(metric->flags & FLAG_BARRED));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

/* A percentage by its decimals; a power of 4e-6 by its digits. */
static struct js *figure(double value, const char *unit)
{
	return strcmp(unit, "%") ? significant(value) : json_number(value, PERCENT_DECIMALS);
}

static struct js *finding_interval(const struct finding *finding)
{
	struct js *pair = js_array();

	if (js_append(pair, figure(finding->ci_low, finding->unit)) |
	    js_append(pair, figure(finding->ci_high, finding->unit))) {
		js_free(pair);
		return NULL;
	}
	return pair;
}

static struct js *finding_object(const struct finding *finding)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "id", js_string(finding->id));
	ret |= js_set(object, "set", js_integer(finding->set));
	ret |= js_set(object, "name", js_string(finding->name));
	ret |= js_set(object, "outcome", js_string(outcome_name(finding->outcome)));
	ret |= js_set(object, "value", figure(finding->value, finding->unit));
	ret |= js_set(object, "unit", js_string(finding->unit));
	ret |= js_set(object, "ci", finding_interval(finding));
	ret |= js_set(object, "n", js_integer(finding->n));
	ret |= js_set(object, "p", significant(finding->p));
	ret |= js_set(object, "p_adjusted", significant(finding->p_adjusted));
	ret |= js_set(object, "threshold", figure(finding->threshold, finding->unit));
	ret |= js_set(object, "text", js_string(finding->text));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

static struct js *check_object(const struct check *check)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "code", js_string(check->code));
	ret |= js_set(object, "severity", js_string(report_status_name(check->severity)));
	ret |= js_set(object, "value", json_number(check->value, PERCENT_DECIMALS));
	ret |= js_set(object, "unit", js_string(check->unit));
	ret |= js_set(object, "text", js_string(check->text));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

static struct js *step_object(const struct step *step)
{
	struct js *object = js_object();

	if (!(js_set(object, "name", js_string(step->name)) |
	      js_set(object, "text", js_string(step->text))))
		return object;
	js_free(object);
	return NULL;
}

static int add_lists(struct js *object, const struct trial_report *report)
{
	struct js *reps = js_array(), *findings = js_array(), *quality = js_array();
	struct js *steps = js_array();
	int ret = 0;

	for (size_t i = 0; i < report->reps; i++)
		ret |= js_append(reps, rep_object(&report->rep[i]));
	for (size_t i = 0; i < report->findings; i++)
		ret |= js_append(findings, finding_object(&report->finding[i]));
	for (size_t i = 0; i < report->checks; i++)
		ret |= js_append(quality, check_object(&report->check[i]));
	for (size_t i = 0; i < report->steps; i++)
		ret |= js_append(steps, step_object(&report->step[i]));
	ret |= js_set(object, "reps", reps);
	ret |= js_set(object, "no_reps_reason", text_or_null(report->no_reps_reason));
	ret |= js_set(object, "findings", findings);
	ret |= js_set(object, "quality", quality);
	ret |= js_set(object, "steps", steps);
	return ret;
}

/* One object for the only set, an array where there are several, null where none can be known. */
static struct js *asymmetry_of_sets(const struct trial_report *report)
{
	int sets = report->reps ? report->rep[report->reps - 1].set : 0, known = 0, ret = 0;
	const struct metric *metric, *last = NULL;
	struct js *all;

	for (int set = 1; set <= sets; set++)
		if ((metric = set_asymmetry(report, set))) {
			last = metric;
			known++;
		}
	if (known <= 1)
		return last ? asymmetry_object(last) : js_null();
	all = js_array();
	for (int set = 1; set <= sets; set++)
		if ((metric = set_asymmetry(report, set)))
			ret |= js_append(all, asymmetry_object(metric));
	if (!ret)
		return all;
	js_free(all);
	return NULL;
}

static int dump(struct js *object, int ret, char **text, struct error *err)
{
	char *line = ret ? NULL : js_dump(object, JSON_DIGITS, 0);

	js_free(object);
	if (!line)
		return fail(err, HINGE_ENOMEM, "out of memory");
	*text = line;
	return 0;
}

int report_json(const struct trial_report *report, const char *file, const char *results_path,
		char **text, struct error *err)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "file", js_path(file));
	ret |= js_set(object, "status", js_string(report_status_name(report->status)));
	ret |= js_set(object, "format", text_or_null(report->format));
	ret |= js_set(object, "task", text_or_null(report->task));
	ret |= js_set(object, "task_source", text_or_null(report->task_source));
	ret |= js_set(object, "rate_hz", json_number(report->rate_hz, 6));
	ret |= js_set(object, "frames", js_integer((int64_t)report->frames));
	ret |= js_set(object, "body_mass_kg", json_number(report->body_mass_kg, 4));
	ret |= js_set(object, "body_mass_source", text_or_null(report->body_mass_source));
	ret |= js_set(object, "load_kg", json_number(report->load_kg, 4));
	ret |= js_set(object, "load_source", text_or_null(report->load_source));
	ret |= js_set(object, "sides_reason", text_or_null(report->sides_reason));
	ret |= add_lists(object, report);
	ret |= js_set(object, "pulls", json_pulls(report));
	ret |= js_set(object, "pulls_mean", json_pulls_mean(report));
	ret |= js_set(object, "standing", json_standing(report));
	ret |= js_set(object, "asymmetry", asymmetry_of_sets(report));
	ret |= js_set(object, "method_spread", json_spread(report));
	ret |= js_set(object, "window", json_window(report));
	ret |= js_set(object, "results", results_path ? js_path(results_path) : js_null());
	return dump(object, ret, text, err);
}
