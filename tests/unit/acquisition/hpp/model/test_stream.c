/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions and blocks of the model as a host sees them. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

static void a_second_of_the_ramp_arrives_whole(void **state)
{
	struct hpp_rig rig;
	uint64_t next = 0;
	uint32_t sequence = 0;

	(void)state;
	rig_open(&rig, NULL);
	assert_int_equal(rig_configure(&rig, 1000000, 0xff, 20, HPP_FLAG_CRC), 0);
	assert_int_equal(rig_out(&rig, HPP_START, 0), 0);
	for (int ms = 0; ms <= 1000; ms++, rig.now_ns += MS) {
		struct rig_block block;
		int64_t got = rig_blocks(&rig, &block, 1);

		assert_int_equal(got, ms && ms % 20 == 0);
		if (!got)
			continue;
		assert_int_equal(block.verdict, HPP_BLOCK_GOOD);
		assert_int_equal(block.head.first_frame, next);
		assert_int_equal(block.head.sequence, sequence++);
		assert_int_equal(block.head.flags, HPP_TEST_DATA);
		assert_int_equal(block.head.session, 1);
		/* frame 0 is converted one period after START */
		assert_int_equal(block.head.device_ns, (next + 1) * (uint64_t)MS);
		for (unsigned i = 0; i < 160; i++)
			assert_int_equal(block.counts[i], hpp_ramp(1, next + i / 8, i % 8));
		next += block.head.frames;
	}
	assert_int_equal(next, 1000);
	rig_close(&rig);
}

static void nothing_comes_before_start_and_after_the_last_block(void **state)
{
	struct hpp_rig rig;
	struct rig_block block;

	(void)state;
	rig_open(&rig, NULL);
	rig.now_ns += 10 * SECOND;
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == INT64_MAX);
	assert_int_equal(rig_out(&rig, HPP_STOP, 0), 0); /* does nothing */
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 5 * MS;
	rig_out(&rig, HPP_STOP, 0);
	rig.now_ns += 100 * MS;
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	assert_int_equal(block.head.frames, 5); /* those until STOP, at 1 kHz */
	assert_true(block.head.flags & HPP_LAST);
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	rig.now_ns += 10 * SECOND;
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	rig_close(&rig);
}

static void a_stop_at_the_end_of_a_block_is_followed_by_an_empty_one(void **state)
{
	struct rig_block block[4];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 40 * MS;
	assert_int_equal(rig_blocks(&rig, block, 4), 2);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_status(&rig).state, HPP_DRAINING);
	assert_int_equal(rig_blocks(&rig, block, 4), 1);
	assert_int_equal(block[0].head.frames, 0);
	assert_int_equal(block[0].head.first_frame, 40);
	assert_int_equal(block[0].head.sequence, 2);
	assert_int_equal(block[0].head.flags, HPP_LAST | HPP_TEST_DATA);
	rig_close(&rig);
}

/* What stood in the FIFO at STOP still comes; only its end has bit 6. */
static void a_stop_sends_what_was_converted(void **state)
{
	struct rig_block block[8];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 65 * MS + MS / 2;
	rig_out(&rig, HPP_STOP, 0);
	rig.now_ns += SECOND;
	assert_int_equal(rig_blocks(&rig, block, 8), 4);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(block[i].head.frames, i < 3 ? 20 : 5);
		assert_int_equal(block[i].head.flags, HPP_TEST_DATA | (i < 3 ? 0 : HPP_LAST));
	}
	assert_int_equal(rig_status(&rig).frames, 65);
	assert_int_equal(rig_status(&rig).blocks, 4);
	rig_close(&rig);
}

static void each_start_is_a_new_session(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	for (unsigned session = 1; session < 40; session++) {
		assert_int_equal(rig_out(&rig, HPP_START, 0), 0);
		assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_STALLED);
		assert_int_equal(rig_status(&rig).session, session);
		rig.now_ns += 30 * MS;
		assert_int_equal(rig_blocks(&rig, &block, 1), 1);
		assert_int_equal(block.head.session, session % 16);
		assert_int_equal(block.head.sequence, 0);
		assert_int_equal(block.head.first_frame, 0);
		assert_int_equal(block.counts[0], hpp_ramp(session, 0, 0));
		/* ten frames are left, which the next START throws away */
		rig_out(&rig, HPP_STOP, 0);
	}
	rig_close(&rig);
}

static void a_slow_plate_sends_what_it_has_every_half_second(void **state)
{
	struct hpp_model_options options;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.info.rate_min_mhz = 10000;
	rig_open(&rig, &options);
	assert_int_equal(rig_configure(&rig, 10000, 0xff, 20, 0), 0);
	rig_out(&rig, HPP_START, 0);
	for (unsigned i = 0; i < 10; i++) {
		struct rig_block block;

		assert_true(rig_next(&rig, &block, SECOND));
		assert_true(rig.now_ns == 17 * SECOND + (i + 1) * SECOND / 2);
		assert_int_equal(block.head.frames, 5);
		assert_int_equal(block.head.first_frame, 5 * i);
	}
	rig_close(&rig);
}

/* --- losses --- */

