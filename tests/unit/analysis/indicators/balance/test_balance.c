/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What left and right do against each other, and where each foot stands. */
#include "tests/support/metrics.h"

#include "tests/support/assert_near.h"
#include "tests/support/simulated.h"

#include "formats/random.h"

#include <stdlib.h>
#include <string.h>

/* Reps of 0.5 + 1.4 + hold + 1.2 + 0.05 s with the shares of the phases below. */
static struct lifter *lifter_that_holds(double hold_s, int reps, double lift_share,
					double lower_share)
{
	struct lifter *lifter = lifter_new(1000, 80, 100);

	lifter_leave(lifter, 2);
	lifter_stand(lifter, 2);
	for (int i = 0; i < reps; i++) {
		lifter_stand(lifter, 1);
		lifter_pull(lifter, 0, 1, 0.5);
		lifter->right_share = lift_share;
		lifter_move(lifter, 0.42, 1.4);
		lifter_hold(lifter, hold_s);
		lifter->right_share = lower_share;
		lifter_move(lifter, -0.42, 1.2);
		lifter->right_share = 0.5;
		lifter_pull(lifter, 1, 0, 0.05);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	return lifter;
}

static struct lifter *lifter_of(int reps, double lift_share, double lower_share)
{
	return lifter_that_holds(1, reps, lift_share, lower_share);
}

/* Half of what moves at `hz` goes from one foot to the other and half is whip, which both feel. */
static void shake(struct lifter *lifter, double against, double alike, double hz)
{
	for (size_t i = 2000; i < lifter->frames - 1000; i++) {
		double wave = sin(2 * M_PI * hz * (double)i / lifter->rate_hz);
		double half_n = lifter->total_n[i] / 2;

		lifter->side_n[i][0] += half_n * (alike - against) * wave;
		lifter->side_n[i][1] += half_n * (alike + against) * wave;
	}
}

static double tremor_of(double against, double alike, double hz)
{
	struct lifter *lifter = lifter_of(6, 0.5, 0.5);
	struct trial_report *report;
	double power;

	shake(lifter, against, alike, hz);
	report = report_of_lifter(lifter);
	assert_int_equal(report->reps, 6);
	power = metric_value(report, 0, "rep", "both", "tremor_power");
	report_free(report);
	free(lifter);
	return power;
}

/* (R - L)/(R + L) = a sin: its power is a^2 / 2. Whip of the same size leaves no trace. */
static void tremor_is_what_moves_left_against_right(void **state)
{
	const double a = 0.004;

	(void)state;
	assert_close(tremor_of(a, 0, 8), a * a / 2, 0.03);
	assert_true(tremor_of(0, a, 8) < 1e-4 * a * a);
	assert_close(tremor_of(a, a, 8), a * a / 2, 0.03);
	assert_true(tremor_of(a, 0, 25) < 1e-3 * a * a); /* above the band */
}

static void feet_that_share_one_movement_are_coherent(void **state)
{
	struct lifter *lifter = lifter_of(6, 0.5, 0.5);
	struct trial_report *report = report_of_lifter(lifter);
	const struct metric *row = metric_row(report, 0, "rep", "both", "coherence_0.5_3hz");

	(void)state;
	assert_near(row->value, 1, 1e-9);
	/* 3.6 s from lift-off to touchdown hold six segments of 1 s */
	assert_int_equal(row->n, 6 * 6);
	report_free(report);
	free(lifter);
}

static void one_rep_has_too_few_segments(void **state)
{
	struct lifter *lifter = lifter_of(1, 0.5, 0.5);
	struct trial_report *report = report_of_lifter(lifter);
	size_t i = 0;

	(void)state;
	assert_null(metric_row(report, 0, "rep", "both", "coherence_0.5_3hz"));
	assert_null(metric_row(report, 0, "rep", "both", "tremor_power"));
	while (i < report->steps && strcmp(report->step[i].name, "bands"))
		i++;
	assert_true(i < report->steps);
	assert_non_null(strstr(report->step[i].text, "6 segments"));
	report_free(report);
	free(lifter);
}

/* A share of 0.52 is an asymmetry of 4 %, of 0.47 one of -6 %. */
static void lowering_is_held_against_lifting(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.52, 0.47);
	struct trial_report *report = report_of_lifter(lifter);

	(void)state;
	assert_near(metric_value(report, 3, "rep", "both", "asymmetry_lower_shift"), -10, 0.2);
	assert_near(metric_value(report, 0, "rep", "both", "asymmetry_lower_shift"), -10, 0.2);
	report_free(report);
	free(lifter);
}

/* Load 100 kg; from lift-off to touchdown the mean force is body and bar, for 3.6 s. */
static void exposure_is_load_and_time(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.5, 0.5);
	struct trial_report *report = report_of_lifter(lifter);

	(void)state;
	assert_near(metric_value(report, 0, "set", "both", "tonnage"), 500, 0);
	assert_close(metric_value(report, 0, "set", "both", "impulse_total"),
		     5 * 180 * 9.80665 * 3.6, 0.01);
	assert_near(metric_value(report, 0, "slack", "both", "onset_to_liftoff"), 0.5, 0.03);
	report_free(report);
	free(lifter);
}

