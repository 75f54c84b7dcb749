/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision rule on lists of asymmetries made up for it; p-values from scipy.stats. */
#include "tests/support/assert_near.h"

#include "analysis/findings/findings.h"

#include <stdio.h>
#include <string.h>

enum { C1, C2, C13, QUESTIONS };

static struct config config;

static int start(void **state)
{
	(void)state;
	config_init(&config);
	return 0;
}

static const double strong[] = {5.1, 6.2, 5.6, 4.8, 5.9, 6.4, 5.2, 5.7};
static const double near_limit[] = {2.1, 4.5, 1.9, 4.2, 2.8, 3.9, 3.3, 2.6};
static const double small[] = {.2, -.4, .5, .1, -.3, .4, 0, -.1};
static const double shifted[] = {2.6, 1.9, 2.4, 1.8, 2.9, 2.2, 1.7, 2.5};

static struct finding *decide(const double *lift, const double *shift, size_t n, const char *check)
{
	static const double rep[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
	static const struct history none;
	static struct finding found[QUESTIONS_MAX];
	struct verdict verdict[QUESTIONS_MAX];
	struct check fault = {.code = ""};
	struct trial_report report = {.has_sides = true, .check = &fault, .checks = check != NULL};
	struct evidence evidence = {.config = &config,
				    .history = &none,
				    .set = 2,
				    .n = n,
				    .rep = rep,
				    .lift_pct = lift,
				    .shift_pct = shift};
	size_t count;

	snprintf(fault.code, sizeof(fault.code), "%s", check ? check : "");
	assert_int_equal(findings_decide("A", &evidence, &report, verdict, &count, NULL), 0);
	assert_int_equal(count, QUESTIONS);
	for (size_t i = 0; i < count; i++)
		found[i] = verdict[i].finding;
	return found;
}

static void the_questions_are_c1_c2_c13_of_family_a(void **state)
{
	static const char *const ids[] = {"C1", "C2", "C13"};
	struct finding *found = decide(small, small, 8, NULL);

	(void)state;
	for (int i = 0; i < QUESTIONS; i++) {
		assert_string_equal(found[i].id, ids[i]);
		assert_string_equal(found[i].family, "A");
		assert_string_equal(found[i].unit, "%");
		assert_int_equal(found[i].set, 2);
		assert_int_equal(found[i].n, 8);
	}
	assert_near(found[C1].threshold, 3, 0);
	assert_near(found[C2].threshold, 1.5, 0);
	assert_near(found[C13].threshold, 2, 0);
}

static void beyond_the_limit_is_indicated(void **state)
{
	struct finding *found = decide(strong, small, 8, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_INDICATED);
	assert_near(found[C1].value, 5.6125, 1e-12);
	assert_close(found[C1].p, 1.560165934626989e-06, 1e-9);
	assert_close(found[C1].p_adjusted, 3 * 1.560165934626989e-06, 1e-9);
	assert_near(found[C1].ci_low, 5.149307977870807, 1e-9);
	assert_near(found[C1].ci_high, 6.075692022129195, 1e-9);
	assert_non_null(strstr(found[C1].text, "The right carries more"));
}

/* 95 % is also what the default of alpha gives. */
static void the_interval_holds_95_percent_at_any_level_of_the_tests(void **state)
{
	struct finding usual[QUESTIONS], *found;

	(void)state;
	memcpy(usual, decide(strong, small, 8, NULL), sizeof(usual));
	config.alpha = 0.2;
	found = decide(strong, small, 8, NULL);
	assert_near(found[C1].ci_low, 5.149307977870807, 1e-9);
	assert_near(found[C1].ci_high, 6.075692022129195, 1e-9);
	assert_near(found[C13].ci_low, usual[C13].ci_low, 0);
	assert_near(found[C13].ci_high, usual[C13].ci_high, 0);
}

static void the_sentence_names_the_side(void **state)
{
	double mirrored[8];

	(void)state;
	for (size_t i = 0; i < 8; i++)
		mirrored[i] = -strong[i];

	struct finding *found = decide(mirrored, small, 8, NULL);

	assert_int_equal(found[C1].outcome, OUTCOME_INDICATED);
	assert_near(found[C1].value, -5.6125, 1e-12);
	assert_non_null(strstr(found[C1].text, "The left carries more"));
}

static void within_the_limit_is_equivalent(void **state)
{
	struct finding *found = decide(small, small, 8, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_EQUIVALENT);
	assert_int_equal(found[C2].outcome, OUTCOME_EQUIVALENT);
}

static void around_the_limit_there_is_no_evidence(void **state)
{
	struct finding *found = decide(near_limit, small, 8, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_NO_EVIDENCE);
	assert_close(found[C1].p, 0.32517208194592023, 1e-9);
}

/* One of six reps lies below 3 %: t says 0.0023, the sign-flip 2/64 > 0.05/2. */
static void tests_that_disagree_leave_it_borderline(void **state)
{
	static const double lift[] = {4.0, 4.1, 3.9, 4.05, 3.95, 2.99};
	struct finding *found = decide(lift, small, 6, NULL);

	(void)state;
	assert_close(found[C1].p, 0.0022974185640776633, 1e-9);
	assert_int_equal(found[C1].outcome, OUTCOME_BORDERLINE);
	assert_non_null(strstr(found[C1].text, "may carry"));
}

/* 1/32 can never be below 0.025, so with five reps the t test stands alone. */
static void the_second_test_is_silent_where_it_cannot_speak(void **state)
{
	struct finding *found = decide(strong, small, 5, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_INDICATED);
}

static void a_shift_within_the_lift_is_indicated(void **state)
{
	struct finding *found = decide(small, shifted, 8, NULL);

	(void)state;
	assert_int_equal(found[C2].outcome, OUTCOME_INDICATED);
	assert_close(found[C2].p, 0.000782638976586412, 1e-9);
	assert_non_null(strstr(found[C2].text, "from right to left"));
}

/* Eight reps in one direction: exact p = 2/8!, times 3. */
static void a_steady_drift_is_indicated(void **state)
{
	static const double lift[] = {4.2, 3.6, 3.1, 2.4, 1.9, 1.1, .8, .1};
	struct finding *found = decide(lift, small, 8, NULL);

	(void)state;
	assert_int_equal(found[C13].outcome, OUTCOME_INDICATED);
	assert_close(found[C13].p, 2. / 40320, 1e-9);
	assert_true(found[C13].value < -2);
	assert_true(found[C13].ci_low <= found[C13].value);
	assert_true(found[C13].ci_high >= found[C13].value);
	assert_non_null(strstr(found[C13].text, "to the left"));
}

/* 0.1 a rep is 0.7 over the set: as certain, too small to matter. */
static void a_small_drift_is_no_evidence(void **state)
{
	static const double lift[] = {.1, .2, .31, .4, .52, .6, .7, .83};
	struct finding *found = decide(lift, small, 8, NULL);

	(void)state;
	assert_close(found[C13].p, 2. / 40320, 1e-9);
	assert_int_equal(found[C13].outcome, OUTCOME_NO_EVIDENCE);
}

/* Where only two questions can be asked Holm counts two. */
static void questions_without_enough_reps_do_not_count(void **state)
{
	struct finding *found = decide(strong, small, 7, NULL);

	(void)state;
	assert_int_equal(found[C13].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_nan(found[C13].p);
	assert_nan(found[C13].p_adjusted);
	assert_nan(found[C13].value);
	assert_non_null(strstr(found[C13].text, "7 valid reps"));
	assert_non_null(strstr(found[C13].text, "8 are needed"));
	assert_close(found[C1].p_adjusted, 2 * found[C1].p, 1e-12);
}

/* p = 0.0197: below 0.05, not after Holm. */
static void holm_takes_back_what_one_test_alone_would_claim(void **state)
{
	static const double lift[] = {3.1, 4.9, 3.0, 4.2, 3.6, 5.2, 2.5, 4.4};
	struct finding *found = decide(lift, small, 8, NULL);

	(void)state;
	assert_true(found[C1].p < 0.05);
	assert_true(found[C1].p_adjusted > 0.05);
	assert_int_equal(found[C1].outcome, OUTCOME_NO_EVIDENCE);
}

static void four_reps_are_not_enough_for_anything(void **state)
{
	struct finding *found = decide(strong, shifted, 4, NULL);

	(void)state;
	for (int i = 0; i < QUESTIONS; i++) {
		assert_int_equal(found[i].outcome, OUTCOME_INSUFFICIENT_DATA);
		assert_nan(found[i].p);
	}
	assert_non_null(strstr(found[C1].text, "4 valid reps"));
	assert_non_null(strstr(found[C1].text, "5 are needed"));
}

static void a_fault_of_the_recording_comes_first(void **state)
{
	struct finding *found = decide(strong, shifted, 8, "BAR_ON_PLATE");

	(void)state;
	for (int i = 0; i < QUESTIONS; i++) {
		assert_int_equal(found[i].outcome, OUTCOME_NOT_MEASURABLE);
		assert_nan(found[i].value);
		assert_string_equal(found[i].text, "The bar stands on the force plates.");
	}
}

/* A measurement never repeats itself to the last digit; a p of 0 would look sure. */
static void reps_that_are_all_the_same_are_no_evidence(void **state)
{
	static const double five[] = {5, 5, 5, 5, 5, 5, 5, 5};
	struct finding *found = decide(five, small, 8, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(found[C2].outcome, OUTCOME_EQUIVALENT);
	assert_int_equal(found[C13].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_nan(found[C1].p);
	assert_nan(found[C1].ci_low);
	assert_non_null(strstr(found[C1].text, "the same to the last digit"));
	assert_close(found[C2].p_adjusted, found[C2].p, 1e-12);
}

/* Eight reps, of which four have no second half: five are needed. */
static void a_value_that_is_missing_does_not_count(void **state)
{
	static const double shift[] = {2.6, NAN, 2.4, NAN, 2.9, NAN, 1.7, NAN};
	struct finding *found = decide(strong, shift, 8, NULL);

	(void)state;
	assert_int_equal(found[C1].outcome, OUTCOME_INDICATED);
	assert_int_equal(found[C2].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(found[C2].n, 4);
	assert_nan(found[C2].p);
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_questions_are_c1_c2_c13_of_family_a),
		TEST(beyond_the_limit_is_indicated),
		TEST(the_interval_holds_95_percent_at_any_level_of_the_tests),
		TEST(the_sentence_names_the_side),
		TEST(within_the_limit_is_equivalent),
		TEST(around_the_limit_there_is_no_evidence),
		TEST(tests_that_disagree_leave_it_borderline),
		TEST(the_second_test_is_silent_where_it_cannot_speak),
		TEST(a_shift_within_the_lift_is_indicated),
		TEST(a_steady_drift_is_indicated),
		TEST(a_small_drift_is_no_evidence),
		TEST(questions_without_enough_reps_do_not_count),
		TEST(holm_takes_back_what_one_test_alone_would_claim),
		TEST(four_reps_are_not_enough_for_anything),
		TEST(a_fault_of_the_recording_comes_first),
		TEST(reps_that_are_all_the_same_are_no_evidence),
		TEST(a_value_that_is_missing_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
