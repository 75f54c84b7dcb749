/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dozen findings in few lines. */
#include "tests/support/assert_near.h"

#include "tools/analyze/text/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

enum { ROWS = 8 };

struct table {
	struct finding row[ROWS];
	struct trial_report report;
};

static struct finding *add(struct table *t, const char *id, const char *name, const char *family,
			   enum outcome outcome, double value, const char *unit)
{
	struct finding *row = &t->row[t->report.findings++];

	*row = (struct finding){
		.set = 1, .outcome = outcome, .value = value, .p = NAN, .threshold = NAN};
	COPY(row->id, id);
	COPY(row->name, name);
	COPY(row->family, family);
	COPY(row->unit, unit);
	COPY(row->text, "As it stands.");
	t->report.finding = t->row;
	return row;
}

static void fill(struct table *t)
{
	struct finding *row;

	*t = (struct table){.report = {.findings = 0}};
	add(t, "C1", "load_transfer", "A", OUTCOME_INDICATED, 5, "%");
	row = add(t, "C13", "drift", "A", OUTCOME_INSUFFICIENT_DATA, NAN, "%");
	COPY(row->reason, "FEW_REPS");
	row = add(t, "C3", "offloading_dips", "B", OUTCOME_INSUFFICIENT_DATA, 0.25, "1");
	COPY(row->reason, "FEW_SESSIONS");
	row->n = 2;
	row->needed = 6;
	row = add(t, "C4", "slow_onset", "B", OUTCOME_INSUFFICIENT_DATA, 0.8374, "s");
	COPY(row->reason, "FEW_SESSIONS");
	row = add(t, "C7", "tremor", "B", OUTCOME_INSUFFICIENT_DATA, NAN, "1");
	COPY(row->reason, "NOT_MEASURED");
	row = add(t, "C8", "smoothness", "B", OUTCOME_NO_EVIDENCE, -5.5, "1");
	row->p = 0.4;
	row->threshold = -5.4;
	add(t, "C11", "hold_spread", "B", OUTCOME_NOT_MEASURABLE, NAN, "%");
	add(t, "C15", "tonnage", "C", OUTCOME_DESCRIPTIVE, 960, "kg");
}

static char *print(const struct table *t, const struct language *language)
{
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	findings_print(out, &t->report, language);
	fclose(out);
	return text;
}

static void answers_come_first_and_the_rest_in_a_line_each(void **state)
{
	struct table t;
	char *text;

	(void)state;
	fill(&t);
	text = print(&t, &language_english);
	assert_string_equal(text, "\nFindings\n"
				  "  C1  load transfer: indicated. As it stands.\n"
				  "  C13 drift: not enough data. As it stands.\n"
				  "  C15 tonnage: described only. As it stands. 960 kg\n"
				  "  no change shown against earlier sessions: C8 smoothness -5.5\n"
				  "  not enough earlier sessions (2 / 6): C3 dips 0.25; C4 onset "
				  "0.837 s\n"
				  "  not enough data: C7 tremor\n"
				  "  not measurable: C11 hold, spread\n");
	free(text);
}

static void german_is_made_from_what_was_found(void **state)
{
	struct table t;
	char *text;

	(void)state;
	fill(&t);
	text = print(&t, &language_german);
	assert_non_null(
		strstr(text, "  C1  Lastverteilung: Hinweis. Rechts trägt beim Heben mehr"));
	assert_non_null(strstr(text, "0 gültige Wiederholungen im Satz"));
	assert_null(strstr(text, "As it stands"));
	free(text);
}

/* A result that was read back has no reasons. */
static void without_reasons_they_still_have_a_line(void **state)
{
	struct table t;
	char list[FINDING_LIST_MAX];

	(void)state;
	fill(&t);
	for (size_t i = 0; i < t.report.findings; i++)
		t.row[i].reason[0] = '\0';
	group_list(&t.report, GROUP_FEW_DATA, &language_english, list, sizeof(list));
	assert_string_equal(list, "C3 dips 0.25; C4 onset 0.837 s; C7 tremor");
}

static void a_list_that_is_too_long_is_cut(void **state)
{
	struct table t;
	char list[16];

	(void)state;
	fill(&t);
	for (size_t size = 1; size <= sizeof(list); size++) {
		group_list(&t.report, GROUP_FEW_SESSIONS, &language_english, list, size);
		assert_true(strlen(list) < size);
	}
}

static void no_findings_print_nothing(void **state)
{
	struct table t = {.report = {.findings = 0}};
	char *text = print(&t, &language_english);

	(void)state;
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_first_and_the_rest_in_a_line_each),
		cmocka_unit_test(german_is_made_from_what_was_found),
		cmocka_unit_test(without_reasons_they_still_have_a_line),
		cmocka_unit_test(a_list_that_is_too_long_is_cut),
		cmocka_unit_test(no_findings_print_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
