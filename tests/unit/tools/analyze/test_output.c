/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/findings/texts/texts.h"
#include "formats/json.h"
#include "tools/analyze/analyze.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two sets of one rep, the second to the left and not counted. */
static struct trial_report *sample_report(void)
{
	const struct rep first = {
		.set = 1,
		.rep = 1,
		.valid = true,
		.onset_s = 1.23456789,
		.lockout_rest_s = NAN,
		.asymmetry_lift_pct = 4.15,
		.flags = FLAG_TURNAROUND | FLAG_DRIFT,
	};
	const struct rep second = {
		.set = 2,
		.rep = 1,
		.kind = REP_FAILED,
		.end = END_NONE,
		.touchdown_s = NAN,
		.asymmetry_lift_pct = -2.0,
	};
	struct metric mean = {
		.set = 1,
		.phase = "lift",
		.metric = "asymmetry",
		.unit = "%",
		.formula = "AI=100(R-L)/(R+L)",
		.value = 4.15,
		.ci_low = 3.3,
		.ci_high = 5.06,
		.n = 8,
	};
	struct trial_report *report;
	struct error err;

	assert_int_equal(report_new(&report, 1000, &err), 0);
	report->rate_hz = 1000;
	report->body_mass_kg = 80;
	report->load_kg = NAN;
	snprintf(report->body_mass_source, sizeof(report->body_mass_source), "measured");
	assert_int_equal(report_add_rep(report, &first, &err), 0);
	assert_int_equal(report_add_rep(report, &second, &err), 0);
	assert_int_equal(report_add_metric(report, &mean, &err), 0);
	mean.rep = 1;
	mean.value = 99;
	assert_int_equal(report_add_metric(report, &mean, &err), 0);
	mean.rep = 0;
	mean.set = 2;
	mean.value = mean.ci_high = -1.04;
	mean.ci_low = -2.26;
	assert_int_equal(report_add_metric(report, &mean, &err), 0);
	assert_int_equal(report_add_step(report, "tare", &err, "zeroed"), 0);
	assert_int_equal(report_add_check(report, "TARE_DRIFT", STATUS_WARN, 6.5, "N", &err,
					  "the zero moved"),
			 0);
	return report;
}

static char *print_text(const struct trial_report *report, bool explain)
{
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	report_print(out, report, "x.w64", explain, &language_english);
	fclose(out);
	return text;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' lacks '%s'", text, part);
}

static void asymmetry_is_printed_in_words(void **state)
{
	char text[32];

	(void)state;
	assert_string_equal(asymmetry_text(4.15, text, sizeof(text)), "4.2 % right");
	assert_string_equal(asymmetry_text(-3.1, text, sizeof(text)), "3.1 % left");
	assert_string_equal(asymmetry_text(-0.01, text, sizeof(text)), "0.0 % (even)");
	assert_string_equal(asymmetry_text(NAN, text, sizeof(text)), "not known");
}

static void the_report_names_sides_intervals_and_reasons(void **state)
{
	struct trial_report *report = sample_report();
	char *text = print_text(report, true);

	(void)state;
	has(text, "x.w64: warn\n");
	has(text, "body mass 80.0 kg (measured), load not known");
	has(text, "4.2 % right, drift, turnaround\n");
	has(text, "2.0 % left, not counted\n");
	has(text, "Set 1: 4.2 % right on average over the lift (95 % interval 3.3 to 5.1 % right, "
		  "8 repetitions), AI=100(R-L)/(R+L)\n");
	has(text, "Set 2: 1.0 % left on average over the lift (95 % interval 1.0 to 2.3 % left");
	has(text, "warn   TARE_DRIFT: the zero moved\n");
	has(text, "\n  1  tare           zeroed\n");
	free(text);
	text = print_text(report, false);
	assert_null(strstr(text, "zeroed"));
	free(text);
	report_free(report);
}

static void steps_are_numbered_by_name_and_folded_between_words(void **state)
{
	struct trial_report *report;
	char *text;

	(void)state;
	assert_int_equal(report_new(&report, 1000, NULL), 0);
	report->rate_hz = 1000;
	assert_int_equal(report_add_step(report, "filter", NULL, "first"), 0);
	assert_int_equal(report_add_step(report, "filter", NULL,
					 "one two three four five six seven eight nine ten eleven "
					 "twelve thirteen fourteen fifteen sixteen seventeen"),
			 0);
	assert_int_equal(report_add_step(report, "a step of a long name", NULL, "third"), 0);
	text = print_text(report, true);
	has(text, "\n  1  filter         first\n                    one two");
	has(text, "eleven twelve thirteen\n                    fourteen fifteen sixteen "
		  "seventeen\n  2  a step of a long name third\n");
	free(text);
	report_free(report);
}

