/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "file:TRIAL.w64": an integer recording with its sidecar TRIAL.json, played again; what was lost
 * in it is lost again. As fast as it is read or, with ",pace=real" behind the name, like a device.
 */
#include "acquisition/replay.h"
#include "acquisition/source_table.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FRAMES = 4096 };

struct file_state {
	struct container *container;
	struct recording_info recorded; /* with the gaps */
	struct replay replay;
	double *samples; /* BLOCK_FRAMES */
	size_t position; /* in the container */
};

static bool gaps_lie_inside(const struct recording_info *info, int64_t frames)
{
	return !info->gaps ||
	       info->gap[info->gaps - 1].frame + info->gap[info->gaps - 1].frames <= frames;
}

/* Only counts can be played: the journal keeps 24-bit integers. */
static int check(const struct recording_info *info, const struct container_info *container,
		 const char *path, struct error *err)
{
	if (container->is_float || container->bits > 24 || info->unit != UNIT_COUNT)
		return fail(err, HINGE_EFORMAT,
			    "%s: only recordings of integer counts with at most 24 bits can be "
			    "played again (analyse it with hinge analyze)",
			    path);
	if (container->channels != info->channels)
		return fail(err, HINGE_EFORMAT, "%s: %zu channels, its sidecar says %zu", path,
			    container->channels, info->channels);
	/* the container keeps whole numbers only */
	if (fabs(container->rate_hz - info->rate_hz) > 0.5)
		return fail(err, HINGE_EFORMAT, "%s: %g Hz, its sidecar says %g", path,
			    container->rate_hz, info->rate_hz);
	if (!gaps_lie_inside(info, container->frames))
		return fail(err, HINGE_EFORMAT, "%s: its sidecar tells of gaps beyond its end",
			    path);
	return 0;
}

static void file_close(void *state)
{
	struct file_state *file = state;

	if (file->container)
		container_close(file->container, NULL);
	recording_info_reset(&file->recorded);
	free(file->samples);
}

static int open_files(struct file_state *file, const char *path, struct container_info *container,
		      struct error *err)
{
	char sidecar[PATH_MAX];
	int ret = sidecar_path(path, sidecar, sizeof(sidecar), err);

	if (ret)
		return ret;
	ret = container_open(&file->container, path, container, err);
	if (ret)
		return ret;
	ret = sidecar_read(sidecar, &file->recorded, err);
	if (ret)
		return ret;
	return check(&file->recorded, container, path, err);
}

/* What is lost has not been lost yet, and the recording that comes is a new one. */
static void make_new(struct recording_info *info)
{
	info->gaps = 0;
	info->frames = 0;
	info->run = info->supersedes = 0;
	info->start_time[0] = 0;
	info->sha256[0] = 0;
	snprintf(info->source, sizeof(info->source), "%s", "file");
}

static int file_open(void *state, const char *address, struct recording_info *info,
		     struct error *err)
{
	struct file_state *file = state;
	struct container_info container;
	char path[PATH_MAX];
	bool real;
	int ret = replay_parse(address, path, sizeof(path), &real, err);

	if (ret)
		return ret;
	recording_info_init(&file->recorded);
	ret = open_files(file, path, &container, err);
	if (ret)
		goto out;
	file->samples = malloc(BLOCK_FRAMES * file->recorded.channels * sizeof(*file->samples));
	if (!file->samples) {
		ret = fail(err, HINGE_ENOMEM, "%s: no memory to play it", path);
		goto out;
	}
	ret = recording_info_copy(info, &file->recorded, err);
	if (ret)
		goto out;
	make_new(info);
	replay_init(&file->replay, &file->recorded, (size_t)container.frames, real);
out:
	if (ret)
		file_close(file);
	return ret;
}

/* Reads over frames that are lost. */
static int skip_to(struct file_state *file, size_t position, struct error *err)
{
	while (file->position < position) {
		size_t left = position - file->position;
		int64_t got = container_read(file->container, file->samples,
					     left < BLOCK_FRAMES ? left : BLOCK_FRAMES, err);

		if (got < 0)
			return (int)got;
		if (!got)
			return fail(err, HINGE_EREAD, "the file ended before its length");
		file->position += (size_t)got;
	}
	return 0;
}

static int64_t file_read(void *state, int32_t *counts, size_t max_frames,
			 struct source_block *block, int timeout_ms, struct error *err)
{
	struct file_state *file = state;
	size_t channels = file->recorded.channels;
	int64_t frames =
		replay_next(&file->replay, block,
			    max_frames < BLOCK_FRAMES ? max_frames : BLOCK_FRAMES, timeout_ms);
	int ret;

	if (frames == SOURCE_END || !frames)
		return frames;
	ret = skip_to(file, (size_t)block->first_frame, err);
	if (ret)
		return ret;
	int64_t got = container_read(file->container, file->samples, (size_t)frames, err);
	if (got < 0)
		return got;
	if (got < frames)
		return fail(err, HINGE_EREAD, "the file ended before its length");
	for (size_t i = 0; i < (size_t)frames * channels; i++)
		counts[i] = (int32_t)file->samples[i];
	file->position += (size_t)frames;
	return frames;
}

static bool file_waits(const void *state)
{
	return !((const struct file_state *)state)->replay.real;
}

const struct source_ops file_source = {
	.scheme = "file",
	.summary = "a recording played again",
	.state_size = sizeof(struct file_state),
	.open = file_open,
	.read = file_read,
	.waits = file_waits,
	.close = file_close,
};
