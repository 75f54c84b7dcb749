/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"
#include "tests/support/simulated.h"

#include "formats/random.h"

#include <string.h>

/* 2 s empty, 6 s of 800 N, 2 s empty and drift_n off; nobody says who stood there. */
static size_t drift_checks(double drift_n)
{
	struct trial *trial = plates_new(1000, 10000);
	struct trial_report *report;
	struct random random;
	size_t found = 0;

	random_init(&random, 2);
	plates_load(trial, 0, 2000, 8000, 400, 0, 0);
	plates_load(trial, 1, 2000, 8000, 400, 0, 0);
	plates_load(trial, 0, 8000, 10000, drift_n, 0, 0);
	for (size_t i = 0; i < 8 * trial->frames; i++)
		trial->samples[i] += 0.1 * random_normal(&random);
	report = report_of(trial);
	assert_near(report->body_mass_kg, 800 / 9.80665, 0.5);
	for (size_t i = 0; i < report->checks; i++)
		found += !strcmp(report->check[i].code, "TARE_DRIFT");
	report_free(report);
	trial_free(trial);
	return found;
}

/* 0.5 % of 800 N is 4 N, less than the 5 N for everyone. */
static void drift_is_judged_by_the_weight_measured(void **state)
{
	(void)state;
	assert_int_equal(drift_checks(3.8), 0);
	assert_int_equal(drift_checks(4.2), 1);
	assert_int_equal(drift_checks(8.0), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drift_is_judged_by_the_weight_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
