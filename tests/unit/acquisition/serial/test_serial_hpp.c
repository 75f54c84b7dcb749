/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HPP/1 over a pseudo-terminal, the model of a plate at its other end. */
#include "tests/support/assert_near.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"
#include "tests/unit/acquisition/serial/heard.h"

#include "acquisition/source.h"
#include "formats/error.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void stream(void **state, double rate_hz)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	char options[64];

	pty_plate_init(&plate, scratch_path(state, "plate"));
	snprintf(options, sizeof(options), ",ramp=1,rate=%g", rate_hz);
	source = open_plate(plate.device.path, options);
	assert_int_equal(source_info(source)->channels, CHANNELS);
	assert_near(source_info(source)->rate_hz, rate_hz, 0);
	listen(source, &heard, (int64_t)(2.5 * rate_hz));
	assert_int_equal(heard.gaps, 0);
	assert_int_equal(heard.frames, heard.next);
	source_close(source);
	pty_plate_reset(&plate);
}

static void every_sample_arrives_at_1_khz(void **state)
{
	stream(state, 1000);
}

static void every_sample_arrives_at_10_khz(void **state)
{
	stream(state, 10000);
}

/* TIME is asked for once when it is opened, five times at the start, then every 2 s. */
static void blocks_that_come_before_a_late_answer_are_kept(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;

	pty_plate_init(&plate, scratch_path(state, "plate"));
	for (int i = 0; i < 7; i++)
		pty_plate_fault(&plate, "delay:200@0x13");
	source = open_plate(plate.device.path, ",ramp=1,rate=10000");
	listen(source, &heard, 25000);
	assert_int_equal(heard.gaps, 0);
	close_pair(&plate, source);
}

/* Each costs the block it hits and no more; 20 frames a block. */
static void a_line_that_loses_adds_and_changes_bytes_costs_blocks_and_no_wrong_sample(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	int64_t from;

	open_pair(state, &plate, &source, NULL);
	listen(source, &heard, 200);
	from = plate.device.sent + 512 * 20;
	pty_device_fault(&plate.device, (struct pty_fault){from + 100, 3, 0, NULL});
	pty_device_fault(&plate.device, (struct pty_fault){from + 9 * 512, 0, 5, NULL});
	pty_device_fault(&plate.device, (struct pty_fault){from + 18 * 512, 0, 0, "HPHQHR\xff"});
	pty_device_fault(&plate.device, (struct pty_fault){from + 27 * 512, 500, 0, NULL});
	listen(source, &heard, 2000);
	assert_in_range(heard.gaps, 3, 4);
	for (size_t i = 0; i < heard.gaps; i++) {
		assert_in_range(heard.gap[i].frames, 20, 40);
		assert_int_equal(heard.gap[i].uncertainty, 0);
		assert_string_equal(heard.gap[i].cause, "lost-block");
	}
	assert_int_equal(heard.frames + heard.lost, heard.next);
	close_pair(&plate, source);
}

static void a_plate_that_lies_is_a_gap_with_its_cause(void **state)
{
	static const struct {
		const char *fault, *cause;
		int64_t frames;
	} cases[] = {
		{"overflow:100@500", "device-fifo", 100},
		{"bad-crc:2@500", "lost-block", 40},
		{"drop:3@500", "lost-block", 60},
		{"channels:1@500", "bad-block", 20},
		{"stale:1@500", "stale", 20},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct heard heard = {0};
		struct pty_plate plate;
		struct source *source;

		open_pair(state, &plate, &source, cases[i].fault);
		listen(source, &heard, 900);
		assert_int_equal(heard.gaps, 1);
		assert_int_equal(heard.gap[0].frames, cases[i].frames);
		assert_string_equal(heard.gap[0].cause, cases[i].cause);
		close_pair(&plate, source);
	}
}

/* Reads while nothing may come, and until it is seen to be unplugged. */
static void bear(struct source *source, struct heard *heard, double for_s)
{
	double until = seconds() + for_s, most = seconds() + PATIENCE_S;

	while (seconds() < until || !source_trouble(source)) {
		int32_t counts[READ_FRAMES * CHANNELS];
		struct source_block block = {0};
		struct error err;
		int64_t got = source_read(source, counts, READ_FRAMES, &block, READ_MS, &err);

		assert_true(got >= 0 && seconds() < most);
		if (got > 0)
			hear(heard, &block);
	}
}

static void check_gap(const struct heard *heard, size_t i, double gone_s)
{
	/* half of a way at each end, half a block each, rounding; and a plate's 50 ppm */
	double most = 1000 * (heard->trip_ns * 1e-9 + 2 * 0.020) + 2;

	assert_int_equal(heard->gaps, i + 1);
	assert_string_equal(heard->gap[i].cause, "unplugged");
	assert_true((double)heard->gap[i].frames > 500);
	assert_true((double)heard->gap[i].frames < 1000 * (seconds() - gone_s));
	assert_in_range(heard->gap[i].uncertainty, 1, most);
}

/* The recording is as long as the time that passed since it began, between from_s and to_s: never
 * longer by more than its gaps are uncertain, and but for what is under way as long. */