/* A share that swings by 1 % at 2 Hz in the hold has an SD of 0.707 %. */
static void a_hold_is_as_steady_as_its_share(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.5, 0.5);
	struct trial_report *report;

	(void)state;
	shake(lifter, 0.02, 0, 2);
	report = report_of_lifter(lifter);
	assert_near(metric_value(report, 0, "hold", "both", "hold_share_sd"), 0.707, 0.03);
	report_free(report);
	free(lifter);
}

/* To lockout and back from it some tenths of a second more belong to the hold. */
static void a_hold_below_half_a_second_does_not_count(void **state)
{
	struct lifter *lifter = lifter_that_holds(0.05, 5, 0.5, 0.5);
	struct trial_report *report = report_of_lifter(lifter);
	size_t holds = 0;

	(void)state;
	for (size_t i = 0; i < report->phases; i++) {
		const struct phase *phase = &report->phase[i];

		if (phase->phase != PHASE_HOLD)
			continue;
		holds++;
		assert_true(phase->t_end_s - phase->t_start_s < 0.5);
	}
	assert_int_equal(holds, 5);
	assert_null(metric_row(report, 1, "hold", "both", "hold_share_sd"));
	assert_null(metric_row(report, 0, "hold", "both", "hold_share_sd"));
	report_free(report);
	free(lifter);
}

static struct trial_report *report_of_shares(const double share[5])
{
	struct lifter *lifter = lifter_new(1000, 80, 100);
	struct trial_report *report;

	lifter_leave(lifter, 2);
	lifter_stand(lifter, 2);
	for (int i = 0; i < 5; i++) {
		lifter->right_share = share[i];
		lifter_rep(lifter, 1);
	}
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	report = report_of_lifter(lifter);
	free(lifter);
	return report;
}

/* AI of 2, 4, 6, 4, 4 %: SD sqrt 2, mean 4. */
static void reps_differ_by_what_was_planted(void **state)
{
	static const double share[] = {0.51, 0.52, 0.53, 0.52, 0.52};
	struct trial_report *report = report_of_shares(share);

	(void)state;
	assert_near(metric_value(report, 0, "lift", "both", "asymmetry_sd"), sqrt(2), 0.01);
	assert_near(metric_value(report, 0, "lift", "both", "asymmetry_cv"), 100 * sqrt(2) / 4,
		    0.5);
	assert_near(metric_value(report, 0, "lift", "both", "duration_cv"), 0, 1);
	report_free(report);
}

/* AI of 2, -2, 2, -2, 0.2 %: a spread of two about nearly nothing is no share of it. */
static void asymmetry_about_zero_has_no_coefficient_of_variation(void **state)
{
	static const double share[] = {0.51, 0.49, 0.51, 0.49, 0.501};
	struct trial_report *report = report_of_shares(share);

	(void)state;
	assert_near(metric_value(report, 0, "lift", "both", "asymmetry_sd"), 2, 0.02);
	assert_null(metric_row(report, 0, "lift", "both", "asymmetry_cv"));
	report_free(report);
}

/* The left foot goes 3 cm to the heel when the bar is lifted, the right turns in circles of 1 cm,
 * once a second. */
static struct trial *trial_with_cop(const struct lifter *lifter)
{
	struct trial *plain = lifter_trial(lifter), *trial;

	assert_int_equal(trial_new(&trial, 6, lifter->frames, NULL), 0);
	trial->info = plain->info;
	trial->info.channels = 6;
	trial->info.load_kg = lifter->bar_kg;
	for (int p = 0; p < 2; p++) {
		trial->info.plate[p].cop_column[0] = 2 + 2 * p;
		trial->info.plate[p].cop_column[1] = 3 + 2 * p;
		trial->info.plate[p].cop_metre_per_unit = 1;
	}
	for (size_t i = 0; i < lifter->frames; i++) {
		double *x = trial->samples + 6 * i, turn = 2 * M_PI * (double)i / 1000;
		bool lifted = lifter->total_n[i] > 1.3 * 80 * 9.80665;

		x[0] = lifter->side_n[i][0];
		x[1] = lifter->side_n[i][1];
		x[2] = 0.005;
		x[3] = lifted ? -0.03 : 0;
		x[4] = 0.01 * cos(turn);
		x[5] = 0.01 * sin(turn);
	}
	trial_free(plain);
	return trial;
}

