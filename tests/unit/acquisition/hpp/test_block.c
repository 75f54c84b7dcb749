/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/hpp.h"

#include "formats/layout.h"
#include "tests/support/assert_near.h"

#include <string.h>

/* Two frames of three channels, written by hand from docs/usb-protocol.md. The CRC is computed with
 * the bitwise definition below. */
static const uint8_t header[30] = {
	'H',  'P',  0x85, 0x00,                         /* lost, saturated, edge */
	0x04, 0x03, 0x02, 0x01,                         /* sequence */
	0x11, 0x22, 0x33, 0x44, 0x55, 0x00, 0x00, 0x00, /* first frame */
	0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, /* device ns */
	0x02, 0x00, 0x00, 0x09,                         /* level at frame 1, aux 1001 */
	0x02, 0xb2,                                     /* 2 frames, 3 channels, session 11 */
};
static const uint8_t samples[18] = {
	0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0xff, 0xff, 0xff, /* 0, 1, -1 */
	0xff, 0xff, 0x7f, 0x00, 0x00, 0x80, 0x56, 0x34, 0x12, /* max, min, 0x123456 */
};
static const int32_t counts[6] = {0, 1, -1, 8388607, -8388608, 0x123456};

/* CRC-16/CCITT-FALSE as it is defined: bit by bit, the highest first. */
static uint16_t crc_by_definition(uint16_t crc, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size * 8; i++) {
		bool in = bytes[i / 8] >> (7 - i % 8) & 1;
		bool out = crc >> 15;

		crc = (uint16_t)(crc << 1);
		if (in != out)
			crc ^= 0x1021;
	}
	return crc;
}

static void make(uint8_t bytes[HPP_BLOCK_BYTES])
{
	uint16_t crc = crc_by_definition(0xffff, header, sizeof(header));

	crc = crc_by_definition(crc, samples, sizeof(samples));
	memset(bytes, 0, HPP_BLOCK_BYTES);
	memcpy(bytes, header, sizeof(header));
	bytes[30] = (uint8_t)crc;
	bytes[31] = (uint8_t)(crc >> 8);
	memcpy(bytes + 32, samples, sizeof(samples));
}

static const struct hpp_block fields = {
	.flags = HPP_LOST | HPP_SATURATED | HPP_SYNC_EDGE,
	.sequence = 0x01020304,
	.first_frame = 0x5544332211,
	.device_ns = 0x1122334455667788,
	.sync_levels = 2,
	.aux = 9,
	.frames = 2,
	.channels = 3,
	.session = 11,
};

static void the_checksum_is_crc_16_ccitt_false(void **state)
{
	(void)state;
	/* check value of the catalogue of parametrised CRC algorithms */
	assert_int_equal(hpp_crc16(HPP_CRC_START, (const uint8_t *)"123456789", 9), 0x29b1);
	assert_int_equal(hpp_crc16(HPP_CRC_START, NULL, 0), 0xffff);
	for (unsigned byte = 0; byte < 256; byte++)
		for (unsigned crc = 0; crc < 0x10000; crc += 251)
			assert_int_equal(
				hpp_crc16((uint16_t)crc, &(uint8_t){(uint8_t)byte}, 1),
				crc_by_definition((uint16_t)crc, &(uint8_t){(uint8_t)byte}, 1));
}

static void every_field_of_a_block_is_read(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block block;
	int32_t got[6];

	(void)state;
	make(bytes);
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), true), HPP_BLOCK_GOOD);
	assert_int_equal(block.flags, fields.flags);
	assert_int_equal(block.sequence, fields.sequence);
	assert_true(block.first_frame == fields.first_frame);
	assert_true(block.device_ns == fields.device_ns);
	assert_int_equal(block.sync_levels, 2);
	assert_int_equal(block.aux, 9);
	assert_int_equal(block.frames, 2);
	assert_int_equal(block.channels, 3);
	assert_int_equal(block.session, 11);
	assert_int_equal(hpp_block_used(&block), 32 + 18);
	hpp_block_unpack(got, bytes, &block);
	assert_memory_equal(got, counts, sizeof(counts));
}

static void a_block_is_written_as_it_is_specified(void **state)
{
	uint8_t want[HPP_BLOCK_BYTES], got[HPP_BLOCK_BYTES];

	(void)state;
	make(want);
	memset(got, 0x5a, sizeof(got));
	hpp_block_encode(got, &fields, counts, true);
	assert_memory_equal(got, want, sizeof(want));
	want[30] = want[31] = 0;
	hpp_block_encode(got, &fields, counts, false);
	assert_memory_equal(got, want, sizeof(want));
}

static void every_sample_width_unpacks_with_its_sign(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES] = {0};
	const struct hpp_block full = {.frames = 20, .channels = 8};
	int32_t got[HPP_SAMPLES_MAX];

	(void)state;
	memset(bytes, 0xff, HPP_HEADER_BYTES); /* must not leak into the first sample */
	for (int bit = 0; bit < 24; bit++) {
		uint32_t value = UINT32_C(1) << bit;

		for (int i = 0; i < HPP_SAMPLES_MAX; i++)
			for (int b = 0; b < 3; b++)
				bytes[32 + 3 * i + b] = (uint8_t)(value >> 8 * b);
		hpp_block_unpack(got, bytes, &full);
		for (int i = 0; i < HPP_SAMPLES_MAX; i++)
			assert_int_equal(got[i], bit == 23 ? -8388608 : (int32_t)value);
	}
}

