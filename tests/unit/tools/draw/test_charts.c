/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a trial of known data: where lines lie, what they are called, what is said about them.
 */
#include "tests/support/sample_report.h"
#include "tests/unit/tools/draw/drawn.h"

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
