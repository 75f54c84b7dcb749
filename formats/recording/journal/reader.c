/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/journal/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_failed(const struct journal_reader *reader, struct error *err)
{
	return fail(err, HINGE_EREAD, "%s: %s", reader->name, strerror(reader->io.failure));
}

int reader_read_at(struct journal_reader *reader, int64_t at, void *bytes, size_t size,
		   struct error *err)
{
	int64_t got = io_seek(at, SEEK_SET, &reader->io) < 0
			      ? 0
			      : io_read(bytes, (int64_t)size, &reader->io);

	if (reader->io.failure)
		return read_failed(reader, err);
	return got == (int64_t)size;
}

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
	int ret = reader_read_at(reader, at, bytes, sizeof(bytes), err);

	if (ret <= 0)
		return ret;
	if (!block_decode(bytes, header, reader->seed))
		return 0;
	ret = make_room(reader, header->payload_bytes, err);
	if (ret)
		return ret;
	ret = reader_read_at(reader, at + BLOCK_HEADER_BYTES, reader->payload,
			     block_padded(header->payload_bytes), err);
	return ret <= 0 ? ret : block_payload_is_whole(header, reader->payload, reader->seed);
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
		size_t window = left < READER_SCAN_BYTES ? (size_t)left : READER_SCAN_BYTES;
		const char *found;
		int ret = reader_read_at(reader, *at, reader->scan, window, err);

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
		if (ret && reader_take_block(reader, &header, block)) {
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
