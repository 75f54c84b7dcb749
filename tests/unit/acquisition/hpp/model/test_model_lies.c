/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault of docs/usb-protocol.md does what is said there, once, and nothing else. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

enum { BLOCKS = 8 };

/* 1 kHz with CRC, 20 frames a block, a fault; what comes in so many ms. */
static int64_t run(struct hpp_rig *rig, const char *fault, struct rig_block *block, int ms)
{
	rig_open(rig, NULL);
	assert_int_equal(rig_configure(rig, 1000000, 0xff, 20, HPP_FLAG_CRC), 0);
	rig_fault(rig, fault);
	assert_int_equal(rig_out(rig, HPP_START, 0), 0);
	rig->now_ns += ms * MS;
	return rig_blocks(rig, block, BLOCKS);
}

/* Blocks first .. first + count - 1 have a verdict, the others are good, in order and true. */
static void assert_verdicts(const char *fault, enum hpp_verdict verdict, int first, int count)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	assert_int_equal(run(&rig, fault, block, 160), BLOCKS);
	for (int i = 0; i < BLOCKS; i++) {
		bool spoilt = i >= first && i < first + count;

		assert_int_equal(block[i].verdict, spoilt ? verdict : HPP_BLOCK_GOOD);
		if (spoilt)
			continue;
		assert_int_equal(block[i].head.sequence, i);
		assert_int_equal(block[i].head.first_frame, 20 * i);
		assert_int_equal(block[i].counts[159], hpp_ramp(1, 20u * (unsigned)i + 19, 7));
	}
	rig_close(&rig);
}

static void a_block_can_be_short_damaged_or_foreign(void **state)
{
	(void)state;
	assert_verdicts("short-block", HPP_BLOCK_SHORT, 0, 1);
	assert_verdicts("short-block:511@40", HPP_BLOCK_SHORT, 2, 1);
	assert_verdicts("bad-crc@59", HPP_BLOCK_BAD_CRC, 2, 1);
	assert_verdicts("bad-crc:3@60", HPP_BLOCK_BAD_CRC, 3, 3);
	assert_verdicts("bad-magic:2@79", HPP_BLOCK_FOREIGN, 3, 2);
	assert_verdicts("bad-shape@140", HPP_BLOCK_BAD_SHAPE, 7, 1);
	assert_verdicts("bad-shape@160", HPP_BLOCK_BAD_SHAPE, 8, 0); /* not yet */
}

static void a_short_block_ends_its_transfer(void **state)
{
	uint8_t bytes[4 * HPP_BLOCK_BYTES];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "short-block:100@20");
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 80 * MS;
	assert_int_equal(hpp_model_bulk(rig.model, bytes, sizeof(bytes), rig.now_ns), 512 + 100);
	assert_int_equal(hpp_model_bulk(rig.model, bytes, sizeof(bytes), rig.now_ns), 2 * 512);
	rig_close(&rig);
}

static void a_header_can_lie(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "channels:2@20", block, 160), BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		assert_int_equal(block[i].head.channels, i == 1 || i == 2 ? 7 : 8);
	rig_close(&rig);
	assert_int_equal(run(&rig, "stale@20", block, 160), BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		assert_int_equal(block[i].head.session, i == 1 ? 0 : 1);
	rig_close(&rig);
}

static void blocks_can_be_repeated_and_dropped(void **state)
{
	static const unsigned repeated[BLOCKS] = {0, 1, 2, 2, 2, 3, 4, 5};
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "repeat:2@45", block, 160), BLOCKS);
	for (unsigned i = 0; i < BLOCKS; i++) {
		assert_int_equal(block[i].head.sequence, repeated[i]);
		assert_int_equal(block[i].head.first_frame, 20 * repeated[i]);
	}
	rig_close(&rig);
	assert_int_equal(run(&rig, "drop:3@45", block, 160), BLOCKS - 3);
	for (unsigned i = 0; i < BLOCKS - 3; i++) {
		assert_int_equal(block[i].head.sequence, i < 2 ? i : i + 3);
		assert_int_equal(block[i].head.first_frame, 20 * (i < 2 ? i : i + 3));
		assert_false(block[i].head.flags & HPP_LOST);
	}
	rig_close(&rig);
}

