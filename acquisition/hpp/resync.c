/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/resync.h"

#include "formats/memory/bytes.h"

enum { FRAME_IN = 0x80, FRAME_REFUSED = 0x01, CRC_BYTES = 2, MARK_BLOCK = 'P' };

/* Offsets in a frame */
enum { AT_MARK = 1, AT_REQUEST = 2, AT_DIRECTION = 3, AT_VALUE = 4, AT_LENGTH = 6 };

/* --- frames --- */

static size_t data_bytes(const struct hpp_frame *frame)
{
	bool carries = frame->mark == HPP_ASKS ? !frame->in : frame->in && !frame->refused;

	return carries ? frame->length : 0;
}

size_t hpp_frame_encode(uint8_t out[HPP_FRAME_MAX], const struct hpp_frame *frame)
{
	size_t bytes = HPP_FRAME_HEADER_BYTES + data_bytes(frame);

	out[0] = 'H';
	out[AT_MARK] = (uint8_t)frame->mark;
	out[AT_REQUEST] = frame->request;
	out[AT_DIRECTION] =
		(uint8_t)((frame->in ? FRAME_IN : 0) | (frame->refused ? FRAME_REFUSED : 0));
	put_u16(out + AT_VALUE, frame->value);
	put_u16(out + AT_LENGTH, frame->length);
	memcpy(out + HPP_FRAME_HEADER_BYTES, frame->data, bytes - HPP_FRAME_HEADER_BYTES);
	put_u16(out + bytes, hpp_crc16(HPP_CRC_START, out, bytes));
	return bytes + CRC_BYTES;
}

/* --- what stands at the start of the stream --- */

enum verdict { WAIT, NOT_THIS, BAD_CRC, FOUND };

/* A block is whole with its samples: its padding is not waited for. */
static enum verdict read_block(const uint8_t *bytes, size_t size, struct hpp_block *block)
{
	uint8_t header[HPP_BLOCK_BYTES] = {0};

	if (size < HPP_HEADER_BYTES)
		return WAIT;
	memcpy(header, bytes, HPP_HEADER_BYTES);
	if (hpp_block_decode(block, header, HPP_BLOCK_BYTES, false) != HPP_BLOCK_GOOD)
		return NOT_THIS;
	if (size < hpp_block_used(block))
		return WAIT;
	return hpp_block_decode(block, bytes, HPP_BLOCK_BYTES, true) == HPP_BLOCK_GOOD ? FOUND
										       : BAD_CRC;
}

static enum verdict read_frame(const uint8_t *bytes, size_t size, struct hpp_frame *frame)
{
	size_t total;

	if (size < HPP_FRAME_HEADER_BYTES)
		return WAIT;
	frame->mark = (enum hpp_frame_mark)bytes[AT_MARK];
	frame->request = bytes[AT_REQUEST];
	frame->in = bytes[AT_DIRECTION] & FRAME_IN;
	frame->refused = bytes[AT_DIRECTION] & FRAME_REFUSED;
	frame->value = get_u16(bytes + AT_VALUE);
	frame->length = get_u16(bytes + AT_LENGTH);
	if (frame->length > HPP_CONTROL_MAX || (bytes[AT_DIRECTION] & ~(FRAME_IN | FRAME_REFUSED)))
		return NOT_THIS;
	total = HPP_FRAME_HEADER_BYTES + data_bytes(frame);
	if (size < total + CRC_BYTES)
		return WAIT;
	if (get_u16(bytes + total) != hpp_crc16(HPP_CRC_START, bytes, total))
		return BAD_CRC;
	memset(frame->data, 0, sizeof(frame->data));
	memcpy(frame->data, bytes + HPP_FRAME_HEADER_BYTES, total - HPP_FRAME_HEADER_BYTES);
	return FOUND;
}

/* --- the stream --- */

void hpp_resync_init(struct hpp_resync *resync)
{
	memset(resync, 0, sizeof(*resync));
}

uint8_t *hpp_resync_room(struct hpp_resync *resync, size_t *room)
{
	resync->end -= resync->start;
	memmove(resync->bytes, resync->bytes + resync->start, resync->end);
	resync->start = 0;
	*room = HPP_RESYNC_BYTES - resync->end;
	return resync->bytes + resync->end;
}

void hpp_resync_added(struct hpp_resync *resync, size_t bytes)
{
	resync->end += bytes;
}

static void skip(struct hpp_resync *resync, size_t bytes)
{
	resync->start += bytes;
	resync->skipped += bytes;
}

/* The rest of the last block; a byte lost in it must not cost the next block. */
static void pass_padding(struct hpp_resync *resync)
{
	while (resync->padding && resync->start < resync->end && !resync->bytes[resync->start]) {
		resync->start++;
		resync->padding--;
	}
	if (resync->start < resync->end)
		resync->padding = 0;
}

/* To the next byte that may begin something; the bytes from there on. */
static size_t find_start(struct hpp_resync *resync)
{
	const uint8_t *at = resync->bytes + resync->start, *found;
	size_t size = resync->end - resync->start;

	found = memchr(at, 'H', size);
	skip(resync, found ? (size_t)(found - at) : size);
	return resync->end - resync->start;
}

enum hpp_item hpp_resync_next(struct hpp_resync *resync, struct hpp_block *block,
			      const uint8_t **bytes, struct hpp_frame *frame)
{
	pass_padding(resync);
	for (;;) {
		size_t size = find_start(resync);
		const uint8_t *at = resync->bytes + resync->start;
		enum verdict verdict = NOT_THIS;

		if (size < 2)
			return HPP_ITEM_NONE;
		if (at[AT_MARK] == MARK_BLOCK)
			verdict = read_block(at, size, block);
		else if (at[AT_MARK] == HPP_ASKS || at[AT_MARK] == HPP_ANSWERS)
			verdict = read_frame(at, size, frame);
		if (verdict == WAIT)
			return HPP_ITEM_NONE;
		if (verdict == FOUND && at[AT_MARK] == MARK_BLOCK) {
			*bytes = at;
			resync->start += hpp_block_used(block);
			resync->padding = HPP_BLOCK_BYTES - hpp_block_used(block);
			return HPP_ITEM_BLOCK;
		}
		if (verdict == FOUND) {
			resync->start += HPP_FRAME_HEADER_BYTES + data_bytes(frame) + CRC_BYTES;
			return HPP_ITEM_FRAME;
		}
		resync->rejected += verdict == BAD_CRC;
		skip(resync, 1);
	}
}

enum hpp_item hpp_resync_give_up(struct hpp_resync *resync, struct hpp_block *block,
				 const uint8_t **bytes, struct hpp_frame *frame)
{
	enum hpp_item item = HPP_ITEM_NONE;

	while (item == HPP_ITEM_NONE && resync->start < resync->end) {
		skip(resync, 1);
		item = hpp_resync_next(resync, block, bytes, frame);
	}
	return item;
}
