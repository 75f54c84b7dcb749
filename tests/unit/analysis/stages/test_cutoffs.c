/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --residual in the whole analysis. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"

#include <string.h>

static struct trial_report *analyse(const struct trial *trial, bool residual, const char *isa)
{
	struct config config;

	config_init(&config);
	config.residual = residual;
	strcpy(config.isa, isa);
	return report_with(trial, &config, NULL);
}

static double value_of(const struct trial_report *report, const char *side, const char *metric)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (!strcmp(row->metric, metric) && !strcmp(row->side, side)) {
			assert_int_equal(row->set, 0);
			assert_int_equal(row->rep, 0);
			return row->value;
		}
	}
	return NAN;
}

static struct trial *set_of(const char *address)
{
	struct simulation *simulation = simulation_of(address);
	struct trial *trial = simulated_trial(simulation);

	simulation_free(simulation);
	return trial;
}

/* 1.5 N of white noise were put on each plate. */
static void the_noise_that_was_put_in_comes_out(void **state)
{
	struct trial *trial = set_of("sim:seed=3,tier=clean,noise=1.5,reps=4,style=dead_stop");
	struct trial_report *report = analyse(trial, true, "auto");

	(void)state;
	assert_near(value_of(report, "left", "residual_noise"), 1.5, 0.15);
	assert_near(value_of(report, "right", "residual_noise"), 1.5, 0.15);
	assert_true(value_of(report, "left", "residual_cutoff") > 2);
	assert_true(value_of(report, "left", "residual_cutoff") < 60);
	/* 38 + 5.95 / eps, eps = 1.5 N of an SD of 100 to 500 N */
	assert_true(value_of(report, "right", "yu_cutoff") > 41);
	assert_true(value_of(report, "right", "yu_cutoff") < 58);
	report_free(report);
	trial_free(trial);
}

static void nothing_is_scanned_unless_asked_for(void **state)
{
	struct trial *trial = set_of("sim:seed=3,reps=2");
	struct trial_report *report = analyse(trial, false, "auto");

	(void)state;
	assert_nan(value_of(report, "left", "residual_noise"));
	for (size_t i = 0; i < report->steps; i++)
		assert_string_not_equal(report->step[i].name, "residual");
	report_free(report);
	trial_free(trial);
}

static void the_scan_is_the_same_on_every_isa(void **state)
{
	struct trial *trial = set_of("sim:seed=4,reps=2");
	struct trial_report *a = analyse(trial, true, "auto"), *b = analyse(trial, true, "scalar");
	double auto_hz = value_of(a, "left", "residual_cutoff");
	double scalar_hz = value_of(b, "left", "residual_cutoff");

	(void)state;
	assert_memory_equal(&auto_hz, &scalar_hz, sizeof(double));
	report_free(a);
	report_free(b);
	trial_free(trial);
}

static void assert_step_says(const struct trial_report *report, const char *text)
{
	for (size_t i = 0; i < report->steps; i++)
		if (!strcmp(report->step[i].name, "residual") && strstr(report->step[i].text, text))
			return;
	fail_msg("no step of the residuals says \"%s\"", text);
}

/* At 100 Hz no cutoff lies on the line; at 2000 Hz Yu's formula is not meant. */
static void rates_that_a_rule_is_not_for_have_no_figure(void **state)
{
	struct trial *slow = set_of("sim:seed=4,reps=2,rate=100");
	struct trial *fast = set_of("sim:seed=4,reps=2,rate=2000");
	struct trial_report *report = analyse(slow, true, "auto");

	(void)state;
	assert_nan(value_of(report, "left", "residual_noise"));
	assert_true(value_of(report, "left", "yu_cutoff") > 5.7);
	assert_step_says(report, "29 cutoffs"); /* 2 to 20 Hz by 1, to 40 by 2 */
	assert_step_says(report, "left: Winter none, noise none; Yu ");
	report_free(report);
	report = analyse(fast, true, "auto");
	assert_nan(value_of(report, "left", "yu_cutoff"));
	assert_true(value_of(report, "left", "residual_noise") > 0);
	assert_step_says(report, "; Yu none");
	report_free(report);
	trial_free(slow);
	trial_free(fast);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_noise_that_was_put_in_comes_out),
		cmocka_unit_test(nothing_is_scanned_unless_asked_for),
		cmocka_unit_test(the_scan_is_the_same_on_every_isa),
		cmocka_unit_test(rates_that_a_rule_is_not_for_have_no_figure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
