/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which blocks of a session are to be believed. */
#ifndef ACQUISITION_HPP_HOST_ORDER_H
#define ACQUISITION_HPP_HOST_ORDER_H

#include "acquisition/hpp/hpp.h"

struct hpp_order {
	uint8_t session; /* modulo 16 */
	uint8_t channels;
	bool crc;
	uint32_t sequence; /* of the next block */
	uint64_t next;     /* frame of the session */
	bool lost;         /* the plate said so since the last frame */
	const char *fault; /* of the last block dropped since the last frame; NULL = none was */
};

enum hpp_step {
	HPP_TAKE,
	HPP_DROP,   /* not of this session, damaged, or sent before: the next one tells */
	HPP_RESTART /* it contradicts itself: its count is not to be trusted any more */
};

void hpp_order_start(struct hpp_order *, unsigned session, unsigned channels, bool crc);
/* room: by so many frames the plate may have run ahead at most. *cause, static: at HPP_TAKE why the
 * frames before are missing, where there are any, or NULL; at HPP_RESTART what was wrong. *out is
 * set at HPP_TAKE only. */
enum hpp_step hpp_order_examine(struct hpp_order *, const uint8_t *bytes, size_t size,
				uint64_t room, struct hpp_block *out, const char **cause);

#endif
