/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/memory/bytes.h"
#include "formats/recording/io.h"
#include "formats/recording/journal/block.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCAN_BYTES = 1 << 13 };

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
	char scan[SCAN_BYTES];
	char name[];
};

/* --- opening --- */

static int read_failed(const struct journal_reader *reader, struct error *err)
{
	return fail(err, HINGE_EREAD, "%s: %s", reader->name, strerror(reader->io.failure));
}

/* 1 = all bytes came, 0 = the file ends before, < 0 = failed. */
static int read_at(struct journal_reader *reader, int64_t at, void *bytes, size_t size,
		   struct error *err)
{
	int64_t got = io_seek(at, SEEK_SET, &reader->io) < 0
			      ? 0
			      : io_read(bytes, (int64_t)size, &reader->io);

	if (reader->io.failure)
		return read_failed(reader, err);
	return got == (int64_t)size;
}

static int take_info(struct journal_reader *reader, const struct journal_header *header,
		     const uint8_t *bytes, struct error *err)
{
	int ret = sidecar_parse((const char *)bytes + JOURNAL_HEADER_FIXED, header->json_bytes,
				reader->name, &reader->info, err);

	if (ret)
		return ret;
	if (reader->info.channels != header->channels || reader->info.rate_hz != header->rate_hz)
		return fail(err, HINGE_EFORMAT,
			    "%s: its header says %d channels at %g Hz, its sidecar %zu at %g",
			    reader->name, header->channels, header->rate_hz, reader->info.channels,
			    reader->info.rate_hz);
	return 0;
}

static int read_header(struct journal_reader *reader, struct error *err)
{
	uint8_t fixed[JOURNAL_HEADER_FIXED], *bytes;
	struct journal_header header;
	int ret = read_at(reader, 0, fixed, sizeof(fixed), err);

	if (ret < 0)
		return ret;
	if (!ret || !journal_header_decode(fixed, &header))
		return fail(err, HINGE_EFORMAT, "%s: not a hinge journal, or its header is damaged",
			    reader->name);
	if (header.bytes > reader->io.size)
		return fail(err, HINGE_EFORMAT,
			    "%s: cut short within its header (%lld of %u bytes)", reader->name,
			    (long long)reader->io.size, header.bytes);
	bytes = malloc(header.bytes);
	if (!bytes)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", reader->name);
	ret = read_at(reader, 0, bytes, header.bytes, err);
	if (ret >= 0)
		ret = ret && journal_header_is_whole(bytes, &header)
			      ? take_info(reader, &header, bytes, err)
			      : fail(err, HINGE_EFORMAT, "%s: its header is damaged (CRC)",
				     reader->name);
	free(bytes);
	reader->seed = journal_seed(header.id);
	reader->at = header.bytes;
	reader->state.bytes_good = header.bytes;
	return ret;
}

static int reader_new(struct journal_reader **out, const char *name, struct error *err)
{
	size_t length = strlen(name) + 1;
	struct journal_reader *reader = calloc(1, sizeof(*reader) + length);

	if (!reader)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	memcpy(reader->name, name, length);
	recording_info_init(&reader->info);
	reader->io.fd = -1;
	reader->sha = sha256_new();
	if (!reader->sha) {
		free(reader);
		return fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	}
	*out = reader;
	return 0;
}

static int finish_open(struct journal_reader *reader, int ret, struct journal_reader **out,
		       struct error *err)
{
	if (!ret)
		ret = read_header(reader, err);
	if (ret) {
		journal_reader_close(reader);
		return ret;
	}
	reader->state.bytes_total = reader->io.size;
	*out = reader;
	return 0;
}

int journal_reader_open(struct journal_reader **out, const char *path, struct error *err)
{
	struct journal_reader *reader;
	int ret = reader_new(&reader, path, err);

	return ret ? ret : finish_open(reader, io_open(&reader->io, path, err), out, err);
}

int journal_reader_open_memory(struct journal_reader **out, const void *bytes, size_t size,
			       struct error *err)
{
	struct journal_reader *reader;
	int ret = reader_new(&reader, "memory", err);

	if (ret)
		return ret;
	io_open_memory(&reader->io, bytes, size);
	return finish_open(reader, 0, out, err);
}

const struct recording_info *journal_reader_info(const struct journal_reader *reader)
{
	return &reader->info;
}

/* --- blocks --- */