static void any_flipped_bit_of_what_is_used_is_noticed(void **state)
{
	struct hpp_block block;

	(void)state;
	for (size_t bit = 0; bit < 8 * (32 + 18); bit++) {
		uint8_t bytes[HPP_BLOCK_BYTES];

		make(bytes);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_not_equal(hpp_block_decode(&block, bytes, sizeof(bytes), true),
				     HPP_BLOCK_GOOD);
	}
}

static void a_checksum_that_was_not_asked_for_is_not_looked_at(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block block;

	(void)state;
	make(bytes);
	bytes[30] ^= 1;
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), true), HPP_BLOCK_BAD_CRC);
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false), HPP_BLOCK_GOOD);
}

static void only_512_bytes_are_a_block(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES + 1] = {0};
	struct hpp_block block;

	(void)state;
	make(bytes);
	for (size_t size = 0; size <= sizeof(bytes); size++)
		assert_int_equal(hpp_block_decode(&block, bytes, size, true),
				 size == HPP_BLOCK_BYTES ? HPP_BLOCK_GOOD : HPP_BLOCK_SHORT);
}

static void a_block_without_the_magic_is_foreign(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block block;

	(void)state;
	make(bytes);
	bytes[0] = 'P';
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false), HPP_BLOCK_FOREIGN);
	make(bytes);
	bytes[1] = 'H';
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false), HPP_BLOCK_FOREIGN);
}

static void more_frames_than_fit_are_refused(void **state)
{
	/* min(20, 480 / (3 channels)) of docs/usb-protocol.md, by hand */
	static const int fit[16] = {20, 20, 20, 20, 20, 20, 20, 20, 17, 16, 14, 13, 12, 11, 10, 10};

	(void)state;
	for (int channels = 1; channels <= 16; channels++) {
		assert_int_equal(hpp_frames_fit((unsigned)channels), fit[channels - 1]);
		for (int frames = 0; frames < 256; frames++) {
			uint8_t bytes[HPP_BLOCK_BYTES];
			struct hpp_block block;

			make(bytes);
			bytes[28] = (uint8_t)frames;
			bytes[29] = (uint8_t)(channels - 1);
			assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false),
					 frames <= fit[channels - 1] ? HPP_BLOCK_GOOD
								     : HPP_BLOCK_BAD_SHAPE);
		}
	}
}

static void an_index_past_every_recording_is_refused(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block block;

	(void)state;
	make(bytes);
	memset(bytes + 8, 0, 8);
	bytes[13] = 1; /* 2^40 */
	assert_true(FRAMES_MAX == (int64_t)1 << 40);
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false), HPP_BLOCK_GOOD);
	bytes[8] = 1;
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false),
			 HPP_BLOCK_BAD_SHAPE);
	memset(bytes + 8, 0xff, 8);
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false),
			 HPP_BLOCK_BAD_SHAPE);
}

static void levels_of_frames_that_are_not_there_are_dropped(void **state)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	struct hpp_block block, full = fields;

	(void)state;
	make(bytes);
	memset(bytes + 24, 0xff, 4);
	assert_int_equal(hpp_block_decode(&block, bytes, sizeof(bytes), false), HPP_BLOCK_GOOD);
	assert_int_equal(block.sync_levels, 3);
	assert_int_equal(block.aux, 15);
	full.sync_levels = 0xffffffff;
	full.aux = 0xff;
	hpp_block_encode(bytes, &full, counts, false);
	assert_int_equal(bytes[24], 3);
	assert_int_equal(bytes[25], 0);
	assert_int_equal(bytes[26], 0);
	assert_int_equal(bytes[27], 15);
}

static void the_ramp_is_the_formula(void **state)
{
	(void)state;
	assert_int_equal(hpp_ramp(0, 0, 0), 0);
	assert_int_equal(hpp_ramp(0, 1, 3), 19);
	assert_int_equal(hpp_ramp(1, 0, 0), 1048576);
	assert_int_equal(hpp_ramp(17, 0, 0), 1048576);      /* modulo 16 */
	assert_int_equal(hpp_ramp(0, 524287, 15), 8388607); /* 16 x 524287 + 15 = 2^23 - 1 */
	assert_int_equal(hpp_ramp(0, 524288, 0), -8388608); /* 2^23 */
	assert_int_equal(hpp_ramp(15, 65536, 7), 7);        /* (15 + 1) x 2^20 = 2^24 */
	assert_int_equal(hpp_ramp(8, 0, 0), -8388608);
	assert_int_equal(hpp_ramp(3, UINT64_C(1) << 40, 2), 3 * 1048576 + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_checksum_is_crc_16_ccitt_false),
		cmocka_unit_test(every_field_of_a_block_is_read),
		cmocka_unit_test(a_block_is_written_as_it_is_specified),
		cmocka_unit_test(every_sample_width_unpacks_with_its_sign),
		cmocka_unit_test(any_flipped_bit_of_what_is_used_is_noticed),
		cmocka_unit_test(a_checksum_that_was_not_asked_for_is_not_looked_at),
		cmocka_unit_test(only_512_bytes_are_a_block),
		cmocka_unit_test(a_block_without_the_magic_is_foreign),
		cmocka_unit_test(more_frames_than_fit_are_refused),
		cmocka_unit_test(an_index_past_every_recording_is_refused),
		cmocka_unit_test(levels_of_frames_that_are_not_there_are_dropped),
		cmocka_unit_test(the_ramp_is_the_formula),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
