/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question with its answer, on the third page. */
#include "tools/analyze/text/findings.h"
#include "tools/report/pages/pages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How a unit is read, and by how much its numbers grow for that. */
static const struct reading {
	const char *unit, *shown;
	double scale;
	bool rounded; /* to the digits that the interval allows */
} readings[] = {
	{"%", "%", 1, true}, {"m", "mm", 1e3, true}, {"N.s", "N·s", 1, false},
	{"1", "", 1, false}, {"", "", 1, false},
};

static struct reading reading_of(const char *unit)
{
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++)
		if (!strcmp(readings[i].unit, unit))
			return readings[i];
	return (struct reading){unit, unit, 1, false};
}

static const char *say(struct number *out, const struct language *language,
		       const struct reading *reading, double value, double half_width)
{
	if (!reading->rounded)
		return number_short(out, language, value, 3);
	return number_say(out, language, reading->scale * value,
			  percent_decimals(reading->scale * half_width));
}

static void put_finding_value(struct document *document, const struct finding *finding)
{
	const struct language *language = document->language;
	const struct reading reading = reading_of(finding->unit);
	double half = (finding->ci_high - finding->ci_low) / 2;
	struct number value, low, high;
	char text[192], interval[112] = "";

	if (isnan(finding->value)) {
		put_cell(document, words(language, W_MISSING));
		return;
	}
	if (!isnan(half))
		snprintf(interval, sizeof(interval), " (%s %s %s)",
			 say(&low, language, &reading, finding->ci_low, half), language->to,
			 say(&high, language, &reading, finding->ci_high, half));
	snprintf(text, sizeof(text), "%s%s%s%s",
		 say(&value, language, &reading, finding->value, half), *reading.shown ? " " : "",
		 reading.shown, interval);
	put_cell(document, text);
}

/* Of which set, where there is more than one: ", set 2". */
static void add_set(struct document *document, const struct trial_report *report,
		    const struct finding *finding, char *label, size_t size)
{
	size_t used = strlen(label);

	if (has_sets(report) && finding->set)
		snprintf(label + used, size - used, ", %s %d", document->language->set,
			 finding->set);
}

/* The outcome, and why there is no answer: how much there was, how much is needed, what is wrong.
 */
static void put_outcome(struct document *document, const struct finding *finding)
{
	const struct language *language = document->language;
	char text[sizeof(finding->text) + 64], reason[sizeof(finding->text)], outcome[64];
	bool unanswered = finding->outcome == OUTCOME_INSUFFICIENT_DATA ||
			  finding->outcome == OUTCOME_NOT_MEASURABLE;

	outcome_say(language, finding, outcome, sizeof(outcome));
	if (!unanswered || !finding->text[0]) {
		put_cell(document, outcome);
		return;
	}
	snprintf(text, sizeof(text), "%s. %s", outcome,
		 finding_text(finding, language, reason, sizeof(reason)));
	put_cell(document, text);
}

static void put_finding(struct document *document, const struct trial_report *report,
			const struct finding *finding)
{
	const struct language *language = document->language;
	const struct sentences *sentences = sentences_find(language, finding->name);
	char label[160];
	struct number p;

	snprintf(label, sizeof(label), "%s %s", finding->id,
		 sentences ? sentences->label : finding->name);
	add_set(document, report, finding, label, sizeof(label));
	put_cell(document, label);
	put_outcome(document, finding);
	put_finding_value(document, finding);
	put_number(document, finding->n, 0);
	put_cell(document, p_say(&p, language, finding->p_adjusted));
}

/* The sessions that the timeline has and the analysis did not. */
static bool was_without_history(const struct trial_report *report, const struct timeline *timeline)
{
	const struct timeline_session *now = session_of(timeline, report);

	for (size_t i = 0; now && i < report->findings; i++)
		if (!strcmp(report->finding[i].name, "baseline"))
			return report->finding[i].n < (int)now->before;
	return false;
}

void put_findings(struct document *document, const struct trial_report *report,
		  const struct timeline *timeline)
{
	const struct language *language = document->language;
	char note[512];

	if (!report->findings)
		return;
	put_block(document, BLOCK_HEADING, language->findings, NULL);
	put_table(document, language->findings);
	put_column(document, language->column[0], false);
	put_column(document, language->column[1], false);
	put_column(document, language->column[2], true);
	put_column(document, words(language, W_N), true);
	put_column(document, words(language, W_P), true);
	for (size_t i = 0; i < report->findings; i++)
		put_finding(document, report, &report->finding[i]);
	snprintf(note, sizeof(note), "%s%s", language->table_note,
		 was_without_history(report, timeline) ? words(language, W_NO_HISTORY) : "");
	put_block(document, BLOCK_NOTE, note, NULL);
}
