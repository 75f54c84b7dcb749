/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/findings/texts/texts.h"

#include <stdio.h>
#include <string.h>

/* What a results file keeps of a finding. */
static struct finding stored(const char *reason, enum outcome outcome, unsigned notes)
{
	struct finding finding = {.outcome = outcome, .n = 4, .needed = 6, .notes = notes};
	char text[sizeof(finding.text)];

	snprintf(finding.name, sizeof(finding.name), "tremor");
	snprintf(finding.reason, sizeof(finding.reason), "%s", reason);
	finding_say(&language_english, &finding, text, sizeof(text));
	memset(finding.reason, 0, sizeof(finding.reason));
	finding.needed = 0;
	finding.notes = 0;
	snprintf(finding.text, sizeof(finding.text), "%s", text);
	return finding;
}

static void every_reason_is_found_again_in_its_sentence(void **state)
{
	(void)state;
	for (const struct reason *r = language_english.reasons; r->code; r++)
		for (unsigned notes = 0; notes <= (NOTE_POOLED | NOTE_ASSUMED); notes++) {
			struct finding finding = stored(r->code, OUTCOME_INSUFFICIENT_DATA, notes);

			finding_recall(&finding);
			assert_string_equal(finding.reason, r->code);
			assert_int_equal(finding.notes, notes);
			assert_int_equal(finding.needed, strstr(r->text, "{needed}") ? 6 : 0);
		}
}

static void every_fault_is_found_again_in_its_sentence(void **state)
{
	(void)state;
	for (const struct reason *r = language_german.faults; r->code; r++) {
		struct finding finding = stored(r->code, OUTCOME_NOT_MEASURABLE, 0);

		finding_recall(&finding);
		assert_string_equal(finding.reason, r->code);
	}
}

static void a_text_that_is_no_reason_leaves_none(void **state)
{
	struct finding finding = {.outcome = OUTCOME_NOT_MEASURABLE,
				  .text = "99999999999999999999 valid reps in the set, "};

	(void)state;
	finding_recall(&finding);
	assert_string_equal(finding.reason, "");
	assert_int_equal(finding.notes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reason_is_found_again_in_its_sentence),
		cmocka_unit_test(every_fault_is_found_again_in_its_sentence),
		cmocka_unit_test(a_text_that_is_no_reason_leaves_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
