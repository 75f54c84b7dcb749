/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal's reader. The first byte says whether the bytes come as they are, or with every
 * checksum made right first, so that what lies behind the checksums is reached too. */
#include "formats/memory/bytes.h"
#include "formats/recording/journal/block.h"
#include "formats/recording/journal/frames.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char sidecar[] =
	"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"SamplingFrequency\": 1000,"
	" \"Unit\": \"N\", \"Channels\": 2, \"Plates\": [{\"Fz\": 0}, {\"Fz\": 1}]}";

/* The fields of a block's header at their offsets (docs/file-format.md); values as they stand. */
static struct block_header header_at(const uint8_t *bytes, size_t left)
{
	struct block_header header = {.type = (uint16_t)(bytes[4] % 7),
				      .sequence = get_u32(bytes + 8),
				      .payload_bytes = get_u32(bytes + 12),
				      .first_frame = (int64_t)get_u64(bytes + 16),
				      .frames = (int64_t)get_u64(bytes + 24)};

	if (block_padded(header.payload_bytes) > left)
		header.payload_bytes = (uint32_t)(left & ~(size_t)7);
	return header;
}

/* A journal of two channels whose blocks are the input's, with right checksums. */
static uint8_t *make_whole(const uint8_t *data, size_t size, size_t *total)
{
	struct journal_header header = {.channels = 2,
					.rate_hz = 1000,
					.bytes = JOURNAL_HEADER_STEP,
					.json_bytes = sizeof(sidecar) - 1};
	uint8_t *bytes = calloc(1, JOURNAL_HEADER_STEP + size);
	uint32_t seed = journal_seed(header.id);

	if (!bytes)
		return NULL;
	memcpy(bytes + JOURNAL_HEADER_FIXED, sidecar, sizeof(sidecar) - 1);
	journal_header_encode(bytes, &header);
	memcpy(bytes + JOURNAL_HEADER_STEP, data, size);
	*total = JOURNAL_HEADER_STEP + size;
	for (size_t at = JOURNAL_HEADER_STEP; at + BLOCK_HEADER_BYTES <= *total;) {
		uint8_t *block = bytes + at, *payload = block + BLOCK_HEADER_BYTES;
		struct block_header fields = header_at(block, *total - at - BLOCK_HEADER_BYTES);

		block_encode(block, &fields, payload, seed);
		at += BLOCK_HEADER_BYTES + block_padded(fields.payload_bytes);
	}
	return bytes;
}

static void read_all(const uint8_t *bytes, size_t size)
{
	struct journal_reader *reader;
	struct journal_frames frames;
	struct journal_state state;
	struct error err;
	int32_t counts[16 * CHANNELS_MAX];
	int64_t got, total = 0;

	if (journal_reader_open_memory(&reader, bytes, size, &err))
		return;
	journal_frames_init(&frames, reader);
	/* a gap may be as long as it likes: a thousand reads are enough */
	for (int i = 0; i < 1000; i++) {
		got = journal_frames_read(&frames, counts, 16, &err);
		if (got <= 0)
			break;
		total += got;
	}
	if (!got) {
		journal_reader_state(reader, &state);
		if (state.frames != total || state.bytes_good > state.bytes_total)
			abort();
	}
	journal_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes;
	size_t total;

	if (!size)
		return 0;
	if (data[0] & 1) {
		read_all(data + 1, size - 1);
		return 0;
	}
	bytes = make_whole(data + 1, size - 1, &total);
	if (bytes)
		read_all(bytes, total);
	free(bytes);
	return 0;
}