static void check_length(struct source *source, struct heard *heard, double from_s, double to_s)
{
	double most = seconds() + PATIENCE_S, excess;
	int64_t uncertain = heard->gap[0].uncertainty + heard->gap[1].uncertainty;

	assert_true((double)heard->next <= 1000 * (seconds() - from_s) + (double)uncertain + 1);
	do {
		listen(source, heard, heard->next + 1);
		excess = (double)heard->next - 1000 * (seconds() - to_s);
		assert_true(seconds() < most);
	} while (excess < -200);
}

static void pulled_and_put_back_it_goes_on_after_a_gap(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	double gone_s, from_s, to_s;

	open_pair(state, &plate, &source, NULL);
	from_s = seconds();
	listen(source, &heard, 1);
	to_s = seconds();
	listen(source, &heard, 700);
	for (size_t i = 0; i < 2; i++) {
		int64_t until = heard.next;

		gone_s = seconds();
		pty_device_unplug(&plate.device);
		bear(source, &heard, 0.5);
		assert_string_equal(source_trouble(source), "unplugged");
		pty_device_plug(&plate.device);
		listen(source, &heard, until + 1200);
		assert_null(source_trouble(source));
		check_gap(&heard, i, gone_s);
	}
	assert_int_equal(heard.frames + heard.lost, heard.next);
	check_length(source, &heard, from_s, to_s);
	close_pair(&plate, source);
}

enum { LAST_BEFORE_START = 6 }; /* TIME request: nothing else is on the line then */

struct late_plate {
	struct hpp_model *model;
	struct hpp_tty_plate tty;
	struct hpp_resync asked;
	uint8_t earlier[HPP_FRAME_MAX];
	size_t earlier_bytes;
	int asked_time;
};

static void answer_earlier(struct late_plate *plate, const struct hpp_frame *asked)
{
	struct hpp_frame answer = {.mark = HPP_ANSWERS,
				   .request = HPP_TIME,
				   .in = true,
				   .value = (uint16_t)(asked->value - 1),
				   .length = HPP_TIME_BYTES};

	memset(answer.data, 0x33, HPP_TIME_BYTES);
	plate->earlier_bytes = hpp_frame_encode(plate->earlier, &answer);
}

static void take_late(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	struct late_plate *plate = ctx;
	struct hpp_frame asked;
	struct hpp_block block;
	const uint8_t *at;
	size_t room;
	uint8_t *to = hpp_resync_room(&plate->asked, &room);

	assert_true(size <= room);
	memcpy(to, bytes, size);
	hpp_resync_added(&plate->asked, size);
	while (hpp_resync_next(&plate->asked, &block, &at, &asked) == HPP_ITEM_FRAME)
		if (asked.request == HPP_TIME && ++plate->asked_time == LAST_BEFORE_START)
			answer_earlier(plate, &asked);
	hpp_tty_take(&plate->tty, bytes, size, now_ns);
}

static size_t give_late(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns)
{
	struct late_plate *plate = ctx;
	size_t size = plate->earlier_bytes;

	if (!size || size > room)
		return hpp_tty_give(&plate->tty, bytes, room, now_ns);
	memcpy(bytes, plate->earlier, size);
	plate->earlier_bytes = 0;
	return size;
}

static void plug_late(void *ctx, int64_t now_ns)
{
	struct late_plate *plate = ctx;

	hpp_model_plug(plate->model, now_ns);
	hpp_tty_init(&plate->tty, plate->model);
	hpp_resync_init(&plate->asked);
}

static void check_clocks(struct source *source)
{
	int32_t counts[READ_FRAMES * CHANNELS];
	double from_s = seconds();
	int clocks = 0;

	while (!clocks && seconds() - from_s < PATIENCE_S) {
		struct source_block block = {0};
		struct error err;

		if (source_read(source, counts, READ_FRAMES, &block, READ_MS, &err) < 0)
			fail_msg("%s", err.text);
		clocks += block.clock.round_trip_ns > 0;
		/* it was plugged in just now */
		if (block.clock.round_trip_ns > 0)
			assert_true(block.clock.device_ns < UINT64_C(3600000000000));
	}
	assert_true(clocks > 0);
}

static void an_answer_to_an_earlier_request_is_none(void **state)
{
	static const struct pty_device_ops ops = {
		.take = take_late, .give = give_late, .plugged = plug_late};
	struct late_plate plate = {0};
	struct hpp_model_options options;
	struct pty_device device;
	struct source *source;

	hpp_model_options_init(&options);
	options.always_crc = true;
	assert_int_equal(hpp_model_new(&plate.model, &options, NULL), 0);
	pty_device_init(&device, &ops, &plate, scratch_path(state, "late"));
	source = open_plate(device.path, ",ramp=1,rate=1000");
	check_clocks(source);
	assert_true(plate.asked_time >= LAST_BEFORE_START);
	source_close(source);
	pty_device_reset(&device);
	hpp_model_free(plate.model);
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)
	CASE(every_sample_arrives_at_1_khz),
	CASE(every_sample_arrives_at_10_khz),
	CASE(blocks_that_come_before_a_late_answer_are_kept),
	CASE(a_line_that_loses_adds_and_changes_bytes_costs_blocks_and_no_wrong_sample),
	CASE(a_plate_that_lies_is_a_gap_with_its_cause),
	CASE(pulled_and_put_back_it_goes_on_after_a_gap),
	CASE(an_answer_to_an_earlier_request_is_none),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
