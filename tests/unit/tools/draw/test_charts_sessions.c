/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a person's sessions: what they call a change, and no word over another. */
#include "tests/unit/tools/draw/drawn.h"

#include "analysis/sessions/timeline.h"

/* A week apart from 2026-11-02 on, 2 % right but for the last. */
static void fill(struct timeline *timeline, struct timeline_session *sessions, size_t n,
		 double last_pct)
{
	*timeline = (struct timeline){.load_kg = 100.0,
				      .sessions = n,
				      .session = sessions,
				      .needed = 6,
				      .band_low_pct = (double)NAN,
				      .band_high_pct = (double)NAN,
				      .missing_for_band = n < 6 ? 6 - n : 0};
	for (size_t i = 0; i < n; i++)
		sessions[i] = (struct timeline_session){
			.day = timeline_day("2026-11-02") + 7.0 * (double)i,
			.trials = 1,
			.heaviest_kg = 100.0,
			.load_kg = 100.0,
			.asymmetry_pct = i + 1 == n ? last_pct : 2.0,
			.ci_low = (double)NAN,
			.ci_high = (double)NAN,
			.mdc95_pct = 3.0,
			.average_pct = (double)NAN,
			.tolerated_kg = (double)NAN,
			.pain = REGISTRY_PAIN_UNKNOWN};
	if (n >= 6) {
		timeline->band_low_pct = 0.0;
		timeline->band_high_pct = 4.0;
	}
}

static void few_sessions_are_drawn_and_say_how_many_are_missing(void **state)
{
	struct timeline_session sessions[12];
	struct timeline timeline;
	struct chart chart;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 1, 2.0);
	assert_true(chart_trend(&chart, &timeline));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, "own range: 5 more sessions needed");
	free(svg);
	fill(&timeline, sessions, 5, 2.0);
	svg = svg_of(&chart, "de", "a");
	assert_has(svg, "eigener Bereich: noch 1 Sitzung n\xc3\xb6tig");
	free(svg);
	fill(&timeline, sessions, 8, 2.0);
	svg = svg_of(&chart, "en", "a");
	assert_has_not(svg, "needed");
	assert_has(svg, ">own range</text>");
	free(svg);
	timeline.sessions = 0;
	assert_false(chart_trend(&chart, &timeline));
	assert_false(chart_load(&chart, &timeline));
	assert_false(chart_spark(&chart, &timeline));
}

/* Wherever they are wide enough to meet: on another line than the names of the sides. */
static void what_is_missing_hides_no_other_word(void **state)
{
	static const char missing[] = "own range: 2 more sessions needed";
	struct timeline_set set = {.session = 3, .load_kg = 100.0, .asymmetry_pct = 2.0};
	struct timeline_session sessions[12];
	struct timeline timeline;
	struct chart charts[2];

	(void)state;
	fill(&timeline, sessions, 4, 2.0);
	timeline.set = &set;
	timeline.sets = 1;
	assert_true(chart_trend(&charts[0], &timeline));
	assert_true(chart_load(&charts[1], &timeline));
	for (size_t i = 0; i < 2; i++) {
		char *svg = svg_as_wide(&charts[i], 245.0, "en", "a");
		double y = y_of_text(svg, missing);

		assert_true(fabs(y - y_of_text(svg, "right carries more")) > 9.0);
		assert_true(fabs(y - y_of_text(svg, "left carries more")) > 9.0);
		free(svg);
	}
}

/* The band and the values end under the words at the top of the plot. */
static void the_own_range_hides_no_words_of_the_loads(void **state)
{
	struct timeline_set set = {.session = 7, .load_kg = 100.0, .asymmetry_pct = 10.0};
	struct timeline_session sessions[12];
	struct timeline timeline;
	struct chart chart;
	const char *band;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 8, 10.0);
	timeline.band_low_pct = 7.0;
	timeline.band_high_pct = 12.0;
	timeline.set = &set;
	timeline.sets = 1;
	assert_true(chart_load(&chart, &timeline));
	svg = svg_as_wide(&chart, 245.0, "en", "a");
	/* its first corner is the upper left one: "M70 52 ..." */
	band = strstr(svg, "fill=\"var(--band,");
	assert_non_null(band);
	band = strchr(strstr(band, " d=\"M"), 'M');
	band = strchr(band, ' ');
	assert_true(strtod(band, NULL) > y_of_text(svg, "right carries more"));
	free(svg);
}