/* 32 kHz, nobody reads for a second: of 32000 frames the FIFO holds the last 4096. */
static void a_full_fifo_loses_the_oldest_and_says_so(void **state)
{
	static struct rig_block block[300];
	struct hpp_status status;
	struct hpp_rig rig;
	uint64_t next = 32000 - 4096;

	(void)state;
	rig_open(&rig, NULL);
	assert_int_equal(rig_configure(&rig, 32000000, 0xff, 20, 0), 0);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += SECOND;
	status = rig_status(&rig);
	assert_int_equal(status.frames, 32000);
	assert_int_equal(status.lost, 32000 - 4096);
	assert_int_equal(status.fifo_peak, 4096);
	assert_int_equal(status.blocks, 0);
	assert_int_equal(rig_blocks(&rig, block, 300), 4096 / 20);
	for (unsigned i = 0; i < 4096 / 20; i++, next += 20) {
		assert_int_equal(block[i].head.first_frame, next);
		assert_int_equal(block[i].head.sequence, i);
		assert_int_equal(block[i].head.flags, HPP_TEST_DATA | (i ? 0 : HPP_LOST));
		assert_int_equal(block[i].counts[0], hpp_ramp(1, next, 0));
	}
	assert_true(rig_status(&rig).flags == (HPP_TEST_DATA | HPP_LOST));
	rig_close(&rig);
}

static void a_full_fifo_is_emptied_to_its_end_after_stop(void **state)
{
	static struct rig_block block[300];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	assert_int_equal(rig_configure(&rig, 32000000, 0xff, 20, 0), 0);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += SECOND;
	rig_out(&rig, HPP_STOP, 0);
	rig.now_ns += SECOND;
	assert_int_equal(rig_blocks(&rig, block, 300), 4096 / 20 + 1);
	assert_int_equal(block[204].head.frames, 4096 % 20);
	assert_true(block[204].head.flags & HPP_LAST);
	assert_int_equal(block[204].head.first_frame + block[204].head.frames, 32000);
	rig_close(&rig);
}

/* --- time --- */

static void a_fast_clock_converts_more_frames_and_tells_a_later_time(void **state)
{
	struct hpp_model_options options;
	struct rig_block block[8];
	struct hpp_rig rig;
	uint8_t bytes[8];
	uint64_t ns;

	(void)state;
	hpp_model_options_init(&options);
	options.clock_ppm = 200;
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 100 * SECOND;
	/* 100 s and 200 ppm of them: 100.02 s at 1 kHz */
	assert_int_equal(rig_status(&rig).frames, 100020);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0x1234, bytes, 8), 8);
	assert_int_equal(hpp_time_decode(&ns, bytes, 8, NULL), 0);
	assert_true(ns == 100020 * (uint64_t)MS);
	assert_int_equal(rig_blocks(&rig, block, 8), 8);
	assert_true(block[0].head.device_ns == (block[0].head.first_frame + 1) * (uint64_t)MS);
	rig_close(&rig);
}

static void a_block_is_ready_exactly_when_it_is_said_to_be(void **state)
{
	static const uint32_t rates_mhz[] = {100000, 999999, 1000000, 44097382, 32000000};
	static const double ppm[] = {-200, 0, 137};

	(void)state;
	for (size_t r = 0; r < 5; r++)
		for (size_t p = 0; p < 3; p++) {
			struct hpp_model_options options;
			struct rig_block block;
			struct hpp_rig rig;

			hpp_model_options_init(&options);
			options.info.rate_max_mhz = 50000000;
			options.clock_ppm = ppm[p];
			rig_open(&rig, &options);
			assert_int_equal(rig_configure(&rig, rates_mhz[r], 0xff, 20, 0), 0);
			rig_out(&rig, HPP_START, 0);
			for (int i = 0; i < 50; i++) {
				int64_t ready = hpp_model_ready_ns(rig.model, rig.now_ns);

				/* to the nanosecond that rounding between two clocks costs */
				rig.now_ns = ready - 2;
				assert_int_equal(rig_blocks(&rig, &block, 1), 0);
				rig.now_ns = ready + 2;
				assert_int_equal(rig_blocks(&rig, &block, 1), 1);
			}
			rig_close(&rig);
		}
}

static void what_waits_after_stop_is_ready_at_once(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 7 * MS;
	rig_out(&rig, HPP_STOP, 0);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == rig.now_ns);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == INT64_MAX);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_of_the_ramp_arrives_whole),
		cmocka_unit_test(nothing_comes_before_start_and_after_the_last_block),
		cmocka_unit_test(a_stop_at_the_end_of_a_block_is_followed_by_an_empty_one),
		cmocka_unit_test(a_stop_sends_what_was_converted),
		cmocka_unit_test(each_start_is_a_new_session),
		cmocka_unit_test(a_slow_plate_sends_what_it_has_every_half_second),
		cmocka_unit_test(a_full_fifo_loses_the_oldest_and_says_so),
		cmocka_unit_test(a_full_fifo_is_emptied_to_its_end_after_stop),
		cmocka_unit_test(a_fast_clock_converts_more_frames_and_tells_a_later_time),
		cmocka_unit_test(a_block_is_ready_exactly_when_it_is_said_to_be),
		cmocka_unit_test(what_waits_after_stop_is_ready_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
