/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block says, by its type. */
#include "formats/memory/bytes.h"
#include "formats/recording/journal/reader.h"

#include <string.h>

static bool take_data(struct journal_reader *reader, const struct block_header *header,
		      struct journal_block *block)
{
	size_t samples = (size_t)header->frames * reader->info.channels;

	if (header->frames < 1 || header->frames > BLOCK_SAMPLES_MAX ||
	    header->payload_bytes != 4 * samples)
		return false;
	for (size_t i = 0; i < samples; i++)
		reader->counts[i] = (int32_t)get_u32(reader->payload + 4 * i);
	block->counts = reader->counts;
	return true;
}

/* A fixed field of a text, which a whole block has ended with a NUL. */
static bool take_text(const uint8_t *field, size_t size, char *out)
{
	memcpy(out, field, size);
	return memchr(field, '\0', size) != NULL;
}

static bool take_gap(struct journal_reader *reader, const struct block_header *header,
		     struct journal_block *block)
{
	block->gap = (struct gap){.frame = header->first_frame,
				  .frames = header->frames,
				  .frames_uncertainty = (int64_t)get_u64(reader->payload)};
	return header->frames >= 1 && header->payload_bytes == GAP_PAYLOAD_BYTES &&
	       block->gap.frames_uncertainty >= 0 &&
	       take_text(reader->payload + 8, GAP_CAUSE_MAX, block->gap.cause);
}

static bool take_event(struct journal_reader *reader, const struct block_header *header,
		       struct journal_block *block)
{
	if (header->frames || header->payload_bytes < EVENT_KIND_BYTES ||
	    header->payload_bytes > EVENT_KIND_BYTES + EVENT_TEXT_MAX)
		return false;
	/* the buffer has room for it, and a text without a NUL inside is what was written */
	reader->payload[header->payload_bytes] = '\0';
	block->text = (const char *)reader->payload + EVENT_KIND_BYTES;
	return take_text(reader->payload, EVENT_KIND_BYTES, block->kind);
}

static bool take_clock(struct journal_reader *reader, const struct block_header *header,
		       struct journal_block *block)
{
	struct clock_pair *pair = &block->clock;

	if (header->frames || (header->payload_bytes != CLOCK_PAYLOAD_BYTES &&
			       header->payload_bytes != CLOCK_PAYLOAD_BYTES_1))
		return false;
	*pair = (struct clock_pair){.frame = header->first_frame,
				    .device_counter = header->stamp.device_counter,
				    .monotonic_ns = header->stamp.monotonic_ns,
				    .realtime_ns = (int64_t)get_u64(reader->payload)};
	if (header->payload_bytes == CLOCK_PAYLOAD_BYTES) {
		pair->device_ns = get_u64(reader->payload + 8);
		pair->round_trip_ns = (int64_t)get_u64(reader->payload + 16);
	}
	return pair->round_trip_ns >= 0;
}

/* The END must agree with every block before it. */
static bool take_end(struct journal_reader *reader, const struct block_header *header,
		     struct journal_block *block)
{
	char hex[65];

	if (header->frames || header->payload_bytes != END_PAYLOAD_BYTES || !reader->sha)
		return false;
	sha256_final_hex(reader->sha, hex);
	reader->sha = NULL;
	memcpy(block->sha256, reader->payload + 16, 64);
	return (int64_t)get_u64(reader->payload) == reader->state.frames &&
	       (int64_t)get_u64(reader->payload + 8) == reader->state.data_frames &&
	       !strcmp(block->sha256, hex);
}

static bool (*const take[])(struct journal_reader *, const struct block_header *,
			    struct journal_block *) = {
	[JOURNAL_DATA] = take_data,   [JOURNAL_GAP] = take_gap, [JOURNAL_EVENT] = take_event,
	[JOURNAL_CLOCK] = take_clock, [JOURNAL_END] = take_end,
};

bool reader_take_block(struct journal_reader *reader, const struct block_header *header,
		       struct journal_block *out)
{
	struct journal_block block = {.type = header->type,
				      .sequence = header->sequence,
				      .first_frame = header->first_frame,
				      .frames = header->frames,
				      .stamp = header->stamp};

	if (header->sequence != reader->sequence || header->first_frame != reader->state.frames ||
	    header->type < JOURNAL_DATA || header->type > JOURNAL_END)
		return false;
	if (!take[header->type](reader, header, &block))
		return false;
	*out = block;
	return true;
}
