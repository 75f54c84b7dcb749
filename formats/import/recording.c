/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of hinge's: samples in an audio container, the rest in the sidecar beside it. */
#include "formats/files.h"
#include "formats/import/formats.h"
#include "formats/recording/container.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_FRAMES = 65536 };

static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)options;
	return container_probe(head, size) ? 100 : 0;
}

static int find_sidecar(const char *path, const struct import_options *options, char *out,
			size_t size, struct error *err)
{
	int rc;

	if (options->sidecar) {
		snprintf(out, size, "%s", options->sidecar);
		return 0;
	}
	rc = sidecar_path(path, out, size, err);
	if (rc || file_exists(out))
		return rc;
	return fail(err, HINGE_EFORMAT,
		    "%s: no sidecar: %s, which says what each channel is, is missing (pass "
		    "--sidecar FILE)",
		    path, path_base(out));
}

static int check_against(const struct recording_info *info, const struct container_info *held,
			 double typed_hz, const char *path, const char *sidecar, struct error *err)
{
	size_t expected = sidecar_channels(info);

	if (held->channels != expected)
		return fail(err, HINGE_EFORMAT,
			    "%s: %zu channels, expected %zu (is %s the sidecar of this recording? "
			    "pass --sidecar FILE)",
			    path, held->channels, expected, sidecar);
	if (info->frames > 0 && held->frames != info->frames)
		return fail(err, HINGE_EFORMAT,
			    "%s: %lld frames, its sidecar says %lld (cut short? copy it again)",
			    path, (long long)held->frames, (long long)info->frames);
	if (isnan(typed_hz) && fabs(held->rate_hz - info->rate_hz) >= 1.0)
		return fail(err, HINGE_EFORMAT,
			    "%s: %g Hz, its sidecar says %g Hz (pass --rate HZ)", path,
			    held->rate_hz, info->rate_hz);
	if (!held->is_float && info->unit != UNIT_COUNT)
		return fail(err, HINGE_EFORMAT,
			    "%s: integer samples, its sidecar says Unit \"%s\" (integers are "
			    "\"count\")",
			    path, sample_unit_name(info->unit));
	return 0;
}

/* A sample as it stands in the file, little endian; gives its bytes. */
static size_t put_sample(unsigned char *to, double sample, const struct container_info *held)
{
	size_t size = (size_t)held->bits / 8;

	if (size == sizeof(sample)) {
		memcpy(to, &sample, size);
	} else if (held->is_float) {
		float real = (float)sample;

		memcpy(to, &real, size);
	} else {
		int32_t integer = (int32_t)sample;

		memcpy(to, &integer, size);
	}
	return size;
}

static int check_sha256(const struct trial *trial, const struct container_info *held,
			const char *stated, const char *path, struct error *err)
{
	size_t count = trial->frames * trial->channels, used = 0;
	unsigned char block[65536];
	struct sha256 *sha;
	char found[65];

	if (!stated[0])
		return 0;
	sha = sha256_new();
	if (!sha)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	for (size_t i = 0; i < count; i++) {
		used += put_sample(block + used, trial->samples[i], held);
		if (used + sizeof(double) > sizeof(block) || i + 1 == count) {
			sha256_add(sha, block, used);
			used = 0;
		}
	}
	sha256_final_hex(sha, found);
	if (!strcmp(found, stated))
		return 0;
	return fail(err, HINGE_EFORMAT,
		    "%s: its samples do not have the checksum that its sidecar states: it has "
		    "changed since (restore it from a copy)",
		    path);
}

static int read_samples(struct container *container, bool is_float, struct trial *trial,
			const char *path, struct error *err)
{
	size_t done = 0;

	while (done < trial->frames) {
		size_t left = trial->frames - done;
		int64_t got = container_read(container, trial->samples + done * trial->channels,
					     left < BLOCK_FRAMES ? left : BLOCK_FRAMES, err);

		if (got < 0)
			return (int)got;
		if (!got)
			return fail(err, HINGE_EFORMAT, "%s: ends after %zu of %zu frames", path,
				    done, trial->frames);
		done += (size_t)got;
	}
	for (size_t i = 0; is_float && i < trial->frames * trial->channels; i++)
		if (!isfinite(trial->samples[i]))
			return fail(err, HINGE_EFORMAT,
				    "%s: frame %zu, channel %zu is %s, not a measured value", path,
				    i / trial->channels, i % trial->channels,
				    isnan(trial->samples[i]) ? "NaN" : "infinite");
	return 0;
}

static int read_container(const char *path, const char *sidecar,
			  const struct import_options *options, const struct recording_info *info,
			  struct trial **out, struct error *err)
{
	struct container *container = NULL;
	struct container_info held;
	struct trial *trial = NULL;
	int rc = container_open(&container, path, &held, err);

	if (rc)
		return rc;
	rc = check_against(info, &held, options->rate_hz, path, sidecar, err);
	if (!rc)
		rc = trial_new(&trial, held.channels, (size_t)held.frames, err);
	if (!rc)
		rc = read_samples(container, held.is_float, trial, path, err);
	if (!rc)
		rc = check_sha256(trial, &held, info->sha256, path, err);
	if (!rc)
		rc = recording_info_copy(&trial->info, info, err);
	container_close(container, NULL);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	trial->info.channels = held.channels;
	trial->info.frames = held.frames;
	snprintf(trial->format, sizeof(trial->format), "%s", held.format);
	*out = trial;
	return 0;
}

static int read(const char *path, const struct import_options *options, struct trial **out,
		struct error *err)
{
	struct recording_info info;
	char sidecar[1024], sha256[65];
	int rc = find_sidecar(path, options, sidecar, sizeof(sidecar), err);

	if (!rc)
		rc = sidecar_read(sidecar, &info, err);
	if (rc)
		return rc;
	rc = file_sha256(sidecar, sha256, err);
	if (!rc)
		rc = read_container(path, sidecar, options, &info, out, err);
	if (!rc)
		memcpy((*out)->sidecar_sha256, sha256, sizeof(sha256));
	recording_info_reset(&info);
	return rc;
}

const struct import_ops import_recording = {
	.name = "recording",
	.summary = "W64, RF64, WAV, CAF or FLAC with a sidecar (STEM.json or --sidecar)",
	.probe = probe,
	.read = read,
};
