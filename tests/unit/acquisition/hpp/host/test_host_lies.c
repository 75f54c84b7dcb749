/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plates that fail or lie. Each fault is refused by a sentence, or becomes a gap with its cause;
 * the listener checks that no sample is wrong. */
#include "tests/support/assert_near.h"
#include "tests/support/plate_listener.h"

#include <string.h>

static struct plate_listener listener;

struct stream_fault {
	const char *fault, *cause; /* NULL = nothing is missing */
	int64_t frames;            /* of the gap; -1 = by the time that passed */
};

static const struct stream_fault stream_faults[] = {
	{"bad-crc@3000", "bad-crc", 20},
	{"bad-crc:3@3000", "bad-crc", 60},
	{"bad-magic@3000", "bad-block", 20},
	{"bad-shape:2@3000", "bad-block", 40},
	{"channels@3000", "bad-block", 20},
	{"short-block:64@3000", "short-block", 20},
	{"short-block:511@3000", "short-block", 20},
	{"drop@3000", "lost-block", 20},
	{"drop:5@3000", "lost-block", 100},
	{"overflow:137@3000", "device-fifo", 137},
	{"stale@3000", "stale", 20},
	{"repeat@3000", NULL, 0},
	{"repeat:4@3000", NULL, 0},
	/* what contradicts itself is started anew */
	{"sequence:7@3000", "bad-sequence", -1},
	{"index:40@3000", "bad-index", -1},
	{"index:-40@3000", "bad-index", -1},
	{"index:2000000000@3000", "bad-index", -1},
	{"babble@3000", "babble", -1},
	{"stall@3000", "usb-stall", -1},
	{"silence:60000@3000", "stalled", -1},
};

static void check_stream_fault(const struct stream_fault *row)
{
	plate_listener_init(&listener, NULL, 1000);
	emulated_plate_fault(&listener.plate, row->fault);
	if (plate_listener_run(&listener, 8))
		fail_msg("%s: %s", row->fault, listener.err.text);
	assert_int_equal(listener.frames + listener.lost, listener.next);
	assert_near(plate_listener_excess(&listener), 0, 1);
	if (listener.gaps != (row->cause != NULL))
		fail_msg("%s: %zu gaps", row->fault, listener.gaps);
	if (row->cause) {
		const struct heard_gap *gap = &listener.gap[0];

		if (!gap->cause || strcmp(gap->cause, row->cause))
			fail_msg("%s: %s", row->fault, gap->cause ? gap->cause : "no cause");
		assert_near((double)gap->frames, gap->truth, (double)gap->uncertainty + 1e-6);
		if (row->frames >= 0) {
			assert_int_equal(gap->frames, row->frames);
			assert_int_equal(gap->uncertainty, 0);
		}
	}
	plate_listener_reset(&listener);
}

static void every_fault_of_the_stream_is_a_gap_with_its_cause(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stream_faults) / sizeof(stream_faults[0]); i++)
		check_stream_fault(&stream_faults[i]);
}

static void a_fifo_that_overflows_while_nobody_reads_is_a_gap(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 2), 0);
	/* more than its 4096 frames */
	listener.plate.now_ns += INT64_C(6000000000);
	assert_int_equal(plate_listener_run(&listener, 2), 0);
	assert_int_equal(listener.gaps, 1);
	assert_string_equal(listener.gap[0].cause, "device-fifo");
	assert_near((double)listener.gap[0].frames, 6000 - 4096, 40);
	assert_near(plate_listener_excess(&listener), 0, 1);
	plate_listener_reset(&listener);
}

/* After 5 s it is always 0.3 s behind. */
static void a_host_that_stays_behind_does_not_blame_the_rate(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	listener.plate.now_ns += INT64_C(300000000);
	for (int i = 0; i < 1500; i++) {
		assert_int_equal(plate_listener_read(&listener, 20), 20);
		listener.plate.now_ns += INT64_C(20000000);
	}
	assert_int_equal(listener.gaps, 0);
	plate_listener_reset(&listener);
}

