/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model answers on endpoint 0. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

#include <string.h>

static void info_is_what_the_plate_was_made_with(void **state)
{
	struct hpp_model_options options;
	uint8_t bytes[HPP_INFO_BYTES], want[HPP_INFO_BYTES];
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	hpp_info_encode(want, &options.info);
	rig_open(&rig, NULL);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_INFO, 0, bytes, 64), 64);
	assert_memory_equal(bytes, want, 64);
	assert_true(rig.answer_ns == rig.now_ns);
	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_INFO, 0, bytes, 9), 9);
	assert_memory_equal(bytes, want, 9);
	assert_int_equal(bytes[9], 0);
	rig_close(&rig);
}

static void a_request_that_there_is_not_stalls(void **state)
{
	static const struct {
		uint8_t type, request;
	} cases[] = {
		{HPP_TYPE_IN, 0x00},
		{HPP_TYPE_IN, 0x03},
		{HPP_TYPE_OUT, HPP_INFO},
		{HPP_TYPE_IN, HPP_START},
		{HPP_TYPE_IN, HPP_STOP},
		{HPP_TYPE_OUT, HPP_STATUS},
		{HPP_TYPE_OUT, HPP_TIME},
		{HPP_TYPE_IN, HPP_UNLOCK},
		{HPP_TYPE_IN, HPP_BLINK},
		{HPP_TYPE_IN, 0xff},
		{0xc0, HPP_INFO},
		{0x40, HPP_START},
		{0x02, 3},
		{0x00, 1},
	};
	struct hpp_rig rig;
	uint8_t bytes[64] = {0};

	(void)state;
	rig_open(&rig, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(rig_control(&rig, cases[i].type, cases[i].request, 0, bytes, 0),
				 HPP_STALLED);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	assert_int_equal(rig_out(&rig, HPP_START, 2), HPP_STALLED);
	rig_close(&rig);
}

/* --- CONFIG --- */

static void the_usual_configuration_is_one_kilohertz_of_everything(void **state)
{
	struct hpp_rig rig;
	struct hpp_config config;

	(void)state;
	rig_open(&rig, NULL);
	config = rig_config(&rig);
	assert_int_equal(config.rate_mhz, 1000000);
	assert_int_equal(config.channel_mask, 0xff);
	assert_int_equal(config.block_frames, 20);
	assert_int_equal(config.flags, 0);
	for (int c = 0; c < 16; c++)
		assert_int_equal(config.gain_log2[c], 0);
	rig_close(&rig);
}

/* 96 MHz through the nearest whole divider, to the nearest mHz: by hand. */
static void the_rate_read_back_is_the_nearest_there_is(void **state)
{
	static const struct {
		uint32_t asked, got;
	} cases[] = {
		{1000000, 1000000},                      /* / 96000 */
		{32000000, 32000000},                    /* / 3000 */
		{44100000, 44097382},                    /* / 2177: 44097.3817 Hz */
		{44099999, 44097382}, {999999, 1000000}, /* / 96000.096 */
		{333333, 333333},                        /* / 288000.288: 333.3333 Hz */
		{100001, 100001},                        /* / 959990.4: 100.00104 Hz */
		{48000001, 48000000},
	};
	struct hpp_model_options options;
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.info.rate_max_mhz = 96000000;
	rig_open(&rig, &options);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(rig_configure(&rig, cases[i].asked, 1, 1, 0), 0);
		assert_int_equal(rig_config(&rig).rate_mhz, cases[i].got);
	}
	rig_close(&rig);
}

static void a_configuration_that_it_cannot_do_stalls_and_changes_nothing(void **state)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	uint8_t bytes[64] = {0};
	struct hpp_config gains = {.rate_mhz = 1000000, .channel_mask = 1, .block_frames = 1};

	(void)state;
	hpp_model_options_init(&options);
	rig_open(&rig, &options);
	assert_int_equal(rig_configure(&rig, 2000000, 0x0f, 10, HPP_FLAG_CRC), 0);
	assert_int_equal(rig_configure(&rig, 99999, 0xff, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 32000001, 0xff, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 0, 0xff, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 1000000, 0, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 1000000, 0x100, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 1000000, 0xff, 0, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 1000000, 0xff, 21, 0), HPP_STALLED);
	gains.gain_log2[15] = 8;
	hpp_config_encode(bytes, &gains);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 24), HPP_STALLED);
	gains.gain_log2[15] = 7;
	hpp_config_encode(bytes, &gains);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 23), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 25), HPP_STALLED);
	assert_int_equal(rig_config(&rig).rate_mhz, 2000000);
	assert_int_equal(rig_config(&rig).channel_mask, 0x0f);
	assert_int_equal(rig_config(&rig).flags, HPP_FLAG_CRC);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 24), 0);
	rig_out(&rig, HPP_START, 0);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 24), HPP_STALLED);
	rig_close(&rig);
}