static void without_reps_the_reason_is_given(void **state)
{
	struct trial_report *report;
	struct error err;
	char *text;

	(void)state;
	assert_int_equal(report_new(&report, 10, &err), 0);
	report->rate_hz = 1000;
	snprintf(report->no_reps_reason, sizeof(report->no_reps_reason), "nobody lifted");
	snprintf(report->sides_reason, sizeof(report->sides_reason), "sides unknown");
	text = print_text(report, false);
	has(text, "No repetitions: nobody lifted\n");
	has(text, "Asymmetry: sides unknown\n");
	free(text);
	report_free(report);
}

static struct js *parse_report(const struct trial_report *report, const char *results)
{
	struct js *object;
	struct error err;
	char *text;

	assert_int_equal(report_json(report, "x.w64", results, &text, &err), 0);
	assert_null(strchr(text, '\n'));
	assert_int_equal(js_parse(&object, text, strlen(text), "json", &err), 0);
	free(text);
	return object;
}

static double number_at(const struct js *object, const char *key)
{
	double value = NAN;

	assert_true(js_real(js_get(object, key), &value));
	return value;
}

static void json_holds_every_rep_with_null_for_what_is_missing(void **state)
{
	struct trial_report *report = sample_report();
	struct js *object = parse_report(report, NULL);
	const struct js *reps = js_get(object, "reps"), *rep = js_at(reps, 0);

	(void)state;
	assert_string_equal(js_text(js_get(object, "file")), "x.w64");
	assert_string_equal(js_text(js_get(object, "status")), "warn");
	assert_string_equal(js_text(js_get(object, "body_mass_source")), "measured");
	assert_true(js_is_null(js_get(object, "load_kg")));
	assert_true(js_is_null(js_get(object, "results")));
	assert_int_equal(js_count(reps), 2);
	assert_near(number_at(rep, "onset_s"), 1.234568, 0);
	assert_near(number_at(rep, "asymmetry_lift_pct"), 4.15, 0);
	assert_true(js_is_null(js_get(rep, "lockout_rest_s")));
	assert_int_equal(js_count(js_get(rep, "flags")), 2);
	assert_string_equal(js_text(js_get(js_at(reps, 1), "kind")), "failed");
	assert_string_equal(js_text(js_get(js_at(js_get(object, "quality"), 0), "code")),
			    "TARE_DRIFT");
	js_free(object);
	report_free(report);
}

static void a_name_that_is_no_utf8_is_no_error(void **state)
{
	struct trial_report *report = sample_report();
	struct error err;
	char *text;

	(void)state;
	assert_int_equal(report_json(report, "M\xfcller.w64", "\xc3\xa4.h5", &text, &err), 0);
	has(text, "\"file\": \"M?ller.w64\"");
	has(text, "\"results\": \"\xc3\xa4.h5\"");
	free(text);
	report_free(report);
}

static void several_sets_give_an_array_of_means_one_gives_an_object(void **state)
{
	struct trial_report *report = sample_report();
	struct js *object = parse_report(report, "x.h5");
	const struct js *means = js_get(object, "asymmetry");

	(void)state;
	assert_true(js_is_array(means));
	assert_near(number_at(js_at(means, 1), "value"), -1.04, 0);
	assert_string_equal(js_text(js_get(object, "results")), "x.h5");
	js_free(object);
	report->reps = 1;
	object = parse_report(report, NULL);
	means = js_get(object, "asymmetry");
	assert_near(number_at(means, "value"), 4.15, 0);
	assert_int_equal(number_at(means, "n"), 8);
	assert_string_equal(js_text(js_get(means, "formula")), "AI=100(R-L)/(R+L)");
	assert_string_equal(js_text(js_get(means, "window")), "lift");
	js_free(object);
	report->reps = 0;
	object = parse_report(report, NULL);
	assert_true(js_is_null(js_get(object, "asymmetry")));
	js_free(object);
	report_free(report);
}

static void add_asymmetry(struct trial_report *report, int set, int rep, const char *phase,
			  uint32_t flags)
{
	static const char *const names[] = {"start", "duration", "peak_force", "limb_symmetry",
					    "asymmetry"};
	struct error err;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct metric row = {.set = set, .rep = rep, .value = 4.5, .n = 1, .flags = flags};

		snprintf(row.phase, sizeof(row.phase), "%s", phase);
		snprintf(row.metric, sizeof(row.metric), "%s", names[i]);
		snprintf(row.side, sizeof(row.side), "both");
		assert_int_equal(report_add_metric(report, &row, &err), 0);
	}
}