/* The process is stopped in the middle of the 100th read. */
static int held_read(void *ctx, struct hpp_chunk *chunk, int timeout_ms, struct error *err)
{
	static int reads;
	struct emulated_plate *plate = ctx;

	if (++reads != 100)
		return emulated_transport.read(ctx, chunk, timeout_ms, err);
	plate->now_ns += INT64_C(3000000000);
	return 0;
}

static void a_host_that_stood_still_does_not_call_the_plate_stalled(void **state)
{
	struct hpp_transport transport = emulated_transport;

	(void)state;
	transport.read = held_read;
	plate_listener_init(&listener, NULL, 1000);
	listener.host.transport = &transport;
	assert_int_equal(plate_listener_run(&listener, 8), 0);
	/* the plate's FIFO holds 4 s */
	assert_int_equal(listener.gaps, 0);
	assert_near((double)listener.next, 8000, 40);
	plate_listener_reset(&listener);
}

/* Takes START and says that it is idle. */
static int idle_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			struct error *err)
{
	int got = emulated_transport.control(ctx, setup, data, timeout_ms, err);

	if (got > 0 && setup->request == HPP_STATUS)
		*(uint8_t *)data = HPP_IDLE;
	return got;
}

static void a_plate_that_does_not_run_after_its_start_is_given_up(void **state)
{
	struct hpp_transport transport = emulated_transport;

	(void)state;
	transport.control = idle_control;
	plate_listener_init(&listener, NULL, 1000);
	listener.host.transport = &transport;
	/* it is started again and again for 60 s */
	assert_int_equal(plate_listener_run(&listener, 90), HINGE_EDEVICE);
	assert_non_null(strstr(listener.err.text, "START was taken, but it does not run"));
	assert_int_equal(listener.frames, 0);
	plate_listener_reset(&listener);
}

static void a_plate_that_is_silent_is_said_to_be_stalled(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	emulated_plate_fault(&listener.plate, "silence:60000@1000");
	/* and it takes no order until it is plugged in anew */
	emulated_plate_fault(&listener.plate, "refuse:1000@0x11");
	assert_int_equal(plate_listener_run(&listener, 2), 0);
	assert_null(hpp_host_trouble(&listener.host));
	assert_int_equal(plate_listener_run(&listener, 1.5), 0);
	assert_string_equal(hpp_host_trouble(&listener.host), "stalled");
	assert_int_equal(plate_listener_run(&listener, 61), HINGE_EDEVICE);
	assert_non_null(strstr(listener.err.text, "stalled"));
	assert_non_null(strstr(listener.err.text, "STOP"));
	plate_listener_reset(&listener);
}

static void check_rate(const char *fault, double seconds, bool refused)
{
	plate_listener_init(&listener, NULL, 1000);
	listener.has_odd_clock = fault;
	if (fault)
		emulated_plate_fault(&listener.plate, fault);
	assert_int_equal(plate_listener_run(&listener, seconds), refused ? HINGE_EDEVICE : 0);
	if (refused)
		assert_non_null(strstr(listener.err.text, "frames a second, not the 1000"));
	plate_listener_reset(&listener);
}

static void a_rate_that_is_wrong_by_two_percent_is_refused(void **state)
{
	(void)state;
	check_rate(NULL, 40, false);
	check_rate("rate:5", 40, false);
	check_rate("rate:-5", 40, false);
	check_rate("rate:20", 10, true);
	check_rate("rate:-20", 10, true);
	check_rate("rate:12", 14, true);
	check_rate("rate:-12", 14, true);
	check_rate("rate:100", 5, true);
}

/* The feed's thread did not run for a while: every block of that time comes late. */
static void a_host_that_was_late_does_not_blame_the_rate(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	for (int i = 0; i < 60; i++) {
		assert_int_equal(plate_listener_run(&listener, 0.6), 0);
		listener.plate.now_ns += INT64_C(400000000) + i * INT64_C(50000000);
	}
	assert_int_equal(listener.gaps, 0);
	plate_listener_reset(&listener);
}

