/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate on a tty: requests in, answers and blocks out, one after the other. */
#include "acquisition/hpp/model/tty.h"
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

#include <string.h>

struct desk {
	struct hpp_rig rig;
	struct hpp_tty_plate plate;
	struct hpp_resync host;
};

static void desk_open(struct desk *desk)
{
	struct hpp_model_options options;

	hpp_model_options_init(&options);
	options.always_crc = true;
	rig_open(&desk->rig, &options);
	hpp_tty_init(&desk->plate, desk->rig.model);
	hpp_resync_init(&desk->host);
}

static void ask(struct desk *desk, uint8_t request, bool in, uint16_t value, const void *data,
		uint16_t length)
{
	struct hpp_frame frame = {
		.mark = HPP_ASKS, .request = request, .in = in, .value = value, .length = length};
	uint8_t bytes[HPP_FRAME_MAX];

	if (data)
		memcpy(frame.data, data, length);
	hpp_tty_take(&desk->plate, bytes, hpp_frame_encode(bytes, &frame), desk->rig.now_ns);
}

/* The next thing that comes, in reads of so many bytes. */
static enum hpp_item hear(struct desk *desk, struct hpp_block *block, struct hpp_frame *frame,
			  size_t step)
{
	for (;;) {
		const uint8_t *bytes;
		enum hpp_item item = hpp_resync_next(&desk->host, block, &bytes, frame);
		size_t room, got;
		uint8_t *to;

		if (item)
			return item;
		to = hpp_resync_room(&desk->host, &room);
		got = hpp_tty_give(&desk->plate, to, room < step ? room : step, desk->rig.now_ns);
		if (!got)
			return HPP_ITEM_NONE;
		hpp_resync_added(&desk->host, got);
	}
}

static void a_request_is_answered_with_its_value(void **state)
{
	struct hpp_frame frame;
	struct hpp_block block;
	struct desk desk;
	struct hpp_info info;

	(void)state;
	desk_open(&desk);
	ask(&desk, HPP_INFO, true, 0x1234, NULL, 64);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_FRAME);
	assert_int_equal(frame.mark, HPP_ANSWERS);
	assert_int_equal(frame.request, HPP_INFO);
	assert_int_equal(frame.value, 0x1234);
	assert_false(frame.refused);
	assert_int_equal(hpp_info_decode(&info, frame.data, frame.length, NULL), 0);
	assert_int_equal(info.channels, 8);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_NONE);
	ask(&desk, 0x77, false, 0, NULL, 0);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_FRAME);
	assert_true(frame.refused);
	assert_int_equal(frame.length, 0);
	rig_close(&desk.rig);
}

static void blocks_carry_a_crc_whatever_was_configured(void **state)
{
	const struct hpp_config config = {
		.rate_mhz = 1000000, .channel_mask = 0xff, .block_frames = 20};
	uint8_t bytes[HPP_CONFIG_BYTES];
	struct hpp_frame frame;
	struct hpp_block block;
	struct desk desk;

	(void)state;
	desk_open(&desk);
	for (int i = 0; i < 2; i++) {
		ask(&desk, HPP_START, false, 0, NULL, 0);
		assert_int_equal(hear(&desk, &block, &frame, 100), HPP_ITEM_FRAME);
		desk.rig.now_ns += 20 * MS;
		assert_int_equal(hear(&desk, &block, &frame, 100), HPP_ITEM_BLOCK);
		ask(&desk, HPP_STOP, false, 0, NULL, 0);
		assert_int_equal(hear(&desk, &block, &frame, 100), HPP_ITEM_FRAME);
		assert_int_equal(hear(&desk, &block, &frame, 100), HPP_ITEM_BLOCK);
		assert_true(block.flags & HPP_LAST);
		hpp_config_encode(bytes, &config);
		ask(&desk, HPP_CONFIG, false, 0, bytes, sizeof(bytes));
		assert_int_equal(hear(&desk, &block, &frame, 100), HPP_ITEM_FRAME);
		assert_false(frame.refused);
	}
	assert_int_equal(rig_config(&desk.rig).flags, HPP_FLAG_CRC);
	rig_close(&desk.rig);
}

/* An answer waits for the end of the block that is being sent. */
static void an_answer_never_stands_inside_a_block(void **state)
{
	struct hpp_frame frame;
	struct hpp_block block;
	struct desk desk;
	uint8_t bytes[2000];
	size_t got, used;

	(void)state;
	desk_open(&desk);
	ask(&desk, HPP_START, false, 0, NULL, 0);
	assert_int_equal(hpp_tty_give(&desk.plate, bytes, sizeof(bytes), desk.rig.now_ns), 10);
	desk.rig.now_ns += 50 * MS;
	got = hpp_tty_give(&desk.plate, bytes, 100, desk.rig.now_ns);
	assert_int_equal(got, 100);
	ask(&desk, HPP_TIME, true, 1, NULL, 8);
	ask(&desk, HPP_TIME, true, 2, NULL, 8); /* takes the first one's place */
	used = got + hpp_tty_give(&desk.plate, bytes + got, sizeof(bytes) - got, desk.rig.now_ns);
	assert_int_equal(used, 512 + 18 + 512);
	assert_memory_equal(bytes + 512, "HR\x13\x80\2\0\10\0", 8);
	memcpy(hpp_resync_room(&desk.host, &got), bytes, used);
	hpp_resync_added(&desk.host, used);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_BLOCK);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_FRAME);
	assert_int_equal(hear(&desk, &block, &frame, 1), HPP_ITEM_BLOCK);
	assert_int_equal(desk.host.skipped, 0);
	rig_close(&desk.rig);
}

static void a_late_answer_waits_and_blocks_go_on(void **state)
{
	struct hpp_frame frame;
	struct hpp_block block;
	struct desk desk;

	(void)state;
	desk_open(&desk);
	rig_fault(&desk.rig, "delay:30@0x13");
	ask(&desk, HPP_START, false, 0, NULL, 0);
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_FRAME);
	ask(&desk, HPP_TIME, true, 1, NULL, 8);
	desk.rig.now_ns += 20 * MS;
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_BLOCK);
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_NONE);
	desk.rig.now_ns += 10 * MS;
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_FRAME);
	rig_close(&desk.rig);
}

static void noise_and_a_pulled_plate_are_not_answered(void **state)
{
	struct hpp_frame frame;
	struct hpp_block block;
	struct desk desk;
	uint8_t noise[3000];

	(void)state;
	desk_open(&desk);
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = i % 2 ? 'Q' : 'H';
	hpp_tty_take(&desk.plate, noise, sizeof(noise), desk.rig.now_ns);
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_NONE);
	ask(&desk, HPP_STOP, false, 0, NULL, 0);
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_FRAME);
	hpp_model_unplug(desk.rig.model);
	ask(&desk, HPP_STOP, false, 0, NULL, 0);
	assert_int_equal(hear(&desk, &block, &frame, 64), HPP_ITEM_NONE);
	rig_close(&desk.rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_is_answered_with_its_value),
		cmocka_unit_test(blocks_carry_a_crc_whatever_was_configured),
		cmocka_unit_test(an_answer_never_stands_inside_a_block),
		cmocka_unit_test(a_late_answer_waits_and_blocks_go_on),
		cmocka_unit_test(noise_and_a_pulled_plate_are_not_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