static void a_change_is_called_in_words_and_only_where_there_is_one(void **state)
{
	struct timeline_session sessions[12];
	struct timeline timeline;
	char said[CHART_SENTENCE_MAX];
	struct chart chart;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 8, 9.0);
	assert_true(chart_trend(&chart, &timeline));
	svg = svg_of(&chart, "en", "a");
	assert_has_not(svg, ">change</text>");
	free(svg);
	sessions[7].call = CALL_MOVED_RIGHT;
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">change</text>");
	assert_has(chart_describe(&chart, "en", said, sizeof(said)), "Sessions with a change: 1.");
	assert_has(said, "8 sessions, 2 Nov 2026 to 21 Dec 2026; the last: 9.0 %.");
	free(svg);
}

static void dates_are_mondays_months_or_years(void **state)
{
	struct timeline_session sessions[12];
	struct timeline timeline;
	struct chart chart;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 4, 2.0);
	assert_true(chart_trend(&chart, &timeline));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">2 Nov 2026</text>");
	assert_has(svg, ">9 Nov</text>");
	assert_has(svg, ">23 Nov</text>");
	free(svg);
	sessions[3].day = timeline_day("2027-06-30");
	svg = svg_of(&chart, "de", "a");
	assert_has(svg, ">Jan. 2027</text>");
	assert_has(svg, ">M\xc3\xa4rz 2027</text>");
	free(svg);
	sessions[3].day = timeline_day("2034-06-30");
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">2030</text>");
	assert_has_not(svg, ">Jan 2030</text>");
	free(svg);
}

static void pain_and_stage_stand_under_the_sessions(void **state)
{
	struct timeline_session sessions[12];
	struct timeline timeline;
	struct chart chart;
	double plain;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 8, 2.0);
	assert_true(chart_trend(&chart, &timeline));
	plain = chart_height(&chart, 515.0);
	sessions[0].pain = 7;
	sessions[5].pain = 0;
	sessions[0].stage = STAGE_RELIEVE;
	sessions[4].stage = STAGE_PLAN;
	assert_true(chart_height(&chart, 515.0) > plain);
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">7</text>");
	assert_has(svg, ">relieve</text>");
	assert_has(svg, ">plan</text>");
	assert_has(svg, ">pain 0-10</text>");
	free(svg);
}

static void loads_show_the_heaviest_inside_the_own_range(void **state)
{
	struct timeline_session sessions[12];
	struct timeline_set sets[] = {
		{.session = 0, .load_kg = 80.0, .asymmetry_pct = 2.0, .inside = true},
		{.session = 7, .load_kg = 100.0, .asymmetry_pct = 3.0, .inside = true},
		{.session = 7, .load_kg = 140.0, .asymmetry_pct = 9.0},
		{.session = 7, .load_kg = (double)NAN, .asymmetry_pct = 1.0}};
	struct timeline timeline;
	char said[CHART_SENTENCE_MAX];
	struct chart chart;
	char *svg;

	(void)state;
	fill(&timeline, sessions, 8, 3.0);
	assert_false(chart_load(&chart, &timeline));
	sessions[7].tolerated_kg = 100.0;
	timeline.set = sets;
	timeline.sets = 4;
	assert_true(chart_load(&chart, &timeline));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">heaviest in own range: 100 kg</text>");
	assert_has(chart_describe(&chart, "en", said, sizeof(said)), "3 sets, 80 to 140 kg.");
	free(svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_sessions_are_drawn_and_say_how_many_are_missing),
		cmocka_unit_test(what_is_missing_hides_no_other_word),
		cmocka_unit_test(the_own_range_hides_no_words_of_the_loads),
		cmocka_unit_test(a_change_is_called_in_words_and_only_where_there_is_one),
		cmocka_unit_test(dates_are_mondays_months_or_years),
		cmocka_unit_test(pain_and_stage_stand_under_the_sessions),
		cmocka_unit_test(loads_show_the_heaviest_inside_the_own_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
