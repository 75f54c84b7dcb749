/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulls on a bar that does not move, with forces made of straight lines. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/starve.h"
#include "tests/unit/analysis/tasks/pulls.h"

#include "analysis/pipeline.h"

#include <stdlib.h>
#include <string.h>

/* F = W + 4000 N/s t for 0.4 s: every figure follows. */
static void a_straight_pull_is_measured_as_it_was_drawn(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter->right_share = 0.55;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_string_equal(report->task, "isometric");
	assert_string_equal(report->task_source, "found");
	assert_int_equal(report->reps, 0);
	assert_string_equal(report->no_reps_reason, "");
	assert_near(value(report, 1, "onset", "both"), 3, 0.0011);
	assert_near(value(report, 1, "peak_force", "both"), weight_n + 1600, 1e-6);
	assert_near(value(report, 1, "net_peak_force", "both"), 1600, 1e-6);
	assert_near(value(report, 1, "relative_peak_force", "both"),
		    100 * (weight_n + 1600) / weight_n, 1e-9);
	assert_near(value(report, 1, "relative_peak_force_bw", "both"), (weight_n + 1600) / 80,
		    1e-9);
	/* the last sample at body weight is the first of the ramp */
	assert_near(value(report, 1, "force_at_0_ms", "both"), weight_n, 1e-6);
	assert_near(value(report, 1, "force_at_100_ms", "both"), weight_n + 400, 1e-6);
	assert_near(value(report, 1, "force_at_250_ms", "right"), 0.55 * (weight_n + 1000), 1e-6);
	assert_near(value(report, 1, "net_force_at_150_ms", "both"), 600, 1e-6);
	assert_near(value(report, 1, "rfd_0_200_ms", "both"), 4000, 1e-6);
	assert_near(value(report, 1, "rfd_0_50_ms", "left"), 0.45 * 4000, 1e-6);
	assert_near(value(report, 1, "impulse_0_200_ms", "both"),
		    weight_n * 0.2 + 4000 * 0.2 * 0.2 / 2, 1e-9);
	assert_near(value(report, 1, "net_impulse_0_100_ms", "both"), 4000 * 0.1 * 0.1 / 2, 1e-9);
	assert_near(value(report, 1, "time_to_peak", "both"), 0.4, 1e-9);
	assert_near(value(report, 1, "length_of_pull", "both"), 3.6, 1e-9);
	assert_near(value(report, 1, "asymmetry", "both"), 10, 1e-9);
	assert_near(value(report, 1, "asymmetry_at_peak", "both"), 10, 1e-9);
	assert_near(value(report, 1, "pretension", "both"), 0, 1e-9);
	assert_null(check_named(report, "PRETENSION"));
	assert_null(check_named(report, "COUNTERMOVEMENT"));
	report_free(report);
}

/* 4 N a sample from 3 s on. */
static void every_published_rule_has_its_onset(void **state)
{
	static const struct {
		const char *metric;
		double level_n;
	} rules[] = {
		{"onset_20_n", 20},
		{"onset_40_n", 40},
		{"onset_50_n", 50},
		{"onset_75_n", 75},
		{"onset_3_sd", 0}, /* nothing moves before */
		{"onset_5_sd", 0},
		{"onset_2_5_pct_bw", 0.025 * 80 * 9.80665},
		{"onset_5_pct_bw", 0.05 * 80 * 9.80665},
		{"onset_10_pct_bw", 0.1 * 80 * 9.80665},
	};
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		assert_near(value(report, 1, rules[i].metric, "both"), 3 + rules[i].level_n / 4000,
			    0.0011);
	assert_null(find(report, 0, "onset_20_n", "both")); /* times have no mean */
	report_free(report);
}

/* The lifter pulls the bar's 981 N off the floor in 0.5 s. */
static void a_lift_has_its_onsets_too(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;
	double liftoff_s[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		liftoff_s[i] = lifter_rep(lifter, 3);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "deadlift");
	for (int i = 0; i < 3; i++) {
		double start_s = liftoff_s[i] - 0.5;

		assert_near(value(report, i + 1, "onset_20_n", "both"),
			    start_s + 0.5 * 20 / 980.665, 0.005);
		assert_near(value(report, i + 1, "onset_75_n", "both"),
			    start_s + 0.5 * 75 / 980.665, 0.005);
	}
	report_free(report);
}

