/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of known data: where lines lie, what they are called, what is said about them. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "analysis/sessions/timeline.h"
#include "tools/draw/charts/charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *svg_as_wide(const struct chart *chart, double width_pt, const char *language,
			 const char *id)
{
	struct html html = {0};

	assert_int_equal(chart_svg(&html, chart, width_pt, language, id, NULL), 0);
	return html.text;
}

static char *svg_of(const struct chart *chart, const char *language, const char *id)
{
	return svg_as_wide(chart, 515.0, language, id);
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\" in:\n%s", part, text);
}

static void assert_has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is \"%s\" in:\n%s", part, text);
}

/* y of the text element with these words */
static double y_of_text(const char *svg, const char *words)
{
	char part[64];
	const char *at;

	snprintf(part, sizeof(part), ">%s</text>", words);
	at = strstr(svg, part);
	if (!at)
		fail_msg("no text \"%s\" in:\n%s", words, svg);
	while (strncmp(at, " y=\"", 4) != 0)
		at--;
	return strtod(at + 4, NULL);
}

/* The path of the n-th line of a colour. */
static const char *path_of(const char *svg, const char *colour, size_t n)
{
	char part[64];
	const char *at = svg;

	snprintf(part, sizeof(part), "stroke=\"var(--%s,", colour);
	for (size_t i = 0; i <= n; i++) {
		at = strstr(at + 1, part);
		if (!at)
			fail_msg("no line %zu in %s:\n%s", n, colour, svg);
	}
	return strstr(at, " d=\"M") + 5;
}

static double last_y(const char *path)
{
	const char *end = strchr(path, '"');

	while (end[-1] != ' ')
		end--;
	return strtod(end, NULL);
}

/* --- a trial --- */

/* Twenty seconds of 500 N left and 1000 N right at 100 Hz, without repetitions. */
static struct trial_report *even_forces(void)
{
	struct trial_report *report;

	assert_int_equal(report_new(&report, 2000, NULL), 0);
	report->rate_hz = 100.0;
	report->has_sides = true;
	report->info.plates = 2;
	for (size_t i = 0; i < 2000; i++) {
		report->vgrf_n[2 * i] = 500.0F;
		report->vgrf_n[2 * i + 1] = 1000.0F;
	}
	return report;
}

/* The numbers of an axis stand 2.9 pt under the middle of their digits. */
static void a_line_lies_at_the_height_of_its_number(void **state)
{
	struct trial_report *report = even_forces();
	struct chart chart;
	char *svg;

	(void)state;
	assert_true(chart_set(&chart, report));
	svg = svg_of(&chart, "en", "a");
	/* the first line of each colour is the curve */
	assert_near(last_y(path_of(svg, "left", 0)), y_of_text(svg, "500") - 2.9, 0.02);
	assert_near(last_y(path_of(svg, "right", 0)), y_of_text(svg, "1000\xc2\xa0N") - 2.9, 0.02);
	assert_true(y_of_text(svg, "Right") < y_of_text(svg, "Left"));
	free(svg);
	report_free(report);
}

static void missing_samples_break_the_line(void **state)
{
	struct trial_report *report = even_forces();
	struct chart chart;
	const char *path, *end;
	size_t pieces = 1;
	char *svg;

	(void)state;
	for (size_t i = 600; i < 800; i++)
		report->vgrf_n[2 * i] = (float)NAN;
	report->vgrf_n[2 * 1500] = (float)NAN;
	assert_true(chart_set(&chart, report));
	svg = svg_of(&chart, "en", "a");
	path = path_of(svg, "left", 0);
	end = strchr(path, '"');
	for (; path < end; path++)
		pieces += *path == 'M';
	assert_int_equal(pieces, 3);
	free(svg);
	report_free(report);
}

/* One sample of a minute at 32 kHz stands out, and is there. */
static void a_peak_of_one_sample_stays(void **state)
{
	enum { FRAMES = 60 * 32000, AT = 1234567 };
	struct trial_report *report;
	struct chart chart;
	char *svg;

	(void)state;
	assert_int_equal(report_new(&report, FRAMES, NULL), 0);
	report->rate_hz = 32000.0;
	report->info.plates = 1;
	for (size_t i = 0; i < FRAMES; i++)
		report->vgrf_n[2 * i] = i == AT ? 2000.0F : 500.0F + (float)(i % 7);
	assert_true(chart_set(&chart, report));
	svg = svg_of(&chart, "en", "a");
	/* 2000 N */
	{
		char y[32];

		snprintf(y, sizeof(y), " %.4g", y_of_text(svg, "2000\xc2\xa0N") - 2.9);
		assert_has(path_of(svg, "left", 0), y);
	}
	assert_true(strlen(svg) < 40000);
	free(svg);
	report_free(report);
}

