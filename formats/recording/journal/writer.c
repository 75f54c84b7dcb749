/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/memory/bytes.h"
#include "formats/recording/journal/block.h"
#include "formats/recording/sidecar.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

static const int64_t reserve_min_bytes = 1 << 20, reserve_max_bytes = 16 << 20;

struct journal {
	int fd;
	size_t channels;
	uint32_t seed, sequence;
	int64_t position, data_frames, durable; /* frames */
	int64_t bytes, reserved;
	bool can_reserve;
	struct sha256 *sha;   /* of the samples as they stand in the blocks */
	struct error failure; /* code 0 while all is well */
	/* one block, written with one call; nothing is allocated while recording */
	uint8_t block[BLOCK_HEADER_BYTES + BLOCK_PAYLOAD_MAX];
	char path[];
};

/* --- making the file --- */

static int check_room(const char *path, int64_t min_free_bytes, struct error *err)
{
	char folder[PATH_MAX];
	size_t length = (size_t)(path_base(path) - path);
	int64_t room;

	if (min_free_bytes <= 0)
		return 0;
	snprintf(folder, sizeof(folder), "%.*s", length ? (int)length : 1, length ? path : ".");
	room = folder_free_bytes(folder);
	if (room < 0 || room >= min_free_bytes)
		return 0; /* a folder that is not there fails where the file is made */
	return fail(err, HINGE_EWRITE,
		    "%s: %lld MiB free, %lld MiB needed (make room or choose another disk)", folder,
		    (long long)(room >> 20), (long long)(min_free_bytes >> 20));
}

