/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal as a trial: its good part, without making a recording of it first. */
#include "formats/recording/journal.h"
#include "formats/import/formats.h"

#include <stdlib.h>
#include <string.h>

static const double gaps_max_s = 3600.0;

static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)options;
	return journal_probe(head, size) ? 100 : 0;
}

/* How much of it is good, by reading through once. */
static int measure(const char *path, struct journal_state *state, struct error *err)
{
	struct journal_reader *reader;
	struct journal_block block;
	int rc = journal_reader_open(&reader, path, err);

	if (rc)
		return rc;
	do
		rc = journal_reader_next(reader, &block, err);
	while (rc > 0);
	if (!rc)
		journal_reader_state(reader, state);
	if (!rc && (double)state->gap_frames > gaps_max_s * journal_reader_info(reader)->rate_hz)
		rc = fail(err, HINGE_EFORMAT, "%s: %lld lost frames", path,
			  (long long)state->gap_frames);
	journal_reader_close(reader);
	return rc;
}

static void put_data(struct trial *trial, size_t at, const struct journal_block *block)
{
	double *to = trial->samples + at * trial->channels;

	for (size_t i = 0; i < (size_t)block->frames * trial->channels; i++)
		to[i] = block->counts[i];
}

static int fill(struct journal_reader *reader, struct trial *trial, struct error *err)
{
	struct journal_block block;
	size_t at = 0;
	int rc;

	while ((rc = journal_reader_next(reader, &block, err)) > 0) {
		bool holds_frames = block.type == JOURNAL_DATA || block.type == JOURNAL_GAP;

		if (!holds_frames)
			continue;
		if ((uint64_t)block.frames > trial->frames - at)
			return fail(err, HINGE_EREAD, "the journal changed while it was read");
		if (block.type == JOURNAL_DATA)
			put_data(trial, at, &block);
		else
			rc = recording_info_add_gap(&trial->info, block.gap, err);
		if (rc < 0)
			return rc;
		at += (size_t)block.frames;
	}
	return rc;
}

static int read(const char *path, const struct import_options *options, struct trial **out,
		struct error *err)
{
	struct journal_reader *reader = NULL;
	struct journal_state state;
	struct trial *trial = NULL;
	int rc = measure(path, &state, err);

	(void)options;
	if (!rc)
		rc = journal_reader_open(&reader, path, err);
	if (rc)
		return rc;
	rc = trial_new(&trial, journal_reader_info(reader)->channels, (size_t)state.frames, err);
	if (!rc)
		rc = recording_info_copy(&trial->info, journal_reader_info(reader), err);
	if (!rc)
		rc = fill(reader, trial, err);
	journal_reader_close(reader);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	trial->info.frames = state.frames;
	*out = trial;
	return 0;
}

const struct import_ops import_journal = {
	.name = "journal",
	.summary = "a recording that hinged is writing or left behind (its good part)",
	.probe = probe,
	.read = read,
};
