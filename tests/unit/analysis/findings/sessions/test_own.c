/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions against earlier ones of the same person. */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"
#include "tests/support/starve.h"
#include "tests/unit/analysis/findings/sessions/earlier.h"

#include "analysis/findings/sessions/series.h"

#include <stdio.h>
#include <string.h>

static void without_earlier_sessions_the_value_is_shown_and_not_judged(void **state)
{
	struct verdict v;

	(void)state;
	person_set_now(&person, &dips, 2.5);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_near(v.finding.value, 2.5, 0);
	assert_near(v.finding.ci_low, 1.5, 0);
	assert_int_equal(v.finding.n, 0);
	assert_nan(v.finding.p);
	assert_string_equal(v.finding.text, "0 earlier sessions like this one, 6 are needed.");
}

static void five_sessions_are_not_six(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 5);
	person_set_now(&person, &dips, 100);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(v.finding.n, 5);
	assert_nan(v.finding.p);
}

/* Alone in its family, so that the adjusted p is the p. */
static void the_prediction_interval_decides(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 + reach);
	v = person_verdict(&person, "offloading_dips");
	assert_near(v.finding.p, 0.05, 1e-9);
	assert_near(v.finding.p_adjusted, 0.05, 1e-9);
	assert_near(v.finding.threshold, 1, 1e-12);
	assert_int_equal(v.finding.outcome, OUTCOME_INDICATED);
	assert_string_equal(v.finding.text, "A foot gives up load for a moment more often than in "
					    "earlier sessions.");
	assert_string_equal(v.finding.unit, "%");
}

static void a_value_below_the_earlier_ones_is_called_lower(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 - 1.5 * reach);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_INDICATED);
	assert_non_null(strstr(v.finding.text, "less often"));
}

static void within_the_interval_nothing_is_claimed(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 + 0.5 * reach);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_NO_EVIDENCE);
	assert_true(v.finding.p > 0.1);
}

/* Two questions: the smaller p counts twice, but no more than the larger (Benjamini & Hochberg
 * 1995). */
static void the_rate_of_false_discoveries_is_held_over_the_family(void **state)
{
	static const struct series_key ldlj = {"lift", "both", "ldlj"};
	struct verdict small, large;

	(void)state;
	add_sessions(&dips, six, 6);
	for (size_t i = 0; i < 6; i++)
		person_set(&person, i, &ldlj, six[i]);
	person_set_now(&person, &dips, 1 + reach);
	person_set_now(&person, &ldlj, 1 + 0.95 * reach);
	small = person_verdict(&person, "offloading_dips");
	large = person_verdict(&person, "smoothness");
	assert_near(small.finding.p, 0.05, 1e-9);
	assert_true(large.finding.p > 0.05 && large.finding.p < 0.1);
	assert_near(small.finding.p_adjusted, large.finding.p, 1e-12);
	assert_near(large.finding.p_adjusted, large.finding.p, 1e-12);
	assert_int_equal(large.finding.outcome, OUTCOME_INDICATED);
	assert_near(small.level, 0.1, 0);
	person.evidence.now.metrics = 0;
	person_set_now(&person, &dips, 1 + reach);
	person_set_now(&person, &ldlj, 1 + 0.1 * reach);
	small = person_verdict(&person, "offloading_dips");
	assert_near(small.finding.p_adjusted, 0.1, 1e-9);
}

static void only_sessions_of_the_same_task_style_and_load_count(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1);
	snprintf(person.trial[0].task, sizeof(person.trial[0].task), "isometric");
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 5);
	snprintf(person.trial[1].style, sizeof(person.trial[1].style), "sumo");
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 4);
	person.trial[2].load_kg = 110;
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 4);
	person.trial[2].load_kg = 110.5;
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 3);
	person.trial[3].load_kg = NAN;
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 2);
	snprintf(person.metric[5][0].formula, sizeof(person.metric[5][0].formula), "another");
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.n, 1);
	/* a style that one of them does not know is no difference */
	person.trial[5].style[0] = '\0';
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 1);
}

