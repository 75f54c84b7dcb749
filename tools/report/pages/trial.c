/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: which side, how much, how sure, what changed, where. */
#include "tools/analyze/parts.h"
#include "tools/analyze/text/findings.h"
#include "tools/report/pages/pages.h"
#include "tools/report/words/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void put_text(struct document *document, enum block_kind kind, enum words id)
{
	put_block(document, kind, words(document->language, id), NULL);
}

void put_number(struct document *document, double value, int decimals)
{
	struct number number;

	put_cell(document, number_say(&number, document->language, value, decimals));
}

/* --- header --- */

static size_t valid_reps(const struct trial_report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->reps; i++)
		n += report->rep[i].valid;
	return n;
}

/* " · " between the parts of a line that are there. */
static void join(char *line, size_t size, const char *part)
{
	size_t used = strlen(line);

	if (*part)
		snprintf(line + used, size - used, "%s%s", used ? " · " : "", part);
}

static void title_of(const struct language *language, const struct trial_report *report, char *out,
		     size_t size)
{
	const struct recording_info *info = &report->info;
	char lift[160] = "";
	struct number number;
	size_t used;

	*out = '\0';
	join(out, size, info->subject[0] ? info->subject : report->raw_file);
	snprintf(lift, sizeof(lift), "%s", recorded_say(language, report->task));
	used = strlen(lift);
	if (!isnan(report->load_kg))
		used += (size_t)snprintf(
			lift + used, sizeof(lift) - used, "%s%s%s kg", used ? " " : "",
			strcmp(report->load_source, "estimated") ? "" : words(language, W_ABOUT),
			number_short(&number, language, report->load_kg, 4));
	if (report->reps && used < sizeof(lift))
		snprintf(lift + used, sizeof(lift) - used, "%s× %zu", used ? " " : "",
			 valid_reps(report));
	join(out, size, lift);
	join(out, size, date_say(&number, language, info->start_time, true));
}

static void say_mass(const struct language *language, const struct trial_report *report, char *out,
		     size_t size)
{
	struct number mass;

	*out = '\0';
	if (!isnan(report->body_mass_kg))
		words_fill(out, size, words(language, W_BODY_MASS),
			   (const struct word_value[]){
				   {"mass", number_say(&mass, language, report->body_mass_kg, 1)},
				   {NULL, NULL}});
}

static void meta_of(const struct language *language, const struct trial_report *report, char *out,
		    size_t size)
{
	const struct recording_info *info = &report->info;
	struct number rate, seconds;
	char part[160], run[16];

	*out = '\0';
	snprintf(run, sizeof(run), "%d", info->run);
	if (info->session[0])
		join(out, size, WORDS_SAY(part, language, W_SESSION, {"session", info->session}));
	if (info->run)
		join(out, size, WORDS_SAY(part, language, W_RUN, {"run", run}));
	say_mass(language, report, part, sizeof(part));
	join(out, size, part);
	join(out, size, recorded_say(language, info->style));
	snprintf(part, sizeof(part), "%s%s%s", info->source[0] ? info->source : report->format,
		 info->serial[0] ? " " : "", info->serial);
	join(out, size, part);
	join(out, size,
	     WORDS_SAY(part, language, W_DURATION,
		       {"rate", number_short(&rate, language, report->rate_hz, 6)},
		       {"seconds", number_say(&seconds, language,
					      (double)report->frames / report->rate_hz, 1)}));
}

void put_header(struct document *document, const struct trial_report *report)
{
	const struct language *language = document->language;
	char line[512], quality[64];

	title_of(language, report, line, sizeof(line));
	WORDS_SAY(quality, language, W_QUALITY, {"status", status_say(language, report->status)});
	put_block(document, BLOCK_TITLE, line, quality);
	meta_of(language, report, line, sizeof(line));
	put_block(document, BLOCK_META, line, NULL);
}