static void a_plain_plate_has_no_crc_gain_sync_or_lamp(void **state)
{
	struct hpp_config gains = {
		.rate_mhz = 1000000, .channel_mask = 1, .block_frames = 1, .gain_log2 = {1}};
	struct hpp_model_options options;
	uint8_t bytes[HPP_CONFIG_BYTES];
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.info.capabilities = 0;
	options.info.block_frames_max = 5;
	rig_open(&rig, &options);
	assert_int_equal(rig_configure(&rig, 1000000, 0xff, 20, 0xff), 0);
	assert_int_equal(rig_config(&rig).flags, HPP_FLAG_RAMP);
	assert_int_equal(rig_config(&rig).block_frames, 5);
	hpp_config_encode(bytes, &gains);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, 24), HPP_STALLED);
	assert_int_equal(rig_out(&rig, HPP_START, HPP_START_ON_SYNC), HPP_STALLED);
	assert_int_equal(rig_out(&rig, HPP_BLINK, 5), HPP_STALLED);
	assert_int_equal(rig_status(&rig).temperature_cc, HPP_TEMPERATURE_NONE);
	rig_close(&rig);
}

static void a_new_configuration_ends_what_was_left(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += SECOND;
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 1);
	assert_int_equal(rig_configure(&rig, 1000000, 1, 1, 0), 0);
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	rig_close(&rig);
}

/* --- memory, lamp --- */

static void the_memory_is_written_only_unlocked(void **state)
{
	static const uint8_t first[70] = {'H', 'C', 'A', 'L', 1, 2, 3};
	struct hpp_model_options options;
	uint8_t page[64], got[64];
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	options.info.cal_bytes = 192;
	options.cal = first;
	options.cal_size = sizeof(first);
	rig_open(&rig, &options);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 0, got, 64), 64);
	assert_memory_equal(got, first, 64);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 1, got, 64), 64);
	assert_int_equal(got[5], 0);
	assert_int_equal(got[6], 0xff); /* never written */
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 3, got, 64), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 0xffff, got, 64), HPP_STALLED);
	memset(page, 0x77, sizeof(page));
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), HPP_STALLED);
	assert_int_equal(rig_out(&rig, HPP_UNLOCK, 0x55aa), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), HPP_STALLED);
	assert_int_equal(rig_out(&rig, HPP_UNLOCK, 0xaa55), 0);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 3, page, 64), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 63), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), 0);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 2, got, 64), 64);
	assert_memory_equal(got, page, 64);
	rig_out(&rig, HPP_START, 0);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 2, got, 64), HPP_STALLED);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), 0);
	/* power-up locks, and keeps what was written */
	hpp_model_unplug(rig.model);
	hpp_model_plug(rig.model, rig.now_ns);
	assert_int_equal(rig_control(&rig, HPP_TYPE_OUT, HPP_CAL, 2, page, 64), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 2, got, 64), 64);
	assert_memory_equal(got, page, 64);
	rig_close(&rig);
}

static void a_plate_without_memory_has_no_page(void **state)
{
	struct hpp_model_options options;
	struct hpp_rig rig;
	uint8_t got[64];

	(void)state;
	hpp_model_options_init(&options);
	options.info.cal_bytes = 0;
	rig_open(&rig, &options);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_CAL, 0, got, 64), HPP_STALLED);
	rig_close(&rig);
}

static void it_blinks_as_long_as_asked(void **state)
{
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	assert_false(hpp_model_is_blinking(rig.model, rig.now_ns));
	assert_int_equal(rig_out(&rig, HPP_BLINK, 3), 0);
	assert_true(hpp_model_is_blinking(rig.model, rig.now_ns + 3 * SECOND - 1));
	assert_false(hpp_model_is_blinking(rig.model, rig.now_ns + 3 * SECOND));
	rig_out(&rig, HPP_BLINK, 0);
	assert_false(hpp_model_is_blinking(rig.model, rig.now_ns));
	rig_close(&rig);
}

/* --- power --- */