/* Neither in the series nor as one of the last two sessions. */
static void a_session_that_was_not_measurable_is_not_compared(void **state)
{
	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 + 2 * reach);
	person_set_finding(&person, 3, "offloading_dips", OUTCOME_INDICATED, 3, 1);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 6);
	person_set_finding(&person, 5, "offloading_dips", OUTCOME_NOT_MEASURABLE, NAN, NAN);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 5);
	add_sessions(&dips, six, 1);
	person_set_finding(&person, 6, "offloading_dips", OUTCOME_NOT_MEASURABLE, NAN, NAN);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.n, 5);
	assert_true(was_indicated(question_find("offloading_dips"), &person.evidence, 1));
}

/* Two recordings of one day are one session, and those of today belong to today. */
static void a_session_counts_once(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	snprintf(person.trial[1].session, sizeof(person.trial[1].session), "0");
	snprintf(person.trial[5].session, sizeof(person.trial[5].session), "now");
	person_set_now(&person, &dips, 1);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.n, 4);
	assert_near(v.finding.value, (1 + 0.6) / 2, 1e-12);
	assert_nan(v.finding.ci_low);
}

static void earlier_sessions_without_spread_judge_nothing(void **state)
{
	static const double none[] = {0, 0, 0, 0, 0, 0};
	struct verdict v;

	(void)state;
	add_sessions(&dips, none, 6);
	person_set_now(&person, &dips, 3);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_nan(v.finding.p);
	assert_non_null(strstr(v.finding.text, "All earlier sessions have the same value"));
}

static void what_was_not_measured_is_said_to_be_so(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_nan(v.finding.value);
	assert_string_equal(v.finding.reason, "NOT_MEASURED");
	person_set_now(&person, &dips, NAN);
	v = person_verdict(&person, "offloading_dips");
	assert_string_equal(v.finding.reason, "NOT_MEASURED");
}

static void sides_are_needed_only_where_they_are_compared(void **state)
{
	(void)state;
	person.report.has_sides = false;
	person_set_now(&person, &tonnage, 800);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.outcome,
			 OUTCOME_NOT_MEASURABLE);
	assert_int_equal(person_verdict(&person, "tonnage").finding.outcome, OUTCOME_DESCRIPTIVE);
	assert_near(person_verdict(&person, "tonnage").finding.value, 800, 0);
}

static void indicated_twice_in_three_sessions_is_consistent(void **state)
{
	struct verdict v;

	(void)state;
	add_sessions(&dips, six, 6);
	/* own smallest detectable change: t sqrt 2 SD */
	person_set_now(&person, &dips, 1 + 2 * reach);
	assert_true(2 * reach > mdc);
	person_set_finding(&person, 3, "offloading_dips", OUTCOME_INDICATED, 3, 1);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.outcome,
			 OUTCOME_INDICATED); /* the fourth last */
	person_set_finding(&person, 4, "offloading_dips", OUTCOME_INDICATED, 3, 1);
	v = person_verdict(&person, "offloading_dips");
	assert_int_equal(v.finding.outcome, OUTCOME_CONSISTENT);
	assert_non_null(strstr(v.finding.text, "more often"));
	assert_false(v.mdc_assumed);
	assert_near(v.mdc, mdc, 1e-9);
}

static void the_other_direction_is_not_the_same_finding(void **state)
{
	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 + 2 * reach);
	person_set_finding(&person, 5, "offloading_dips", OUTCOME_INDICATED, 0.2, 1);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.outcome,
			 OUTCOME_INDICATED);
}

static void a_change_within_what_sessions_differ_is_not_consistent(void **state)
{
	(void)state;
	add_sessions(&dips, six, 6);
	person_set_now(&person, &dips, 1 + 1.2 * reach); /* 1.78 < 1.94 */
	person_set_finding(&person, 5, "offloading_dips", OUTCOME_INDICATED, 3, 1);
	assert_int_equal(person_verdict(&person, "offloading_dips").finding.outcome,
			 OUTCOME_INDICATED);
}

