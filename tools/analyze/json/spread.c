/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/spread.h"
#include "tools/analyze/parts.h"

enum { PERCENT_DECIMALS = 4, SECOND_DECIMALS = 6 };

static struct js *values_of(const struct spread *spread, int decimals)
{
	struct js *values = js_array();
	int ret = 0;

	for (size_t i = 0; i < spread->count; i++) {
		const struct metric *row = spread->row[i];
		struct js *object = js_object();

		ret |= js_set(object, "metric", js_string(row->metric));
		ret |= js_set(object, "value", json_number(row->value, decimals));
		ret |= js_set(object, "formula", js_string(row->formula));
		ret |= js_append(values, object);
	}
	if (!ret)
		return values;
	js_free(values);
	return NULL;
}

static struct js *range_object(const struct spread *spread, int set, int rep, const char *window,
			       int decimals)
{
	struct js *object = js_object();
	int ret = 0;

	ret |= js_set(object, "set", js_integer(set));
	ret |= js_set(object, "rep", js_integer(rep));
	ret |= js_set(object, "window", js_string(window));
	ret |= js_set(object, "unit", js_string(spread->row[0]->unit));
	ret |= js_set(object, "low", json_number(spread->value[spread->low], decimals));
	ret |= js_set(object, "low_method", js_string(spread->row[spread->low]->metric));
	ret |= js_set(object, "high", json_number(spread->value[spread->high], decimals));
	ret |= js_set(object, "high_method", js_string(spread->row[spread->high]->metric));
	if (spread->row[0]->flags & FLAG_BARRED)
		ret |= js_set(object, "barred", js_bool(true));
	ret |= js_set(object, "values", values_of(spread, decimals));
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}

static int add_asymmetries(struct js *list, const struct trial_report *report)
{
	const struct metric *headline;
	struct spread spread;
	size_t i = 0;
	int ret = 0;

	while ((headline = spread_next_headline(report, &i)))
		if (spread_of_asymmetry(report, headline, &spread))
			ret |= js_append(list, range_object(&spread, headline->set, headline->rep,
							    headline->phase, PERCENT_DECIMALS));
	return ret;
}

static int add_onsets(struct js *list, const struct trial_report *report)
{
	const struct metric *first;
	struct spread spread;
	size_t i = 0;
	int ret = 0;

	while ((first = spread_next_onset(report, &i)))
		if (spread_of_onset(report, first->set, first->rep, &spread))
			ret |= js_append(list, range_object(&spread, first->set, first->rep,
							    first->phase, SECOND_DECIMALS));
	return ret;
}

struct js *json_spread(const struct trial_report *report)
{
	struct js *object = js_object(), *asymmetries = js_array(), *onsets = js_array();
	int ret = add_asymmetries(asymmetries, report) | add_onsets(onsets, report);

	ret |= js_set(object, "asymmetry", asymmetries);
	ret |= js_set(object, "onset", onsets);
	if (!ret)
		return object;
	js_free(object);
	return NULL;
}
