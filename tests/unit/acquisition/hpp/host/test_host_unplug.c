/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate is pulled out and put back while it is recorded. */
#include "tests/support/assert_near.h"
#include "tests/support/plate_listener.h"

#include <stdlib.h>
#include <string.h>

#define SECOND INT64_C(1000000000)

static struct plate_listener listener;

static double uniform(double from, double to)
{
	return from + (to - from) * (double)rand() / RAND_MAX;
}

/* The model's options with a clock that is off by ppm. */
static struct hpp_model_options clock_off_by(double ppm)
{
	struct hpp_model_options options;

	hpp_model_options_init(&options);
	options.clock_ppm = ppm;
	return options;
}

static void pull_out(double after_s, double for_s)
{
	listener.plate.unplug_ns = listener.plate.now_ns + (int64_t)(after_s * 1e9);
	listener.plate.replug_ns = listener.plate.unplug_ns + (int64_t)(for_s * 1e9);
}

/* In the middle of streaming or, now and then, while it is being started. */
static void survive_an_unplug(double after_s, double for_s, bool while_starting)
{
	size_t gaps = listener.gaps;

	pull_out(after_s, for_s);
	if (while_starting)
		emulated_plate_fault(&listener.plate, "vanish@0x10");
	while (listener.gaps == gaps) {
		int64_t got = plate_listener_read(&listener, 1 + (size_t)rand() % 24);

		if (got < 0)
			fail_msg("%s", listener.err.text);
		/* the second loss, during START, ends as well */
		if (!hpp_model_is_plugged(listener.plate.model) &&
		    listener.plate.replug_ns == INT64_MAX)
			listener.plate.replug_ns = listener.plate.now_ns + SECOND;
	}
}

static void check_gaps(const char *cause, double within)
{
	for (size_t i = 0; i < listener.gaps; i++) {
		const struct heard_gap *gap = &listener.gap[i];

		assert_string_equal(gap->cause, cause);
		assert_near((double)gap->frames, gap->truth, within);
		assert_near((double)gap->frames, gap->truth, (double)gap->uncertainty);
		assert_in_range(gap->uncertainty, 1, (uint64_t)within);
	}
}

static void a_thousand_unplugs_keep_the_recording_whole(void **state)
{
	const struct hpp_model_options options = clock_off_by(17);

	(void)state;
	srand(4);
	plate_listener_init(&listener, &options, 1000);
	assert_int_equal(plate_listener_run(&listener, 120), 0);
	for (int i = 0; i < 1000; i++)
		survive_an_unplug(uniform(0.01, 1.2), uniform(0.05, 6), i % 37 == 36);
	assert_int_equal(plate_listener_run(&listener, 0.5), 0);

	assert_int_equal(listener.gaps, 1000);
	check_gaps("unplugged", 20);
	assert_int_equal(listener.frames + listener.lost, listener.next);
	/* an hour of gaps at a rate that was learned in two minutes, from trips of 0.8 ms at most
	 */
	assert_near(plate_listener_excess(&listener), 0, 20);
	print_message("%lld s, %lld frames, %lld in gaps, %+.1f frames too many at the end\n",
		      (long long)(listener.next / 1000), (long long)listener.frames,
		      (long long)listener.lost, plate_listener_excess(&listener));
	plate_listener_reset(&listener);
}

/* Where requests take next to no time only roundings are left, and they do not add up. */
static void roundings_of_gaps_do_not_add_up(void **state)
{
	(void)state;
	srand(6);
	plate_listener_init(&listener, NULL, 1000);
	listener.plate.trip_min_ns = listener.plate.trip_max_ns = 500;
	for (int i = 0; i < 1000; i++)
		survive_an_unplug(uniform(0.01, 0.2), uniform(0.05, 0.5), false);
	check_gaps("unplugged", 3);
	assert_near(plate_listener_excess(&listener), 0, 1.5);
	plate_listener_reset(&listener);
}

static void the_first_blocks_after_an_unplug_may_be_lost_as_well(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	pull_out(0, 2);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	emulated_plate_fault(&listener.plate, "drop:5@0");
	assert_int_equal(plate_listener_run(&listener, 3), 0);
	assert_int_equal(listener.gaps, 1);
	check_gaps("unplugged", 3);
	assert_true(listener.gap[0].frames >= 2100);
	plate_listener_reset(&listener);
}