static void judge_reps(const double *ai)
{
	static const double rep[] = {1, 2, 3, 4, 5, 6, 7, 8};
	static const double shift[] = {.2, -.4, .5, .1, -.3, .4, 0, -.1};

	person.evidence.n = 8;
	person.evidence.rep = rep;
	person.evidence.lift_pct = ai;
	person.evidence.shift_pct = shift;
}

/* Below six sessions 1.96 sqrt(2 (1.5^2 + 1.5^2 / 8)) = 4.41 is assumed, and said to be. */
static void the_detectable_change_is_assumed_until_six_sessions(void **state)
{
	static const double strong[] = {5.1, 6.2, 5.6, 4.8, 5.9, 6.4, 5.2, 5.7};
	static const double less[] = {3.9, 4.4, 4.2, 3.8, 4.1, 4.5, 3.9, 4.2};
	struct verdict v;

	(void)state;
	add_sessions(&lift_ai, six, 2);
	person_set_finding(&person, 1, "load_transfer", OUTCOME_INDICATED, 6, 3);
	person_set_now(&person, &lift_ai, 5.6);
	judge_reps(strong);
	v = person_verdict(&person, "load_transfer");
	assert_int_equal(v.finding.outcome, OUTCOME_CONSISTENT);
	assert_true(v.mdc_assumed);
	assert_near(v.mdc, 4.41, 0.005);
	assert_non_null(strstr(v.finding.text, "is assumed"));
	judge_reps(less);
	assert_int_equal(person_verdict(&person, "load_transfer").finding.outcome,
			 OUTCOME_INDICATED);
}

static int decide_all(void *ctx)
{
	static const char *const families[] = {"A", "B", "C"};
	struct verdict verdict[QUESTIONS_MAX];
	size_t count;
	int ret = 0;

	(void)ctx;
	for (size_t i = 0; i < 3 && !ret; i++)
		ret = findings_decide(families[i], &person.evidence, &person.report, verdict,
				      &count, NULL);
	return ret;
}

static void without_memory_nothing_is_decided_and_nothing_left(void **state)
{
	static const double ai[] = {5.1, 6.2, 5.6, 4.8, 5.9, 6.4, 5.2, 5.7};

	(void)state;
	add_sessions(&lift_ai, six, 6);
	for (size_t i = 0; i < 6; i++)
		person_set(&person, i, &dips, six[i]);
	person_set_finding(&person, 5, "load_transfer", OUTCOME_INDICATED, 6, 3);
	person_set_now(&person, &lift_ai, 5.6);
	person_set_now(&person, &dips, 9);
	judge_reps(ai);
	assert_int_equal(person_verdict(&person, "load_transfer").finding.outcome,
			 OUTCOME_CONSISTENT);
	starve(decide_all, NULL);
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_earlier_sessions_the_value_is_shown_and_not_judged),
		TEST(five_sessions_are_not_six),
		TEST(the_prediction_interval_decides),
		TEST(a_value_below_the_earlier_ones_is_called_lower),
		TEST(within_the_interval_nothing_is_claimed),
		TEST(the_rate_of_false_discoveries_is_held_over_the_family),
		TEST(only_sessions_of_the_same_task_style_and_load_count),
		TEST(a_session_that_was_not_measurable_is_not_compared),
		TEST(a_session_counts_once),
		TEST(earlier_sessions_without_spread_judge_nothing),
		TEST(what_was_not_measured_is_said_to_be_so),
		TEST(sides_are_needed_only_where_they_are_compared),
		TEST(indicated_twice_in_three_sessions_is_consistent),
		TEST(the_other_direction_is_not_the_same_finding),
		TEST(a_change_within_what_sessions_differ_is_not_consistent),
		TEST(the_detectable_change_is_assumed_until_six_sessions),
		TEST(without_memory_nothing_is_decided_and_nothing_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
