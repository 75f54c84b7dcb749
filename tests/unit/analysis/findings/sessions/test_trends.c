/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on over loads (C12) and from session to session (C16). */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"
#include "tests/unit/analysis/findings/sessions/earlier.h"

#include "analysis/findings/sessions/series.h"
#include "analysis/statistics/statistics.h"

#include <string.h>

static void add_load(double kg, double ai)
{
	size_t i = person_add_session(&person);

	person.trial[i].load_kg = kg;
	person_set(&person, i, &lift_ai, ai);
}

static void a_trend_over_load_needs_three_loads(void **state)
{
	struct verdict v;

	(void)state;
	add_load(80, 1);
	add_load(80, 1.1);
	person_set_now(&person, &lift_ai, 2);
	v = person_verdict(&person, "load_trend");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(v.finding.n, 2);
	assert_int_equal(v.finding.needed, 3);
	add_load(60, 0.2);
	v = person_verdict(&person, "load_trend");
	assert_int_equal(v.finding.outcome, OUTCOME_DESCRIPTIVE);
	assert_nan(v.finding.p);
	/* slopes a kg: 1/20 .8/20 .9/20 | 1.8/40 .9/20 */
	assert_near(v.finding.value, 0.45, 1e-9);
}

static void a_trend_over_load_leaves_out_what_was_not_measurable(void **state)
{
	(void)state;
	add_load(60, 0.2);
	add_load(80, 1);
	person_set_now(&person, &lift_ai, 2);
	assert_int_equal(person_verdict(&person, "load_trend").finding.outcome,
			 OUTCOME_DESCRIPTIVE);
	person_set_finding(&person, 0, "load_transfer", OUTCOME_NOT_MEASURABLE, NAN, NAN);
	assert_int_equal(person_verdict(&person, "load_trend").finding.outcome,
			 OUTCOME_INSUFFICIENT_DATA);
}

/* Five loads in order: p = 2/5! = 1/60. */
static void five_sets_test_the_trend_over_load(void **state)
{
	struct verdict v;

	(void)state;
	add_load(60, 0.2);
	add_load(70, 1.1);
	add_load(80, 2.4);
	add_load(90, 3.1);
	person_set_now(&person, &lift_ai, 4);
	v = person_verdict(&person, "load_trend");
	assert_near(v.finding.p, 1. / 60, 1e-12);
	assert_int_equal(v.finding.outcome, OUTCOME_INDICATED);
	assert_int_equal(v.finding.n, 5);
	/* the median of .9 1.3 .7 .9 | 1.1 1 .8 | 2.9/3 2.9/3 | .95 */
	assert_near(v.finding.value, (0.95 + 2.9 / 3) / 2, 1e-9);
	assert_string_equal(v.finding.text, "The heavier the bar, the more the right carries.");
}

static void add_set_now(int set, double kg, double ai)
{
	static const struct series_key load = {"", "both", "load"};
	struct earlier *now = &person.evidence.now;

	person_set_now(&person, &lift_ai, ai);
	person_set_now(&person, &load, kg);
	now->metric[now->metrics - 2].set = now->metric[now->metrics - 1].set = set;
}

/* The five of before in one recording, entered with the last load; the first two warm up. */
static void every_set_has_its_own_load_and_warm_ups_count(void **state)
{
	struct earlier *now = &person.evidence.now;
	struct verdict v;

	(void)state;
	add_set_now(3, 80, 2.4);
	add_set_now(4, 90, 3.1);
	add_set_now(5, 100, 4);
	add_set_now(1, 60, 0.2);
	add_set_now(2, 70, 1.1);
	now->metrics -= 4;
	now->warm_up_metrics = 4;
	v = person_verdict(&person, "load_trend");
	assert_near(v.finding.p, 1. / 60, 1e-12);
	assert_int_equal(v.finding.n, 5);
	assert_near(v.finding.value, (0.95 + 2.9 / 3) / 2, 1e-9);
	now->load_kg = NAN;
	assert_near(person_verdict(&person, "load_trend").finding.value, (0.95 + 2.9 / 3) / 2,
		    1e-9);
}

