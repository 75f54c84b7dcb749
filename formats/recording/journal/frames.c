/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/journal/frames.h"

#include <string.h>

void journal_frames_init(struct journal_frames *frames, struct journal_reader *reader)
{
	memset(frames, 0, sizeof(*frames));
	frames->reader = reader;
	frames->channels = journal_reader_info(reader)->channels;
}

/* 1 = block has frames to give, 0 = the end, < 0 = error. */
static int next_block(struct journal_frames *frames, struct error *err)
{
	while (frames->used >= frames->block.frames) {
		int ret = journal_reader_next(frames->reader, &frames->block, err);

		if (ret <= 0)
			return ret;
		frames->used = 0;
	}
	return 1;
}

/* n frames of the block into counts. */
static void give(struct journal_frames *frames, int32_t *counts, size_t n)
{
	size_t channels = frames->channels, frame_bytes = channels * sizeof(*counts);

	if (frames->block.type == JOURNAL_DATA) {
		memcpy(counts, frames->block.counts + (size_t)frames->used * channels,
		       n * frame_bytes);
		memcpy(frames->last, counts + (n - 1) * channels, frame_bytes);
	} else {
		for (size_t i = 0; i < n; i++)
			memcpy(counts + i * channels, frames->last, frame_bytes);
	}
	frames->used += (int64_t)n;
}

int64_t journal_frames_read(struct journal_frames *frames, int32_t *counts, size_t room,
			    struct error *err)
{
	size_t done = 0;

	while (done < room) {
		int ret = next_block(frames, err);
		int64_t left = frames->block.frames - frames->used;
		size_t n = room - done;

		if (ret < 0)
			return ret;
		if (!ret)
			break;
		if ((int64_t)n > left)
			n = (size_t)left;
		give(frames, counts + done * frames->channels, n);
		done += n;
	}
	return (int64_t)done;
}
