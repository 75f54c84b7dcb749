/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block holds: the feed, the ramp, gains. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

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
		cmocka_unit_test(samples_come_from_the_feed_channel_by_channel),
		cmocka_unit_test(the_ramp_takes_the_place_of_the_feed),
		cmocka_unit_test(gain_multiplies_and_the_ends_saturate),
		cmocka_unit_test(sixteen_channels_fill_a_block_with_ten_frames),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
