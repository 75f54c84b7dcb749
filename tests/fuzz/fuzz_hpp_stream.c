/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plate sends: blocks as from USB, and a tty's bytes. The first byte says which, and whether
 * every checksum is made right first, so that what lies behind them is reached too. */
#include "acquisition/hpp/resync.h"
#include "formats/layout.h"
#include "formats/memory/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TTY = 1, MEND = 2, CRC = 4 };

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* What is read is in bounds, and written again it is the same but for what is reserved. */
static void check_block(const struct hpp_block *block, const uint8_t *bytes)
{
	int32_t counts[HPP_SAMPLES_MAX];
	uint8_t again[HPP_BLOCK_BYTES];
	size_t used = hpp_block_used(block);

	check(block->channels >= 1 && block->channels <= HPP_CHANNELS_MAX);
	check(block->frames <= HPP_FRAMES_MAX && used <= HPP_BLOCK_BYTES);
	check(block->first_frame <= FRAMES_MAX && block->session < 16);
	hpp_block_unpack(counts, bytes, block);
	for (size_t i = 0; i < (size_t)block->frames * block->channels; i++)
		check(counts[i] >= HPP_COUNT_MIN && counts[i] <= HPP_COUNT_MAX);
	hpp_block_encode(again, block, counts, false);
	check(!memcmp(again, bytes, 24) && !memcmp(again + 28, bytes + 28, 2));
	check(!memcmp(again + 32, bytes + 32, used - 32));
}

static void mend_block(uint8_t *bytes, size_t left)
{
	size_t used = 32 + 3u * bytes[28] * ((bytes[29] & 15) + 1u);
	uint16_t crc;

	put_u16(bytes, 0x5048);
	bytes[13] &= 1;
	bytes[14] = bytes[15] = 0;
	if (used > HPP_BLOCK_BYTES || used > left)
		return;
	crc = hpp_crc16(HPP_CRC_START, bytes, 30);
	put_u16(bytes + 30, hpp_crc16(crc, bytes + 32, used - 32));
}

static void mend_frame(uint8_t *bytes, size_t left)
{
	bool carries = (bytes[1] == 'Q') == !(bytes[3] & 0x80);
	size_t total;

	bytes[7] = 0;
	total = 8 + (carries ? bytes[6] : 0u);
	if (total + 2 <= left)
		put_u16(bytes + total, hpp_crc16(HPP_CRC_START, bytes, total));
}

static void mend_stream(uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i + HPP_HEADER_BYTES <= size; i++)
		if (bytes[i] == 'H' && bytes[i + 1] == 'P')
			mend_block(bytes + i, size - i);
		else if (bytes[i] == 'H' && (bytes[i + 1] == 'Q' || bytes[i + 1] == 'R'))
			mend_frame(bytes + i, size - i);
}

static void read_blocks(uint8_t *bytes, size_t size, unsigned mode)
{
	struct hpp_block block;

	for (size_t at = 0; at < size; at += HPP_BLOCK_BYTES) {
		size_t left = size - at < HPP_BLOCK_BYTES ? size - at : HPP_BLOCK_BYTES;
		uint8_t *own = malloc(left); /* no more, so that a byte read behind is seen */

		if (!own)
			return;
		memcpy(own, bytes + at, left);
		if ((mode & MEND) && left == HPP_BLOCK_BYTES)
			mend_block(own, left);
		if (hpp_block_decode(&block, own, left, mode & CRC) == HPP_BLOCK_GOOD)
			check_block(&block, own);
		free(own);
	}
}

struct finds {
	struct hpp_resync resync;
	struct hpp_block block;
	struct hpp_frame frame;
	const uint8_t *bytes;
	uint64_t sum, items;
};

static void note(struct finds *finds, enum hpp_item item)
{
	const struct hpp_frame *frame = &finds->frame;
	uint8_t again[HPP_FRAME_MAX];
	size_t bytes;

	finds->items++;
	if (item == HPP_ITEM_BLOCK) {
		check_block(&finds->block, finds->bytes);
		finds->sum = finds->sum * 31 + finds->block.sequence + finds->block.first_frame;
		return;
	}
	check(frame->length <= HPP_CONTROL_MAX);
	bytes = hpp_frame_encode(again, frame);
	check(bytes <= finds->resync.start);
	check(!memcmp(finds->resync.bytes + finds->resync.start - bytes, again, bytes));
	finds->sum =
		finds->sum * 31 + frame->request + frame->value + frame->data[0] + frame->length;
}

/* A sum over all that was found, when the bytes come so many at a time. */
static uint64_t read_tty(const uint8_t *bytes, size_t size, size_t step)
{
	struct finds finds = {.sum = 0};
	struct hpp_resync *resync = &finds.resync;
	enum hpp_item item;

	hpp_resync_init(resync);
	for (size_t at = 0, part; at < size; at += part) {
		size_t room;
		uint8_t *to = hpp_resync_room(resync, &room);

		check(room);
		part = size - at < step ? size - at : step;
		part = part < room ? part : room;
		memcpy(to, bytes + at, part);
		hpp_resync_added(resync, part);
		while ((item = hpp_resync_next(resync, &finds.block, &finds.bytes, &finds.frame)))
			note(&finds, item);
	}
	check(resync->skipped + (resync->end - resync->start) <= size);
	while ((item = hpp_resync_give_up(resync, &finds.block, &finds.bytes, &finds.frame)))
		note(&finds, item);
	check(resync->start == resync->end && resync->rejected <= resync->skipped);
	return finds.sum * 31 + finds.items + resync->skipped;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned mode = size ? data[0] : 0;
	uint8_t *bytes;

	if (size < 2)
		return 0;
	bytes = malloc(size - 1);
	if (!bytes)
		return 0;
	memcpy(bytes, data + 1, size - 1);
	if (mode & TTY) {
		if (mode & MEND)
			mend_stream(bytes, size - 1);
		/* however it is cut, the same comes out */
		check(read_tty(bytes, size - 1, 4096) ==
		      read_tty(bytes, size - 1, 1 + (mode >> 3)));
	} else {
		read_blocks(bytes, size - 1, mode);
	}
	free(bytes);
	return 0;
}
