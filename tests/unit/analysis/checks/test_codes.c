/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/checks/checks.h"

#include <stdio.h>
#include <string.h>

static char page[1 << 16];

static int read_page(void **state)
{
	FILE *file = fopen("docs/results.md", "r");

	(void)state;
	if (!file)
		return -1;
	page[fread(page, 1, sizeof(page) - 1, file)] = '\0';
	return fclose(file);
}

static void every_code_is_once_on_the_page_of_the_results(void **state)
{
	(void)state;
	for (const struct check_code *known = check_codes; known->code; known++) {
		char cell[48];

		snprintf(cell, sizeof(cell), "| `%s` |", known->code);
		if (!strstr(page, cell))
			fail_msg("docs/results.md does not list %s", known->code);
		if (strstr(strstr(page, cell) + 1, cell))
			fail_msg("docs/results.md lists %s twice", known->code);
	}
}

static void a_code_is_listed_once(void **state)
{
	(void)state;
	for (const struct check_code *a = check_codes; a->code; a++)
		for (const struct check_code *b = a + 1; b->code; b++)
			assert_string_not_equal(a->code, b->code);
}

static void the_first_fault_of_a_report_is_its_reason(void **state)
{
	struct trial_report *report;

	(void)state;
	assert_int_equal(report_new(&report, 0, NULL), 0);
	assert_null(checks_first_fault(report));
	report_add_check(report, "HUM", STATUS_WARN, 2, "N", NULL, "hum");
	assert_null(checks_first_fault(report));
	report_add_check(report, "TARE_DRIFT", STATUS_WARN, 9, "N", NULL, "drift");
	report_add_check(report, "CELL_DEAD", STATUS_REJECT, 1, "1", NULL, "dead");
	assert_string_equal(checks_first_fault(report), "TARE_DRIFT");
	assert_null(check_fault("HUM"));
	assert_null(check_fault("NO_SUCH_CODE"));
	assert_non_null(check_fault("CELL_DEAD"));
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_code_is_once_on_the_page_of_the_results, read_page),
		cmocka_unit_test(a_code_is_listed_once),
		cmocka_unit_test(the_first_fault_of_a_report_is_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
