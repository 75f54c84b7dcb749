/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/clock.h"
#include "tests/support/assert_near.h"

#include <math.h>

static struct clock_pair pair_at(double host_s, double drift_ppm, double off_s, double trip_s)
{
	return (struct clock_pair){
		.monotonic_ns = 5000000000000 + llrint((host_s + off_s) * 1e9),
		.device_ns = 7000000000 + (uint64_t)llrint(host_s * (1 + drift_ppm * 1e-6) * 1e9),
		.round_trip_ns = llrint(trip_s * 1e9)};
}

static void add(struct clock_drift *drift, struct clock_pair pair)
{
	clock_drift_add(drift, &pair);
}

static void a_clock_that_runs_fast_is_found_fast(void **state)
{
	struct clock_drift drift = {0};

	(void)state;
	for (int i = 0; i <= 60; i++)
		add(&drift, pair_at(i, 87, 0, 1e-3));
	/* times are whole nanoseconds */
	assert_near(clock_drift_ppm(&drift), 87, 1e-3);
}

/* Two points with the same SD s at a distance d: the SD of the slope is sqrt(2) s / d; the SD of
 * what is uniform over a round trip is trip / sqrt(12). */
static void the_standard_error_is_that_of_a_line_through_two_points(void **state)
{
	struct clock_drift drift = {0};

	(void)state;
	add(&drift, pair_at(0, 0, 0, 1e-3));
	add(&drift, pair_at(10, 0, 0, 1e-3));
	assert_near(clock_drift_sd_ppm(&drift), sqrt(2) * 1e-3 / sqrt(12) / 10 * 1e6, 1e-9);
}

/* A pair that took long is as good as nothing beside those that did not. */
static void a_slow_answer_counts_little(void **state)
{
	struct clock_drift drift = {0};

	(void)state;
	for (int i = 0; i <= 20; i++)
		add(&drift, pair_at(i, 30, 0, 100e-6));
	add(&drift, pair_at(20.5, 30, 49e-3, 100e-3));
	/* alone among equals it would turn the line by more than 300 ppm */
	assert_near(clock_drift_ppm(&drift), 30, 0.01);
}

static void a_device_that_was_unplugged_keeps_its_drift(void **state)
{
	struct clock_drift drift = {0};
	struct clock_pair pair;

	(void)state;
	for (int i = 0; i <= 5; i++)
		add(&drift, pair_at(i, -40, 0, 1e-4));
	double sd_before_ppm = clock_drift_sd_ppm(&drift);
	for (int i = 9; i <= 14; i++) {
		pair = pair_at(i, -40, 0, 1e-4);
		pair.device_ns -= 15900000000;
		add(&drift, pair);
	}
	assert_int_equal(drift.pairs, 6);
	assert_near(clock_drift_ppm(&drift), -40, 1e-3);
	assert_near(clock_drift_sd_ppm(&drift), sd_before_ppm / sqrt(2), 1e-9);
}

static void less_than_two_pairs_tell_nothing(void **state)
{
	struct clock_drift drift = {0};

	(void)state;
	assert_true(isnan(clock_drift_ppm(&drift)));
	add(&drift, pair_at(0, 0, 0, 1e-3));
	/* the same once more, and one without the device's clock */
	add(&drift, pair_at(0, 0, 0, 1e-3));
	add(&drift, pair_at(9, 0, 0, 0));
	assert_int_equal(drift.pairs, 1);
	assert_true(isnan(clock_drift_ppm(&drift)));
	assert_true(isnan(clock_drift_sd_ppm(&drift)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_runs_fast_is_found_fast),
		cmocka_unit_test(the_standard_error_is_that_of_a_line_through_two_points),
		cmocka_unit_test(a_slow_answer_counts_little),
		cmocka_unit_test(a_device_that_was_unplugged_keeps_its_drift),
		cmocka_unit_test(less_than_two_pairs_tell_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
