/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sessions of made-up people; figures by hand from docs/methods.md#sessions. */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"
#include "tests/support/starve.h"

#include "analysis/sessions/compare.h"

#include <stdio.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static const struct series_key lift_ai = {"lift", "both", "asymmetry"};
static const struct series_key lower_ai = {"lower", "both", "asymmetry"};
static const struct history nothing;

static struct person person;

static int start(void **state)
{
	(void)state;
	person_init(&person);
	return 0;
}

static struct earlier *add_session(double lift_pct, double lower_pct)
{
	size_t i = person_add_session(&person);

	COPY(person.trial[i].subject, "S1");
	person_set(&person, i, &lift_ai, lift_pct);
	person_set(&person, i, &lower_ai, lower_pct);
	return &person.trial[i];
}

static struct comparison compared(const struct earlier *from, const struct earlier *to,
				  const struct history *history)
{
	struct comparison comparison;
	struct error err;

	if (comparison_of(&comparison, from, to, history, &person.config, &err))
		fail_msg("%s", err.text);
	return comparison;
}

/* 1.96 sqrt(2 (1.5^2 + 1.5^2/8)) = 4.41 for two sets of eight. */
static void two_results_alone_are_held_against_the_assumed_change(void **state)
{
	struct earlier *from = add_session(6, 5), *to = add_session(1.7, -5);
	struct comparison c = compared(from, to, &nothing);

	(void)state;
	assert_string_equal(c.row[0].phase, "lift");
	assert_near(c.row[0].from.value, 6, 0);
	assert_near(c.row[0].from.low, 5, 0);
	assert_near(c.row[0].to.high, 2.7, 1e-12);
	assert_int_equal(c.row[0].to.reps, 8);
	assert_near(c.row[0].difference, -4.3, 1e-12);
	assert_near(c.row[0].mdc95, 4.41, 0.001);
	assert_true(c.row[0].mdc_assumed);
	assert_int_equal(c.row[0].change, CHANGE_NOT_SHOWN);
	to->metric[0].value = 1.5;
	c = compared(from, to, &nothing);
	assert_int_equal(c.row[0].change, CHANGE_TO_LEFT);
	c = compared(to, from, &nothing);
	assert_int_equal(c.row[0].change, CHANGE_TO_RIGHT);
}

/* 1.96 sqrt(2 1.5^2 + 1.5^2/8 + 1.5^2/2) */
static void fewer_reps_in_one_count(void **state)
{
	struct earlier *from = add_session(6, 5), *to = add_session(1, 5);
	struct comparison c;

	(void)state;
	to->metric[0].n = 2;
	c = compared(from, to, &nothing);
	assert_near(c.row[0].mdc95, 1.96 * sqrt(4.5 + 2.25 / 8 + 2.25 / 2), 1e-12);
}

/* What the phases of two sessions differ by is not known without own sessions. */
static void a_phase_is_shown_and_not_called_without_own_sessions(void **state)
{
	struct earlier *from = add_session(6, 5), *to = add_session(6, -30);
	struct comparison c = compared(from, to, &nothing);
	const struct compared_row *lower = &c.row[COMPARED_ROWS - 1];

	(void)state;
	assert_string_equal(lower->phase, "lower");
	assert_near(lower->difference, -35, 0);
	assert_nan(lower->mdc95);
	assert_int_equal(lower->change, CHANGE_NO_VALUE);
	assert_nan(c.row[1].from.value); /* slack was not measured */
	assert_int_equal(c.row[1].change, CHANGE_NO_VALUE);
}

/* 97.5 % of t with five degrees of freedom, from its closed form. */
static const double t5_975 = 2.5705818356363124;

/* Six sessions that go up and down by 2: SD sqrt(6/5). */
static void own_sessions_tell_what_sessions_differ_by(void **state)
{
	struct comparison c;

	(void)state;
	for (int i = 0; i < 6; i++)
		add_session(i % 2 ? 5 : 3, i % 2 ? 1 : -1);
	add_session(10, 2);
	c = compared(&person.trial[0], &person.trial[6], &person.history);
	assert_near(c.row[0].mdc95, t5_975 * sqrt(2 * 1.2), 1e-12);
	assert_false(c.row[0].mdc_assumed);
	assert_int_equal(c.row[0].mdc_sessions, 6);
	assert_int_equal(c.row[0].change, CHANGE_TO_RIGHT);
	assert_near(c.row[5].mdc95, t5_975 * sqrt(2 * 1.2), 1e-12);
	assert_int_equal(c.row[5].change, CHANGE_NOT_SHOWN);
}

/* What changed since must not hide the change: the first six sessions tell, not all twelve. */
static void a_recovery_does_not_widen_the_detectable_change(void **state)
{
	struct comparison c;

	(void)state;
	for (int i = 0; i < 6; i++)
		add_session(i % 2 ? 11 : 9, 0);
	for (int i = 0; i < 6; i++)
		add_session(1, 0);
	c = compared(&person.trial[0], &person.trial[11], &person.history);
	assert_near(c.row[0].mdc95, t5_975 * sqrt(2 * 1.2), 1e-12);
	assert_int_equal(c.row[0].mdc_sessions, 6);
	assert_int_equal(c.row[0].change, CHANGE_TO_LEFT);
}

static void sessions_without_a_spread_tell_no_detectable_change(void **state)
{
	struct comparison c;

	(void)state;
	for (int i = 0; i < 6; i++)
		add_session(4, 0);
	add_session(10, 2);
	c = compared(&person.trial[0], &person.trial[6], &person.history);
	assert_nan(c.row[0].mdc95);
	assert_int_equal(c.row[0].change, CHANGE_NO_VALUE);
}

