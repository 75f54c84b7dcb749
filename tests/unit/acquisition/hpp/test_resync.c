/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/resync.h"

#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

/* What a stream holds, in short: "b0 b1 R18" */
struct finds {
	char text[4096];
	struct hpp_resync resync;
};

static void note(struct finds *finds, enum hpp_item item, const struct hpp_block *block,
		 const uint8_t *bytes, const struct hpp_frame *frame)
{
	size_t used = strlen(finds->text);

	if (item == HPP_ITEM_BLOCK) {
		assert_memory_equal(bytes, "HP", 2);
		snprintf(finds->text + used, sizeof(finds->text) - used, "b%u ", block->sequence);
		return;
	}
	snprintf(finds->text + used, sizeof(finds->text) - used, "%c%x ", frame->mark,
		 frame->request);
}

static void feed(struct finds *finds, const uint8_t *bytes, size_t size)
{
	size_t room;
	uint8_t *at = hpp_resync_room(&finds->resync, &room);
	struct hpp_block block;
	struct hpp_frame frame;
	const uint8_t *found;
	enum hpp_item item;

	assert_true(size <= room);
	memcpy(at, bytes, size);
	hpp_resync_added(&finds->resync, size);
	while ((item = hpp_resync_next(&finds->resync, &block, &found, &frame)))
		note(finds, item, &block, found, &frame);
}

static struct finds *find(const uint8_t *bytes, size_t size, size_t step)
{
	static struct finds finds;

	finds.text[0] = '\0';
	hpp_resync_init(&finds.resync);
	for (size_t at = 0; at < size; at += step)
		feed(&finds, bytes + at, size - at < step ? size - at : step);
	return &finds;
}

/* A stream under construction */
struct stream {
	uint8_t bytes[8192];
	size_t size;
};

static void add(struct stream *stream, const void *bytes, size_t size)
{
	memcpy(stream->bytes + stream->size, bytes, size);
	stream->size += size;
}

/* Every sample is 0x50487e: as its bytes stand, "~HP" over and over. */
static void add_block(struct stream *stream, uint32_t sequence, uint8_t frames)
{
	const struct hpp_block block = {
		.sequence = sequence, .frames = frames, .channels = 8, .session = 1};
	uint8_t bytes[HPP_BLOCK_BYTES];
	int32_t counts[HPP_SAMPLES_MAX];

	for (int i = 0; i < HPP_SAMPLES_MAX; i++)
		counts[i] = 0x50487e;
	hpp_block_encode(bytes, &block, counts, true);
	add(stream, bytes, sizeof(bytes));
}

/* TIME's answer for wValue 7, by hand; CRC-16 of "HR\x13\x80\x07\0\x08\0" "12345678" */
static const uint8_t answer[18] = {'H', 'R', 0x13, 0x80, 0x07, 0x00, 0x08, 0x00, '1',
				   '2', '3', '4',  '5',  '6',  '7',  '8',  0x00, 0x00};

static uint16_t crc_by_definition(const uint8_t *bytes, size_t size)
{
	uint16_t crc = 0xffff;

	for (size_t i = 0; i < size * 8; i++) {
		bool in = bytes[i / 8] >> (7 - i % 8) & 1;
		bool out = crc >> 15;

		crc = (uint16_t)(crc << 1);
		if (in != out)
			crc ^= 0x1021;
	}
	return crc;
}

static void add_answer(struct stream *stream)
{
	uint8_t bytes[sizeof(answer)];
	uint16_t crc = crc_by_definition(answer, 16);

	memcpy(bytes, answer, sizeof(bytes));
	bytes[16] = (uint8_t)crc;
	bytes[17] = (uint8_t)(crc >> 8);
	add(stream, bytes, sizeof(bytes));
}

