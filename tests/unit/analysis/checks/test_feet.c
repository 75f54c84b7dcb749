/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"

#include "analysis/checks/checks.h"

#include <stdio.h>
#include <string.h>

/* The checks that the sides of the trial give; takes it over. */
static struct trial_report *sides_of(struct trial *trial)
{
	struct analysis a = {.trial = trial};

	assert_int_equal(report_new(&a.report, 0, NULL), 0);
	assert_int_equal(check_sides_named(&a, NULL), 0);
	trial_free(trial);
	return a.report;
}

static struct trial *named(const char *left, const char *right)
{
	struct trial *trial = plates_new(1000, 1);

	snprintf(trial->info.plate[0].name, sizeof(trial->info.plate[0].name), "%s", left);
	snprintf(trial->info.plate[1].name, sizeof(trial->info.plate[1].name), "%s", right);
	return trial;
}

static void a_plate_named_for_the_other_foot_is_said(void **state)
{
	struct trial_report *report = sides_of(named("Plate A", "FP2 LEFT"));

	(void)state;
	assert_int_equal(report->checks, 1);
	assert_string_equal(report->check[0].code, "PLATES_SWAPPED");
	assert_non_null(strstr(report->check[0].text, "FP2 LEFT is said to be under the right"));
	report_free(report);
}

static void names_that_fit_or_say_nothing_are_not_doubted(void **state)
{
	static const char *const pairs[][2] = {
		{"left", "right"}, {"1", "2"}, {"left of right", "right of left"}};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct trial_report *report = sides_of(named(pairs[i][0], pairs[i][1]));

		assert_int_equal(report->checks, 0);
		report_free(report);
	}
}

/* The lifter looks along -y of the laboratory: the left plate has the larger x. */
static void where_plates_stand_in_a_laboratory_tells_no_side(void **state)
{
	static const double x_m[] = {0.2, -0.2, -0.2, 0.2}, y_m[] = {0.3, 0.3, -0.3, -0.3};
	struct trial *trial = named("FP1", "FP2");
	struct trial_report *report;

	(void)state;
	for (size_t p = 0; p < 2; p++) {
		trial->info.plate[p].kind = PLATE_WRENCH;
		for (size_t i = 0; i < 4; i++) {
			trial->info.plate[p].corner_m[i][0] = x_m[i] + (p == 0 ? 0.3 : -0.3);
			trial->info.plate[p].corner_m[i][1] = y_m[i];
		}
	}
	report = sides_of(trial);
	assert_int_equal(report->checks, 0);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plate_named_for_the_other_foot_is_said),
		cmocka_unit_test(names_that_fit_or_say_nothing_are_not_doubted),
		cmocka_unit_test(where_plates_stand_in_a_laboratory_tells_no_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
