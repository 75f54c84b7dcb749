/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/hpp.h"
#include "formats/layout.h"
#include "formats/memory/bytes.h"

/* Offsets in a block's header */
enum {
	AT_MAGIC = 0,
	AT_FLAGS = 2,
	AT_SEQUENCE = 4,
	AT_FIRST_FRAME = 8,
	AT_DEVICE_NS = 16,
	AT_SYNC = 24,
	AT_FRAMES = 28,
	AT_SHAPE = 29,
	AT_CRC = 30
};

enum { MAGIC = 0x5048, AUX_SHIFT = 24, AUX_MASK = 15 };

uint16_t hpp_crc16(uint16_t crc, const uint8_t *bytes, size_t size)
{
	/* one byte a step without a table: x (z^12 + z^5 + 1), and what x z^12 shifts out */
	for (size_t i = 0; i < size; i++) {
		unsigned x = (unsigned)(crc >> 8 ^ bytes[i]);

		x ^= x >> 4;
		crc = (uint16_t)((unsigned)crc << 8 ^ x << 12 ^ x << 5 ^ x);
	}
	return crc;
}

/* Of the header before its CRC, and of the samples. */
static uint16_t block_crc(const uint8_t *bytes, size_t used)
{
	uint16_t crc = hpp_crc16(HPP_CRC_START, bytes, AT_CRC);

	return hpp_crc16(crc, bytes + HPP_HEADER_BYTES, used - HPP_HEADER_BYTES);
}

static uint32_t sync_mask(unsigned frames)
{
	return (UINT32_C(1) << frames) - 1;
}

size_t hpp_block_used(const struct hpp_block *block)
{
	return HPP_HEADER_BYTES + (size_t)block->frames * block->channels * HPP_SAMPLE_BYTES;
}

void hpp_block_encode(uint8_t bytes[HPP_BLOCK_BYTES], const struct hpp_block *block,
		      const int32_t *counts, bool crc)
{
	uint8_t *at = bytes + HPP_HEADER_BYTES;

	memset(bytes, 0, HPP_BLOCK_BYTES);
	put_u16(bytes + AT_MAGIC, MAGIC);
	put_u16(bytes + AT_FLAGS, block->flags);
	put_u32(bytes + AT_SEQUENCE, block->sequence);
	put_u64(bytes + AT_FIRST_FRAME, block->first_frame);
	put_u64(bytes + AT_DEVICE_NS, block->device_ns);
	put_u32(bytes + AT_SYNC, (block->sync_levels & sync_mask(block->frames)) |
					 (uint32_t)(block->aux & AUX_MASK) << AUX_SHIFT);
	bytes[AT_FRAMES] = block->frames;
	bytes[AT_SHAPE] = (uint8_t)((block->channels - 1) | block->session << 4);
	for (size_t i = 0; i < (size_t)block->frames * block->channels; i++) {
		uint32_t count = (uint32_t)counts[i];

		*at++ = (uint8_t)count;
		*at++ = (uint8_t)(count >> 8);
		*at++ = (uint8_t)(count >> 16);
	}
	if (crc)
		put_u16(bytes + AT_CRC, block_crc(bytes, hpp_block_used(block)));
}

enum hpp_verdict hpp_block_decode(struct hpp_block *out, const uint8_t *bytes, size_t size,
				  bool crc)
{
	struct hpp_block block;

	if (size != HPP_BLOCK_BYTES)
		return HPP_BLOCK_SHORT;
	if (get_u16(bytes + AT_MAGIC) != MAGIC)
		return HPP_BLOCK_FOREIGN;
	block.frames = bytes[AT_FRAMES];
	block.channels = (uint8_t)((bytes[AT_SHAPE] & 15) + 1);
	block.session = bytes[AT_SHAPE] >> 4;
	block.first_frame = get_u64(bytes + AT_FIRST_FRAME);
	if (block.frames > hpp_frames_fit(block.channels) || block.first_frame > FRAMES_MAX)
		return HPP_BLOCK_BAD_SHAPE;
	if (crc && get_u16(bytes + AT_CRC) != block_crc(bytes, hpp_block_used(&block)))
		return HPP_BLOCK_BAD_CRC;
	block.flags = get_u16(bytes + AT_FLAGS);
	block.sequence = get_u32(bytes + AT_SEQUENCE);
	block.device_ns = get_u64(bytes + AT_DEVICE_NS);
	block.sync_levels = get_u32(bytes + AT_SYNC) & sync_mask(block.frames);
	block.aux = get_u32(bytes + AT_SYNC) >> AUX_SHIFT & AUX_MASK;
	*out = block;
	return HPP_BLOCK_GOOD;
}

/* One load a sample: the byte before, at first the header's last, falls out in the shift that
 * brings the sign. */
void hpp_block_unpack(int32_t *counts, const uint8_t bytes[HPP_BLOCK_BYTES],
		      const struct hpp_block *block)
{
	const uint8_t *at = bytes + HPP_HEADER_BYTES - 1;
	size_t samples = (size_t)block->frames * block->channels;

	for (size_t i = 0; i < samples; i++)
		counts[i] = (int32_t)get_u32(at + HPP_SAMPLE_BYTES * i) >> 8;
}

int32_t hpp_ramp(unsigned session, uint64_t frame, unsigned channel)
{
	uint32_t value = (uint32_t)(frame << 4) + channel + ((uint32_t)session << 20);

	return (int32_t)(value << 8) >> 8;
}