static void a_frame_is_written_as_it_is_specified(void **state)
{
	struct hpp_frame frame = {
		.mark = HPP_ANSWERS, .request = HPP_TIME, .in = true, .value = 7, .length = 8};
	struct stream want = {.size = 0};
	uint8_t got[HPP_FRAME_MAX];

	(void)state;
	memcpy(frame.data, "12345678", 8);
	add_answer(&want);
	assert_int_equal(hpp_frame_encode(got, &frame), want.size);
	assert_memory_equal(got, want.bytes, want.size);
}

/* Bytes of data by who speaks, direction and refusal: docs/usb-protocol.md, by hand. */
static void only_the_side_that_gives_data_sends_them(void **state)
{
	static const struct {
		enum hpp_frame_mark mark;
		bool in, refused;
		size_t bytes;
		uint8_t direction;
	} cases[] = {
		{HPP_ASKS, true, false, 0, 0x80},     {HPP_ASKS, false, false, 24, 0x00},
		{HPP_ANSWERS, true, false, 24, 0x80}, {HPP_ANSWERS, true, true, 0, 0x81},
		{HPP_ANSWERS, false, false, 0, 0x00}, {HPP_ANSWERS, false, true, 0, 0x01},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hpp_frame frame = {.mark = cases[i].mark,
					  .request = 2,
					  .in = cases[i].in,
					  .refused = cases[i].refused,
					  .value = 0x1234,
					  .length = 24},
				 got;
		struct hpp_resync resync;
		struct hpp_block block;
		const uint8_t *bytes;
		size_t room;

		memset(frame.data, 0xa5, 24);
		hpp_resync_init(&resync);
		hpp_resync_added(&resync,
				 hpp_frame_encode(hpp_resync_room(&resync, &room), &frame));
		assert_int_equal(resync.end, 10 + cases[i].bytes);
		assert_int_equal(resync.bytes[3], cases[i].direction);
		assert_int_equal(hpp_resync_next(&resync, &block, &bytes, &got), HPP_ITEM_FRAME);
		assert_int_equal(got.mark, cases[i].mark);
		assert_int_equal(got.in, cases[i].in);
		assert_int_equal(got.refused, cases[i].refused);
		assert_int_equal(got.value, 0x1234);
		assert_int_equal(got.length, 24);
		for (size_t k = 0; k < HPP_CONTROL_MAX; k++)
			assert_int_equal(got.data[k], k < cases[i].bytes ? 0xa5 : 0);
		assert_int_equal(hpp_resync_next(&resync, &block, &bytes, &got), HPP_ITEM_NONE);
		assert_int_equal(resync.skipped, 0);
	}
}

/* The bytes that stand in docs/usb-protocol.md, checksums computed apart from this program. */
static void the_bytes_of_the_specification_are_understood(void **state)
{
	static const uint8_t bytes[10 + 10 + 10 + 512] = {
		0x48, 0x51, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0xe6, 0xd4, /* STOP */
		0x48, 0x52, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0x64, 0x0c, /* done */
		0x48, 0x51, 0x01, 0x80, 0x00, 0x00, 0x40, 0x00, 0x7e, 0xe1, /* INFO? */
		0x48, 0x50, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x00, 0x40, 0x23, 0x05, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
		0x00, 0x00, 0x01, 0x11, 0xe2, 0x0a, 0x01, 0x00, 0x00, 0xfe, 0xff, 0xff};
	struct finds *finds = find(bytes, sizeof(bytes), 64);
	struct hpp_block block;
	int32_t counts[2];

	(void)state;
	assert_string_equal(finds->text, "Q11 R11 Q1 b5 ");
	assert_int_equal(hpp_block_decode(&block, bytes + 30, 512, true), HPP_BLOCK_GOOD);
	assert_int_equal(block.first_frame, 100);
	assert_int_equal(block.device_ns, 101000000);
	assert_int_equal(block.session, 1);
	hpp_block_unpack(counts, bytes + 30, &block);
	assert_int_equal(counts[0], 1);
	assert_int_equal(counts[1], -2);
}

