/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/recover.h"

#include "formats/files.h"
#include "formats/json.h"
#include "formats/recording/finalise/steps.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool recovered_with_loss(const struct recovered *recovered)
{
	return !recovered->files.journal.complete || recovered->files.journal.islands;
}

/* --- STEM_recover.json --- */

static struct js *journal_format(const struct recovered *recovered)
{
	const struct journal_state *state = &recovered->files.journal;
	struct js *object = js_object();

	if (object && !js_set(object, "File", js_string(path_base(recovered->journal))) &&
	    !js_set(object, "Complete", js_bool(state->complete)) &&
	    !js_set(object, "Blocks", js_integer(state->blocks)) &&
	    !js_set(object, "BytesGood", js_integer(state->bytes_good)) &&
	    !js_set(object, "BytesTotal", js_integer(state->bytes_total)) &&
	    !js_set(object, "BlocksBeyondDamage", js_integer(state->islands)) &&
	    !js_set(object, "FramesBeyondDamage", js_integer(state->island_frames)))
		return object;
	js_free(object);
	return NULL;
}

static struct js *samples_format(const struct recovered *recovered)
{
	const struct finalised *files = &recovered->files;
	struct js *object = js_object();

	if (object && !js_set(object, "File", js_string(path_base(files->w64))) &&
	    !js_set(object, "Frames", js_integer(files->journal.frames)) &&
	    !js_set(object, "GapFrames", js_integer(files->journal.gap_frames)) &&
	    !js_set(object, "Seconds", js_number((double)files->journal.frames / files->rate_hz)) &&
	    !js_set(object, "Sha256", js_string(files->sha256)) &&
	    !js_set(object, "ComparedWithJournal", js_bool(true)))
		return object;
	js_free(object);
	return NULL;
}

static char *report_text(const struct recovered *recovered)
{
	struct js *document = js_object();
	char *text = NULL;

	if (document && !js_set(document, "Format", js_string("hinge-recover")) &&
	    !js_set(document, "FormatVersion", js_string("1.0")) &&
	    !js_set(document, "Loss", js_bool(recovered_with_loss(recovered))) &&
	    !js_set(document, "Journal", journal_format(recovered)) &&
	    !js_set(document, "Recording", samples_format(recovered)))
		text = js_dump(document, 15, 2);
	js_free(document);
	return text;
}

static int write_report(const struct recovered *recovered, struct error *err)
{
	char *text = report_text(recovered);
	int ret;

	if (!text)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", recovered->report);
	ret = file_write_atomic(recovered->report, text, strlen(text), true, err);
	free(text);
	return ret;
}

/* --- one journal --- */

static bool cut_ending(char *path, const char *ending)
{
	size_t length = strlen(path), cut = strlen(ending);

	if (length <= cut || strcmp(path + length - cut, ending))
		return false;
	path[length - cut] = '\0';
	return true;
}

static int make_stem(struct recovered *recovered, const char *journal, char *stem, size_t size)
{
	struct error *err = &recovered->error;

	if ((size_t)snprintf(stem, size, "%s", journal) >= size)
		return fail(err, HINGE_EREAD, "%.80s...: the name is too long", journal);
	if (!cut_ending(stem, "_force.hjl"))
		cut_ending(stem, ".hjl");
	if ((size_t)snprintf(recovered->report, sizeof(recovered->report), "%s_recover.json",
			     stem) >= sizeof(recovered->report))
		return fail(err, HINGE_EREAD, "%.80s...: the name is too long", journal);
	return 0;
}

static int finalise_or_verify(struct recovered *recovered, const char *stem,
			      const struct recover_options *options, void *ctx)
{
	struct finalised *files = &recovered->files;
	struct error *err = &recovered->error;
	int ret = finalise_paths(stem, files, err);

	if (ret)
		return ret;
	if (!file_exists(files->w64))
		return finalise_locked(recovered->journal, stem, files, options->progress, ctx,
				       err);
	ret = finalise_verify(recovered->journal, stem, files, err);
	recovered->already = !ret;
	return ret;
}

static int prune(struct recovered *recovered)
{
	/* what lies beyond damage is in the journal only */
	if (recovered->files.journal.islands)
		return 0;
	if (unlink(recovered->journal))
		return fail_errno(&recovered->error, HINGE_EWRITE, "%s: cannot remove",
				  recovered->journal);
	recovered->pruned = true;
	return folder_sync(recovered->journal, &recovered->error);
}

static void recover_one(const char *journal, const struct recover_options *options,
			struct recovered *recovered, void *ctx)
{
	char stem[sizeof(recovered->journal)];
	int lock = -1, ret;

	memset(recovered, 0, sizeof(*recovered));
	snprintf(recovered->journal, sizeof(recovered->journal), "%s", journal);
	ret = make_stem(recovered, journal, stem, sizeof(stem));
	if (!ret)
		ret = journal_lock(journal, &lock, &recovered->error);
	if (!ret)
		ret = finalise_or_verify(recovered, stem, options, ctx);
	if (!ret)
		ret = write_report(recovered, &recovered->error);
	if (!ret && options->prune)
		ret = prune(recovered);
	if (lock >= 0)
		close(lock);
	recovered->code = ret;
}

/* --- all below a path --- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_journal(const FTSENT *entry)
{
	size_t length = entry->fts_namelen;

	return entry->fts_info == FTS_F &&
	       (entry->fts_level == 0 ||
		(length > 4 && !strcmp(entry->fts_name + length - 4, ".hjl")));
}

static bool cannot_read(const FTSENT *entry)
{
	return entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR ||
	       entry->fts_info == FTS_NS;
}

int recover(const char *path, const struct recover_options *options,
	    void (*visit)(void *ctx, const struct recovered *), void *ctx, struct error *err)
{
	char *const roots[] = {(char *)path, NULL};
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
	FTSENT *entry;
	int ret = 0;

	if (!tree)
		return fail_errno(err, HINGE_EREAD, "%s", path);
	while ((entry = fts_read(tree))) {
		struct recovered recovered;

		if (cannot_read(entry)) {
			errno = entry->fts_errno;
			ret = fail_errno(err, HINGE_EREAD, "%s", entry->fts_path);
		}
		if (!is_journal(entry))
			continue;
		recover_one(entry->fts_path, options, &recovered, ctx);
		visit(ctx, &recovered);
	}
	fts_close(tree);
	return ret;
}
