/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate on a tty: requests come as frames among the bytes of the host, answers and blocks go out
 * one after the other. The model's option always_crc belongs with it. */
#ifndef ACQUISITION_HPP_MODEL_TTY_H
#define ACQUISITION_HPP_MODEL_TTY_H

#include "acquisition/hpp/model.h"
#include "acquisition/hpp/resync.h"

struct hpp_tty_plate {
	struct hpp_model *model; /* not owned */
	struct hpp_resync in;
	uint8_t answer[HPP_FRAME_MAX]; /* waits until answer_ns; 0 bytes = none */
	size_t answer_bytes;
	int64_t answer_ns;
	uint8_t out[HPP_BLOCK_BYTES]; /* is being sent: an answer or a block */
	size_t out_bytes, sent;
};
void hpp_tty_init(struct hpp_tty_plate *, struct hpp_model *);
/* Bytes from the host. A request while an answer waits takes its place. */
void hpp_tty_take(struct hpp_tty_plate *, const uint8_t *bytes, size_t size, int64_t now_ns);
/* Bytes for the host: how many of room were filled. */
size_t hpp_tty_give(struct hpp_tty_plate *, uint8_t *out, size_t room, int64_t now_ns);

#endif