/* Room for a payload, its padding and the NUL behind a text. */
static int make_room(struct journal_reader *reader, size_t payload_bytes, struct error *err)
{
	size_t room = block_padded(payload_bytes) + 8;
	uint8_t *payload;
	int32_t *counts;

	if (room <= reader->room)
		return 0;
	payload = realloc(reader->payload, room);
	if (payload)
		reader->payload = payload;
	counts = realloc(reader->counts, room);
	if (counts)
		reader->counts = counts;
	if (!payload || !counts)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", reader->name);
	reader->room = room;
	return 0;
}

/* Header and payload of the block at an offset: 1 = whole, 0 = none there, < 0 = I/O error. */
static int read_block(struct journal_reader *reader, int64_t at, struct block_header *header,
		      struct error *err)
{
	uint8_t bytes[BLOCK_HEADER_BYTES];
	int ret = read_at(reader, at, bytes, sizeof(bytes), err);

	if (ret <= 0)
		return ret;
	if (!block_decode(bytes, header, reader->seed))
		return 0;
	ret = make_room(reader, header->payload_bytes, err);
	if (ret)
		return ret;
	ret = read_at(reader, at + BLOCK_HEADER_BYTES, reader->payload,
		      block_padded(header->payload_bytes), err);
	return ret <= 0 ? ret : block_payload_is_whole(header, reader->payload, reader->seed);
}

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

/* True when the block is the next one and says what its type may say. */
static bool take_block(struct journal_reader *reader, const struct block_header *header,
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

static void count_block(struct journal_reader *reader, const struct block_header *header)
{
	struct journal_state *state = &reader->state;

	if (header->type == JOURNAL_DATA) {
		sha256_add(reader->sha, reader->payload, header->payload_bytes);
		state->data_frames += header->frames;
	}
	if (header->type == JOURNAL_GAP)
		state->gap_frames += header->frames;
	state->frames = state->data_frames + state->gap_frames;
	state->blocks++;
	reader->sequence++;
	reader->at += BLOCK_HEADER_BYTES + (int64_t)block_padded(header->payload_bytes);
	state->bytes_good = reader->at;
	if (header->type == JOURNAL_END)
		state->complete = true;
	if (state->complete)
		reader->stage = ENDED;
}

/* --- beyond the good part --- */

/* Moves *at on to the next block magic: 1 = found, 0 = none, < 0 = I/O error. */
static int find_magic(struct journal_reader *reader, int64_t *at, struct error *err)
{
	while (*at + BLOCK_HEADER_BYTES <= reader->io.size) {
		int64_t left = reader->io.size - *at;
		size_t window = left < SCAN_BYTES ? (size_t)left : SCAN_BYTES;
		const char *found;
		int ret = read_at(reader, *at, reader->scan, window, err);

		if (ret <= 0)
			return ret;
		found = memmem(reader->scan, window, block_magic, sizeof(block_magic));
		if (found) {
			*at += found - reader->scan;
			return 1;
		}
		/* the magic may stand across the edge of the window */
		*at += (int64_t)(window - sizeof(block_magic) + 1);
	}
	return 0;
}

/* Counts whole blocks behind the first bad byte. They are told, never glued on: how many frames
 * are missing before them is not known. */
static int count_islands(struct journal_reader *reader, struct error *err)
{
	int64_t at = reader->at;
	int found;

	while ((found = find_magic(reader, &at, err)) > 0) {
		struct block_header header;
		int ret = read_block(reader, at, &header, err);

		if (ret < 0)
			return ret;
		if (!ret) {
			at++;
			continue;
		}
		reader->state.islands++;
		if (header.type == JOURNAL_DATA)
			reader->state.island_frames += header.frames;
		at += BLOCK_HEADER_BYTES + (int64_t)block_padded(header.payload_bytes);
	}
	return found;
}

int journal_reader_next(struct journal_reader *reader, struct journal_block *block,
			struct error *err)
{
	struct block_header header;
	int ret;

	if (reader->stage == READING) {
		ret = read_block(reader, reader->at, &header, err);
		if (ret < 0)
			return ret;
		if (ret && take_block(reader, &header, block)) {
			count_block(reader, &header);
			return 1;
		}
		reader->stage = ENDED;
	}
	if (reader->stage == SCANNED)
		return 0;
	reader->stage = SCANNED;
	return count_islands(reader, err);
}

void journal_reader_state(const struct journal_reader *reader, struct journal_state *state)
{
	*state = reader->state;
}

void journal_reader_close(struct journal_reader *reader)
{
	char unused[65];

	if (!reader)
		return;
	if (reader->sha)
		sha256_final_hex(reader->sha, unused);
	recording_info_reset(&reader->info);
	io_close(&reader->io);
	free(reader->payload);
	free(reader->counts);
	free(reader);
}
