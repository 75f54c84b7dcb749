/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/finalise/w64.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/journal/frames.h"

#include <stdlib.h>
#include <unistd.h>

enum { PASS_SAMPLES = 1 << 13 };

/* Writing is the first half of the way, comparing the second. */
static void tell(const struct w64_progress *progress, int64_t frames, double before)
{
	if (progress->tell && progress->frames)
		progress->tell(progress->ctx,
			       before + 0.5 * (double)frames / (double)progress->frames);
}

struct pass {
	struct journal_reader *reader;
	struct journal_frames frames;
	struct container *container;
	size_t channels, room; /* frames that fit the buffers */
	int64_t done;
	int32_t counts[PASS_SAMPLES];
	double samples[PASS_SAMPLES];
	uint8_t bytes[3 * PASS_SAMPLES];
};

static int pass_new(struct pass **out, const char *journal_path, struct error *err)
{
	struct pass *pass = malloc(sizeof(*pass));
	int ret;

	if (!pass)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", journal_path);
	ret = journal_reader_open(&pass->reader, journal_path, err);
	if (ret) {
		free(pass);
		return ret;
	}
	journal_frames_init(&pass->frames, pass->reader);
	pass->channels = journal_reader_info(pass->reader)->channels;
	pass->room = PASS_SAMPLES / pass->channels;
	pass->container = NULL;
	pass->done = 0;
	*out = pass;
	return 0;
}

static void pass_free(struct pass *pass)
{
	container_close(pass->container, NULL);
	journal_reader_close(pass->reader);
	free(pass);
}

/* --- writing --- */

static int write_frames(struct pass *pass, const struct w64_progress *progress, struct error *err)
{
	int64_t got;

	while ((got = journal_frames_read(&pass->frames, pass->counts, pass->room, err)) > 0) {
		int ret = container_write_counts(pass->container, pass->counts, (size_t)got, err);

		if (ret)
			return ret;
		pass->done += got;
		tell(progress, pass->done, 0);
	}
	return (int)got;
}

int w64_write(const char *journal_path, const char *path, const struct w64_progress *progress,
	      struct error *err)
{
	const struct recording_info *info;
	struct pass *pass;
	int ret = pass_new(&pass, journal_path, err), closed;

	if (ret)
		return ret;
	info = journal_reader_info(pass->reader);
	ret = container_create(&pass->container, path, CONTAINER_INT24, info->channels,
			       info->rate_hz, err);
	if (!ret) {
		ret = write_frames(pass, progress, err);
		closed = container_close(pass->container, ret ? NULL : err);
		pass->container = NULL;
		if (!ret)
			ret = closed;
		if (ret)
			unlink(path);
	}
	pass_free(pass);
	return ret;
}

/* --- comparing --- */

/* A file is read in pieces as large as it likes to give. */
static int read_samples(struct pass *pass, size_t frames, struct error *err)
{
	size_t done = 0;

	while (done < frames) {
		int64_t got = container_read(pass->container, pass->samples + done * pass->channels,
					     frames - done, err);

		if (got < 0)
			return (int)got;
		if (!got)
			return fail(err, HINGE_EFORMAT, "ends after %lld frames",
				    (long long)(pass->done + (int64_t)done));
		done += (size_t)got;
	}
	return 0;
}

static int compare_samples(const struct pass *pass, size_t frames, struct error *err)
{
	for (size_t i = 0; i < frames * pass->channels; i++)
		if (pass->samples[i] != pass->counts[i])
			return fail(err, HINGE_EFORMAT, "frame %lld, channel %zu: %.17g, not %d",
				    (long long)(pass->done + (int64_t)(i / pass->channels)),
				    i % pass->channels, pass->samples[i], pass->counts[i]);
	return 0;
}

/* As they stand in the file: three bytes each, the lowest first. */
static void hash_samples(struct pass *pass, size_t frames, struct sha256 *sha)
{
	size_t samples = frames * pass->channels;

	for (size_t i = 0; i < samples; i++) {
		uint32_t value = (uint32_t)(int32_t)pass->samples[i];

		pass->bytes[3 * i] = (uint8_t)value;
		pass->bytes[3 * i + 1] = (uint8_t)(value >> 8);
		pass->bytes[3 * i + 2] = (uint8_t)(value >> 16);
	}
	sha256_add(sha, pass->bytes, 3 * samples);
}

static int compare_frames(struct pass *pass, const struct w64_progress *progress,
			  struct sha256 *sha, struct error *err)
{
	int64_t got;

	while ((got = journal_frames_read(&pass->frames, pass->counts, pass->room, err)) > 0) {
		int ret = read_samples(pass, (size_t)got, err);

		if (!ret)
			ret = compare_samples(pass, (size_t)got, err);
		if (ret)
			return ret;
		hash_samples(pass, (size_t)got, sha);
		pass->done += got;
		tell(progress, pass->done, 0.5);
	}
	return (int)got;
}

/* The W64 must be what w64_write() makes: same channels, rate, length, kind of samples. */
static int open_same(struct pass *pass, const char *path, int64_t frames, struct error *err)
{
	struct container_info held;
	int ret = container_open(&pass->container, path, &held, err);

	if (ret)
		return ret;
	if (held.channels != pass->channels || held.is_float || held.bits != 24 ||
	    held.frames != frames)
		return fail(err, HINGE_EFORMAT, "%lld frames of %zu channels, not %lld of %zu",
			    (long long)held.frames, held.channels, (long long)frames,
			    pass->channels);
	return 0;
}

int w64_compare(const char *journal_path, const char *path, const struct w64_progress *progress,
		char sha256[65], struct error *err)
{
	struct sha256 *sha;
	struct pass *pass;
	int ret = pass_new(&pass, journal_path, err);

	if (ret)
		return ret;
	sha = sha256_new();
	if (!sha) {
		pass_free(pass);
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	}
	ret = open_same(pass, path, progress->frames, err);
	if (!ret)
		ret = compare_frames(pass, progress, sha, err);
	if (ret && err)
		fail_context(err, "%s differs from %s", path, path_base(journal_path));
	sha256_final_hex(sha, sha256);
	pass_free(pass);
	return ret;
}
