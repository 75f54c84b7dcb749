/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol over a tty: control requests and answers as frames between the blocks, and both
 * found again in a stream that began in the middle or lost bytes. Everything carries a CRC here. */
#ifndef ACQUISITION_HPP_RESYNC_H
#define ACQUISITION_HPP_RESYNC_H

#include "acquisition/hpp/hpp.h"

enum { HPP_FRAME_HEADER_BYTES = 8, HPP_FRAME_MAX = HPP_FRAME_HEADER_BYTES + HPP_CONTROL_MAX + 2 };

enum hpp_frame_mark { HPP_ASKS = 'Q', HPP_ANSWERS = 'R' };

struct hpp_frame {
	enum hpp_frame_mark mark; /* host asks, plate answers */
	uint8_t request;
	bool in;         /* data go to the host */
	bool refused;    /* an answer: where USB would STALL */
	uint16_t value;  /* an answer repeats its request's */
	uint16_t length; /* bytes of data; where the host asks for data: how many at most */
	uint8_t data[HPP_CONTROL_MAX];
};
/* The bytes used; length <= HPP_CONTROL_MAX. */
size_t hpp_frame_encode(uint8_t out[HPP_FRAME_MAX], const struct hpp_frame *);

enum hpp_item { HPP_ITEM_NONE, HPP_ITEM_BLOCK, HPP_ITEM_FRAME };

enum { HPP_RESYNC_BYTES = 8 * HPP_BLOCK_BYTES };

struct hpp_resync {
	/* the padding of the last block may be read too */
	uint8_t bytes[HPP_RESYNC_BYTES + HPP_BLOCK_BYTES];
	size_t start, end;
	size_t padding;    /* zeros that may still follow the last block */
	uint64_t skipped;  /* bytes that belonged to nothing */
	uint64_t rejected; /* what looked like a block or frame and had a wrong CRC */
};
void hpp_resync_init(struct hpp_resync *);
/* Where to put the next bytes: *room of them, at least one as long as hpp_resync_next() was called
 * until it found no more. */
uint8_t *hpp_resync_room(struct hpp_resync *, size_t *room);
void hpp_resync_added(struct hpp_resync *, size_t bytes);
/* The next thing in the stream: of a block its header in *block and its bytes at *bytes until the
 * next call of hpp_resync_room(), its padding undefined; of a frame *frame. */
enum hpp_item hpp_resync_next(struct hpp_resync *, struct hpp_block *block, const uint8_t **bytes,
			      struct hpp_frame *frame);
/* No answer has come: what waits for its end, a block that was cut off perhaps, is none. The next
 * thing behind it. */
enum hpp_item hpp_resync_give_up(struct hpp_resync *, struct hpp_block *block,
				 const uint8_t **bytes, struct hpp_frame *frame);

#endif
