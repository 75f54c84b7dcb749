/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/plates/plate.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_SAMPLES = 4096, PATH_MAX_BYTES = 1024 };

/* A channel of the recording: value = sum of (sample[from] - zero) * scale. */
struct conversion {
	size_t count;
	struct channel {
		size_t terms;
		struct {
			size_t from;
			double zero, scale;
		} term[PLATE_CELLS_MAX];
	} channel[CHANNELS_MAX];
};

struct paths {
	char part[PATH_MAX_BYTES], w64[PATH_MAX_BYTES], sidecar[PATH_MAX_BYTES];
};

static void add_term(struct channel *channel, int column, double zero, double scale)
{
	if (scale == 0.0)
		return;
	channel->term[channel->terms].from = (size_t)column;
	channel->term[channel->terms].zero = zero;
	channel->term[channel->terms].scale = scale;
	channel->terms++;
}

/* Takes an output of the plate over as the next channel; its number. */
static int convert(struct conversion *c, const struct plate_map *map, size_t output)
{
	struct channel *channel = &c->channel[c->count];

	channel->terms = 0;
	for (size_t i = 0; i < map->inputs; i++)
		add_term(channel, map->column[i], map->zero[i], map->gain[output][i]);
	return (int)c->count++;
}

static void convert_cop(struct conversion *c, struct plate *plate)
{
	for (size_t i = 0; i < 2 && plate->cop_column[0] >= 0; i++) {
		struct channel *channel = &c->channel[c->count];

		channel->terms = 0;
		add_term(channel, plate->cop_column[i], 0.0, plate->cop_metre_per_unit);
		plate->cop_column[i] = (int)c->count++;
	}
	plate->cop_metre_per_unit = 1.0;
}

/* Crosstalk is resolved: what is written needs no matrix. */
static void convert_plate(struct conversion *c, struct plate *plate)
{
	struct plate_map map;

	plate_map_init(&map, plate);
	for (size_t k = 0; k < map.outputs; k++) {
		int column = convert(c, &map, k);

		if (plate->kind == PLATE_WRENCH) {
			plate->wrench_column[k] = column;
			plate->wrench_scale[k] = 1.0;
		} else {
			plate->cell[k].column = column;
			plate->cell[k].zero = 0.0;
			plate->cell[k].newton_per_unit = 1.0;
		}
	}
	for (size_t i = WRENCH_SIZE; i < WRENCH_INPUTS_MAX; i++)
		plate->wrench_column[i] = -1;
	plate->wrench_inputs = WRENCH_SIZE;
	plate->has_matrix = false;
	convert_cop(c, plate);
}

/* A tare is a sample: what the empty plate reads in the written recording. */
static void convert_tare(const struct conversion *c, double tare[CHANNELS_MAX])
{
	double converted[CHANNELS_MAX] = {0};

	for (size_t i = 0; i < c->count; i++)
		for (size_t t = 0; t < c->channel[i].terms; t++)
			converted[i] +=
				(tare[c->channel[i].term[t].from] - c->channel[i].term[t].zero) *
				c->channel[i].term[t].scale;
	memcpy(tare, converted, sizeof(converted));
}

/* Makes info describe the samples in newton; columns are used once (sidecar_check). */
static int convert_info(struct recording_info *info, struct conversion *c, const char *name,
			struct error *err)
{
	c->count = 0;
	for (size_t p = 0; p < info->plates; p++)
		convert_plate(c, &info->plate[p]);
	convert_tare(c, info->tare_before);
	convert_tare(c, info->tare_after);
	info->unit = UNIT_NEWTON;
	info->channels = c->count;
	return c->count ? 0 : fail(err, HINGE_EFORMAT, "%s: no plate with a column", name);
}

/* A lost frame repeats the last good one; the gaps of the sidecar say that it is no data. */
static int convert_frame(const struct conversion *c, const struct trial *trial, size_t frame,
			 float *last, struct error *err)
{
	const double *sample = trial->samples + frame * trial->channels;

	if (trial->quality[frame] & QUALITY_GAP)
		return 0;
	for (size_t i = 0; i < c->count; i++) {
		double value = 0.0;

		for (size_t t = 0; t < c->channel[i].terms; t++)
			value += (sample[c->channel[i].term[t].from] - c->channel[i].term[t].zero) *
				 c->channel[i].term[t].scale;
		last[i] = (float)value;
		if (!isfinite(last[i]))
			return fail(err, HINGE_EFORMAT, "%s: frame %zu is out of range",
				    trial->raw_file, frame);
	}
	return 0;
}