static bool is_barred(const struct js *row)
{
	bool barred = false;

	return js_boolean(js_get(row, "barred"), &barred) && barred;
}

static void json_marks_an_asymmetry_that_a_check_bars(void **state)
{
	(void)state;
	for (int bar = 0; bar < 2; bar++) {
		struct trial_report *report = sample_report();
		const struct js *pull, *rows;
		struct js *object;

		report->reps = 1;
		report->metric[0].flags = bar ? FLAG_BARRED : 0;
		add_asymmetry(report, 1, 1, "pull", bar ? FLAG_BARRED : 0);
		add_asymmetry(report, 1, 0, "standing", bar ? FLAG_BARRED : 0);
		add_asymmetry(report, 0, 0, "window", bar ? FLAG_BARRED : 0);
		object = parse_report(report, NULL);
		assert_int_equal(is_barred(js_get(object, "asymmetry")), bar);
		assert_int_equal(is_barred(js_get(js_get(object, "standing"), "asymmetry")), bar);
		assert_int_equal(is_barred(js_get(js_get(object, "window"), "asymmetry")), bar);
		pull = js_at(js_get(object, "pulls"), 0);
		rows = js_get(pull, "metrics");
		assert_int_equal(js_is_null(js_get(pull, "asymmetry_pct")), bar);
		assert_int_equal(is_barred(js_at(rows, js_count(rows) - 1)), bar);
		rows = js_get(js_get(object, "method_spread"), "asymmetry");
		assert_int_equal(js_count(rows), 2); /* standing and window */
		assert_int_equal(is_barred(js_at(rows, 0)), bar);
		js_free(object);
		report_free(report);
	}
}

static void csv_has_one_line_a_rep_and_quotes_awkward_names(void **state)
{
	struct trial_report *report = sample_report();
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);
	const char *header, *first;

	(void)state;
	report_csv_header(out);
	report_csv(out, report, "a \"b\",c.w64");
	fclose(out);
	header = text;
	first = strchr(header, '\n') + 1;
	assert_ptr_equal(strstr(header, "file,set,rep,kind,end,valid,onset_s,"), header);
	assert_ptr_equal(strstr(first, "\"a \"\"b\"\",c.w64\",1,1,dead_stop,lowered,1,1.234568,"),
			 first);
	has(first, ",drift turnaround\n");
	has(first, ",2,1,failed,none,0,");
	has(first, ",0.000000,,0.000000,"); /* NaN is an empty cell */
	has(first, ",0.00,\n");             /* no flags */
	free(text);
	report_free(report);
}

static void timing_names_every_stage_and_adds_up(void **state)
{
	struct trial_report *report = sample_report();
	struct js *object;
	struct error err;
	char *text;

	(void)state;
	report->stages = 2;
	report->stage[0] = (struct stage_time){"read", 0.25, 0.5};
	report->stage[1] = (struct stage_time){"filter", 0.5, 1};
	assert_int_equal(report_timing(report, &text, &err), 0);
	assert_int_equal(js_parse(&object, text, strlen(text), "json", &err), 0);
	assert_int_equal(js_count(js_get(object, "cpu")), 11);
	assert_near(number_at(js_get(object, "cpu"), "filter"), 0.5, 0);
	assert_near(number_at(js_get(object, "wall"), "residual"), 0, 0);
	assert_near(number_at(object, "total_cpu"), 0.75, 0);
	assert_near(number_at(object, "total_wall"), 1.5, 0);
	assert_near(number_at(object, "weight"), 784.53, 0);
	assert_int_equal(number_at(object, "reps"), 2);
	js_free(object);
	free(text);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asymmetry_is_printed_in_words),
		cmocka_unit_test(the_report_names_sides_intervals_and_reasons),
		cmocka_unit_test(steps_are_numbered_by_name_and_folded_between_words),
		cmocka_unit_test(without_reps_the_reason_is_given),
		cmocka_unit_test(json_holds_every_rep_with_null_for_what_is_missing),
		cmocka_unit_test(a_name_that_is_no_utf8_is_no_error),
		cmocka_unit_test(json_marks_an_asymmetry_that_a_check_bars),
		cmocka_unit_test(several_sets_give_an_array_of_means_one_gives_an_object),
		cmocka_unit_test(csv_has_one_line_a_rep_and_quotes_awkward_names),
		cmocka_unit_test(timing_names_every_stage_and_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
