/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/order.h"

void hpp_order_start(struct hpp_order *order, unsigned session, unsigned channels, bool crc)
{
	*order = (struct hpp_order){
		.session = session % 16, .channels = (uint8_t)channels, .crc = crc};
}

static const char *fault_of(enum hpp_verdict verdict)
{
	switch (verdict) {
	case HPP_BLOCK_SHORT:
		return "short-block";
	case HPP_BLOCK_BAD_CRC:
		return "bad-crc";
	default:
		return "bad-block";
	}
}

static enum hpp_step drop(struct hpp_order *order, const char *fault)
{
	order->fault = fault;
	return HPP_DROP;
}

/* Why frames are missing; NULL = nothing accounts for it. */
static const char *explain(const struct hpp_order *order, const struct hpp_block *block)
{
	if (block->sequence != order->sequence)
		return order->fault ? order->fault : "lost-block";
	return order->lost || block->flags & HPP_LOST ? "device-fifo" : NULL;
}

/* Its two counts, blocks and frames, have to tell the same. */
static const char *contradiction(const struct hpp_order *order, const struct hpp_block *block,
				 uint64_t room)
{
	uint64_t jump = block->first_frame - order->next;

	if (block->first_frame < order->next || jump > room)
		return "bad-index";
	if (jump && !explain(order, block))
		return "bad-index";
	if (!jump && block->sequence != order->sequence && !order->fault)
		return "bad-sequence";
	return NULL;
}

enum hpp_step hpp_order_examine(struct hpp_order *order, const uint8_t *bytes, size_t size,
				uint64_t room, struct hpp_block *out, const char **cause)
{
	struct hpp_block block;
	enum hpp_verdict verdict = hpp_block_decode(&block, bytes, size, order->crc);

	if (verdict != HPP_BLOCK_GOOD)
		return drop(order, fault_of(verdict));
	if (block.session != order->session)
		return drop(order, "stale");
	if (block.channels != order->channels)
		return drop(order, "bad-block");
	if ((int32_t)(block.sequence - order->sequence) < 0)
		return drop(order, "stale");
	*cause = contradiction(order, &block, room);
	if (*cause)
		return HPP_RESTART;
	if (block.first_frame > order->next)
		*cause = explain(order, &block);
	order->sequence = block.sequence + 1;
	order->lost |= block.flags & HPP_LOST;
	if (block.frames) {
		order->next = block.first_frame + block.frames;
		order->lost = false;
		order->fault = NULL;
	}
	*out = block;
	return HPP_TAKE;
}
