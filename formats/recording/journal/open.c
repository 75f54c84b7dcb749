/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/journal/reader.h"
#include "formats/recording/sidecar.h"

#include <stdlib.h>
#include <string.h>

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
	int ret = reader_read_at(reader, 0, fixed, sizeof(fixed), err);

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
	ret = reader_read_at(reader, 0, bytes, header.bytes, err);
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
