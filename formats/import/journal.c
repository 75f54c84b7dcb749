/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal as a trial: its good part, without making a recording of it first. */
#include "formats/import/formats.h"
#include "formats/recording/finalise/summary.h"

#include <stdlib.h>
#include <string.h>

static const double gaps_max_s = 3600.0;

static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)options;
	return journal_probe(head, size) ? 100 : 0;
}

/* How much of it is good and what it tells, by reading through once. */
static int measure(const char *path, struct summary *summary, struct error *err)
{
	int rc = summary_read(path, summary, err);

	if (rc)
		return rc;
	if ((double)summary->state.gap_frames <= gaps_max_s * summary->info.rate_hz)
		return 0;
	rc = fail(err, HINGE_EFORMAT, "%s: %lld lost frames", path,
		  (long long)summary->state.gap_frames);
	summary_reset(summary);
	return rc;
}

static void put_data(struct trial *trial, size_t at, const struct journal_block *block)
{
	double *to = trial->samples + at * trial->channels;

	for (size_t i = 0; i < (size_t)block->frames * trial->channels; i++)
		to[i] = block->counts[i];
}

/* As far as it was measured: hinged may be writing on. */
static int fill(struct journal_reader *reader, struct trial *trial, struct error *err)
{
	struct journal_block block;
	size_t at = 0;
	int rc = 0;

	while (at < trial->frames && (rc = journal_reader_next(reader, &block, err)) > 0) {
		bool holds_frames = block.type == JOURNAL_DATA || block.type == JOURNAL_GAP;

		if (!holds_frames)
			continue;
		if ((uint64_t)block.frames > trial->frames - at)
			return fail(err, HINGE_EREAD, "the journal changed while it was read");
		if (block.type == JOURNAL_DATA)
			put_data(trial, at, &block);
		at += (size_t)block.frames;
	}
	return rc < 0 ? rc : 0;
}

static int read_samples(const char *path, const struct summary *summary, struct trial **out,
			struct error *err)
{
	struct journal_reader *reader;
	struct trial *trial = NULL;
	int rc = journal_reader_open(&reader, path, err);

	if (rc)
		return rc;
	rc = trial_new(&trial, summary->info.channels, (size_t)summary->state.frames, err);
	if (!rc)
		rc = recording_info_copy(&trial->info, &summary->info, err);
	if (!rc)
		rc = fill(reader, trial, err);
	journal_reader_close(reader);
	if (rc)
		trial_free(trial);
	else
		*out = trial;
	return rc;
}

static int read(const char *path, const struct import_options *options, struct trial **out,
		struct error *err)
{
	struct summary summary;
	int rc = measure(path, &summary, err);

	(void)options;
	if (rc)
		return rc;
	rc = read_samples(path, &summary, out, err);
	summary_reset(&summary);
	return rc;
}

const struct import_ops import_journal = {
	.name = "journal",
	.summary = "a recording that hinged is writing or left behind (its good part)",
	.probe = probe,
	.read = read,
};