void put_look_at(struct document *document, const struct trial_report *report)
{
	for (size_t i = 0; i < report->checks; i++) {
		const struct check *check = &report->check[i];
		char text[2 * sizeof(check->text)];
		bool foreign;

		if (check->severity == STATUS_OK)
			continue;
		phrase_say(document->language, check->text, text, sizeof(text), &foreign);
		put_block(document, BLOCK_DETAIL, text, words(document->language, W_LOOK_AT));
		if (foreign)
			put_foreign(document);
	}
}

/* --- phases beside findings --- */

static double set_value(const struct trial_report *report, int set, enum phase_id phase,
			const char *name, const char *side)
{
	const struct metric *metric = metric_of(report, set, 0, phase_name(phase), name, side);

	return metric ? metric->value : NAN;
}

static void put_phases(struct document *document, const struct trial_report *report,
		       const struct headline *headline)
{
	static const enum phase_id rows[] = {PHASE_LIFT1, PHASE_LIFT2, PHASE_LIFT, PHASE_HOLD,
					     PHASE_LOWER};
	static const enum words heads[] = {W_PHASE, W_LEFT_N, W_RIGHT_N, W_DIFFERENCE_HEAD};
	const struct language *language = document->language;

	put_text(document, BLOCK_HEADING, W_PHASES);
	put_table(document, words(language, W_PHASES));
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		put_column(document, words(language, heads[i]), i > 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double left = set_value(report, headline->set, rows[i], "mean_force", "left");
		double ai = set_value(report, headline->set, rows[i], "asymmetry", "both");
		struct number number;

		if (isnan(left) || isnan(ai))
			continue;
		put_cell(document, phase_say(language, rows[i]));
		put_number(document, left, 0);
		put_number(document,
			   set_value(report, headline->set, rows[i], "mean_force", "right"), 0);
		put_cell(document, side_say(&number, language, ai, headline->decimals));
	}
	put_text(document, BLOCK_NOTE, W_PHASES_NOTE);
}

bool is_marked(const struct finding *finding)
{
	return finding->outcome == OUTCOME_INDICATED || finding->outcome == OUTCOME_CONSISTENT;
}

static void put_answer(struct document *document, const struct trial_report *report,
		       const struct finding *finding)
{
	const struct language *language = document->language;
	const struct sentences *sentences = sentences_find(language, finding->name);
	char text[320], answer[sizeof(finding->text) + 128], said[sizeof(finding->text)], set[16];
	char outcome[64];
	int used = 0;

	snprintf(set, sizeof(set), "%d", finding->set);
	snprintf(answer, sizeof(answer), "%s%s. %s",
		 outcome_say(language, finding, outcome, sizeof(outcome)),
		 is_marked(finding) ? " ▲" : "",
		 finding_text(finding, language, said, sizeof(said)));
	if (has_sets(report) && finding->set) {
		WORDS_SAY(text, language, W_SET, {"set", set});
		used = (int)strlen(text);
		text[used++] = ' ';
	}
	snprintf(text + used, sizeof(text) - (size_t)used, "%s",
		 sentences ? sentences->question : finding->name);
	put_block(document, BLOCK_ITEM, answer, text);
}

/* The primary questions of the set, and whatever else has been shown. */
static void put_answers(struct document *document, const struct trial_report *report, int set)
{
	if (!report->findings)
		return;
	put_text(document, BLOCK_HEADING, W_FINDINGS_SHORT);
	for (size_t i = 0; i < report->findings; i++) {
		const struct finding *finding = &report->finding[i];

		if ((finding->family[0] == 'A' && finding->set == set) || is_marked(finding))
			put_answer(document, report, finding);
	}
}

/* --- the page --- */

void put_limits(struct document *document)
{
	const struct language *language = document->language;
	char text[1024] = "";
	size_t used = 0;

	for (size_t i = 0; language->limits[i] && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? " " : "",
					 language->limits[i]);
	put_text(document, BLOCK_HEADING, W_LIMITS);
	put_block(document, BLOCK_LIMITS, text, language->no_diagnosis);
}

