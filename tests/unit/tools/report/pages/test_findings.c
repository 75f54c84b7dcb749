/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "analysis/sessions/timeline.h"
#include "tools/report/document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void add(struct trial_report *report, int set, const char *id, const char *name,
		enum outcome outcome, const char *text)
{
	struct finding finding = {.set = set,
				  .outcome = outcome,
				  .value = NAN,
				  .n = 2,
				  .ci_low = NAN,
				  .ci_high = NAN,
				  .p = NAN,
				  .p_adjusted = NAN,
				  .threshold = NAN};

	snprintf(finding.id, sizeof(finding.id), "%s", id);
	snprintf(finding.name, sizeof(finding.name), "%s", name);
	snprintf(finding.text, sizeof(finding.text), "%s", text);
	assert_int_equal(report_add_finding(report, &finding, NULL), 0);
}

static void expect_with(const struct trial_report *report, const struct timeline *timeline,
			const char *text, bool there)
{
	struct document *document;
	struct html html = {0};

	assert_int_equal(report_document(&document, report, timeline, &language_english, NULL), 0);
	assert_int_equal(document_html(document, &html, NULL), 0);
	assert_true((strstr(html.text, text) != NULL) == there);
	html_free(&html);
	document_free(document);
}

static void expect(const struct trial_report *report, const struct language *language,
		   const char *text)
{
	struct document *document;
	struct html html = {0};

	assert_int_equal(report_document(&document, report, NULL, language, NULL), 0);
	assert_int_equal(document_html(document, &html, NULL), 0);
	if (!strstr(html.text, text))
		fail_msg("the page lacks: %s", text);
	html_free(&html);
	document_free(document);
}

/* A cell of the answers, and the number beside it. */
#define ANSWER(text) "<td>" text "</td>\n<td class=\"n\">"

static void a_question_without_an_answer_says_which_gate_was_not_met(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	add(report, 0, "C12", "load_trend", OUTCOME_NOT_MEASURABLE, "One plate.");
	add(report, 1, "C5", "coherence", OUTCOME_INSUFFICIENT_DATA,
	    "2 earlier sessions like this one, 6 are needed.");
	add(report, 1, "C1", "load_transfer", OUTCOME_INSUFFICIENT_DATA,
	    "2 valid reps in the set, 5 are needed.");
	expect(report, &language_english, ANSWER("not measurable. One plate."));
	expect(report, &language_english,
	       ANSWER("not enough data. 2 earlier sessions like this one, 6 are needed."));
	expect(report, &language_english,
	       ANSWER("not enough data. 2 valid reps in the set, 5 are needed."));
	expect(report, &language_german, ANSWER("nicht messbar. Nur eine Platte."));
	expect(report, &language_german,
	       ANSWER("zu wenige Daten. 2 frühere Sitzungen wie diese, nötig sind 6."));
	expect(report, &language_german,
	       ANSWER("zu wenige Daten. 2 gültige Wiederholungen im Satz, nötig sind 5."));
	report_free(report);
}

static void an_answer_stands_alone(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	add(report, 1, "C8", "smoothness", OUTCOME_DESCRIPTIVE, "The lift is smoother.");
	expect(report, &language_english, ANSWER("described only"));
	report_free(report);
}

static struct finding *last_of(struct trial_report *report)
{
	return &report->finding[report->findings - 1];
}

static void an_answer_names_the_limit_it_was_held_against(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	add(report, 1, "C2", "phase_shift", OUTCOME_NO_EVIDENCE, "These reps do not show it.");
	snprintf(last_of(report)->family, sizeof(last_of(report)->family), "A");
	last_of(report)->threshold = 1.5;
	expect(report, &language_english, ANSWER("no clear evidence (limit 1.5 %)"));
	expect(report, &language_german, ANSWER("kein klarer Hinweis (Grenze 1,5 %)"));
	/* on the first page with its sentence */
	expect(report, &language_english, "no clear evidence (limit 1.5 %). These reps do not");
	last_of(report)->outcome = OUTCOME_INSUFFICIENT_DATA;
	expect(report, &language_english, ANSWER("not enough data. These reps do not show it."));
	report_free(report);
}

/* -5.89 mm within -12.1 to 0.34: an error of two figures from 3.55 on has none behind the point. */
static void lengths_are_in_millimetres_to_the_digits_their_error_allows(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	add(report, 1, "C9", "cop_shift_left", OUTCOME_DESCRIPTIVE, "");
	snprintf(last_of(report)->unit, sizeof(last_of(report)->unit), "m");
	last_of(report)->value = -0.00589;
	last_of(report)->ci_low = -0.0121;
	last_of(report)->ci_high = 0.00034;
	expect(report, &language_english, "<td class=\"n\">-6 mm (-12 to 0)</td>");
	last_of(report)->ci_low = -0.0072;
	last_of(report)->ci_high = -0.0046;
	expect(report, &language_german, "<td class=\"n\">-5,9 mm (-7,2 bis -4,6)</td>");
	last_of(report)->ci_low = last_of(report)->ci_high = NAN;
	expect(report, &language_english, "<td class=\"n\">-5.9 mm</td>");
	report_free(report);
}

static void impulses_have_their_point(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	add(report, 1, "C15", "impulse", OUTCOME_DESCRIPTIVE, "");
	snprintf(last_of(report)->unit, sizeof(last_of(report)->unit), "N.s");
	last_of(report)->value = 60740;
	expect(report, &language_english, "<td class=\"n\">60700 N·s</td>");
	report_free(report);
}

/* The page before compares with five sessions: that these findings had none must not seem odd. */
static void sessions_that_the_findings_did_not_have_are_owned_up_to(void **state)
{
	struct trial_report *report = sample_report();
	struct timeline_session session = {.trials = 1, .before = 5, .asymmetry_pct = NAN};
	struct timeline timeline = {.sessions = 1, .session = &session, .needed = 6};

	(void)state;
	snprintf(session.session, sizeof(session.session), "%s", report->info.session);
	snprintf(session.start_time, sizeof(session.start_time), "%s", report->info.start_time);
	add(report, 1, "C16", "baseline", OUTCOME_INSUFFICIENT_DATA,
	    "2 earlier sessions like this one, 6 are needed.");
	expect_with(report, &timeline, "The findings were computed without the earlier sessions",
		    true);
	last_of(report)->n = 5;
	expect_with(report, &timeline, "The findings were computed without the earlier sessions",
		    false);
	report_free(report);
}

static void a_question_names_its_set_where_there_are_several(void **state)
{
	static const char few[] = "3 valid reps in the set, 5 are needed.";
	struct trial_report *report = sample_report();

	(void)state;
	report->rep[report->reps - 1].set = 2;
	add(report, 2, "C13", "drift", OUTCOME_INSUFFICIENT_DATA, few);
	expect(report, &language_english, "C13 drift, Set 2</th>");
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_without_an_answer_says_which_gate_was_not_met),
		cmocka_unit_test(an_answer_stands_alone),
		cmocka_unit_test(an_answer_names_the_limit_it_was_held_against),
		cmocka_unit_test(lengths_are_in_millimetres_to_the_digits_their_error_allows),
		cmocka_unit_test(impulses_have_their_point),
		cmocka_unit_test(sessions_that_the_findings_did_not_have_are_owned_up_to),
		cmocka_unit_test(a_question_names_its_set_where_there_are_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