static int make_file(struct journal *journal, struct error *err)
{
	journal->fd =
		open_file(journal->path,
			  O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (journal->fd < 0 && errno == EEXIST)
		return fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", journal->path);
	if (journal->fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s", journal->path);
	/* held while recording: `hinge recover` leaves a locked journal alone */
	if (flock(journal->fd, LOCK_EX | LOCK_NB))
		return fail_errno(err, HINGE_EWRITE, "%s: cannot lock", journal->path);
	return 0;
}

/* Asked for ahead, the disk gives long runs and says "full" early. Where it cannot, recording goes
 * on: a write that fails says so itself. */
static void reserve(struct journal *journal)
{
	int64_t step = journal->reserved; /* doubles, up to a limit */

	if (step < reserve_min_bytes)
		step = reserve_min_bytes;
	if (step > reserve_max_bytes)
		step = reserve_max_bytes;
	if (!journal->can_reserve || journal->bytes + step / 2 < journal->reserved)
		return;
	if (!fallocate(journal->fd, FALLOC_FL_KEEP_SIZE, journal->reserved, step))
		journal->reserved += step;
	else if (errno != EINTR)
		journal->can_reserve = false;
}

static int sync_data(const struct journal *journal)
{
	int ret;

	do
		ret = fdatasync(journal->fd);
	while (ret && errno == EINTR);
	return ret;
}

static int write_header(struct journal *journal, const char *json, double rate_hz,
			struct error *err)
{
	struct journal_header header = {.channels = (uint16_t)journal->channels,
					.rate_hz = rate_hz,
					.json_bytes = (uint32_t)strlen(json)};
	uint8_t *bytes;
	int ret;

	header.bytes = (uint32_t)journal_header_bytes(header.json_bytes);
	if (header.bytes > JOURNAL_HEADER_MAX)
		return fail(err, HINGE_EFORMAT, "%s: the sidecar is too large", journal->path);
	if (getrandom(header.id, sizeof(header.id), 0) != sizeof(header.id))
		return fail_errno(err, HINGE_EWRITE, "%s: no random id", journal->path);
	bytes = calloc(1, header.bytes);
	if (!bytes)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", journal->path);
	memcpy(bytes + JOURNAL_HEADER_FIXED, json, header.json_bytes);
	journal_header_encode(bytes, &header);
	journal->seed = journal_seed(header.id);
	reserve(journal);
	ret = write_all(journal->fd, bytes, header.bytes, journal->path, err);
	journal->bytes = header.bytes;
	free(bytes);
	return ret;
}

static void journal_free(struct journal *journal)
{
	char unused[65];

	if (journal->fd >= 0)
		close(journal->fd);
	if (journal->sha)
		sha256_final_hex(journal->sha, unused);
	free(journal);
}

static int journal_new(struct journal **out, const char *path, const struct recording_info *info,
		       struct error *err)
{
	size_t length = strlen(path) + 1;
	struct journal *journal = calloc(1, sizeof(*journal) + length);

	if (!journal)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	memcpy(journal->path, path, length);
	journal->fd = -1;
	journal->can_reserve = true;
	journal->channels = sidecar_channels(info);
	journal->sha = sha256_new();
	if (!journal->sha) {
		journal_free(journal);
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	}
	*out = journal;
	return 0;
}

static int start(struct journal *journal, const char *json, double rate_hz, struct error *err)
{
	int ret = make_file(journal, err);

	if (ret)
		return ret;
	ret = write_header(journal, json, rate_hz, err);
	if (!ret)
		ret = sync_all(journal->fd, journal->path, err);
	if (!ret)
		ret = folder_sync(journal->path, err);
	if (ret)
		unlink(journal->path);
	return ret;
}

int journal_create(struct journal **out, const char *path, const struct recording_info *info,
		   int64_t min_free_bytes, struct error *err)
{
	struct journal *journal = NULL;
	char *json = NULL;
	int ret = sidecar_check(info, path, err);

	if (!ret)
		ret = check_room(path, min_free_bytes, err);
	if (!ret)
		ret = sidecar_format(info, &json, err);
	if (!ret)
		ret = journal_new(&journal, path, info, err);
	if (!ret)
		ret = start(journal, json, info->rate_hz, err);
	free(json);
	if (!ret)
		*out = journal;
	else if (journal)
		journal_free(journal);
	return ret;
}

/* --- blocks --- */

/* The disk's answer to the first failed call is the journal's for good. */
static int give_failure(const struct journal *journal, struct error *err)
{
	if (err)
		*err = journal->failure;
	return journal->failure.code;
}

static uint8_t *payload_of(struct journal *journal)
{
	return journal->block + BLOCK_HEADER_BYTES;
}

/* Writes the block whose payload stands in journal->block; moves the position past its frames. */
static int append_block(struct journal *journal, enum journal_block_type type, int64_t frames,
			size_t payload_bytes, const struct journal_stamp *stamp, struct error *err)
{
	static const struct journal_stamp no_stamp;
	size_t padded = block_padded(payload_bytes);
	struct block_header header = {.type = (uint16_t)type,
				      .sequence = journal->sequence,
				      .payload_bytes = (uint32_t)payload_bytes,
				      .first_frame = journal->position,
				      .frames = frames,
				      .stamp = stamp ? *stamp : no_stamp};

	if (journal->failure.code)
		return give_failure(journal, err);
	memset(payload_of(journal) + payload_bytes, 0, padded - payload_bytes);
	block_encode(journal->block, &header, payload_of(journal), journal->seed);
	reserve(journal);
	if (write_all(journal->fd, journal->block, BLOCK_HEADER_BYTES + padded, journal->path,
		      &journal->failure))
		return give_failure(journal, err);
	journal->bytes += (int64_t)(BLOCK_HEADER_BYTES + padded);
	journal->sequence++;
	journal->position += frames;
	return 0;
}

static int put_counts(uint8_t *payload, const int32_t *counts, size_t samples)
{
	uint32_t beyond = 0;

	for (size_t i = 0; i < samples; i++) {
		beyond |= ((uint32_t)counts[i] + (1u << 23)) >> 24;
		put_u32(payload + 4 * i, (uint32_t)counts[i]);
	}
	return beyond ? -1 : 0;
}

int journal_append(struct journal *journal, const int32_t *counts, size_t frames,
		   const struct journal_stamp *stamp, struct error *err)
{
	size_t room = BLOCK_SAMPLES_MAX / journal->channels;

	if (journal->failure.code)
		return give_failure(journal, err);
	while (frames) {
		size_t n = frames < room ? frames : room, samples = n * journal->channels;
		int ret;

		if (put_counts(payload_of(journal), counts, samples))
			return fail(err, HINGE_EFORMAT,
				    "%s: a sample after frame %lld is not within 24 bits",
				    journal->path, (long long)journal->position);
		ret = append_block(journal, JOURNAL_DATA, (int64_t)n, 4 * samples, stamp, err);
		if (ret)
			return ret;
		sha256_add(journal->sha, payload_of(journal), 4 * samples);
		journal->data_frames += (int64_t)n;
		counts += samples;
		frames -= n;
	}
	return 0;
}

int journal_gap(struct journal *journal, int64_t frames, const char *cause,
		int64_t frames_uncertainty, const struct journal_stamp *stamp, struct error *err)
{
	uint8_t *payload = payload_of(journal);

	if (frames < 1 || frames > FRAMES_MAX - journal->position)
		return fail(err, HINGE_EFORMAT, "%s: a gap of %lld frames", journal->path,
			    (long long)frames);
	memset(payload, 0, GAP_PAYLOAD_BYTES);
	put_u64(payload, (uint64_t)frames_uncertainty);
	snprintf((char *)payload + 8, GAP_CAUSE_MAX, "%s", cause ? cause : "");
	return append_block(journal, JOURNAL_GAP, frames, GAP_PAYLOAD_BYTES, stamp, err);
}

int journal_event(struct journal *journal, const char *kind, const char *text,
		  const struct journal_stamp *stamp, struct error *err)
{
	uint8_t *payload = payload_of(journal);
	size_t length = strlen(text);

	if (!*kind || strlen(kind) >= EVENT_KIND_BYTES || length > EVENT_TEXT_MAX)
		return fail(err, HINGE_EUSAGE,
			    "a mark has a kind of 1 to %d bytes and a text of %d at most",
			    EVENT_KIND_BYTES - 1, EVENT_TEXT_MAX);
	memset(payload, 0, EVENT_KIND_BYTES);
	memcpy(payload, kind, strlen(kind));
	memcpy(payload + EVENT_KIND_BYTES, text, length);
	return append_block(journal, JOURNAL_EVENT, 0, EVENT_KIND_BYTES + length, stamp, err);
}

int journal_clock(struct journal *journal, const struct clock_pair *pair, struct error *err)
{
	struct journal_stamp stamp = {.device_counter = pair->device_counter,
				      .monotonic_ns = pair->monotonic_ns};
	uint8_t *payload = payload_of(journal);

	put_u64(payload, (uint64_t)pair->realtime_ns);
	put_u64(payload + 8, pair->device_ns);
	put_u64(payload + 16, (uint64_t)pair->round_trip_ns);
	return append_block(journal, JOURNAL_CLOCK, 0, CLOCK_PAYLOAD_BYTES, &stamp, err);
}

int journal_sync(struct journal *journal, struct error *err)
{
	if (journal->failure.code)
		return give_failure(journal, err);
	/* never tried again: after a failure Linux has marked the lost pages clean */
	if (sync_data(journal)) {
		fail_errno(&journal->failure, HINGE_EWRITE, "%s", journal->path);
		return give_failure(journal, err);
	}
	journal->durable = journal->position;
	return 0;
}

int64_t journal_frames(const struct journal *journal)
{
	return journal->position;
}

int64_t journal_durable_frames(const struct journal *journal)
{
	return journal->durable;
}

/* --- the end --- */

static int append_end(struct journal *journal)
{
	uint8_t *payload = payload_of(journal);
	char hex[65];

	sha256_final_hex(journal->sha, hex);
	journal->sha = NULL;
	put_u64(payload, (uint64_t)journal->position);
	put_u64(payload + 8, (uint64_t)journal->data_frames);
	memcpy(payload + 16, hex, 64);
	return append_block(journal, JOURNAL_END, 0, END_PAYLOAD_BYTES, NULL, NULL);
}

/* Gives back what was reserved beyond the end; the length stays as it is. */
static int release(struct journal *journal)
{
	int ret = truncate_file(journal->fd, journal->bytes);

	return ret ? fail_errno(&journal->failure, HINGE_EWRITE, "%s", journal->path) : 0;
}

int journal_close(struct journal *journal, struct error *err)
{
	int ret = journal->failure.code;

	if (!ret)
		ret = append_end(journal);
	if (!ret)
		ret = release(journal);
	if (!ret) {
		ret = close_synced(journal->fd, journal->path, &journal->failure);
		journal->fd = -1;
	}
	if (ret)
		give_failure(journal, err);
	journal_free(journal);
	return ret;
}

void journal_abandon(struct journal *journal)
{
	if (journal)
		journal_free(journal);
}