static void put_said(struct document *document, const char *text, enum words label)
{
	if (*text)
		put_block(document, BLOCK_DETAIL, text, words(document->language, label));
}

/* "Set 2 of 3. " where there are several. */
static void say_set(const struct language *language, const struct trial_report *report, int set,
		    char *out, size_t size)
{
	char of[2][16];
	int sets = 0;

	*out = '\0';
	if (!has_sets(report))
		return;
	for (size_t i = 0; i < report->reps; i++)
		sets = report->rep[i].set > sets ? report->rep[i].set : sets;
	snprintf(of[0], sizeof(of[0]), "%d", set);
	snprintf(of[1], sizeof(of[1]), "%d", sets);
	words_fill(out, size, words(language, W_SET_OF),
		   (const struct word_value[]){{"set", of[0]}, {"sets", of[1]}, {NULL, NULL}});
}

static void put_headline(struct document *document, const struct trial_report *report,
			 const struct timeline *timeline, const struct headline *headline)
{
	const struct language *language = document->language;
	char text[SENTENCE_MAX], sentence[SENTENCE_MAX + 64];

	say_set(language, report, headline->set, sentence, sizeof(sentence));
	snprintf(sentence + strlen(sentence), sizeof(sentence) - strlen(sentence), "%s",
		 headline_say(language, report, headline, text));
	put_block(document, BLOCK_SENTENCE, sentence, NULL);
	put_said(document, how_sure_say(language, headline, text), W_HOW_SURE);
	if (headline->outcome != OUTCOME_NOT_MEASURABLE)
		put_said(
			document,
			changed_say(language, report, timeline, session_of(timeline, report), text),
			W_WHAT_CHANGED);
}

static double mdc_of(const struct trial_report *report, int set,
		     const struct timeline_session *session)
{
	const struct metric *metric = metric_of(report, set, 0, "lift", "mdc95", "both");

	if (session && !isnan(session->mdc95_pct))
		return session->mdc95_pct;
	return metric ? metric->value : NAN;
}

static void put_balance(struct document *document, const struct trial_report *report,
			const struct timeline *timeline, const struct headline *headline)
{
	struct chart_balance balance = {
		.asymmetry_pct = headline->value_pct,
		.ci_low_pct = headline->ci_low_pct,
		.ci_high_pct = headline->ci_high_pct,
		.own_low_pct = timeline ? timeline->band_low_pct : NAN,
		.own_high_pct = timeline ? timeline->band_high_pct : NAN,
		.mdc_pct = mdc_of(report, headline->set, session_of(timeline, report)),
		.decimals = headline->decimals,
	};
	struct chart chart;

	if (chart_balance(&chart, &balance))
		put_chart(document, &chart, NULL);
}

void put_trial_page(struct document *document, const struct trial_report *report,
		    const struct timeline *timeline)
{
	struct headline headline;
	char text[SENTENCE_MAX];

	headline_of(report, &headline);
	put_block(document, BLOCK_PAGE, "", NULL);
	put_header(document, report);
	put_headline(document, report, timeline, &headline);
	put_look_at(document, report);
	if (headline.outcome != OUTCOME_NOT_MEASURABLE)
		put_balance(document, report, timeline, &headline);
	put_place(document, PLACE_LEFT);
	PUT_CHART(document, chart_share, report);
	put_place(document, PLACE_RIGHT);
	PUT_CHART(document, chart_forces, report);
	put_place(document, PLACE_WIDE);
	if (!report->has_sides || !report->reps)
		PUT_CHART(document, chart_set, report);
	if (*where_say(document->language, report, &headline, text))
		put_block(document, BLOCK_TEXT, text, NULL);
	if (report->has_sides && report->reps) {
		put_place(document, PLACE_LEFT);
		put_phases(document, report, &headline);
		put_place(document, PLACE_RIGHT);
		put_answers(document, report, headline.set);
		put_place(document, PLACE_WIDE);
		put_sets(document, report);
	}
	put_limits(document);
}
