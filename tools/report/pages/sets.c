/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page is about one set; the others stand in a table, a line each. */
#include "tools/report/pages/pages.h"

#include <stdio.h>
#include <string.h>

static void put_difference(struct document *document, const struct finding *finding)
{
	const struct language *language = document->language;
	int decimals = percent_decimals((finding->ci_high - finding->ci_low) / 2);
	struct number value, interval;
	char text[sizeof(value.text) + sizeof(interval.text) + 4];

	side_say(&value, language, finding->value, decimals);
	interval_say(&interval, language, finding->ci_low, finding->ci_high, decimals);
	snprintf(text, sizeof(text), interval.text[0] ? "%s (%s)" : "%s", value.text,
		 interval.text);
	put_cell(document, text);
}

static void put_set(struct document *document, const struct finding *finding)
{
	const char *outcome = document->language->outcome[finding->outcome];
	char text[96];

	put_number(document, finding->set, 0);
	put_number(document, finding->n, 0);
	put_difference(document, finding);
	snprintf(text, sizeof(text), "%s%s", outcome, is_marked(finding) ? " ▲" : "");
	put_cell(document, text);
}

void put_sets(struct document *document, const struct trial_report *report)
{
	static const struct {
		enum words head;
		bool number;
	} columns[] = {{W_SET_HEAD, false},
		       {W_REPS_HEAD, true},
		       {W_DIFFERENCE_INTERVAL, true},
		       {W_ANSWER_HEAD, false}};

	if (!has_sets(report) || !report->findings)
		return;
	put_text(document, BLOCK_HEADING, W_SETS);
	put_table(document, words(document->language, W_SETS));
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		put_column(document, words(document->language, columns[i].head), columns[i].number);
	for (size_t i = 0; i < report->findings; i++)
		if (!strcmp(report->finding[i].id, "C1"))
			put_set(document, &report->finding[i]);
}