/* An hour more or less on every second answer */
static int lying_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			 struct error *err)
{
	static unsigned answers;
	int got = emulated_transport.control(ctx, setup, data, timeout_ms, err);
	uint64_t device_ns;

	if (got <= 0 || setup->request != HPP_TIME)
		return got;
	assert_int_equal(hpp_time_decode(&device_ns, data, (size_t)got, NULL), 0);
	hpp_time_encode(data, device_ns + (answers++ % 2 ? 1 : UINT64_MAX) * 3600000000000);
	return got;
}

static void a_clock_that_lies_does_not_make_a_gap_longer(void **state)
{
	struct hpp_transport transport = emulated_transport;

	(void)state;
	transport.control = lying_control;
	plate_listener_init(&listener, NULL, 1000);
	listener.host.transport = &transport;
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	listener.plate.unplug_ns = listener.plate.now_ns;
	listener.plate.replug_ns = listener.plate.now_ns + INT64_C(2000000000);
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	assert_int_equal(listener.gaps, 1);
	/* it lies between START and the first block, and says how little is known */
	assert_near((double)listener.gap[0].frames, listener.gap[0].truth,
		    (double)listener.gap[0].uncertainty);
	assert_in_range(listener.gap[0].frames, 1000, 9000);
	plate_listener_reset(&listener);
}

static void a_block_is_given_in_parts_where_less_is_asked_for(void **state)
{
	struct hpp_model_options options;

	(void)state;
	hpp_model_options_init(&options);
	options.sync =
		(struct hpp_ttl){.first_ns = 333333, .high_ns = 7100000, .period_ns = 17300000};
	plate_listener_init(&listener, &options, 1000);
	for (size_t i = 0; i < 2000; i++)
		assert_true(plate_listener_read(&listener, 1 + i % 23) >= 0);
	assert_int_equal(listener.frames, listener.next);
	assert_int_equal(listener.gaps, 0);
	assert_near(plate_listener_excess(&listener), 0, 1e-3);
	plate_listener_reset(&listener);
}

static void a_plate_of_four_cells_streams_as_well(void **state)
{
	struct hpp_model_options options;

	(void)state;
	hpp_model_options_init(&options);
	options.info.channels = 4;
	plate_listener_init(&listener, &options, 500);
	assert_int_equal(listener.info.channels, 4);
	assert_int_equal(listener.info.plates, 1);
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	assert_near((double)listener.frames, 2500, 20);
	assert_int_equal(listener.gaps, 0);
	plate_listener_reset(&listener);
}

static void a_late_answer_about_the_time_loses_nothing(void **state)
{
	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	emulated_plate_fault(&listener.plate, "delay:800@0x13");
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	emulated_plate_fault(&listener.plate, "refuse:3@0x13");
	assert_int_equal(plate_listener_run(&listener, 10), 0);
	assert_int_equal(listener.gaps, 0);
	plate_listener_reset(&listener);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_the_stream_is_a_gap_with_its_cause),
		cmocka_unit_test(a_fifo_that_overflows_while_nobody_reads_is_a_gap),
		cmocka_unit_test(a_host_that_stood_still_does_not_call_the_plate_stalled),
		cmocka_unit_test(a_plate_that_does_not_run_after_its_start_is_given_up),
		cmocka_unit_test(a_plate_that_is_silent_is_said_to_be_stalled),
		cmocka_unit_test(a_rate_that_is_wrong_by_two_percent_is_refused),
		cmocka_unit_test(a_host_that_was_late_does_not_blame_the_rate),
		cmocka_unit_test(a_host_that_stays_behind_does_not_blame_the_rate),
		cmocka_unit_test(a_clock_that_lies_does_not_make_a_gap_longer),
		cmocka_unit_test(a_block_is_given_in_parts_where_less_is_asked_for),
		cmocka_unit_test(a_plate_of_four_cells_streams_as_well),
		cmocka_unit_test(a_late_answer_about_the_time_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
