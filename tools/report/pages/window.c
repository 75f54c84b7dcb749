/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for with --window: its forces and how they are shared. */
#include "tools/analyze/parts.h"
#include "tools/report/pages/pages.h"

#include <math.h>
#include <stdio.h>

static const struct metric *row_of(const struct trial_report *report, const char *name,
				   const char *side)
{
	return metric_of(report, 0, 0, "window", name, side);
}

static double value_of(const struct trial_report *report, const char *name, const char *side)
{
	const struct metric *row = row_of(report, name, side);

	return row ? row->value : NAN;
}

/* "12.00 to 15.50 s" */
static void put_times(struct document *document, const struct trial_report *report)
{
	const struct language *language = document->language;
	double start_s = value_of(report, "start", "both");
	double end_s = start_s + value_of(report, "duration", "both");
	struct number from, to;
	char text[128];

	snprintf(text, sizeof(text), "%s %s %s s", number_say(&from, language, start_s, 2),
		 language->to, number_say(&to, language, end_s, 2));
	put_cell(document, text);
}

/* The share, and its interval where there is one. */
static void put_share(struct document *document, const struct metric *row)
{
	const struct language *language = document->language;
	int decimals;
	struct number side, interval;
	char text[128];

	if (!row || row->flags & FLAG_BARRED) {
		put_cell(document, row ? language->outcome[OUTCOME_NOT_MEASURABLE]
				       : words(language, W_MISSING));
		return;
	}
	decimals = percent_decimals((row->ci_high - row->ci_low) / 2);
	snprintf(text, sizeof(text), "%s", side_say(&side, language, row->value, decimals));
	if (*interval_say(&interval, language, row->ci_low, row->ci_high, decimals))
		snprintf(text, sizeof(text), "%s (%s)", side.text, interval.text);
	put_cell(document, text);
}

static void put_columns(struct document *document, bool has_sides)
{
	static const enum words sides[] = {W_STRETCH, W_LEFT_N, W_RIGHT_N, W_BOTH_N,
					   W_DIFFERENCE_HEAD};
	static const enum words both[] = {W_STRETCH, W_BOTH_N};
	const enum words *heads = has_sides ? sides : both;
	size_t count =
		has_sides ? sizeof(sides) / sizeof(sides[0]) : sizeof(both) / sizeof(both[0]);

	put_table(document, words(document->language, W_WINDOW));
	for (size_t i = 0; i < count; i++)
		put_column(document, words(document->language, heads[i]), i > 0);
}

void put_window(struct document *document, const struct trial_report *report)
{
	if (!row_of(report, "duration", "both"))
		return;
	put_text(document, BLOCK_HEADING, W_WINDOW);
	put_columns(document, report->has_sides);
	put_times(document, report);
	if (report->has_sides) {
		put_number(document, value_of(report, "mean_force", "left"), 0);
		put_number(document, value_of(report, "mean_force", "right"), 0);
	}
	put_number(document, value_of(report, "mean_force", "both"), 0);
	if (report->has_sides)
		put_share(document, row_of(report, "asymmetry", "both"));
	put_text(document, BLOCK_NOTE, W_WINDOW_NOTE);
}
