/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

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
		cmocka_unit_test(a_question_names_its_set_where_there_are_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
