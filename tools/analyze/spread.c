/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/spread.h"

#include "analysis/asymmetry.h"
#include "analysis/stages/onsets.h"

#include <math.h>
#include <string.h>

static bool is_onset(const struct metric *row)
{
	const struct onset_rule *rule = onset_rules;

	while (rule->metric && strcmp(rule->metric, row->metric))
		rule++;
	return row->rep && rule->metric;
}

static bool finish(struct spread *spread)
{
	spread->low = spread->high = 0;
	for (size_t i = 1; i < spread->count; i++) {
		if (spread->value[i] < spread->value[spread->low])
			spread->low = i;
		if (spread->value[i] > spread->value[spread->high])
			spread->high = i;
	}
	return spread->count > 1;
}

static void take(struct spread *spread, const struct metric *row, double value)
{
	if (spread->count == SPREAD_MAX || !isfinite(value))
		return;
	spread->row[spread->count] = row;
	spread->value[spread->count++] = value;
}

bool spread_of_asymmetry(const struct trial_report *report, const struct metric *headline,
			 struct spread *spread)
{
	spread->count = 0;
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];
		const struct asymmetry_formula *f = asymmetry_formulas;

		if (row->set != headline->set || row->rep != headline->rep ||
		    strcmp(row->phase, headline->phase) || strcmp(row->side, headline->side))
			continue;
		while (f->metric && strcmp(f->metric, row->metric))
			f++;
		if (f->metric)
			take(spread, row, fabs(row->value - f->even));
	}
	return finish(spread);
}

bool spread_of_onset(const struct trial_report *report, int set, int rep, struct spread *spread)
{
	spread->count = 0;
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->set == set && row->rep == rep && is_onset(row))
			take(spread, row, row->value);
	}
	return finish(spread);
}

const struct metric *spread_next_headline(const struct trial_report *report, size_t *i)
{
	while (*i < report->metrics) {
		const struct metric *row = &report->metric[(*i)++];

		if (row->rep == 0 && !strcmp(row->metric, asymmetry_formulas[0].metric))
			return row;
	}
	return NULL;
}

const struct metric *spread_next_onset(const struct trial_report *report, size_t *i)
{
	while (*i < report->metrics) {
		const struct metric *row = &report->metric[(*i)++];

		/* those of a rep stand together */
		if (is_onset(row) && (row == report->metric || !is_onset(row - 1) ||
				      row[-1].rep != row->rep || row[-1].set != row->set))
			return row;
	}
	return NULL;
}