static void power_up_begins_everything_anew(void **state)
{
	struct rig_block block;
	struct hpp_rig rig;
	uint8_t bytes[8];
	uint64_t ns;

	(void)state;
	rig_open(&rig, NULL);
	rig_configure(&rig, 2000000, 1, 4, HPP_FLAG_CRC);
	for (int i = 0; i < 3; i++) {
		rig_out(&rig, HPP_START, 0);
		rig_out(&rig, HPP_STOP, 0);
	}
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += SECOND;
	hpp_model_unplug(rig.model);
	assert_false(hpp_model_is_plugged(rig.model));
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8), HPP_VANISHED);
	assert_int_equal(hpp_model_bulk(rig.model, (uint8_t[512]){0}, 512, rig.now_ns),
			 HPP_VANISHED);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == INT64_MAX);
	rig.now_ns += SECOND;
	hpp_model_plug(rig.model, rig.now_ns);
	assert_true(hpp_model_is_plugged(rig.model));
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	assert_int_equal(rig_status(&rig).session, 0);
	assert_int_equal(rig_config(&rig).rate_mhz, 1000000);
	assert_int_equal(rig_config(&rig).flags, 0);
	rig.crc = false;
	rig.now_ns += 5 * MS;
	rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8);
	hpp_time_decode(&ns, bytes, 8, NULL);
	assert_true(ns == 5 * (uint64_t)MS);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.session, 1);
	assert_int_equal(block.head.first_frame, 0);
	assert_int_equal(block.head.device_ns, 6 * MS);
	rig_close(&rig);
}

static void the_bus_is_answered_as_usb_asks(void **state)
{
	uint8_t bytes[64] = {0};
	struct hpp_rig rig;
	struct rig_block block;

	(void)state;
	rig_open(&rig, NULL);
	assert_int_equal(rig_control(&rig, 0x80, 6, 0x0100, bytes, 64), 18);
	assert_int_equal(bytes[8], 0x09);
	assert_int_equal(bytes[9], 0x12);
	assert_int_equal(rig_control(&rig, 0x80, 0, 0, bytes, 2), 2); /* GET_STATUS */
	assert_int_equal(bytes[0] | bytes[1], 0);
	assert_int_equal(rig_control(&rig, 0x80, 8, 0, bytes, 1), 1); /* GET_CONFIGURATION */
	assert_int_equal(bytes[0], 1);
	assert_int_equal(rig_control(&rig, 0x81, 10, 0, bytes, 1), 1); /* GET_INTERFACE */
	assert_int_equal(bytes[0], 0);
	assert_int_equal(rig_control(&rig, 0x00, 5, 9, NULL, 0), 0);  /* SET_ADDRESS */
	assert_int_equal(rig_control(&rig, 0x01, 11, 0, NULL, 0), 0); /* SET_INTERFACE */
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += SECOND;
	assert_int_equal(rig_control(&rig, 0x00, 9, 1, NULL, 0), 0); /* SET_CONFIGURATION */
	assert_int_equal(rig_blocks(&rig, &block, 1), 0);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	rig_close(&rig);
}

static void options_that_contradict_each_other_are_refused(void **state)
{
	struct hpp_model_options usual, options;
	struct hpp_model *model = NULL;

	(void)state;
	hpp_model_options_init(&usual);
#define refuses(change)                                                                \
	do {                                                                           \
		options = usual;                                                       \
		change;                                                                \
		assert_int_equal(hpp_model_new(&model, &options, NULL), HINGE_EUSAGE); \
		assert_null(model);                                                    \
	} while (0)
	refuses(options.info.channels = 0);
	refuses(options.info.channels = 17);
	refuses(options.info.fifo_frames = 0);
	refuses(options.info.cal_bytes = 100);
	refuses(options.cal_size = options.info.cal_bytes + 1);
	refuses(options.clock_hz = 1000000);
	refuses(options.info.rate_min_mhz = 33000000);
#undef refuses
	hpp_model_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(info_is_what_the_plate_was_made_with),
		cmocka_unit_test(a_request_that_there_is_not_stalls),
		cmocka_unit_test(the_usual_configuration_is_one_kilohertz_of_everything),
		cmocka_unit_test(the_rate_read_back_is_the_nearest_there_is),
		cmocka_unit_test(a_configuration_that_it_cannot_do_stalls_and_changes_nothing),
		cmocka_unit_test(a_plain_plate_has_no_crc_gain_sync_or_lamp),
		cmocka_unit_test(a_new_configuration_ends_what_was_left),
		cmocka_unit_test(the_memory_is_written_only_unlocked),
		cmocka_unit_test(a_plate_without_memory_has_no_page),
		cmocka_unit_test(it_blinks_as_long_as_asked),
		cmocka_unit_test(power_up_begins_everything_anew),
		cmocka_unit_test(the_bus_is_answered_as_usb_asks),
		cmocka_unit_test(options_that_contradict_each_other_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