/* Between the lifts the hands keep 59 N of the bar: 20 and 40 N are never undercut. */
static void an_onset_is_not_looked_for_before_the_last_touchdown(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	lifter_rep(lifter, 3);
	lifter_pull(lifter, 0.06, 0.06, 3);
	lifter_pull(lifter, 0.06, 1, 0.5);
	lifter_move(lifter, 0.42, 1.4);
	lifter_hold(lifter, 0.8);
	lifter_move(lifter, -0.42, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "deadlift");
	assert_int_equal(report->reps, 2);
	assert_non_null(find(report, 1, "onset_20_n", "both"));
	assert_null(find(report, 2, "onset_20_n", "both"));
	assert_null(find(report, 2, "onset_40_n", "both"));
	assert_non_null(find(report, 2, "onset_75_n", "both"));
	report_free(report);
}

static void the_rate_of_force_development_is_marked_descriptive(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_true(find(report, 1, "rfd_0_100_ms", "both")->flags & FLAG_DESCRIPTIVE);
	assert_false(find(report, 1, "force_at_100_ms", "both")->flags & FLAG_DESCRIPTIVE);
	report_free(report);
}

static void pulls_are_counted_and_those_far_apart_are_named(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;
	const struct metric *mean;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.3); /* under half of the strongest: no trial */
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.65);
	lifter_stand(lifter, 3);
	report = analyse(lifter, "auto");
	assert_near(value(report, 1, "net_peak_force", "both"), 1600, 1e-6);
	assert_near(value(report, 2, "net_peak_force", "both"), 1300, 1e-6);
	assert_null(find(report, 3, "net_peak_force", "both"));
	assert_near(check_named(report, "PULLS_APART")->value, 300, 1e-6);
	mean = find(report, 0, "net_peak_force", "both");
	assert_near(mean->value, 1450, 1e-6);
	assert_int_equal(mean->n, 2);
	report_free(report);
}

static int analyse_once(void *ctx)
{
	struct trial_report *report = NULL;
	struct config config;
	int ret;

	config_init(&config);
	config.window_start_s = 0.5;
	config.window_end_s = 1;
	ret = pipeline_run(&(struct pipeline_input){.trial = ctx, .config = &config}, &report,
			   NULL);
	if (!ret)
		report_free(report);
	return ret;
}

static void pulls_and_standing_say_when_memory_runs_out(void **state)
{
	(void)state;
	for (int pulls = 0; pulls < 2; pulls++) {
		struct lifter *lifter = lifter_new(100, 80, pull_n / 9.80665);
		struct trial *trial;

		lifter_stand(lifter, 3);
		if (pulls)
			add_pull(lifter, 0.8);
		lifter_stand(lifter, 2);
		trial = lifter_trial(lifter);
		free(lifter);
		starve(analyse_once, trial);
		trial_free(trial);
	}
}

static void standing_is_no_pull(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 20);
	report = analyse(lifter, "isometric");
	assert_string_equal(report->task_source, "given");
	assert_non_null(check_named(report, "NO_PULL"));
	assert_int_equal(report->status, STATUS_REJECT);
	assert_int_equal(report->metrics, 0);
	report_free(report);
}

static void a_pull_called_a_deadlift_suggests_the_task(void **state)
{
	struct lifter *lifter = puller();
	struct trial_report *report;

	(void)state;
	lifter_stand(lifter, 3);
	add_pull(lifter, 0.8);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "deadlift");
	assert_int_equal(report->status, STATUS_REJECT);
	assert_non_null(strstr(report->no_reps_reason, "--task isometric"));
	report_free(report);
}

static void lifts_are_a_deadlift(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	(void)state;
	for (int i = 0; i < 3; i++)
		lifter_rep(lifter, 3);
	lifter_stand(lifter, 2);
	report = analyse(lifter, "auto");
	assert_string_equal(report->task, "deadlift");
	assert_string_equal(report->task_source, "found");
	assert_int_equal(report->reps, 3);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_straight_pull_is_measured_as_it_was_drawn),
		cmocka_unit_test(every_published_rule_has_its_onset),
		cmocka_unit_test(a_lift_has_its_onsets_too),
		cmocka_unit_test(an_onset_is_not_looked_for_before_the_last_touchdown),
		cmocka_unit_test(the_rate_of_force_development_is_marked_descriptive),
		cmocka_unit_test(pulls_are_counted_and_those_far_apart_are_named),
		cmocka_unit_test(pulls_and_standing_say_when_memory_runs_out),
		cmocka_unit_test(standing_is_no_pull),
		cmocka_unit_test(a_pull_called_a_deadlift_suggests_the_task),
		cmocka_unit_test(lifts_are_a_deadlift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