static int write_frames(struct container *container, const struct conversion *c,
			const struct trial *trial, struct sha256 *sha, struct error *err)
{
	float block[BLOCK_SAMPLES], last[CHANNELS_MAX] = {0};
	size_t fit = BLOCK_SAMPLES / c->count, filled = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < trial->frames; i++) {
		rc = convert_frame(c, trial, i, last, err);
		memcpy(block + filled++ * c->count, last, c->count * sizeof(*last));
		if (rc || (filled < fit && i + 1 < trial->frames))
			continue;
		sha256_add(sha, block, filled * c->count * sizeof(*block));
		rc = container_write_floats(container, block, filled, err);
		filled = 0;
	}
	return rc;
}

static int write_w64(const char *path, const struct conversion *c, const struct trial *trial,
		     char sha256[65], struct error *err)
{
	struct container *container = NULL;
	struct sha256 *sha = sha256_new();
	int rc, closed;

	if (!sha)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	rc = container_create(&container, path, CONTAINER_FLOAT32, c->count, trial->info.rate_hz,
			      err);
	if (!rc) {
		rc = write_frames(container, c, trial, sha, err);
		closed = container_close(container, rc ? NULL : err);
		rc = rc ? rc : closed;
	}
	sha256_final_hex(sha, sha256);
	return rc;
}

static void update_with_floats(struct sha256 *sha, const double *samples, size_t count)
{
	float block[BLOCK_SAMPLES];

	for (size_t i = 0; i < count; i++)
		block[i] = (float)samples[i];
	sha256_add(sha, block, count * sizeof(*block));
}

static int hash_w64(struct sha256 *sha, const char *path, struct error *err)
{
	struct container *container;
	struct container_info held;
	double block[BLOCK_SAMPLES];
	int64_t got;
	int rc = container_open(&container, path, &held, err);

	if (rc)
		return rc;
	while ((got = container_read(container, block, BLOCK_SAMPLES / held.channels, err)) > 0)
		update_with_floats(sha, block, (size_t)got * held.channels);
	container_close(container, NULL);
	return got < 0 ? (int)got : 0;
}

/* What stands on the disk is what was meant. */
static int verify_w64(const char *path, const char *sha256, struct error *err)
{
	struct sha256 *sha = sha256_new();
	char found[65];
	int rc;

	if (!sha)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	rc = hash_w64(sha, path, err);
	sha256_final_hex(sha, found);
	if (!rc && strcmp(found, sha256) != 0)
		rc = fail(err, HINGE_EWRITE, "%s: reads back other than it was written", path);
	return rc;
}

static int name_files(struct paths *paths, const char *stem, struct error *err)
{
	if (strlen(stem) + sizeof("_force.w64.part") > PATH_MAX_BYTES)
		return fail(err, HINGE_EWRITE, "%s: the path is too long", stem);
	snprintf(paths->w64, sizeof(paths->w64), "%s_force.w64", stem);
	snprintf(paths->part, sizeof(paths->part), "%s_force.w64.part", stem);
	snprintf(paths->sidecar, sizeof(paths->sidecar), "%s_force.json", stem);
	return 0;
}

static int refuse_saturated(const struct trial *trial, struct error *err)
{
	for (size_t i = 0; i < trial->frames; i++)
		if (trial->quality[i] & QUALITY_SATURATED)
			return fail(err, HINGE_EREFUSED,
				    "%s: frame %zu is saturated, which newtons cannot tell (keep "
				    "the recording itself in the study)",
				    trial->raw_file, i);
	return 0;
}

/* The sidecar goes first, so that no recording ever stands without one. */
static int publish(const struct paths *paths, const struct recording_info *info, struct error *err)
{
	int rc = sidecar_write(paths->sidecar, info, err);

	if (rc)
		return rc;
	rc = file_publish(paths->part, paths->w64, false, err);
	if (rc)
		unlink(paths->sidecar);
	return rc;
}

int import_write(const struct trial *trial, const char *stem, struct error *err)
{
	struct recording_info info;
	struct conversion conversion;
	struct paths paths;
	int rc = refuse_saturated(trial, err);

	recording_info_init(&info);
	if (!rc)
		rc = name_files(&paths, stem, err);
	if (!rc)
		rc = recording_info_copy(&info, &trial->info, err);
	if (!rc)
		rc = convert_info(&info, &conversion, trial->raw_file, err);
	if (rc)
		goto out;
	info.frames = (int64_t)trial->frames;
	rc = write_w64(paths.part, &conversion, trial, info.sha256, err);
	if (rc == HINGE_EREFUSED)
		goto out; /* another's .part stands there */
	if (!rc)
		rc = verify_w64(paths.part, info.sha256, err);
	if (!rc)
		rc = publish(&paths, &info, err);
	if (rc)
		unlink(paths.part);
out:
	recording_info_reset(&info);
	return rc;
}