static void each_foot_stands_where_it_was_put(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.5, 0.5);
	struct trial *trial = trial_with_cop(lifter);
	struct trial_report *report;
	const double turn_m = 2 * M_PI * 0.01;

	(void)state;
	report = report_of(trial);
	assert_int_equal(report->reps, 5);
	assert_near(metric_value(report, 0, "lift", "left", "cop_ap_mean"), -0.03, 1e-9);
	assert_near(metric_value(report, 0, "lift", "left", "cop_ap_sd"), 0, 1e-9);
	assert_near(metric_value(report, 0, "lift1", "left", "cop_ap_shift_lift1"), -0.03, 1e-9);
	assert_near(metric_value(report, 0, "rep", "left", "cop_path_length"), 0, 1e-9);
	assert_near(metric_value(report, 0, "rep", "right", "cop_range_ap"), 0.02, 1e-5);
	assert_near(metric_value(report, 0, "rep", "right", "cop_range_ml"), 0.02, 1e-5);
	assert_near(metric_value(report, 2, "rep", "right", "cop_path_length"), 3.6 * turn_m,
		    0.04 * turn_m);
	/* lockout is at 98 % of the rise, well before its 1.4 s */
	assert_near(metric_value(report, 2, "lift", "right", "cop_path_length"),
		    minimum_jerk_time(0.98, 1.4) * turn_m, 0.04 * turn_m);
	/* nearly whole turns: SD r / sqrt 2 each way */
	assert_close(metric_value(report, 2, "rep", "right", "cop_ellipse_area"),
		     M_PI * 1e-4 / 2 * 5.991, 0.1);
	report_free(report);
	trial_free(trial);
	free(lifter);
}

/* The last lift is whole, but the recording ends in its hold. */
static void a_rep_cut_off_has_only_what_was_recorded(void **state)
{
	struct lifter *lifter = lifter_of(3, 0.5, 0.5);
	struct trial_report *report;
	struct trial *trial;

	(void)state;
	lifter->frames -= 2000; /* still standing */
	lifter_pull(lifter, 0, 1, 0.5);
	lifter_move(lifter, 0.42, 1.4);
	lifter_hold(lifter, 1);
	trial = trial_with_cop(lifter);
	report = report_of(trial);
	assert_int_equal(report->reps, 4);
	assert_true(report->rep[3].valid);
	assert_nan(report->rep[3].touchdown_s);
	assert_non_null(metric_row(report, 4, "lift", "both", "ldlj"));
	assert_non_null(metric_row(report, 4, "lift", "right", "cop_path_length"));
	assert_null(metric_row(report, 4, "rep", "right", "cop_path_length"));
	assert_null(metric_row(report, 4, "rep", "both", "dip_count"));
	assert_int_equal(metric_row(report, 0, "set", "both", "impulse_total")->n, 3);
	assert_int_equal(metric_row(report, 0, "set", "both", "tonnage")->n, 4);
	report_free(report);
	trial_free(trial);
	free(lifter);
}

/* Minimum jerk: the middle of the rise to lockout at 98 % is not the middle of its time. */
static void halves_of_the_rise_take_their_time(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.5, 0.5);
	struct trial_report *report = report_of_lifter(lifter);
	double half = minimum_jerk_time(0.5, 1.4), lockout = minimum_jerk_time(0.98, 1.4);

	(void)state;
	assert_near(metric_value(report, 0, "lift", "both", "lift1_lift2_ratio"),
		    half / (lockout - half), 0.05);
	report_free(report);
	free(lifter);
}

/* What needs two feet is not there, the rest is. */
static void without_sides_there_is_no_balance(void **state)
{
	struct lifter *lifter = lifter_of(5, 0.52, 0.47);
	struct trial *trial = lifter_trial(lifter);
	struct trial_report *report;

	(void)state;
	trial->info.load_kg = lifter->bar_kg;
	trial->info.plate[0].foot = trial->info.plate[1].foot = FOOT_UNKNOWN;
	report = report_of(trial);
	assert_int_equal(report->reps, 5);
	assert_null(metric_row(report, 0, "rep", "both", "dips_per_rep"));
	assert_null(metric_row(report, 0, "rep", "both", "tremor_power"));
	assert_null(metric_row(report, 0, "hold", "both", "hold_share_sd"));
	assert_null(metric_row(report, 0, "lift", "both", "asymmetry_sd"));
	assert_non_null(metric_row(report, 0, "lift", "both", "ldlj"));
	assert_non_null(metric_row(report, 0, "lift", "both", "displacement_cv"));
	report_free(report);
	trial_free(trial);
	free(lifter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tremor_is_what_moves_left_against_right),
		cmocka_unit_test(feet_that_share_one_movement_are_coherent),
		cmocka_unit_test(one_rep_has_too_few_segments),
		cmocka_unit_test(lowering_is_held_against_lifting),
		cmocka_unit_test(exposure_is_load_and_time),
		cmocka_unit_test(a_hold_is_as_steady_as_its_share),
		cmocka_unit_test(a_hold_below_half_a_second_does_not_count),
		cmocka_unit_test(reps_differ_by_what_was_planted),
		cmocka_unit_test(asymmetry_about_zero_has_no_coefficient_of_variation),
		cmocka_unit_test(each_foot_stands_where_it_was_put),
		cmocka_unit_test(a_rep_cut_off_has_only_what_was_recorded),
		cmocka_unit_test(halves_of_the_rise_take_their_time),
		cmocka_unit_test(without_sides_there_is_no_balance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