static void counters_can_jump(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "sequence:7@20", block, 60), 3);
	assert_int_equal(block[0].head.sequence, 0);
	assert_int_equal(block[1].head.sequence, 8);
	assert_int_equal(block[2].head.sequence, 9);
	assert_int_equal(block[2].head.first_frame, 40);
	rig_close(&rig);
	assert_int_equal(run(&rig, "index:-30@40", block, 80), 4);
	assert_int_equal(block[1].head.first_frame, 20);
	assert_int_equal(block[2].head.first_frame, 10);
	assert_int_equal(block[3].head.first_frame, 30);
	assert_int_equal(block[2].head.sequence, 2);
	assert_false(block[2].head.flags & HPP_LOST);
	rig_close(&rig);
}

static void frames_can_be_lost(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "overflow:33@40", block, 160), 6); /* 127 frames are left */
	assert_int_equal(block[1].head.first_frame, 20);
	assert_int_equal(block[2].head.first_frame, 40 + 33);
	assert_int_equal(block[2].head.sequence, 2);
	assert_true(block[2].head.flags & HPP_LOST);
	assert_false(block[3].head.flags & HPP_LOST);
	assert_int_equal(block[2].counts[0], hpp_ramp(1, 73, 0));
	assert_int_equal(rig_status(&rig).lost, 33);
	rig_close(&rig);
}

/* Frames are lost that were not converted yet, then comes STOP: the session ends behind them. */
static void a_stop_comes_behind_what_was_lost(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "overflow:1000@40", block, 60), 2);
	rig_out(&rig, HPP_STOP, 0);
	assert_int_equal(rig_blocks(&rig, block, BLOCKS), 1);
	assert_int_equal(block[0].head.first_frame, 1040);
	assert_int_equal(block[0].head.frames, 0);
	assert_true(block[0].head.flags & HPP_LAST);
	rig_close(&rig);
}

static void a_plate_can_fall_silent(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "silence:300@40", block, 60), 2);
	rig.now_ns += 299 * MS;
	assert_int_equal(rig_blocks(&rig, block, 1), 0);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == rig.now_ns + MS);
	rig.now_ns += MS;
	assert_int_equal(rig_blocks(&rig, block, 1), 1);
	assert_int_equal(block[0].head.first_frame, 40); /* nothing is lost: the FIFO held */
	rig_close(&rig);
}

static void a_transfer_can_babble_or_stall(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;
	uint8_t bytes[2];

	(void)state;
	assert_int_equal(run(&rig, "babble@40", block, 60), 2);
	assert_int_equal(rig_blocks(&rig, block, 1), 1);
	assert_int_equal(block[0].head.first_frame, 40);
	rig_close(&rig);
	assert_int_equal(run(&rig, "stall@40", block, 60), 2);
	assert_int_equal(rig_blocks(&rig, block, 1), HPP_STALLED);
	assert_int_equal(rig_blocks(&rig, block, 1), HPP_STALLED);
	assert_true(hpp_model_ready_ns(rig.model, rig.now_ns) == rig.now_ns);
	assert_int_equal(rig_control(&rig, 0x82, 0, 0, bytes, 2), 2);
	assert_int_equal(bytes[0], 0); /* endpoint 0 is not halted */
	const struct hpp_setup status = {.type = 0x82, .index = 0x81, .length = 2};
	uint8_t answer[HPP_ANSWER_MAX];

	assert_int_equal(hpp_model_control(rig.model, &status, answer, rig.now_ns, &rig.answer_ns),
			 2);
	assert_int_equal(answer[0], 1);
	const struct hpp_setup clear = {.type = 0x02, .request = 1, .index = 0x81};

	assert_int_equal(hpp_model_control(rig.model, &clear, answer, rig.now_ns, &rig.answer_ns),
			 0);
	assert_int_equal(rig_blocks(&rig, block, 1), 1);
	assert_int_equal(block[0].head.first_frame, 40);
	rig_close(&rig);
}

/* What the bus saw before stands in its own transfer; the outcome is the next one's. */
static void an_outcome_follows_the_blocks_before_it(void **state)
{
	static const struct {
		const char *fault;
		int64_t outcome;
	} cases[] = {
		{"babble@40", HPP_BABBLED}, {"stall@40", HPP_STALLED}, {"unplug@40", HPP_VANISHED}};
	uint8_t bytes[8 * HPP_BLOCK_BYTES];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct hpp_rig rig;

		rig_open(&rig, NULL);
		rig_fault(&rig, cases[i].fault);
		rig_out(&rig, HPP_START, 0);
		rig.now_ns += 100 * MS;
		assert_int_equal(hpp_model_bulk(rig.model, bytes, sizeof(bytes), rig.now_ns),
				 2 * 512);
		assert_int_equal(hpp_model_bulk(rig.model, bytes, sizeof(bytes), rig.now_ns),
				 cases[i].outcome);
		rig_close(&rig);
	}
}