/* AI 10 % right throughout is a share of 55 %. */
static void the_share_is_half_the_index_above_one_half(void **state)
{
	struct trial_report *report = sample_report();
	char said[CHART_SENTENCE_MAX];
	struct chart chart;
	char *svg;

	(void)state;
	for (size_t i = 0; i < CURVE_POINTS; i++) {
		report->curve_mean[i] = 10.0;
		report->curve_low[i] = 8.0;
		report->curve_high[i] = 12.0;
	}
	assert_true(chart_share(&chart, report));
	svg = svg_of(&chart, "en", "a");
	/* ink: the line of one half, then the mean */
	assert_near(last_y(path_of(svg, "ink", 0)), y_of_text(svg, "50") - 2.9, 0.02);
	assert_near(last_y(path_of(svg, "ink", 1)), y_of_text(svg, "55") - 2.9, 0.02);
	assert_string_equal(chart_describe(&chart, "en", said, sizeof(said)),
			    "Share of the load on the right leg, mean of 3 repetitions: 55.0 % at "
			    "lift-off, 55.0 % half-way, 55.0 % at lockout. The 95 % band half-way: "
			    "54.0 to 56.0 %.");
	assert_string_equal(chart_describe(&chart, "de", said, sizeof(said)),
			    "Anteil der Last auf dem rechten Bein, Mittel aus 3 Wiederholungen: "
			    "55,0 % beim Abheben, 55,0 % in der Mitte, 55,0 % bei der Streckung. "
			    "Das 95-%-Band in der Mitte: 54,0 bis 56,0 %.");
	free(svg);
	report_free(report);
}

static void without_sides_nothing_is_called_left_or_right(void **state)
{
	struct trial_report *report = sample_report();
	struct chart chart;
	char *svg;

	(void)state;
	report->has_sides = false;
	assert_true(chart_set(&chart, report));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">Plate 1</text>");
	assert_has_not(svg, ">Left<");
	assert_has_not(svg, ">Right<");
	assert_false(chart_share(&chart, report));
	assert_false(chart_forces(&chart, report));
	assert_false(chart_butterfly(&chart, report));
	assert_false(chart_cop(&chart, report));
	free(svg);
	report_free(report);
}

static void a_trial_without_repetitions_has_a_chart_of_force_only(void **state)
{
	struct trial_report *report = sample_report_without_reps(1000);
	struct chart chart;

	(void)state;
	assert_true(chart_set(&chart, report));
	assert_false(chart_share(&chart, report));
	assert_false(chart_forces(&chart, report));
	assert_false(chart_butterfly(&chart, report));
	assert_false(chart_cop(&chart, report));
	assert_false(chart_coherence(&chart, report));
	assert_false(chart_rep(&chart, report, 0));
	report_free(report);
}

static void the_butterfly_says_what_each_repetition_was(void **state)
{
	struct trial_report *report = sample_report();
	struct chart chart;
	char *svg;

	(void)state;
	assert_true(chart_butterfly(&chart, report));
	svg = svg_of(&chart, "en", "a");
	/* of the first: 970 and 1030 N, 3.0 %; the third failed */
	assert_has(svg, ">970</text>");
	assert_has(svg, ">1030</text>");
	assert_has(svg, ">3.0\xc2\xa0% right</text>");
	assert_has(svg, ">not counted</text>");
	assert_near(y_of_text(svg, "970"), y_of_text(svg, "1030"), 1e-6);
	free(svg);
	report_free(report);
}

