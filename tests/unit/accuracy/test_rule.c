/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/rule.h"

enum { REPS = 8 };

/* Eight reps; the halves of the lift are alike but for a hair. */
static struct simulation set_of(const double *lift_pct)
{
	struct simulation truth = {.reps = REPS};

	for (size_t i = 0; i < REPS; i++)
		truth.rep[i] = (struct simulated_rep){
			.asymmetry_lift_pct = lift_pct[i],
			.asymmetry_lift1_pct = lift_pct[i] + (i % 2 ? 0.1 : -0.1),
			.asymmetry_lift2_pct = lift_pct[i],
		};
	return truth;
}

static void a_large_asymmetry_is_indicated_on_either_side(void **state)
{
	static const double right[] = {8, 7, 9, 8, 7, 9, 8, 7};
	double left[REPS];
	struct simulation truth = set_of(right);

	(void)state;
	assert_true(rule_indicates(&truth, ASKED_TRANSFER));
	assert_false(rule_indicates(&truth, ASKED_SHIFT));
	assert_false(rule_indicates(&truth, ASKED_DRIFT));
	for (size_t i = 0; i < REPS; i++)
		left[i] = -right[i];
	truth = set_of(left);
	assert_true(rule_indicates(&truth, ASKED_TRANSFER));
}

/* Beyond the limit of 3 by 1 seven times and by -x once: t is 3.0 (p 0.010) at x = 1. Of the 256
 * sign patterns 2 reach the sum where x < 1, 9 from x = 1 on: 0.008 and 0.035 of Holm's 0.0167. */
static void both_tests_must_agree(void **state)
{
	static const double agree[] = {4, 4, 4, 2.1, 4, 4, 4, 4};
	static const double disagree[] = {4, 4, 4, 2, 4, 4, 4, 4};
	struct simulation truth = set_of(agree);

	(void)state;
	assert_true(rule_indicates(&truth, ASKED_TRANSFER));
	truth = set_of(disagree);
	assert_false(rule_indicates(&truth, ASKED_TRANSFER));
}

/* Eight figures that rise: p = 2 / 8! */
static void a_drift_must_be_steady_and_large(void **state)
{
	static const double steep[] = {-2, -1.6, -1.2, -0.8, -0.4, 0, 0.4, 0.8};
	static const double flat[] = {-2, -1.8, -1.6, -1.4, -1.2, -1, -0.8, -0.6};
	struct simulation truth = set_of(steep);

	(void)state;
	assert_true(rule_indicates(&truth, ASKED_DRIFT)); /* 2.8 from first to last */
	truth = set_of(flat);
	assert_false(rule_indicates(&truth, ASKED_DRIFT)); /* 1.4, less than 2 */
}

static void a_failed_rep_leaves_no_figure(void **state)
{
	static const double lift_pct[] = {8, 7, 9, 8, 7, 9, 8, NAN};
	struct simulation truth = set_of(lift_pct);

	(void)state;
	assert_false(rule_indicates(&truth, ASKED_TRANSFER));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_large_asymmetry_is_indicated_on_either_side),
		cmocka_unit_test(both_tests_must_agree),
		cmocka_unit_test(a_drift_must_be_steady_and_large),
		cmocka_unit_test(a_failed_rep_leaves_no_figure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
