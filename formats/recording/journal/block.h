/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a journal (docs/file-format.md, "Journal"): little endian, everything under a
 * CRC32C that starts from the journal's own id, so that a block of another journal, left on the
 * disk where this one grew, is never taken for its own. */
#ifndef FORMATS_RECORDING_JOURNAL_BLOCK_H
#define FORMATS_RECORDING_JOURNAL_BLOCK_H

#include "formats/recording/journal.h"

#include <stdbool.h>

enum {
	JOURNAL_ID_BYTES = 16,
	JOURNAL_HEADER_STEP = 4096, /* the header is a multiple of it */
	JOURNAL_HEADER_FIXED = 48,  /* before the JSON */
	JOURNAL_HEADER_MAX = 17 << 20,
	BLOCK_HEADER_BYTES = 64,
	BLOCK_SAMPLES_MAX = 1 << 14,
	BLOCK_PAYLOAD_MAX = 4 * BLOCK_SAMPLES_MAX,
	EVENT_KIND_BYTES = 32,
	EVENT_TEXT_MAX = 4096,
	GAP_PAYLOAD_BYTES = GAP_CAUSE_MAX + 8,
	CLOCK_PAYLOAD_BYTES = 24,
	CLOCK_PAYLOAD_BYTES_1 = 8, /* of version 1: without the device's clock */
	END_PAYLOAD_BYTES = 16 + 64
};

struct journal_header {
	uint16_t channels;
	double rate_hz;
	uint8_t id[JOURNAL_ID_BYTES];
	uint32_t bytes; /* of the whole header */
	uint32_t json_bytes;
};

/* Bytes of a header that holds json_bytes of JSON. */
size_t journal_header_bytes(size_t json_bytes);
/* bytes: header->bytes of zeroed memory with the JSON at JOURNAL_HEADER_FIXED. */
void journal_header_encode(uint8_t *bytes, const struct journal_header *);
/* The fixed part: magic, version and lengths; false = no journal of a version that is known. */
bool journal_header_decode(const uint8_t bytes[JOURNAL_HEADER_FIXED], struct journal_header *);
/* CRC of the whole header, header->bytes long. */
bool journal_header_is_whole(const uint8_t *bytes, const struct journal_header *);
/* What the CRCs of its blocks start from. */
uint32_t journal_seed(const uint8_t id[JOURNAL_ID_BYTES]);

struct block_header {
	uint16_t type;
	uint32_t sequence;
	uint32_t payload_bytes; /* without the padding to a multiple of 8 */
	int64_t first_frame, frames;
	struct journal_stamp stamp;
	uint32_t payload_crc;
};

size_t block_padded(size_t payload_bytes);
/* payload is padded with zeros; sets payload_crc. */
void block_encode(uint8_t bytes[BLOCK_HEADER_BYTES], struct block_header *, const uint8_t *payload,
		  uint32_t seed);
/* false: not the header of a block of this journal. */
bool block_decode(const uint8_t bytes[BLOCK_HEADER_BYTES], struct block_header *, uint32_t seed);
bool block_payload_is_whole(const struct block_header *, const uint8_t *payload, uint32_t seed);

extern const uint8_t block_magic[4];

#endif