/* It sinks first, from lower_s on; lift-off is where it turns. */
static void a_romanian_repetition_is_drawn_whole(void **state)
{
	struct trial_report *report = sample_report();
	struct chart chart;
	char *svg;

	(void)state;
	report->rep[0].kind = REP_ROMANIAN;
	report->rep[0].onset_s = report->rep[0].touchdown_s = (double)NAN;
	report->rep[0].lower_s = 1.0;
	report->rep[0].liftoff_s = 2.0;
	report->rep[0].lockout_s = 3.0;
	assert_true(chart_rep(&chart, report, 0));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">lower</text>");
	assert_has(svg, ">lift</text>");
	assert_has(svg, ">\xe2\x88\x92"
			"1.0</text>");
	assert_has(svg, ">1.0\xc2\xa0s</text>");
	assert_has_not(svg, ">hold</text>");
	free(svg);
	report_free(report);
}

static void every_chart_speaks_both_languages(void **state)
{
	struct trial_report *report = sample_report();
	struct chart chart[7];
	size_t n = 0;

	(void)state;
	n += chart_set(&chart[n], report);
	n += chart_share(&chart[n], report);
	n += chart_forces(&chart[n], report);
	n += chart_butterfly(&chart[n], report);
	n += chart_cop(&chart[n], report);
	n += chart_coherence(&chart[n], report);
	n += chart_rep(&chart[n], report, 0);
	assert_int_equal(n, 7);
	for (size_t i = 0; i < n; i++) {
		char en[CHART_SENTENCE_MAX], de[CHART_SENTENCE_MAX];
		char *svg[2] = {svg_of(&chart[i], "en", "a"), svg_of(&chart[i], "de", "a")};

		chart_describe(&chart[i], "en", en, sizeof(en));
		chart_describe(&chart[i], "de", de, sizeof(de));
		assert_string_not_equal(en, de);
		assert_string_not_equal(chart_title(&chart[i], "en"), chart_title(&chart[i], "de"));
		/* nothing is left to be filled in, and nothing was cut */
		assert_has_not(en, "{");
		assert_has_not(de, "{");
		assert_int_equal(en[strlen(en) - 1], '.');
		assert_int_equal(de[strlen(de) - 1], '.');
		assert_has_not(svg[0], "nan");
		assert_has_not(svg[1], "inf");
		assert_string_not_equal(svg[0], svg[1]);
		assert_true(strlen(svg[0]) < 60000);
		free(svg[0]);
		free(svg[1]);
	}
	report_free(report);
}

/* --- the balance --- */

static void the_balance_has_its_numbers_and_no_more_than_are_known(void **state)
{
	struct chart_balance data = {.asymmetry_pct = 4.2,
				     .ci_low_pct = 3.4,
				     .ci_high_pct = 5.0,
				     .own_low_pct = (double)NAN,
				     .own_high_pct = (double)NAN,
				     .mdc_pct = (double)NAN,
				     .decimals = 1};
	struct chart chart;
	char *svg;

	(void)state;
	assert_true(chart_balance(&chart, &data));
	svg = svg_of(&chart, "en", "a");
	assert_has(svg, ">Left 47.9\xc2\xa0%</text>");
	assert_has(svg, ">Right 52.1\xc2\xa0%</text>");
	assert_has_not(svg, "own range");
	assert_has_not(svg, "smallest change");
	free(svg);
	data.own_low_pct = -1.0;
	data.own_high_pct = 3.0;
	data.mdc_pct = 4.4;
	assert_true(chart_balance(&chart, &data));
	svg = svg_of(&chart, "de", "a");
	assert_has(svg, ">Links 47,9\xc2\xa0%</text>");
	assert_has(svg, ">eigener Bereich</text>");
	assert_has(svg, ">4,4 %: kleinste");
	free(svg);
	data.asymmetry_pct = (double)NAN;
	assert_false(chart_balance(&chart, &data));
}

/* --- sessions --- */

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
		cmocka_unit_test(a_line_lies_at_the_height_of_its_number),
		cmocka_unit_test(missing_samples_break_the_line),
		cmocka_unit_test(a_peak_of_one_sample_stays),
		cmocka_unit_test(the_share_is_half_the_index_above_one_half),
		cmocka_unit_test(without_sides_nothing_is_called_left_or_right),
		cmocka_unit_test(a_trial_without_repetitions_has_a_chart_of_force_only),
		cmocka_unit_test(the_butterfly_says_what_each_repetition_was),
		cmocka_unit_test(a_romanian_repetition_is_drawn_whole),
		cmocka_unit_test(every_chart_speaks_both_languages),
		cmocka_unit_test(the_balance_has_its_numbers_and_no_more_than_are_known),
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