/* A result that was analysed with a history knows it, too. */
static void a_result_brings_its_own_detectable_change(void **state)
{
	static const struct series_key mdc = {"lift", "both", "mdc95"};
	struct earlier *from = add_session(6, 5), *to = add_session(4, 5);
	struct comparison c;

	(void)state;
	person_set(&person, 1, &mdc, 1.5);
	COPY(person.trial[1].metric[2].formula, "assumed");
	c = compared(from, to, &nothing);
	assert_true(c.row[0].mdc_assumed);
	COPY(person.trial[1].metric[2].formula, "own: 1.96 sd(change)");
	c = compared(from, to, &nothing);
	assert_true(c.row[0].mdc_assumed); /* of before, which called too much */
	COPY(person.trial[1].metric[2].formula, "own: t sqrt2 sd");
	c = compared(from, to, &nothing);
	assert_near(c.row[0].mdc95, 1.5, 0);
	assert_false(c.row[0].mdc_assumed);
	assert_int_equal(c.row[0].change, CHANGE_TO_LEFT);
	/* the later of the two, in whatever order they are named */
	c = compared(to, from, &nothing);
	assert_near(c.row[0].mdc95, 1.5, 0);
}

static void what_cannot_be_compared_is_shown_and_says_why(void **state)
{
	struct earlier *from = add_session(6, 5), *to = add_session(-20, 5);
	struct comparison c;

	(void)state;
	to->load_kg = 140;
	c = compared(from, to, &nothing);
	assert_int_equal(c.row[0].change, CHANGE_OTHER_LOAD);
	assert_near(c.row[0].difference, -26, 0);
	to->load_kg = 109;
	assert_int_equal(compared(from, to, &nothing).row[0].change, CHANGE_TO_LEFT);
	COPY(to->style, "sumo");
	assert_int_equal(compared(from, to, &nothing).row[0].change, CHANGE_OTHER_STYLE);
	COPY(to->task, "isometric");
	assert_int_equal(compared(from, to, &nothing).row[0].change, CHANGE_OTHER_TASK);
	COPY(to->task, "deadlift");
	COPY(to->style, "");
	person_set_finding(&person, 1, "load_transfer", OUTCOME_NOT_MEASURABLE, NAN, NAN);
	assert_int_equal(compared(from, to, &nothing).row[0].change, CHANGE_NOT_MEASURABLE);
	assert_int_equal(compared(to, from, &nothing).row[0].change, CHANGE_NOT_MEASURABLE);
}

static void two_people_are_not_compared(void **state)
{
	struct earlier *from = add_session(6, 5), *to = add_session(5, 5);
	struct comparison c;
	struct error err;

	(void)state;
	COPY(to->subject, "S2");
	assert_int_equal(comparison_of(&c, from, to, &nothing, &person.config, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "S1 and S2"));
}

static void the_heaviest_load_of_both_sessions_is_chosen(void **state)
{
	static const double kg[] = {80, 120, 160, 80, 118, 200};
	const struct earlier *from, *to;
	struct error err;

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct earlier *trial = add_session(5, 5);

		trial->load_kg = kg[i];
		COPY(trial->session, i < 3 ? "A" : "B");
	}
	assert_int_equal(
		comparison_choose(&person.history, "A", "B", &person.config, &from, &to, &err), 0);
	assert_near(from->load_kg, 120, 0);
	assert_near(to->load_kg, 118, 0);
	assert_int_equal(
		comparison_choose(&person.history, "A", "C", &person.config, &from, &to, &err),
		HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "C: no session"));
	/* without a code by its day */
	COPY(person.trial[0].session, "");
	assert_int_equal(comparison_choose(&person.history, "2026-01-01", "B", &person.config,
					   &from, &to, &err),
			 0);
	assert_near(from->load_kg, 80, 0);
	assert_near(to->load_kg, 80, 0);
}

static void every_change_has_a_sentence_in_both_languages(void **state)
{
	(void)state;
	for (int i = CHANGE_NOT_SHOWN; i <= CHANGE_NOT_MEASURABLE; i++) {
		const char *english = change_say((enum change)i, "en");
		const char *german = change_say((enum change)i, "de");

		assert_true(strlen(change_name((enum change)i)) > 0);
		assert_int_equal(english[strlen(english) - 1], '.');
		assert_int_equal(german[strlen(german) - 1], '.');
		assert_string_not_equal(english, german);
	}
}

static int compare_once(void *ctx)
{
	struct comparison c;
	struct error err;

	(void)ctx;
	return comparison_of(&c, &person.trial[0], &person.trial[1], &person.history,
			     &person.config, &err);
}

static void memory_that_runs_out_is_told(void **state)
{
	(void)state;
	add_session(1, 2);
	add_session(2, 3);
	starve(compare_once, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(two_results_alone_are_held_against_the_assumed_change,
				       start),
		cmocka_unit_test_setup(fewer_reps_in_one_count, start),
		cmocka_unit_test_setup(a_phase_is_shown_and_not_called_without_own_sessions, start),
		cmocka_unit_test_setup(own_sessions_tell_what_sessions_differ_by, start),
		cmocka_unit_test_setup(a_recovery_does_not_widen_the_detectable_change, start),
		cmocka_unit_test_setup(sessions_without_a_spread_tell_no_detectable_change, start),
		cmocka_unit_test_setup(a_result_brings_its_own_detectable_change, start),
		cmocka_unit_test_setup(what_cannot_be_compared_is_shown_and_says_why, start),
		cmocka_unit_test_setup(two_people_are_not_compared, start),
		cmocka_unit_test_setup(the_heaviest_load_of_both_sessions_is_chosen, start),
		cmocka_unit_test(every_change_has_a_sentence_in_both_languages),
		cmocka_unit_test_setup(memory_that_runs_out_is_told, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
