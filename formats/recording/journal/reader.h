/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal being read: opened (open.c), block by block (reader.c, payload.c). Inside
 * formats/recording/journal only. */
#ifndef FORMATS_RECORDING_JOURNAL_READER_H
#define FORMATS_RECORDING_JOURNAL_READER_H

#include "formats/files.h"
#include "formats/recording/io.h"
#include "formats/recording/journal/block.h"

enum { READER_SCAN_BYTES = 1 << 13 };

struct journal_reader {
	struct io io;
	struct recording_info info;
	uint32_t seed, sequence;
	int64_t at; /* of the next block */
	enum { READING, ENDED, SCANNED } stage;
	struct sha256 *sha;
	struct journal_state state;
	/* as large as the largest block so far */
	size_t room;
	uint8_t *payload;
	int32_t *counts;
	char scan[READER_SCAN_BYTES];
	char name[];
};

/* 1 = all bytes came, 0 = the file ends before, < 0 = failed. */
int reader_read_at(struct journal_reader *, int64_t at, void *bytes, size_t size, struct error *);
/* True when the block whose payload is in the reader is the next one and says what its type may
 * say. An END ends the reader's checksum. */
bool reader_take_block(struct journal_reader *, const struct block_header *,
		       struct journal_block *);

#endif
