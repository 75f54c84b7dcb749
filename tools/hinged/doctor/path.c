/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the samples: device, threads, ring, journal, disk and back. */
#include "acquisition/capture.h"
#include "formats/recording/journal.h"
#include "tools/hinged/doctor/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WAIT_MS = 15000, PATH_BYTES = 1024 };

static const double record_s = 2;

static void count_wrong(struct path_facts *facts, const struct source *source, size_t channels,
			const struct journal_block *block, int64_t first_frame)
{
	for (int64_t f = 0; f < block->frames; f++) {
		const int32_t *counts = block->counts + (size_t)f * channels;
		bool wrong = false;

		for (size_t c = 0; c < channels; c++)
			wrong |= counts[c] !=
				 source_ramp(source, first_frame + block->first_frame + f, c);
		if (wrong && !facts->wrong_frames++)
			facts->first_wrong = block->first_frame + f;
	}
}

/* What came to lie on the disk. */
static int read_back(struct path_facts *facts, const struct source *source, const char *path,
		     int64_t first_frame, struct error *err)
{
	size_t channels = source_info(source)->channels;
	struct journal_reader *reader;
	struct journal_block block;
	int ret = journal_reader_open(&reader, path, err);

	if (ret)
		return ret;
	while ((ret = journal_reader_next(reader, &block, err)) > 0) {
		if (block.type == JOURNAL_DATA)
			facts->frames += block.frames;
		if (block.type == JOURNAL_GAP)
			facts->gap_frames += block.frames;
		if (block.type == JOURNAL_DATA && facts->has_ramp)
			count_wrong(facts, source, channels, &block, first_frame);
	}
	journal_reader_close(reader);
	return ret;
}

static int record(struct path_facts *facts, struct source *source, const char *path,
		  struct error *err)
{
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	int ret;

	capture_options_init(&options);
	options.journal_path = path;
	options.max_s = record_s;
	ret = capture_start(&capture, source, &options, err);
	if (ret)
		return ret;
	capture_wait(capture, WAIT_MS);
	capture_status(capture, &status);
	facts->realtime = status.realtime;
	facts->locked = status.locked;
	snprintf(facts->limits, sizeof(facts->limits), "%s", status.warning);
	ret = capture_close(capture, &status, err);
	return ret ? ret : read_back(facts, source, path, status.first_frame, err);
}

/* Of one kind some devices have test data and some have not. */
static int open_source(struct source **out, struct path_facts *facts, const char *address,
		       struct error *err)
{
	char ramp[sizeof(((struct facts *)NULL)->source) + 8];
	int ret = HINGE_EUSAGE;

	snprintf(ramp, sizeof(ramp), "%s,ramp=1", address);
	if (facts->has_ramp)
		ret = source_open(out, ramp, err);
	if (ret != HINGE_EUSAGE)
		return ret;
	facts->has_ramp = false;
	return source_open(out, address, err);
}

static int try_path(struct path_facts *facts, const char *address, const char *folder,
		    struct error *err)
{
	char path[PATH_BYTES];
	struct source *source;
	int fd, ret;

	/* no name of a recording: a crash leaves nothing to be recovered */
	snprintf(path, sizeof(path), "%s/.doctor-XXXXXX", folder);
	fd = mkstemp(path);
	if (fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s", path);
	close(fd);
	unlink(path); /* a journal is never written over a file */
	ret = open_source(&source, facts, address, err);
	if (ret)
		return ret;
	facts->waits = source_waits(source);
	ret = record(facts, source, path, err);
	source_close(source);
	unlink(path);
	return ret;
}

void path_examine(struct path_facts *facts, const char *address, const char *folder)
{
	*facts = (struct path_facts){.has_ramp = source_has_ramp(address)};
	try_path(facts, address, folder, &facts->error);
}