/* It came back, was started, and went again before a frame was there: one gap, from the first loss.
 */
static void a_plate_that_goes_twice_leaves_one_gap(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	listener.plate.trip_min_ns = listener.plate.trip_max_ns = 500;
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	pull_out(0, 2);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	assert_int_equal(listener.host.state, HPP_HOST_LOST);
	listener.plate.unplug_ns = listener.plate.replug_ns + SECOND / 100;
	while (listener.plate.unplug_ns != INT64_MAX)
		assert_true(plate_listener_read(&listener, 20) == 0);
	listener.plate.replug_ns = listener.plate.now_ns + SECOND;
	assert_int_equal(listener.gaps, 0);
	assert_int_equal(plate_listener_run(&listener, 3), 0);
	assert_int_equal(listener.gaps, 1);
	check_gaps("unplugged", 3);
	plate_listener_reset(&listener);
}

static void a_fast_plate_is_found_again_within_a_block(void **state)
{
	const struct hpp_model_options options = clock_off_by(-19);

	(void)state;
	srand(5);
	plate_listener_init(&listener, &options, 32000);
	listener.plate.room = 16384;
	assert_int_equal(plate_listener_run(&listener, 25), 0);
	for (int i = 0; i < 20; i++)
		survive_an_unplug(uniform(0.01, 0.2), uniform(0.05, 1), false);
	check_gaps("unplugged", 20);
	plate_listener_reset(&listener);
}

static void the_drift_that_was_learned_serves_a_long_gap(void **state)
{
	const struct hpp_model_options options = clock_off_by(17);
	struct source_health health = {.drift_ppm = NAN};

	(void)state;
	plate_listener_init(&listener, &options, 1000);
	assert_int_equal(plate_listener_run(&listener, 120), 0);
	assert_true(listener.clocks >= 58);
	assert_int_equal(hpp_host_health(&listener.host, &health, NULL), 0);
	/* trips of at most 0.8 ms at both ends of 110 s */
	assert_near(health.drift_ppm, 17, 7.3);
	pull_out(0, 55);
	assert_int_equal(plate_listener_run(&listener, 57), 0);
	assert_int_equal(listener.gaps, 1);
	check_gaps("unplugged", 2);
	plate_listener_reset(&listener);
}

static void a_plate_that_stays_away_for_a_minute_ends_the_recording(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	assert_null(hpp_host_trouble(&listener.host));
	pull_out(0, 100);
	assert_int_equal(plate_listener_run(&listener, 59), 0);
	assert_string_equal(hpp_host_trouble(&listener.host), "unplugged");
	assert_int_equal(hpp_host_health(&listener.host, &(struct source_health){0}, NULL),
			 HINGE_EDEVICE);
	assert_int_equal(plate_listener_run(&listener, 3), HINGE_EDEVICE);
	assert_non_null(strstr(listener.err.text, "HPP-1"));
	assert_non_null(strstr(listener.err.text, "unplugged"));
	plate_listener_reset(&listener);
}

static void a_plate_that_vanishes_during_the_first_start_is_waited_for(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	emulated_plate_fault(&listener.plate, "vanish@0x10");
	listener.plate.replug_ns = listener.plate.now_ns + 3 * SECOND;
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	assert_string_equal(hpp_host_trouble(&listener.host), "unplugged");
	assert_int_equal(plate_listener_run(&listener, 3), 0);
	assert_null(hpp_host_trouble(&listener.host));
	/* nothing had been recorded: nothing is missing */
	assert_true(listener.frames > 900);
	assert_int_equal(listener.gaps, 0);
	plate_listener_reset(&listener);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_unplugs_keep_the_recording_whole),
		cmocka_unit_test(roundings_of_gaps_do_not_add_up),
		cmocka_unit_test(the_first_blocks_after_an_unplug_may_be_lost_as_well),
		cmocka_unit_test(a_plate_that_goes_twice_leaves_one_gap),
		cmocka_unit_test(a_fast_plate_is_found_again_within_a_block),
		cmocka_unit_test(the_drift_that_was_learned_serves_a_long_gap),
		cmocka_unit_test(a_plate_that_stays_away_for_a_minute_ends_the_recording),
		cmocka_unit_test(a_plate_that_vanishes_during_the_first_start_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