static void blocks_and_answers_come_out_in_order(void **state)
{
	struct stream stream = {.size = 0};

	(void)state;
	add_block(&stream, 0, 20);
	add_answer(&stream);
	add_block(&stream, 1, 3);
	add_block(&stream, 2, 0);
	add_answer(&stream);
	add_answer(&stream);
	for (size_t step = 1; step < 1100; step += step < 20 ? 1 : 37) {
		struct finds *finds = find(stream.bytes, stream.size, step);

		assert_string_equal(finds->text, "b0 R13 b1 b2 R13 R13 ");
		assert_int_equal(finds->resync.skipped, 0);
		assert_int_equal(finds->resync.rejected, 0);
	}
}

/* A stream that is joined at any byte of a block gives the next block, and no false one, although
 * its samples look like the beginnings of blocks. */
static void a_stream_joined_anywhere_is_found_again(void **state)
{
	struct stream stream = {.size = 0};

	(void)state;
	add_block(&stream, 0, 20);
	add_block(&stream, 1, 20);
	add_block(&stream, 2, 20);
	for (size_t from = 1; from < HPP_BLOCK_BYTES; from++) {
		struct finds *finds = find(stream.bytes + from, stream.size - from, 100);

		assert_string_equal(finds->text, "b1 b2 ");
		assert_int_equal(finds->resync.skipped, HPP_BLOCK_BYTES - from);
	}
}

static void a_lost_byte_costs_its_own_block_only(void **state)
{
	(void)state;
	for (size_t lost = 0; lost < HPP_BLOCK_BYTES; lost++) {
		struct stream stream = {.size = 0};
		/* of 10 frames only the first 272 bytes mean something */
		bool means = lost < 32 + 240;
		struct finds *finds;

		add_block(&stream, 0, 20);
		add_block(&stream, 1, 10);
		add_block(&stream, 2, 20);
		add_block(&stream, 3, 20);
		memmove(stream.bytes + 512 + lost, stream.bytes + 513 + lost,
			stream.size - 513 - lost);
		finds = find(stream.bytes, stream.size - 1, 64);
		assert_string_equal(finds->text, means ? "b0 b2 b3 " : "b0 b1 b2 b3 ");
	}
}

static void a_damaged_block_is_left_out_and_counted(void **state)
{
	struct stream stream = {.size = 0};
	struct finds *finds;

	(void)state;
	add_block(&stream, 0, 0);
	add_block(&stream, 1, 0);
	add_block(&stream, 2, 0);
	stream.bytes[512 + 17] ^= 4;
	finds = find(stream.bytes, stream.size, 512);
	assert_string_equal(finds->text, "b0 b2 ");
	assert_int_equal(finds->resync.rejected, 1);
	assert_int_equal(finds->resync.skipped, 512);
}

static void stray_bytes_between_are_passed_over(void **state)
{
	static const uint8_t stray[] = "HHHQ\xff H HPH\0\0R HR\x13\x80\7\0\x41\0HRxxxxxxxx";
	struct stream stream = {.size = 0};
	struct finds *finds;

	(void)state;
	add_block(&stream, 0, 20);
	add(&stream, stray, sizeof(stray) - 1);
	add_block(&stream, 1, 20);
	add(&stream, "hello world", 11);
	add_answer(&stream);
	finds = find(stream.bytes, stream.size, 7);
	assert_string_equal(finds->text, "b0 b1 R13 ");
	assert_int_equal(finds->resync.skipped, sizeof(stray) - 1 + 11);
}

/* Zeros are padding only right behind a block. */
static void zeros_elsewhere_are_stray(void **state)
{
	static const uint8_t zeros[8] = {0};
	struct stream stream = {.size = 0};
	struct finds *finds;

	(void)state;
	add_block(&stream, 0, 0);
	stream.size = 100; /* the rest of its padding was lost */
	add_answer(&stream);
	add(&stream, zeros, sizeof(zeros));
	add_answer(&stream);
	finds = find(stream.bytes, stream.size, 1000);
	assert_string_equal(finds->text, "b0 R13 R13 ");
	assert_int_equal(finds->resync.skipped, sizeof(zeros));
}

