/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/container/header.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

enum { CHUNKS_MAX = 64, HEAD_BYTES = 40 };

/* CAF: "to the end of the file", which says nothing about a cut. */
enum { LENGTH_OPEN = -1 };

/* A chunk as its header states it; body is where its bytes start. */
struct chunk {
	char id[4];
	int64_t body, bytes, next;
};

/* One row a chunked format: how a chunk header is read, where the first one stands. */
struct walk {
	const char *format;
	int64_t first;
	size_t header_bytes;
	void (*parse)(const uint8_t *header, struct chunk *);
	int64_t data_skip; /* bytes of the data chunk before the samples */
};

static uint32_t u32_le(const uint8_t *bytes)
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return le32toh(value);
}

static uint64_t u64_le(const uint8_t *bytes)
{
	return u32_le(bytes) | (uint64_t)u32_le(bytes + 4) << 32;
}

static uint64_t u64_be(const uint8_t *bytes)
{
	uint64_t value;

	memcpy(&value, bytes, sizeof(value));
	return be64toh(value);
}

/* Ends as a stated length that no file reaches, instead of overflowing. */
static int64_t bounded(uint64_t value)
{
	return value > INT64_MAX / 4 ? INT64_MAX / 4 : (int64_t)value;
}

static void parse_riff(const uint8_t *header, struct chunk *chunk)
{
	chunk->bytes = u32_le(header + 4);
	chunk->next = chunk->body + chunk->bytes + (chunk->bytes & 1);
}

static void parse_w64(const uint8_t *header, struct chunk *chunk)
{
	uint64_t whole = u64_le(header + 16); /* with this header */

	chunk->bytes = whole < 24 ? 0 : bounded(whole - 24);
	chunk->next = chunk->body + ((chunk->bytes + 7) & ~(int64_t)7);
}

static void parse_caf(const uint8_t *header, struct chunk *chunk)
{
	uint64_t bytes = u64_be(header + 4);

	chunk->bytes = bytes == UINT64_MAX ? LENGTH_OPEN : bounded(bytes);
	chunk->next = chunk->body + chunk->bytes;
}

static const struct walk walks[] = {
	{"w64", 40, 24, parse_w64, 0},
	{"wav", 12, 8, parse_riff, 0},
	{"rf64", 12, 8, parse_riff, 0},
	{"caf", 8, 12, parse_caf, 4},
};

static const uint8_t w64_riff[16] = {0x72, 0x69, 0x66, 0x66, 0x2e, 0x91, 0xcf, 0x11,
				     0xa5, 0xd6, 0x28, 0xdb, 0x04, 0xc1, 0x00, 0x00};
static const uint8_t w64_wave[16] = {0x77, 0x61, 0x76, 0x65, 0xf3, 0xac, 0xd3, 0x11,
				     0x8c, 0xd1, 0x00, 0xc0, 0x4f, 0x8e, 0xdb, 0x8a};

const char *container_magic(const void *head, size_t size)
{
	const char *bytes = head;

	if (size >= 12 && !memcmp(bytes + 8, "WAVE", 4)) {
		if (!memcmp(bytes, "RIFF", 4))
			return "wav";
		if (!memcmp(bytes, "RF64", 4))
			return "rf64";
	}
	if (size >= 8 && !memcmp(bytes, "caff\0\1", 6))
		return "caf";
	if (size >= 4 && !memcmp(bytes, "fLaC", 4))
		return "flac";
	if (size >= 40 && !memcmp(bytes, w64_riff, 16) && !memcmp(bytes + 24, w64_wave, 16))
		return "w64";
	return NULL;
}

static int read_failed(const struct io *io, const char *name, struct error *err)
{
	return fail(err, HINGE_EREAD, "%s: %s", name, strerror(io->failure));
}

/* 1 = chunk is filled, 0 = the file ends before it. */
static int next_chunk(struct io *io, const struct walk *walk, int64_t at, struct chunk *chunk)
{
	uint8_t header[24];

	if (io_seek(at, SEEK_SET, io) < 0 ||
	    io_read(header, (int64_t)walk->header_bytes, io) < (int64_t)walk->header_bytes)
		return 0;
	memcpy(chunk->id, header, sizeof(chunk->id));
	chunk->body = at + (int64_t)walk->header_bytes;
	walk->parse(header, chunk);
	return 1;
}

/* RF64 keeps the length of its data in the chunk "ds64". */
static int64_t ds64_data_bytes(struct io *io)
{
	uint8_t sizes[16];

	if (io_read(sizes, sizeof(sizes), io) < (int64_t)sizeof(sizes))
		return -1;
	return bounded(u64_le(sizes + 8));
}

static int walk_chunks(struct io *io, const struct walk *walk, const char *name,
		       struct container_header *header, struct error *err)
{
	int64_t at = walk->first, long_data = -1;
	struct chunk chunk;

	for (int i = 0; i < CHUNKS_MAX && next_chunk(io, walk, at, &chunk); i++) {
		if (!memcmp(chunk.id, "data", 4)) {
			if (long_data >= 0 && chunk.bytes == UINT32_MAX)
				chunk.bytes = long_data;
			if (chunk.bytes == LENGTH_OPEN)
				return fail(err, HINGE_EFORMAT,
					    "%s: its header leaves the length open (never "
					    "finished?)",
					    name);
			header->data_at = chunk.body + walk->data_skip;
			header->data_bytes = chunk.bytes - walk->data_skip;
			return 0;
		}
		if (!memcmp(chunk.id, "ds64", 4))
			long_data = ds64_data_bytes(io);
		if (chunk.bytes == LENGTH_OPEN)
			break;
		at = chunk.next;
	}
	if (io->failure)
		return read_failed(io, name, err);
	return fail(err, HINGE_EFORMAT, "%s: no data chunk in %lld bytes (cut short?)", name,
		    (long long)io->size);
}

int container_header_read(struct io *io, const char *name, struct container_header *header,
			  struct error *err)
{
	uint8_t head[HEAD_BYTES];
	int64_t got;

	if (!io->size)
		return fail(err, HINGE_EFORMAT, "%s: the file is empty", name);
	io_seek(0, SEEK_SET, io);
	got = io_read(head, sizeof(head), io);
	if (io->failure)
		return read_failed(io, name, err);
	*header = (struct container_header){.format = container_magic(head, (size_t)got)};
	if (!header->format)
		return fail(err, HINGE_EFORMAT,
			    "%s: not a W64, RF64, WAV, CAF or FLAC file (or cut short)", name);
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++)
		if (!strcmp(walks[i].format, header->format))
			return walk_chunks(io, &walks[i], name, header, err);
	header->compressed = true;
	return 0;
}
