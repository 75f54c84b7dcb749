/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timelines of made-up people. Expected figures: mean and SD by hand, t(0.99865; 5) and
 * t(0.975; 5) from the closed form of five degrees of freedom, the limit by the formula of
 * docs/methods.md#findings. */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"
#include "tests/support/starve.h"
#include "tests/unit/analysis/sessions/made_up.h"

#include "analysis/sessions/timeline.h"

#include <string.h>

static void nobody_has_an_empty_timeline(void **state)
{
	struct timeline *timeline = made();

	(void)state;
	assert_int_equal(timeline->sessions, 0);
	assert_null(timeline_last(timeline));
	assert_int_equal(timeline->missing_for_band, 6);
	assert_int_equal(timeline->missing_for_call, 7);
	timeline_free(timeline);
}

static void too_few_sessions_say_how_many_are_missing(void **state)
{
	struct timeline *timeline;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		add_session(six[i]);
	timeline = made();
	assert_int_equal(timeline->compared, 4);
	assert_int_equal(timeline->missing_for_band, 2);
	assert_int_equal(timeline->missing_for_call, 3);
	assert_nan(timeline->band_low_pct);
	assert_nan(timeline->session[3].tolerated_kg);
	assert_int_equal(timeline->session[3].call, CALL_TOO_FEW);
	assert_int_equal(timeline->session[3].before, 3);
	/* 1.96 sqrt(2 (1.5^2 + 1.5^2/8)) */
	assert_near(timeline->session[3].mdc95_pct, 1.96 * sqrt(2 * (2.25 + 2.25 / 8)), 1e-12);
	assert_true(timeline->session[3].mdc_assumed);
	timeline_free(timeline);
}

static void six_sessions_make_a_band_and_no_call(void **state)
{
	struct timeline *timeline;
	double reach = t5_975 * sqrt(7. / 6);

	(void)state;
	add_six();
	timeline = made();
	assert_int_equal(timeline->missing_for_band, 0);
	assert_int_equal(timeline->missing_for_call, 1);
	assert_near(timeline->baseline_pct, 10, 1e-12);
	assert_near(timeline->baseline_sd_pct, 1, 1e-12);
	assert_near(timeline->band_low_pct, 10 - reach, 1e-8);
	assert_near(timeline->band_high_pct, 10 + reach, 1e-8);
	assert_int_equal(timeline->session[5].call, CALL_TOO_FEW);
	timeline_free(timeline);
}

/* The first session after the baseline: z - m = 0.3 d, and q = 0.7. */
static double first_limit(void)
{
	double q = 0.7;

	return t5_chart * sqrt(0.3 / 1.7 * (1 - q * q) + (1 - q) * (1 - q) / 6);
}

static void a_session_beyond_the_limit_is_called_to_its_side(void **state)
{
	double far = first_limit() / 0.3 + 0.01;
	struct timeline *timeline;

	(void)state;
	add_six();
	add_session(10 - far);
	timeline = made();
	assert_int_equal(timeline->session[6].call, CALL_MOVED_LEFT);
	assert_near(timeline->session[6].limit_pct, first_limit(), 1e-8);
	assert_near(timeline->session[6].baseline_pct, 10, 1e-12);
	assert_near(timeline->session[6].average_pct, 10 - 0.3 * far, 1e-9);
	assert_int_equal(timeline->missing_for_call, 0);
	assert_false(timeline->session[6].mdc_assumed);
	timeline_free(timeline);
	person_init(&person);
	add_six();
	add_session(10 + far);
	timeline = made();
	assert_int_equal(timeline->session[6].call, CALL_MOVED_RIGHT);
	timeline_free(timeline);
}

static void just_inside_the_limit_is_no_change(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	add_session(10 - first_limit() / 0.3 + 0.01);
	timeline = made();
	assert_int_equal(timeline->session[6].call, CALL_NO_CHANGE);
	timeline_free(timeline);
}

/* Beyond the limit on average, but this session itself is back: within the detectable change. */
static void a_session_that_came_back_is_not_called(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	add_session(-20);
	add_session(10);
	timeline = made();
	assert_int_equal(timeline->session[6].call, CALL_MOVED_LEFT);
	assert_true(fabs(timeline->session[7].average_pct - 10) > timeline->session[7].limit_pct);
	assert_int_equal(timeline->session[7].call, CALL_NO_CHANGE);
	timeline_free(timeline);
}

/* The finding of the same session, from the same history, has the same figures. */
static void the_call_is_that_of_the_finding(void **state)
{
	static const double then[] = {6.1, 3.9, 4.6, 3.2};
	struct timeline *timeline;

	(void)state;
	add_six();
	for (size_t i = 0; i < 4; i++)
		add_session(then[i]);
	timeline = made();
	for (size_t i = 6; i < 10; i++) {
		const struct timeline_session *session = &timeline->session[i];
		struct verdict v;

		person.history.count = i;
		person.evidence.now = person.trial[i];
		v = person_verdict(&person, "baseline");
		assert_near(session->average_pct - session->baseline_pct, v.finding.value, 1e-12);
		assert_near(session->limit_pct, v.finding.threshold, 0);
		assert_int_equal(session->before, v.finding.n);
		assert_int_equal(session->call == CALL_NO_CHANGE,
				 v.finding.outcome == OUTCOME_NO_EVIDENCE);
	}
	assert_int_equal(timeline->session[9].call, CALL_MOVED_LEFT);
	timeline_free(timeline);
}

