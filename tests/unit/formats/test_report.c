/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/report.h"

static void rows_are_kept_in_order(void **state)
{
	struct trial_report *report;

	(void)state;
	assert_int_equal(report_new(&report, 10, NULL), 0);
	for (int i = 0; i < 100; i++) {
		struct rep rep = {.set = 1, .rep = i + 1, .liftoff_s = i};

		assert_int_equal(report_add_rep(report, &rep, NULL), 0);
	}
	assert_int_equal(report->reps, 100);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(report->rep[i].rep, i + 1);
		assert_near(report->rep[i].liftoff_s, i, 0.0);
	}
	report_free(report);
}

static void the_worst_check_decides_the_status(void **state)
{
	struct trial_report *report;

	(void)state;
	assert_int_equal(report_new(&report, 0, NULL), 0);
	assert_int_equal(report->status, STATUS_OK);
	report_add_check(report, "TARE_DRIFT", STATUS_WARN, 6.5, "N", NULL, "drift %.1f N", 6.5);
	report_add_check(report, "SAT", STATUS_REJECT, 1.0, "1", NULL, "saturated");
	report_add_check(report, "TARE_UNCHECKED", STATUS_WARN, 0.0, "1", NULL, "no tare");
	assert_int_equal(report->status, STATUS_REJECT);
	assert_int_equal(report->checks, 3);
	assert_string_equal(report->check[0].text, "drift 6.5 N");
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_kept_in_order),
		cmocka_unit_test(the_worst_check_decides_the_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
