/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third page: how it was measured, how it was computed, every finding, checksums. */
#include "analysis/asymmetry.h"
#include "tools/report/pages/pages.h"
#include "tools/report/words/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_fact(struct document *document, enum words label, const char *text)
{
	const struct language *language = document->language;
	char head[96];

	snprintf(head, sizeof(head), "%s:", words(language, label));
	put_block(document, BLOCK_ITEM, *text ? text : words(language, W_UNKNOWN), head);
}

/* --- measured --- */

static void put_calibration(struct document *document, const struct recording_info *info)
{
	const struct language *language = document->language;
	double age = floor(timeline_day(info->start_time)) - timeline_day(info->calibration_date);
	char text[256];
	struct number date, days;

	if (isnan(age)) {
		put_fact(document, W_CALIBRATION, info->certificate);
		return;
	}
	WORDS_SAY(text, language, W_CALIBRATION_AGE,
		  {"date", date_say(&date, language, info->calibration_date, false)},
		  {"days", number_say(&days, language, floor(age), 0)});
	if (info->certificate[0]) {
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "; %s", info->certificate);
	}
	put_fact(document, W_CALIBRATION, text);
}

static void put_lost(struct document *document, const struct recording_info *info)
{
	const struct language *language = document->language;
	double frames = 0;
	struct number count, gaps;
	char text[128];

	for (size_t i = 0; i < info->gaps; i++)
		frames += (double)info->gap[i].frames;
	put_fact(document, W_LOST,
		 info->gaps
			 ? WORDS_SAY(text, language, W_LOST_FRAMES,
				     {"frames", number_say(&count, language, frames, 0)},
				     {"gaps", number_say(&gaps, language, (double)info->gaps, 0)})
			 : words(language, W_LOST_NONE));
}

static void put_measured(struct document *document, const struct trial_report *report)
{
	const struct recording_info *info = &report->info;
	struct number rate;
	char text[256];

	put_text(document, BLOCK_HEADING, W_HOW_MEASURED);
	snprintf(text, sizeof(text), "%s%s%s%s%s", info->source[0] ? info->source : report->format,
		 info->serial[0] ? " " : "", info->serial, info->firmware[0] ? ", firmware " : "",
		 info->firmware);
	put_fact(document, W_DEVICE, text);
	snprintf(text, sizeof(text), "%s Hz",
		 number_short(&rate, document->language, report->rate_hz, 6));
	put_fact(document, W_RATE, text);
	put_calibration(document, info);
	put_lost(document, info);
}

/* --- quality --- */

/* More than one sentence of a results file under one label. */
struct said {
	char text[1024];
	bool foreign; /* none of it could be said otherwise */
};

static void say_more(struct said *said, const struct language *language, const char *english)
{
	size_t used = strlen(said->text);
	bool foreign = false;

	if (used)
		used += (size_t)snprintf(said->text + used, sizeof(said->text) - used, ". ");
	if (used < sizeof(said->text))
		phrase_say(language, english, said->text + used, sizeof(said->text) - used,
			   &foreign);
	said->foreign |= foreign;
}

static void put_said(struct document *document, const struct said *said, const char *head)
{
	put_block(document, BLOCK_ITEM, said->text, head);
	if (said->foreign)
		put_foreign(document);
}

static void put_checks(struct document *document, const struct trial_report *report)
{
	put_text(document, BLOCK_HEADING, W_CHECKS);
	if (!report->checks)
		put_text(document, BLOCK_TEXT, W_NO_CHECKS);
	for (size_t i = 0; i < report->checks; i++) {
		const struct check *check = &report->check[i];
		struct said said = {.text = ""};
		char head[96];

		snprintf(head, sizeof(head),
			 "%s %s:", status_say(document->language, check->severity), check->code);
		say_more(&said, document->language, check->text);
		put_said(document, &said, head);
	}
}

/* --- computed --- */

static void put_formula(struct document *document, const struct trial_report *report)
{
	const struct language *language = document->language;
	bool lifts = report->reps || report->no_reps_reason[0];
	char text[SENTENCE_MAX];

	put_fact(document, W_FORMULA,
		 WORDS_SAY(text, language, W_FORMULA_TEXT, {"formula", asymmetry_formula},
			   {"window", lifts ? words(language, W_FORMULA_LIFT) : ""}));
}

/* Every repetition, and why each finding came out as it did, are for --explain and the results
 * file. */
static bool is_listed(const struct step *step)
{
	return strncmp(step->name, "finding ", 8) != 0 && strcmp(step->name, "rep") != 0;
}

/* Steps of one name that follow each other stand together; gives the first of the next name. */
static size_t put_steps(struct document *document, const struct trial_report *report, size_t first)
{
	const char *step_name = report->step[first].name;
	struct said said = {.text = ""};
	char name[64], head[80];
	size_t i = first;

	for (; i < report->steps && !strcmp(report->step[i].name, step_name); i++)
		say_more(&said, document->language, report->step[i].text);
	snprintf(head, sizeof(head),
		 "%s:", step_name_say(document->language, step_name, name, sizeof(name)));
	put_said(document, &said, head);
	return i;
}

static void put_computed(struct document *document, const struct trial_report *report)
{
	put_text(document, BLOCK_HEADING, W_HOW_COMPUTED);
	put_formula(document, report);
	for (size_t i = 0; i < report->steps;)
		i = is_listed(&report->step[i]) ? put_steps(document, report, i) : i + 1;
}

/* --- what it can be traced to --- */

static void put_sum(struct document *document, enum words label, const char *file, const char *sum)
{
	char text[400];

	if (!*sum)
		return;
	snprintf(text, sizeof(text), "%s%sSHA-256 %s", file, *file ? ", " : "", sum);
	put_fact(document, label, text);
}

static void put_references(struct document *document)
{
	static const char *const references[] = {
		"Butterworth: Winter 2009.",
		"t, TOST: Schuirmann 1987; Holm 1979; Benjamini & Hochberg 1995.",
		"max |t|: Lenhoff et al. 1999; Pataky et al. 2015.",
		"MDC95: Hopkins 2000. EWMA: Roberts 1959.",
		"Theil-Sen: Sen 1968; Mann-Kendall: Kendall 1970.",
		"Welch 1967; Carter 1987. BCa: Efron 1987.",
	};
	char text[512] = "";
	size_t used = 0;

	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]) && used < sizeof(text);
	     i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? " " : "",
					 references[i]);
	put_fact(document, W_REFERENCES, text);
}

void put_method_page(struct document *document, const struct trial_report *report,
		     const struct timeline *timeline)
{
	put_block(document, BLOCK_PAGE, words(document->language, W_METHOD), NULL);
	put_place(document, PLACE_LEFT);
	put_measured(document, report);
	put_place(document, PLACE_RIGHT);
	put_checks(document, report);
	put_place(document, PLACE_WIDE);
	put_findings(document, report, timeline);
	put_computed(document, report);
	put_text(document, BLOCK_HEADING, W_CHECKSUMS);
	put_fact(document, W_VERSION, "hinge " HINGE_VERSION);
	put_sum(document, W_FILE, report->raw_file, report->raw_sha256);
	put_sum(document, W_SIDECAR, "", report->sidecar_sha256);
	put_references(document);
}
