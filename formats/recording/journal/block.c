/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/journal/block.h"

#include "formats/files.h"
#include "formats/memory/bytes.h"

#include <string.h>

enum { VERSION_OLDEST = 1, VERSION = 2 };

static const uint8_t journal_magic[8] = {'H', 'I', 'N', 'G', 'E', 'J', 'N', 'L'};
const uint8_t block_magic[4] = {'H', 'B', 'L', 'K'};

/* Offsets of the journal's header */
enum {
	AT_VERSION = 8,
	AT_CHANNELS = 10,
	AT_BYTES = 12,
	AT_RATE = 16,
	AT_ID = 24,
	AT_JSON_BYTES = 40,
	AT_HEADER_CRC = 44
};

/* Offsets of a block's header */
enum {
	AT_TYPE = 4,
	AT_SEQUENCE = 8,
	AT_PAYLOAD_BYTES = 12,
	AT_FIRST_FRAME = 16,
	AT_FRAMES = 24,
	AT_COUNTER = 32,
	AT_MONOTONIC = 40,
	AT_STATUS = 48,
	AT_PAYLOAD_CRC = 52,
	AT_BLOCK_CRC = 60
};

/* --- the journal's header --- */

size_t journal_header_bytes(size_t json_bytes)
{
	size_t bytes = JOURNAL_HEADER_FIXED + json_bytes + JOURNAL_HEADER_STEP - 1;

	return bytes - bytes % JOURNAL_HEADER_STEP;
}

/* All bytes but those of the CRC itself. */
static uint32_t header_crc(const uint8_t *bytes, size_t size)
{
	uint32_t crc = crc32c(0, bytes, AT_HEADER_CRC);

	return crc32c(crc, bytes + JOURNAL_HEADER_FIXED, size - JOURNAL_HEADER_FIXED);
}

void journal_header_encode(uint8_t *bytes, const struct journal_header *header)
{
	uint64_t rate;

	memcpy(&rate, &header->rate_hz, sizeof(rate));
	memcpy(bytes, journal_magic, sizeof(journal_magic));
	put_u16(bytes + AT_VERSION, VERSION);
	put_u16(bytes + AT_CHANNELS, header->channels);
	put_u32(bytes + AT_BYTES, header->bytes);
	put_u64(bytes + AT_RATE, rate);
	memcpy(bytes + AT_ID, header->id, JOURNAL_ID_BYTES);
	put_u32(bytes + AT_JSON_BYTES, header->json_bytes);
	put_u32(bytes + AT_HEADER_CRC, header_crc(bytes, header->bytes));
}

bool journal_header_decode(const uint8_t bytes[JOURNAL_HEADER_FIXED], struct journal_header *header)
{
	uint64_t rate = get_u64(bytes + AT_RATE);

	memcpy(&header->rate_hz, &rate, sizeof(rate));
	memcpy(header->id, bytes + AT_ID, JOURNAL_ID_BYTES);
	header->channels = get_u16(bytes + AT_CHANNELS);
	header->bytes = get_u32(bytes + AT_BYTES);
	header->json_bytes = get_u32(bytes + AT_JSON_BYTES);
	uint16_t version = get_u16(bytes + AT_VERSION);

	return journal_probe(bytes, JOURNAL_HEADER_FIXED) && version >= VERSION_OLDEST &&
	       version <= VERSION && header->bytes >= JOURNAL_HEADER_STEP &&
	       header->bytes <= JOURNAL_HEADER_MAX && header->bytes % JOURNAL_HEADER_STEP == 0 &&
	       header->json_bytes <= header->bytes - JOURNAL_HEADER_FIXED;
}

bool journal_header_is_whole(const uint8_t *bytes, const struct journal_header *header)
{
	return get_u32(bytes + AT_HEADER_CRC) == header_crc(bytes, header->bytes);
}

bool journal_probe(const void *head, size_t size)
{
	return size >= sizeof(journal_magic) && !memcmp(head, journal_magic, sizeof(journal_magic));
}

uint32_t journal_seed(const uint8_t id[JOURNAL_ID_BYTES])
{
	return crc32c(0, id, JOURNAL_ID_BYTES);
}

/* --- blocks --- */

size_t block_padded(size_t payload_bytes)
{
	return (payload_bytes + 7) & ~(size_t)7;
}

void block_encode(uint8_t bytes[BLOCK_HEADER_BYTES], struct block_header *header,
		  const uint8_t *payload, uint32_t seed)
{
	header->payload_crc = crc32c(seed, payload, block_padded(header->payload_bytes));
	memset(bytes, 0, BLOCK_HEADER_BYTES);
	memcpy(bytes, block_magic, sizeof(block_magic));
	put_u16(bytes + AT_TYPE, header->type);
	put_u32(bytes + AT_SEQUENCE, header->sequence);
	put_u32(bytes + AT_PAYLOAD_BYTES, header->payload_bytes);
	put_u64(bytes + AT_FIRST_FRAME, (uint64_t)header->first_frame);
	put_u64(bytes + AT_FRAMES, (uint64_t)header->frames);
	put_u64(bytes + AT_COUNTER, header->stamp.device_counter);
	put_u64(bytes + AT_MONOTONIC, (uint64_t)header->stamp.monotonic_ns);
	put_u32(bytes + AT_STATUS, header->stamp.status_bits);
	put_u32(bytes + AT_PAYLOAD_CRC, header->payload_crc);
	put_u32(bytes + AT_BLOCK_CRC, crc32c(seed, bytes, AT_BLOCK_CRC));
}

bool block_decode(const uint8_t bytes[BLOCK_HEADER_BYTES], struct block_header *header,
		  uint32_t seed)
{
	if (memcmp(bytes, block_magic, sizeof(block_magic)) ||
	    get_u32(bytes + AT_BLOCK_CRC) != crc32c(seed, bytes, AT_BLOCK_CRC))
		return false;
	header->type = get_u16(bytes + AT_TYPE);
	header->sequence = get_u32(bytes + AT_SEQUENCE);
	header->payload_bytes = get_u32(bytes + AT_PAYLOAD_BYTES);
	header->first_frame = (int64_t)get_u64(bytes + AT_FIRST_FRAME);
	header->frames = (int64_t)get_u64(bytes + AT_FRAMES);
	header->stamp.device_counter = get_u64(bytes + AT_COUNTER);
	header->stamp.monotonic_ns = (int64_t)get_u64(bytes + AT_MONOTONIC);
	header->stamp.status_bits = get_u32(bytes + AT_STATUS);
	header->payload_crc = get_u32(bytes + AT_PAYLOAD_CRC);
	return header->payload_bytes <= BLOCK_PAYLOAD_MAX && header->first_frame >= 0 &&
	       header->first_frame <= FRAMES_MAX && header->frames >= 0 &&
	       header->frames <= FRAMES_MAX;
}

bool block_payload_is_whole(const struct block_header *header, const uint8_t *payload,
			    uint32_t seed)
{
	return crc32c(seed, payload, block_padded(header->payload_bytes)) == header->payload_crc;
}