/* 65 bytes are more than any frame has, whatever the checksum says. */
static void a_frame_that_is_too_long_is_none(void **state)
{
	struct stream stream = {.size = 0};
	uint16_t crc;

	(void)state;
	for (uint8_t length = 64; length <= 65; length++) {
		uint8_t bytes[8 + 65 + 2] = {'H', 'R', 1, 0x80, 0, 0, length};

		crc = crc_by_definition(bytes, 8u + length);
		bytes[8 + length] = (uint8_t)crc;
		bytes[9 + length] = (uint8_t)(crc >> 8);
		stream.size = 0;
		add(&stream, bytes, 10u + length);
		assert_string_equal(find(stream.bytes, stream.size, 10)->text,
				    length == 64 ? "R1 " : "");
	}
}

/* What cannot be a block's header is not waited for: the answer behind it comes out at once. */
static void an_impossible_header_holds_nothing_up(void **state)
{
	struct stream stream = {.size = 0};
	uint8_t header[HPP_HEADER_BYTES] = {'H', 'P'};

	(void)state;
	header[28] = 21;
	add(&stream, header, sizeof(header));
	add_answer(&stream);
	assert_string_equal(find(stream.bytes, stream.size, 1)->text, "R13 ");
	stream.bytes[28] = 0;
	stream.bytes[14] = 1; /* index 2^48 */
	assert_string_equal(find(stream.bytes, stream.size, 1)->text, "R13 ");
}

/* A plate that lost its power in the middle of a block, and answers when it has it again. */
static void a_block_that_was_cut_off_can_be_given_up(void **state)
{
	struct stream stream = {.size = 0};
	struct hpp_block block;
	struct hpp_frame frame;
	const uint8_t *bytes;
	struct finds *finds;

	(void)state;
	add_block(&stream, 0, 2);
	stream.size = 40;
	add_answer(&stream);
	finds = find(stream.bytes, stream.size, 1000);
	assert_string_equal(finds->text, "");
	assert_int_equal(hpp_resync_give_up(&finds->resync, &block, &bytes, &frame),
			 HPP_ITEM_FRAME);
	assert_int_equal(frame.request, HPP_TIME);
	assert_int_equal(hpp_resync_give_up(&finds->resync, &block, &bytes, &frame), HPP_ITEM_NONE);
	assert_int_equal(finds->resync.skipped, 40);
}

static void there_is_always_room_for_more(void **state)
{
	static uint8_t noise[1 << 16];
	struct finds *finds;
	uint32_t draw = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(noise); i++) {
		draw = draw * 1664525 + 1013904223;
		noise[i] = (uint8_t)(draw >> 30);
		if (i % 4 == 0) /* half of it is the beginning of something */
			memcpy(noise + i, draw >> 24 & 1 ? "HP" : "HQ", 2);
		i += i % 4 == 0;
	}
	finds = find(noise, sizeof(noise), 1024);
	assert_true(finds->resync.end - finds->resync.start < HPP_BLOCK_BYTES);
	assert_string_equal(finds->text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_is_written_as_it_is_specified),
		cmocka_unit_test(only_the_side_that_gives_data_sends_them),
		cmocka_unit_test(the_bytes_of_the_specification_are_understood),
		cmocka_unit_test(blocks_and_answers_come_out_in_order),
		cmocka_unit_test(a_stream_joined_anywhere_is_found_again),
		cmocka_unit_test(a_lost_byte_costs_its_own_block_only),
		cmocka_unit_test(a_damaged_block_is_left_out_and_counted),
		cmocka_unit_test(stray_bytes_between_are_passed_over),
		cmocka_unit_test(zeros_elsewhere_are_stray),
		cmocka_unit_test(a_frame_that_is_too_long_is_none),
		cmocka_unit_test(an_impossible_header_holds_nothing_up),
		cmocka_unit_test(a_block_that_was_cut_off_can_be_given_up),
		cmocka_unit_test(there_is_always_room_for_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
