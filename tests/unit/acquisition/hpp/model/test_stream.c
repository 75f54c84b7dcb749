/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions and blocks of the model as a host sees them. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

#include <string.h>

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

/* --- sync --- */

/* A pulse every so many ms, first at 17.010 s: at 1 kHz frame k, at 17 s + (k + 1) ms, is
 * k - 9 ms behind the first edge. */
static void assert_pulses(unsigned high_ms, unsigned period_ms)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	bool before = false;

	hpp_model_options_init(&options);
	options.sync = (struct hpp_ttl){17 * SECOND + 10 * MS, high_ms * MS, period_ms * MS};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	for (int i = 0; i < 20; i++) {
		struct rig_block block;
		bool edge = false;

		assert_true(rig_next(&rig, &block, SECOND));
		for (unsigned f = 0; f < 20; f++) {
			uint64_t frame = block.head.first_frame + f;
			bool level = frame >= 9 && (frame - 9) % period_ms < high_ms;

			assert_int_equal(block.head.sync_levels >> f & 1, level);
			edge |= level != before;
			before = level;
		}
		assert_int_equal(!!(block.head.flags & HPP_SYNC_EDGE), edge);
	}
	rig_close(&rig);
}

static void sync_levels_stand_at_their_frames(void **state)
{
	(void)state;
	assert_pulses(3, 25);
	assert_pulses(50, 120); /* whole blocks high and low, without an edge */
}

static void an_armed_plate_starts_at_the_next_rising_edge(void **state)
{
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	/* high at START: the edge at 17.000 s has passed, the next one is at 18.600 s */
	options.sync = (struct hpp_ttl){17 * SECOND, 300 * MS, 1600 * MS};
	rig_open(&rig, &options);
	rig.now_ns += 100 * MS;
	assert_int_equal(rig_out(&rig, HPP_START, 1), 0);
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_STALLED);
	for (uint32_t i = 0; i < 3; i++) { /* heartbeats at 17.6, 18.1 and 18.6 s */
		assert_true(rig_next(&rig, &block, SECOND));
		assert_true(rig.now_ns == 17600 * MS + i * 500 * MS);
		assert_int_equal(block.head.frames, 0);
		assert_int_equal(block.head.first_frame, 0);
		assert_int_equal(block.head.sequence, i);
	}
	assert_int_equal(rig_status(&rig).state, HPP_RUNNING);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.frames, 20);
	assert_int_equal(block.head.first_frame, 0);
	assert_int_equal(block.head.sync_levels, 0xfffff);
	/* device time runs from 17 s on; one period after the edge */
	assert_int_equal(block.head.device_ns, 1601 * MS);
	rig_close(&rig);
}

/* One pulse, at 18 s: it starts a plate that was armed before, and none that comes after it. */
static void a_single_pulse_starts_once(void **state)
{
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.sync = (struct hpp_ttl){.first_ns = 18 * SECOND, .high_ns = MS};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 1);
	rig.now_ns = 18 * SECOND - 1;
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	rig.now_ns = 18 * SECOND;
	assert_int_equal(rig_status(&rig).state, HPP_RUNNING);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	rig_out(&rig, HPP_START, 1);
	rig.now_ns += 1000 * SECOND;
	assert_int_equal(rig_status(&rig).state, HPP_ARMED);
	rig_close(&rig);
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

static void an_armed_plate_can_be_stopped(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL); /* no signal: the edge never comes */
	assert_int_equal(rig_out(&rig, HPP_START, 1), 0);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	assert_int_equal(block.head.frames, 0);
	assert_true(block.head.flags & HPP_LAST);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	rig_close(&rig);
}

/* Device seconds between rising edges 0 and 98, each read to a frame of 1 ms. */
static double edges_apart_s(double clock_ppm)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	uint64_t first = 0, last = 0;
	bool before = false;
	int edges = 0;

	hpp_model_options_init(&options);
	options.clock_ppm = clock_ppm;
	options.sync = (struct hpp_ttl){18 * SECOND, SECOND / 2, SECOND};
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	while (edges < 99) {
		struct rig_block block;

		assert_true(rig_next(&rig, &block, SECOND));
		for (unsigned f = 0; f < block.head.frames; f++) {
			bool level = block.head.sync_levels >> f & 1;

			if (level && !before && !edges++)
				first = block.head.first_frame + f;
			else if (level && !before && edges == 99)
				last = block.head.first_frame + f;
			before = level;
		}
	}
	rig_close(&rig);
	return (double)(last - first) * 1e-3;
}

static void two_plates_see_the_same_edges_on_their_own_clocks(void **state)
{
	(void)state;
	assert_near(edges_apart_s(-150), 98 * (1 - 150e-6), 1e-3);
	assert_near(edges_apart_s(50), 98 * (1 + 50e-6), 1e-3);
}

/* --- samples --- */

struct script {
	int64_t next;
	int starts;
	int64_t start_ns;
	double rate_hz;
};

