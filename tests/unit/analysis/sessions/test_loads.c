/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which load a timeline compares, and which loads are tolerated. */
#include "tests/support/assert_near.h"
#include "tests/support/person.h"
#include "tests/unit/analysis/sessions/made_up.h"

#include "analysis/sessions/timeline.h"

static void another_load_is_not_compared(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	person.trial[2].load_kg = 140;
	add_session(10);
	timeline = made();
	assert_near(timeline->load_kg, 100, 0);
	assert_nan(timeline->session[2].asymmetry_pct);
	assert_int_equal(timeline->session[2].call, CALL_UNKNOWN);
	assert_int_equal(timeline->compared, 6);
	assert_near(timeline->session[2].heaviest_kg, 140, 0);
	timeline_free(timeline);
}

/* Of the last session's two recordings the one that more sessions have counts. */
static void the_load_with_most_sessions_is_compared(void **state)
{
	struct timeline *timeline;
	size_t extra;

	(void)state;
	add_six();
	extra = add_session(3);
	person.trial[extra].load_kg = 140;
	COPY(person.trial[extra].session, "5");
	timeline = made();
	assert_int_equal(timeline->sessions, 6);
	assert_int_equal(timeline->session[5].trials, 2);
	assert_near(timeline->load_kg, 100, 0);
	assert_near(timeline->session[5].asymmetry_pct, six[5], 1e-12);
	assert_near(timeline->session[5].heaviest_kg, 140, 0);
	timeline_free(timeline);
}

static void a_barred_recording_has_no_value(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	person_set_finding(&person, 3, "load_transfer", OUTCOME_NOT_MEASURABLE, NAN, NAN);
	timeline = made();
	assert_nan(timeline->session[3].asymmetry_pct);
	assert_int_equal(timeline->compared, 5);
	timeline_free(timeline);
}

/* Another recording of the last session. */
static void add_load(double load_kg, double asymmetry_pct)
{
	struct earlier last = person.trial[person.history.count - 1];
	size_t i = add_session(asymmetry_pct);

	person.trial[i].load_kg = load_kg;
	COPY(person.trial[i].session, last.session);
}

static void the_heaviest_load_inside_the_band_is_tolerated(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	add_load(160, 14); /* outside: 10 + 2.78 */
	add_load(130, 12.7);
	timeline = made();
	assert_int_equal(timeline->sets, 8);
	assert_near(timeline->session[5].tolerated_kg, 130, 0);
	assert_near(timeline->session[5].heaviest_kg, 160, 0);
	assert_near(timeline->set[5].load_kg, 100, 0);
	assert_near(timeline->set[6].load_kg, 130, 0);
	assert_true(timeline->set[6].inside);
	assert_false(timeline->set[7].inside);
	assert_int_equal(timeline->set[7].session, 5);
	timeline_free(timeline);
}

/* 11, 13 and 17 at one bar, measured to the pound: the mean is outside though one is inside. */
static void a_load_stands_with_the_mean_of_its_sets(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	add_load(139.8, 11);
	add_load(140.3, 17);
	add_load(140.1, 13);
	add_load(120, 14);
	add_load(120.2, 11);
	timeline = made();
	assert_near(timeline->session[5].tolerated_kg, 120.2, 0); /* 12.5 < 12.78 */
	assert_near(timeline->session[5].heaviest_kg, 140.3, 0);
	timeline_free(timeline);
}

#define LIFT_ROW(set_, value_)                                                         \
	{                                                                              \
		.set = set_, .value = value_, .n = 8, .phase = "lift", .side = "both", \
		.metric = "asymmetry", .unit = "%"                                     \
	}
#define LOAD_ROW(set_, value_)                                                 \
	{                                                                      \
		.set = set_, .value = value_, .side = "both", .metric = "load" \
	}

/* One recording of a warm-up and two sets of the work, as the history keeps it. */
static void lighter_sets_of_a_recording_count_for_the_loads_alone(void **state)
{
	struct metric rows[] = {LIFT_ROW(2, 9.5), LIFT_ROW(3, 12),  LOAD_ROW(2, 100),
				LOAD_ROW(3, 104), LIFT_ROW(1, -40), LOAD_ROW(1, 60)};
	struct timeline *timeline;

	(void)state;
	add_six();
	person.trial[5].metric = rows;
	person.trial[5].metrics = 4;
	person.trial[5].warm_up_metrics = 2;
	timeline = made();
	assert_near(timeline->session[5].asymmetry_pct, (9.5 + 12) / 2, 1e-12);
	assert_int_equal(timeline->session[5].reps, 16);
	assert_int_equal(timeline->sets, 8);
	assert_near(timeline->set[5].load_kg, 60, 0);
	assert_near(timeline->set[5].asymmetry_pct, -40, 0);
	assert_false(timeline->set[5].inside);
	assert_near(timeline->session[5].heaviest_kg, 104, 0);
	timeline_free(timeline);
}

/* Between the band and equal shares; beyond equal, to the other side, is not usual either. */
static void a_load_shared_more_evenly_than_usual_is_tolerated(void **state)
{
	struct timeline *timeline;

	(void)state;
	add_six();
	add_load(150, 0.5);
	add_load(170, -0.5);
	timeline = made();
	assert_near(timeline->session[5].tolerated_kg, 150, 0);
	timeline_free(timeline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(another_load_is_not_compared, start),
		cmocka_unit_test_setup(the_load_with_most_sessions_is_compared, start),
		cmocka_unit_test_setup(a_barred_recording_has_no_value, start),
		cmocka_unit_test_setup(the_heaviest_load_inside_the_band_is_tolerated, start),
		cmocka_unit_test_setup(a_load_stands_with_the_mean_of_its_sets, start),
		cmocka_unit_test_setup(lighter_sets_of_a_recording_count_for_the_loads_alone,
				       start),
		cmocka_unit_test_setup(a_load_shared_more_evenly_than_usual_is_tolerated, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
