/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "tools/report/document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The three primary questions of a set, of which the first is answered as said. */
static void ask(struct trial_report *report, int set, enum outcome outcome, double value,
		double ci_low, double ci_high)
{
	static const char *const names[] = {"load_transfer", "phase_shift", "drift"};
	static const char *const ids[] = {"C1", "C2", "C13"};

	for (size_t i = 0; i < 3; i++) {
		struct finding finding = {.set = set,
					  .outcome = i ? OUTCOME_NO_EVIDENCE : outcome,
					  .family = "A",
					  .unit = "%",
					  .value = i ? 0.0 : value,
					  .n = 6,
					  .ci_low = i ? -1.0 : ci_low,
					  .ci_high = i ? 1.0 : ci_high,
					  .p = NAN,
					  .p_adjusted = NAN,
					  .threshold = 3.0};

		snprintf(finding.id, sizeof(finding.id), "%s", ids[i]);
		snprintf(finding.name, sizeof(finding.name), "%s", names[i]);
		assert_int_equal(report_add_finding(report, &finding, NULL), 0);
	}
}

/* Of one set, 8 % right; two: another one, 6 % left, two repetitions fewer. */
static struct trial_report *answered(bool two)
{
	struct trial_report *report = sample_report();

	report->findings = 0;
	ask(report, 1, OUTCOME_INDICATED, 8.0, 7.0, 9.0);
	if (!two)
		return report;
	report->rep[SAMPLE_REPS - 1].set = 2;
	ask(report, 2, OUTCOME_NO_EVIDENCE, -6.0, -10.0, -2.0);
	return report;
}

/* The first page: what stands before the second one's heading. */
static void first_page(const struct trial_report *report, const struct language *language,
		       struct html *html)
{
	struct document *document;
	char *second;

	assert_int_equal(report_document(&document, report, NULL, language, NULL), 0);
	assert_int_equal(document_html(document, html, NULL), 0);
	document_free(document);
	second = strstr(html->text, language == &language_german ? ">Sitzungen</" : ">Sessions</");
	assert_non_null(second);
	*second = '\0';
}

static void expect(const struct trial_report *report, const struct language *language,
		   const char *text, bool there)
{
	struct html html = {0};

	first_page(report, language, &html);
	if (!!strstr(html.text, text) != there)
		fail_msg("the first page %s: %s", there ? "lacks" : "holds", text);
	html_free(&html);
}

static void of_several_sets_the_page_says_which_it_is_about(void **state)
{
	struct trial_report *report = answered(true);

	(void)state;
	expect(report, &language_english, ">Set 1 of 2. The right leg carried 54.0", true);
	expect(report, &language_german, ">Satz 1 von 2. Beim Heben trug das rechte Bein 54,0",
	       true);
	report_free(report);
	report = answered(false);
	expect(report, &language_english, ">The right leg carried 54.0", true);
	expect(report, &language_english, "Set by set", false);
	report_free(report);
}

static void the_other_sets_have_a_line_each_instead_of_all_their_questions(void **state)
{
	struct trial_report *report = answered(true);

	(void)state;
	expect(report, &language_english, "Set by set</h2>", true);
	expect(report, &language_english, "8.0\u00a0% right (7.0 to 9.0\u00a0% right)", true);
	expect(report, &language_english, "6\u00a0% left (2 to 10\u00a0% left)", true);
	expect(report, &language_english, "Set 1. Does one leg carry more", true);
	expect(report, &language_english, "Set 2. Does one leg carry more", false);
	expect(report, &language_german, "Satz für Satz</h2>", true);
	/* but what was shown of another set is told */
	report->finding[3].outcome = OUTCOME_INDICATED;
	expect(report, &language_english, "Set 2. Does one leg carry more", true);
	report_free(report);
}

static void the_page_says_why_a_recording_is_to_be_looked_at(void **state)
{
	struct trial_report *report = answered(false);

	(void)state;
	expect(report, &language_english, "Look at:", true);
	expect(report, &language_english, report->check[0].text, true);
	expect(report, &language_english, report->check[1].text, false);
	expect(report, &language_german, "Zu prüfen:", true);
	report->checks = 0;
	expect(report, &language_english, "Look at:", false);
	report_free(report);
}

/* The shares of the bars: "Left 46.0 %" */
static void what_cannot_be_compared_is_not_drawn_as_shares(void **state)
{
	struct trial_report *report = answered(false);

	(void)state;
	expect(report, &language_english, ">Left 46.0\xc2\xa0%</text>", true);
	report->finding[0].outcome = OUTCOME_NOT_MEASURABLE;
	expect(report, &language_english, "Left and right cannot be compared", true);
	expect(report, &language_english, ">Left 46.0\xc2\xa0%</text>", false);
	expect(report, &language_english, "smallest change this test", false);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_several_sets_the_page_says_which_it_is_about),
		cmocka_unit_test(the_other_sets_have_a_line_each_instead_of_all_their_questions),
		cmocka_unit_test(the_page_says_why_a_recording_is_to_be_looked_at),
		cmocka_unit_test(what_cannot_be_compared_is_not_drawn_as_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