static void script_frames(void *ctx, int64_t first, size_t count, int32_t *counts)
{
	struct script *script = ctx;

	assert_true(first >= script->next);
	script->next = first + (int64_t)count;
	for (size_t i = 0; i < count * 8; i++)
		counts[i] = (int32_t)(first * 8) + (int32_t)i;
}

static void script_started(void *ctx, int64_t now_ns, double rate_hz)
{
	struct script *script = ctx;

	script->starts++;
	script->next = 0;
	script->start_ns = now_ns;
	script->rate_hz = rate_hz;
}

static void samples_come_from_the_feed_channel_by_channel(void **state)
{
	struct script script = {.next = 0};
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.feed = (struct hpp_feed){script_frames, script_started, &script};
	rig_open(&rig, &options);
	assert_int_equal(rig_configure(&rig, 2000000, 0xa2, 7, HPP_FLAG_CRC), 0);
	rig.now_ns += SECOND;
	rig_out(&rig, HPP_START, 0);
	assert_int_equal(script.starts, 1);
	assert_true(script.start_ns == 18 * SECOND);
	assert_near(script.rate_hz, 2000, 0);
	for (int32_t i = 0; i < 10; i++) {
		assert_true(rig_next(&rig, &block, SECOND));
		assert_int_equal(block.head.flags, 0);
		assert_int_equal(block.head.channels, 3);
		assert_int_equal(block.head.frames, 7);
		for (int32_t f = 0; f < 7; f++) {
			int32_t base = (7 * i + f) * 8;

			assert_int_equal(block.counts[3 * f], base + 1);
			assert_int_equal(block.counts[3 * f + 1], base + 5);
			assert_int_equal(block.counts[3 * f + 2], base + 7);
		}
	}
	rig_close(&rig);
}

static void the_ramp_takes_the_place_of_the_feed(void **state)
{
	struct script script = {.next = 0};
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.feed = (struct hpp_feed){script_frames, NULL, &script};
	rig_open(&rig, &options);
	assert_int_equal(rig_configure(&rig, 1000000, 0x84, 20, HPP_FLAG_RAMP), 0);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.flags, HPP_TEST_DATA);
	for (unsigned f = 0; f < 20; f++) {
		/* the plate's channels 2 and 7, whatever the mask */
		assert_int_equal(block.counts[2 * f], hpp_ramp(1, f, 2));
		assert_int_equal(block.counts[2 * f + 1], hpp_ramp(1, f, 7));
	}
	assert_int_equal(script.next, 0);
	rig_close(&rig);
}

static void constant_frames(void *ctx, int64_t first, size_t count, int32_t *counts)
{
	(void)first;
	for (size_t i = 0; i < count * 8; i++)
		counts[i] = ((const int32_t *)ctx)[i % 8];
}

static void gain_multiplies_and_the_ends_saturate(void **state)
{
	static const int32_t level[8] = {1000,    -1000,    8388607,  -8388608,
					 4194304, -4194304, -9000000, 9000000};
	static const int32_t want[8] = {8000,    -1000,    8388607,  -8388608,
					8388607, -8388608, -8388608, 8388607};
	struct hpp_config config = {.rate_mhz = 1000000,
				    .channel_mask = 0xff,
				    .block_frames = 20,
				    .gain_log2 = {3, 0, 0, 0, 1, 1, 0, 0}};
	struct hpp_model_options options;
	uint8_t bytes[HPP_CONFIG_BYTES];
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.feed = (struct hpp_feed){.frames = constant_frames, .ctx = (void *)level};
	rig_open(&rig, &options);
	hpp_config_encode(bytes, &config);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, sizeof(bytes)), 0);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_memory_equal(block.counts, want, sizeof(want));
	assert_int_equal(block.head.flags, HPP_SATURATED);
	rig_close(&rig);
}

static void sixteen_channels_fill_a_block_with_ten_frames(void **state)
{
	struct hpp_model_options options;
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.info.channels = 16;
	rig_open(&rig, &options);
	assert_int_equal(rig_config(&rig).block_frames, 10);
	assert_int_equal(rig_configure(&rig, 1000000, 0xffff, 20, 0), 0);
	assert_int_equal(rig_config(&rig).block_frames, 10);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.channels, 16);
	assert_int_equal(block.counts[159], hpp_ramp(1, 9, 15));
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
		cmocka_unit_test(sync_levels_stand_at_their_frames),
		cmocka_unit_test(an_armed_plate_starts_at_the_next_rising_edge),
		cmocka_unit_test(a_single_pulse_starts_once),
		cmocka_unit_test(what_waits_after_stop_is_ready_at_once),
		cmocka_unit_test(an_armed_plate_can_be_stopped),
		cmocka_unit_test(two_plates_see_the_same_edges_on_their_own_clocks),
		cmocka_unit_test(samples_come_from_the_feed_channel_by_channel),
		cmocka_unit_test(the_ramp_takes_the_place_of_the_feed),
		cmocka_unit_test(gain_multiplies_and_the_ends_saturate),
		cmocka_unit_test(sixteen_channels_fill_a_block_with_ten_frames),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