static void sessions_that_do_not_differ_are_not_judged(void **state)
{
	struct timeline *timeline;

	(void)state;
	for (size_t i = 0; i < 7; i++)
		add_session(4);
	timeline = made();
	assert_int_equal(timeline->session[6].call, CALL_UNKNOWN);
	assert_nan(timeline->session[6].limit_pct);
	timeline_free(timeline);
}

static void notes_stand_beside_their_session(void **state)
{
	const struct registry_session facts[] = {
		{"S1", "1", "2026-01-02", 7, STAGE_RELIEVE, "stiff"},
		{"S1", "phone", "2026-01-20", 2, STAGE_PLAN, "only spoken"},
		{"S1", "0", "2026-01-01", REGISTRY_PAIN_UNKNOWN, STAGE_UNKNOWN, ""},
	};
	struct timeline *timeline;

	(void)state;
	add_six();
	timeline = made_with(facts, 3);
	assert_int_equal(timeline->sessions, 7);
	assert_int_equal(timeline->session[1].pain, 7);
	assert_int_equal(timeline->session[1].stage, STAGE_RELIEVE);
	assert_string_equal(timeline->session[1].note, "stiff");
	assert_int_equal(timeline->session[0].pain, REGISTRY_PAIN_UNKNOWN);
	assert_int_equal(timeline->session[6].trials, 0);
	assert_int_equal(timeline->session[6].pain, 2);
	assert_string_equal(timeline->session[6].session, "phone");
	assert_nan(timeline->session[6].asymmetry_pct);
	assert_ptr_equal(timeline_last(timeline), &timeline->session[5]);
	assert_ptr_equal(timeline_before(timeline, &timeline->session[5]), &timeline->session[4]);
	timeline_free(timeline);
}

static void a_note_by_its_day_finds_a_session_without_a_code(void **state)
{
	const struct registry_session fact = {"S1", "2026-01-03", "2026-01-03", 3, STAGE_FIX, ""};
	struct timeline *timeline;

	(void)state;
	add_six();
	for (size_t i = 0; i < 6; i++)
		COPY(person.trial[i].session, "");
	timeline = made_with(&fact, 1);
	assert_int_equal(timeline->sessions, 6);
	assert_int_equal(timeline->session[2].pain, 3);
	timeline_free(timeline);
}

static void sessions_since_a_day_keep_what_was_computed(void **state)
{
	struct timeline *timeline;
	struct error err;

	(void)state;
	add_six();
	add_session(-20);
	timeline = made();
	assert_int_equal(timeline_keep_since(timeline, "2026-01-06", &err), 0);
	assert_int_equal(timeline->sessions, 2);
	assert_int_equal(timeline->hidden, 5);
	assert_int_equal(timeline->session[1].call, CALL_MOVED_LEFT);
	assert_int_equal(timeline->sets, 2);
	assert_int_equal(timeline->set[1].session, 1);
	assert_near(timeline->band_high_pct, 10 + t5_975 * sqrt(7. / 6), 1e-8);
	assert_int_equal(timeline_keep_since(timeline, "yesterday", &err), HINGE_EUSAGE);
	timeline_free(timeline);
}

/* Expected: date -u -d DAY +%s / 86400. */
static void days_are_counted_from_1970(void **state)
{
	(void)state;
	assert_near(timeline_day("1970-01-01"), 0, 0);
	assert_near(timeline_day("2000-02-29"), 11016, 0);
	assert_near(timeline_day("2026-11-22T12:00:00.5Z"), 20779 + 0.5 + 0.5 / 86400, 1e-9);
	assert_nan(timeline_day(""));
	assert_nan(timeline_day("2026-02-29"));
	assert_nan(timeline_day("2026-13-01"));
	assert_nan(timeline_day("22.11.2026"));
	assert_nan(timeline_day("2026-11-22 12:00"));
}

static void results_of_two_people_are_refused(void **state)
{
	struct timeline *timeline;
	struct error err;

	(void)state;
	add_six();
	COPY(person.trial[3].subject, "S2");
	assert_int_equal(timeline_new(&timeline, &person.history, &person.config, NULL, 0, &err),
			 HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "S2"));
}

static int make_one(void *ctx)
{
	struct timeline *timeline;
	struct error err;
	int ret;

	(void)ctx;
	ret = timeline_new(&timeline, &person.history, &person.config, NULL, 0, &err);
	if (!ret)
		timeline_free(timeline);
	return ret;
}

static void memory_that_runs_out_is_told(void **state)
{
	(void)state;
	add_six();
	add_session(10);
	starve(make_one, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nobody_has_an_empty_timeline, start),
		cmocka_unit_test_setup(too_few_sessions_say_how_many_are_missing, start),
		cmocka_unit_test_setup(six_sessions_make_a_band_and_no_call, start),
		cmocka_unit_test_setup(a_session_beyond_the_limit_is_called_to_its_side, start),
		cmocka_unit_test_setup(just_inside_the_limit_is_no_change, start),
		cmocka_unit_test_setup(a_session_that_came_back_is_not_called, start),
		cmocka_unit_test_setup(the_call_is_that_of_the_finding, start),
		cmocka_unit_test_setup(sessions_that_do_not_differ_are_not_judged, start),
		cmocka_unit_test_setup(notes_stand_beside_their_session, start),
		cmocka_unit_test_setup(a_note_by_its_day_finds_a_session_without_a_code, start),
		cmocka_unit_test_setup(sessions_since_a_day_keep_what_was_computed, start),
		cmocka_unit_test(days_are_counted_from_1970),
		cmocka_unit_test_setup(results_of_two_people_are_refused, start),
		cmocka_unit_test_setup(memory_that_runs_out_is_told, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
