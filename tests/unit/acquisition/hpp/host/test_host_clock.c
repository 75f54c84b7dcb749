/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/clock.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>

#define SECOND 1e9

/* A plate's clock that is faster by `drift` and began at the host's start_ns. */
struct clocks {
	double start_ns, drift;
};

static double device_at(const struct clocks *clocks, double host_ns)
{
	return (host_ns - clocks->start_ns) * (1 + clocks->drift);
}

/* Request and answer take from min to max each, seldom much longer. */
static struct source_clock read_pair(const struct clocks *clocks, double host_ns, double min_ns,
				     double max_ns)
{
	double there = min_ns + (max_ns - min_ns) * rand() / RAND_MAX;
	double back = min_ns + (max_ns - min_ns) * rand() / RAND_MAX;

	if (rand() % 5 == 0)
		back *= 40;
	return (struct source_clock){
		.device_ns = (uint64_t)llround(device_at(clocks, host_ns + there)),
		.monotonic_ns = llround(host_ns + (there + back) / 2),
		.round_trip_ns = llround(there + back),
	};
}

static void run(struct hpp_clock *clock, const struct clocks *clocks, double from_s, double to_s)
{
	for (double t = from_s; t < to_s; t += 2) {
		struct source_clock pair =
			read_pair(clocks, clocks->start_ns + t * SECOND, 50e3, 150e3);

		hpp_clock_add(clock, &pair);
	}
}

static void check_times(const struct hpp_clock *clock, const struct clocks *clocks, double from_s,
			double to_s, double most_ns)
{
	for (double t = from_s; t <= to_s; t += 1) {
		double host_ns = clocks->start_ns + t * SECOND, within_ns;
		double told_ns = hpp_clock_host_ns(clock, device_at(clocks, host_ns), &within_ns);

		assert_near(told_ns, host_ns, within_ns);
		assert_true(within_ns <= most_ns);
	}
}

static void one_pair_holds_to_half_of_its_round_trip(void **state)
{
	const struct clocks clocks = {5e15, 0};
	struct source_clock pair;
	struct hpp_clock clock;

	(void)state;
	srand(1);
	hpp_clock_init(&clock, 20e-6);
	pair = read_pair(&clocks, 5e15 + SECOND, 50e3, 50e3);
	pair.round_trip_ns = 100000;
	pair.monotonic_ns = 5000000000000000 + 1000050000;
	hpp_clock_add(&clock, &pair);
	check_times(&clock, &clocks, 1, 1, 50e3 + 20);
	/* ten seconds on, at 20 + 100 millionths */
	check_times(&clock, &clocks, 11, 11, 50e3 + 1.2001e6);
}

static void the_drift_is_found_and_gets_surer(void **state)
{
	static const double drifts[] = {0, 17e-6, -80e-6, 200e-6};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct clocks clocks = {1e12, drifts[i]};
		struct hpp_clock clock;

		srand(2);
		hpp_clock_init(&clock, 300e-6);
		run(&clock, &clocks, 0, 60);
		/* two trips of at most 0.3 ms over 50 s */
		assert_near(clock.drift, drifts[i], clock.within);
		assert_true(clock.within <= 6e-6);
		run(&clock, &clocks, 60, 7200);
		assert_near(clock.drift, drifts[i], 0.2e-6);
		/* 2 millionths of up to 160 s between the pairs that are kept */
		check_times(&clock, &clocks, 0, 7200, 0.5e6);
	}
}

static void a_day_of_pairs_fits(void **state)
{
	const struct clocks clocks = {1e12, -33e-6};
	struct hpp_clock clock;

	(void)state;
	srand(3);
	hpp_clock_init(&clock, 50e-6);
	run(&clock, &clocks, 0, 86400);
	assert_true(clock.pairs > HPP_CLOCK_PAIRS / 4 && clock.pairs <= HPP_CLOCK_PAIRS);
	assert_near(clock.drift, -33e-6, 0.05e-6);
	/* the present, where a gap may begin */
	check_times(&clock, &clocks, 86385, 86401, 0.3e6);
}

static void a_new_clock_of_the_same_plate_keeps_its_drift(void **state)
{
	const struct clocks before = {1e12, 42e-6}, after = {1e12 + 500 * SECOND, 42e-6};
	struct hpp_clock clock;

	(void)state;
	srand(4);
	hpp_clock_init(&clock, 50e-6);
	run(&clock, &before, 0, 400);
	hpp_clock_restart(&clock);
	run(&clock, &after, 0, 5);
	assert_near(clock.drift, 42e-6, 1e-6);
	check_times(&clock, &after, 0, 60, 1e6);
}

static void what_happened_between_two_moments_is_told_between_them(void **state)
{
	const struct clocks clocks = {1e12, 0};
	struct hpp_clock clock;
	double within_ns;

	(void)state;
	srand(5);
	hpp_clock_init(&clock, 20e-6);
	run(&clock, &clocks, 0, 20);
	/* the plate says an hour later, or earlier */
	assert_near(hpp_clock_host_between(&clock, 3600 * SECOND, 1000000000000, 1002000000000,
					   &within_ns),
		    1.002e12, 0);
	assert_near(within_ns, 2 * SECOND, 0);
	assert_near(hpp_clock_host_between(&clock, -3600 * SECOND, 1000000000000, 1002000000000,
					   &within_ns),
		    1e12, 0);
	assert_near(within_ns, 2 * SECOND, 0);
	/* an honest one stays where it is */
	assert_near(
		hpp_clock_host_between(&clock, SECOND, 1000000000000, 1002000000000, &within_ns),
		1.001e12, within_ns);
	assert_true(within_ns < 1e6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_pair_holds_to_half_of_its_round_trip),
		cmocka_unit_test(the_drift_is_found_and_gets_surer),
		cmocka_unit_test(a_day_of_pairs_fits),
		cmocka_unit_test(a_new_clock_of_the_same_plate_keeps_its_drift),
		cmocka_unit_test(what_happened_between_two_moments_is_told_between_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