/* Within 2 kg; the first of them stands for all, so that no slope is taken between them. */
static void a_bar_that_is_measured_again_is_no_other_load(void **state)
{
	struct verdict v;

	(void)state;
	add_load(80, 1);
	add_set_now(1, 81.9, 1.5);
	add_set_now(2, 60, 0.2);
	v = person_verdict(&person, "load_trend");
	assert_int_equal(v.finding.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(v.finding.n, 2);
	person.evidence.now.metric[1].value = 82;
	assert_int_equal(person_verdict(&person, "load_trend").finding.outcome,
			 OUTCOME_DESCRIPTIVE);
	person.evidence.now.metric[1].value = 81.9;
	add_set_now(3, 100, 2);
	v = person_verdict(&person, "load_trend");
	assert_int_equal(v.finding.outcome, OUTCOME_DESCRIPTIVE);
	/* slopes a kg: .8/20 1.3/20 1/20 .5/20 1.8/40 */
	assert_near(v.finding.value, 0.45, 1e-9);
}

/* One session of 5 SD is not enough, the fourth is: z = 0.7599 x 5 SD = 2.025 > 5.507 x .5124 SD.
 */
static void a_lasting_shift_is_called_by_the_moving_average(void **state)
{
	static const double lasting[] = {3.6646, 3.6646, 3.6646};
	double shifted = 1 + 5 * 0.532916503778969;
	struct verdict v;

	(void)state;
	add_sessions(&lift_ai, six, 6);
	person_set_now(&person, &lift_ai, shifted);
	v = person_verdict(&person, "baseline");
	assert_int_equal(v.finding.outcome, OUTCOME_NO_EVIDENCE);
	assert_near(v.finding.value, 0.3 * (shifted - 1), 1e-9);
	assert_close(v.finding.threshold,
		     5.506984967353674 * 0.532916503778969 * 0.3 * 1.0801234497346435, 1e-9);
	assert_nan(v.finding.p);
	add_sessions(&lift_ai, lasting, 3);
	v = person_verdict(&person, "baseline");
	assert_int_equal(v.finding.outcome, OUTCOME_INDICATED);
	assert_near(v.finding.value, (1 - .7 * .7 * .7 * .7) * (shifted - 1), 1e-4);
	assert_non_null(strstr(v.finding.text, "to the right"));
}

/* The average still lags behind; the session itself is within the detectable change. */
static void a_session_back_at_the_baseline_is_not_called(void **state)
{
	static const double lasting[] = {5, 5, 5, 5};
	struct verdict v;

	(void)state;
	add_sessions(&lift_ai, six, 6);
	add_sessions(&lift_ai, lasting, 4);
	person_set_now(&person, &lift_ai, 1);
	v = person_verdict(&person, "baseline");
	assert_true(v.finding.value > v.finding.threshold);
	assert_int_equal(v.finding.outcome, OUTCOME_NO_EVIDENCE);
}

static void a_baseline_needs_six_sessions_that_differ(void **state)
{
	static const double same[] = {2, 2, 2, 2, 2, 2};

	(void)state;
	add_sessions(&lift_ai, same, 5);
	person_set_now(&person, &lift_ai, 9);
	assert_string_equal(person_verdict(&person, "baseline").finding.reason, "FEW_SESSIONS");
	assert_nan(person_verdict(&person, "baseline").finding.value);
	add_sessions(&lift_ai, same, 1);
	assert_string_equal(person_verdict(&person, "baseline").finding.reason, "NO_SPREAD_BEFORE");
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_trend_over_load_needs_three_loads),
		TEST(a_trend_over_load_leaves_out_what_was_not_measurable),
		TEST(five_sets_test_the_trend_over_load),
		TEST(every_set_has_its_own_load_and_warm_ups_count),
		TEST(a_bar_that_is_measured_again_is_no_other_load),
		TEST(a_lasting_shift_is_called_by_the_moving_average),
		TEST(a_session_back_at_the_baseline_is_not_called),
		TEST(a_baseline_needs_six_sessions_that_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
