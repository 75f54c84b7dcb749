/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/order.h"
#include "tests/support/assert_near.h"

#include <string.h>

enum { CHANNELS = 4, ROOM = 5000 };

/* Block number `sequence` of session 3 as a sound plate sends it: 20 frames from first on. */
static struct hpp_block sound(uint32_t sequence, uint64_t first)
{
	return (struct hpp_block){.sequence = sequence,
				  .first_frame = first,
				  .frames = 20,
				  .channels = CHANNELS,
				  .session = 3};
}

static enum hpp_step examine(struct hpp_order *order, const struct hpp_block *block,
			     const char **cause)
{
	int32_t counts[HPP_SAMPLES_MAX] = {0};
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block out;

	hpp_block_encode(bytes, block, counts, true);
	*cause = "none was set";
	return hpp_order_examine(order, bytes, sizeof(bytes), ROOM, &out, cause);
}

static void damaged(struct hpp_order *order)
{
	static const uint8_t bytes[HPP_BLOCK_BYTES];
	const char *cause;

	assert_int_equal(hpp_order_examine(order, bytes, sizeof(bytes), ROOM, NULL, &cause),
			 HPP_DROP);
}

static void assert_taken(struct hpp_order *order, struct hpp_block block, const char *wanted)
{
	const char *cause;

	assert_int_equal(examine(order, &block, &cause), HPP_TAKE);
	if (wanted)
		assert_string_equal(cause, wanted);
	else
		assert_null(cause);
}

static void assert_restart(struct hpp_order *order, struct hpp_block block, const char *wanted)
{
	const char *cause;

	assert_int_equal(examine(order, &block, &cause), HPP_RESTART);
	assert_string_equal(cause, wanted);
}

static struct hpp_order started(void)
{
	struct hpp_order order;

	/* counted modulo 256 there, 16 in a block */
	hpp_order_start(&order, 0x53, CHANNELS, true);
	assert_taken(&order, sound(0, 0), NULL);
	return order;
}

static void the_cause_of_one_loss_is_not_that_of_the_next(void **state)
{
	struct hpp_order order = started();
	struct hpp_block overflow = sound(3, 140);

	(void)state;
	damaged(&order);
	assert_taken(&order, sound(2, 40), "bad-block");
	overflow.flags = HPP_LOST;
	assert_taken(&order, overflow, "device-fifo");
	assert_taken(&order, sound(5, 180), "lost-block");
	/* and what was lost then explains nothing now */
	assert_restart(&order, sound(6, 300), "bad-index");
}

static void a_heartbeat_can_bring_the_news_of_a_loss(void **state)
{
	struct hpp_order order = started();
	struct hpp_block heartbeat = sound(1, 120);

	(void)state;
	heartbeat.frames = 0;
	heartbeat.flags = HPP_LOST;
	assert_taken(&order, heartbeat, "device-fifo");
	assert_taken(&order, sound(2, 120), "device-fifo");
	assert_taken(&order, sound(3, 140), NULL);
	/* and is old news once frames have come */
	assert_restart(&order, sound(4, 200), "bad-index");
}

static void a_heartbeat_is_no_frame(void **state)
{
	struct hpp_order order = started();
	struct hpp_block heartbeat = sound(1, 20);

	(void)state;
	heartbeat.frames = 0;
	assert_taken(&order, heartbeat, NULL);
	assert_taken(&order, sound(2, 20), NULL);
}

static void nothing_explains_more_frames_than_time_has_brought(void **state)
{
	struct hpp_order order = started();
	struct hpp_block block = sound(1, 20 + ROOM);

	(void)state;
	block.flags = HPP_LOST;
	assert_taken(&order, block, "device-fifo");
	block = sound(2, 40 + ROOM + ROOM + 1);
	block.flags = HPP_LOST;
	assert_restart(&order, block, "bad-index");
	assert_restart(&order, sound(9, 40 + ROOM + ROOM + 1), "bad-index");
	assert_restart(&order, sound(2, 39 + ROOM), "bad-index");
	/* none of them counted */
	assert_taken(&order, sound(2, 40 + ROOM), NULL);
}

static void blocks_are_counted_beyond_their_number(void **state)
{
	struct hpp_order order = started();

	(void)state;
	order.sequence = UINT32_MAX;
	assert_taken(&order, sound(UINT32_MAX, 20), NULL);
	assert_taken(&order, sound(0, 40), NULL);
	assert_taken(&order, sound(2, 80), "lost-block");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cause_of_one_loss_is_not_that_of_the_next),
		cmocka_unit_test(a_heartbeat_can_bring_the_news_of_a_loss),
		cmocka_unit_test(a_heartbeat_is_no_frame),
		cmocka_unit_test(nothing_explains_more_frames_than_time_has_brought),
		cmocka_unit_test(blocks_are_counted_beyond_their_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