static void a_plate_can_be_pulled_at_a_frame(void **state)
{
	struct rig_block block[BLOCKS];
	struct hpp_rig rig;

	(void)state;
	assert_int_equal(run(&rig, "unplug@100", block, 160), 5);
	assert_int_equal(rig_blocks(&rig, block, 1), HPP_VANISHED);
	assert_false(hpp_model_is_plugged(rig.model));
	hpp_model_plug(rig.model, rig.now_ns);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 160 * MS;
	assert_int_equal(rig_blocks(&rig, block, BLOCKS), BLOCKS); /* once only */
	rig_close(&rig);
}

static void requests_can_be_refused(void **state)
{
	uint8_t bytes[64];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "refuse:2@0x10");
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_INFO, 0, bytes, 64), 64);
	assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_STALLED);
	assert_int_equal(rig_status(&rig).state, HPP_IDLE);
	assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_STALLED);
	assert_int_equal(rig_out(&rig, HPP_START, 0), 0);
	rig_fault(&rig, "refuse");
	/* the bus itself is answered */
	assert_int_equal(rig_control(&rig, 0x80, 6, 0x0100, bytes, 18), 18);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8), HPP_STALLED);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8), 8);
	rig_close(&rig);
}

static void answers_can_be_late_or_short(void **state)
{
	uint8_t bytes[64];
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "delay:300@19");
	rig_fault(&rig, "short-reply@1");
	rig_fault(&rig, "short-reply:64@0x12");
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8), 8);
	assert_true(rig.answer_ns == rig.now_ns + 300 * MS);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_TIME, 0, bytes, 8), 8);
	assert_true(rig.answer_ns == rig.now_ns);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_INFO, 0, bytes, 64), 63);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_INFO, 0, bytes, 64), 64);
	assert_int_equal(rig_control(&rig, HPP_TYPE_IN, HPP_STATUS, 0, bytes, 32), 0);
	rig_close(&rig);
}

static void a_plate_can_vanish_while_it_starts(void **state)
{
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "vanish@0x10");
	assert_int_equal(rig_out(&rig, HPP_STOP, 0), 0);
	assert_int_equal(rig_out(&rig, HPP_START, 0), HPP_VANISHED);
	assert_false(hpp_model_is_plugged(rig.model));
	rig_close(&rig);
}

static void a_plate_can_run_faster_than_it_says(void **state)
{
	struct hpp_rig rig;

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "rate:50");
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 10 * SECOND;
	assert_int_equal(rig_status(&rig).frames, 10500);
	assert_int_equal(rig_config(&rig).rate_mhz, 1000000);
	rig_out(&rig, HPP_STOP, 0);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 10 * SECOND;
	assert_int_equal(rig_status(&rig).frames, 10000);
	rig_close(&rig);
}

static void a_descriptor_can_lie_about_its_length(void **state)
{
	struct hpp_rig rig;
	uint8_t bytes[64];

	(void)state;
	rig_open(&rig, NULL);
	rig_fault(&rig, "descriptor:3");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(rig_control(&rig, 0x80, 6, 0x0200, bytes, 64), 25);
		assert_int_equal(bytes[18], 3);
		assert_int_equal(bytes[19], 5);
	}
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_block_can_be_short_damaged_or_foreign),
		cmocka_unit_test(a_short_block_ends_its_transfer),
		cmocka_unit_test(a_header_can_lie),
		cmocka_unit_test(blocks_can_be_repeated_and_dropped),
		cmocka_unit_test(counters_can_jump),
		cmocka_unit_test(frames_can_be_lost),
		cmocka_unit_test(a_stop_comes_behind_what_was_lost),
		cmocka_unit_test(a_plate_can_fall_silent),
		cmocka_unit_test(a_transfer_can_babble_or_stall),
		cmocka_unit_test(an_outcome_follows_the_blocks_before_it),
		cmocka_unit_test(a_plate_can_be_pulled_at_a_frame),
		cmocka_unit_test(requests_can_be_refused),
		cmocka_unit_test(answers_can_be_late_or_short),
		cmocka_unit_test(a_plate_can_vanish_while_it_starts),
		cmocka_unit_test(a_plate_can_run_faster_than_it_says),
		cmocka_unit_test(a_descriptor_can_lie_about_its_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
