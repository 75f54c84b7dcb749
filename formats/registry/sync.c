/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of results: only files that changed are read, and that before the registry is locked.
 */
#include "formats/files/tree.h"
#include "formats/layout.h"
#include "formats/registry/parts.h"
#include "formats/results/results.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MARK_MAX = 64 };
static const char results_folder[] = "derivatives/hinge";

/* Of a file in the index: its mark tells whether the file is still the same. */
struct known {
	char path[sizeof(((struct registry_trial *)0)->path)];
	char mark[MARK_MAX];
};

struct found {
	struct known file;
	struct results_identity identity; /* where it is new or changed */
	bool is_known, is_read, is_bad;
};

struct sync {
	struct registry *registry;
	struct tree tree;
	size_t count, known;
	struct found *found; /* by path, as known_file */
	struct known *known_file;
	struct registry_changes changes;
	void (*bad)(void *ctx, const char *path, const char *why);
	void *ctx;
};

/* --- what there is --- */

static bool wants_file(const void *ctx, const char *path)
{
	(void)ctx;
	return ends_with(path, ".h5");
}

static bool wants_folder(const void *ctx, const char *path)
{
	(void)ctx;
	(void)path;
	return true;
}

static int find_files(struct sync *sync, struct error *err)
{
	static const struct tree_filter filter = {wants_file, wants_folder, NULL};
	char folder[PATH_MAX + sizeof(results_folder) + 1];
	struct stat info;
	int ret = 0;

	snprintf(folder, sizeof(folder), "%s/%s", sync->registry->study, results_folder);
	if (!stat(folder, &info) || errno != ENOENT)
		ret = tree_find(&sync->tree, folder, &filter, err);
	if (ret)
		return ret;
	sync->found = calloc(sync->tree.count + 1, sizeof(*sync->found));
	if (!sync->found)
		return fail(err, HINGE_ENOMEM, "no memory for %zu results", sync->tree.count);
	return 0;
}

static void take_known(const struct query *query, void *record)
{
	struct known *known = record;

	query_take_text(query, 0, known->path, sizeof(known->path));
	query_take_text(query, 1, known->mark, sizeof(known->mark));
}

static int find_known(struct sync *sync, struct error *err)
{
	struct query *query;
	void *records;
	int ret = query_new(&query, sync->registry->database,
			    "SELECT path, mark FROM trial ORDER BY path", err);

	if (!ret)
		ret = query_collect(query, sizeof(struct known), take_known, &records, &sync->known,
				    err);
	if (!ret)
		sync->known_file = records;
	return ret;
}

/* --- one file --- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->path, ((const struct known *)b)->path);
}

static int read_result(struct found *found, const struct tree_file *file, struct error *err)
{
	int ret;

	if (file->error)
		return fail(err, HINGE_EREAD, "%s", strerror(file->error));
	ret = results_identity(file->path, &found->identity, err);
	if (!ret && !code_is_valid(found->identity.subject))
		return fail(err, HINGE_EFORMAT,
			    "it names no subject (give the recording's "
			    "sidecar one, and analyse it again)");
	return ret;
}

/* The file as it is found; its path below the study. */
static int mark_file(struct found *found, const struct tree_file *file, size_t above,
		     struct error *err)
{
	struct stat info;

	if (strlen(file->path + above) >= sizeof(found->file.path))
		return fail(err, HINGE_EREAD, "the name is too long");
	snprintf(found->file.path, sizeof(found->file.path), "%s", file->path + above);
	if (!file->error && stat(file->path, &info))
		return fail_errno(err, HINGE_EREAD, "it went away");
	if (!file->error)
		snprintf(found->file.mark, MARK_MAX, "%lld:%lld.%09ld", (long long)info.st_size,
			 (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
	return 0;
}

static void name_bad(struct sync *sync, const char *path, const char *why)
{
	sync->changes.bad++;
	if (sync->bad)
		sync->bad(sync->ctx, path, why);
}

static void look_at(struct sync *sync, const struct tree_file *file)
{
	size_t above = strlen(sync->registry->study) + 1;
	struct found *found = &sync->found[sync->count];
	const struct known *known;
	struct error err;

	if (mark_file(found, file, above, &err)) {
		name_bad(sync, file->path + above, err.text);
		return;
	}
	sync->count++;
	known = bsearch(&found->file, sync->known_file, sync->known, sizeof(*known), by_path);
	found->is_known = known;
	if (known && !strcmp(known->mark, found->file.mark)) {
		sync->changes.unchanged++;
		return;
	}
	found->is_bad = read_result(found, file, &err);
	found->is_read = !found->is_bad;
	if (found->is_bad)
		name_bad(sync, file->path + above, err.text);
}

/* --- into the registry --- */

static int put_trial(struct query *query, const struct found *found, struct error *err)
{
	const struct results_identity *identity = &found->identity;

	query_text(query, 1, found->file.path);
	query_text(query, 2, found->file.mark);
	query_text(query, 3, identity->subject);
	query_text(query, 4, identity->session);
	query_text(query, 5, identity->raw_sha256);
	query_text(query, 6, identity->start_time);
	query_text(query, 7, identity->task);
	query_integer(query, 8, identity->run);
	query_real(query, 9, identity->load_kg);
	query_text(query, 10, report_status_name(identity->status));
	query_integer(query, 11, identity->supersedes);
	return query_run(query, NULL, err);
}

/* Known since the recording: the same results make the same registry. */
static int put_subject(struct registry *registry, const struct results_identity *identity,
		       struct error *err)
{
	struct registry_subject subject = {.mass_kg = NAN};
	bool added;

	snprintf(subject.code, sizeof(subject.code), "%s", identity->subject);
	snprintf(subject.created, sizeof(subject.created), "%.10s", identity->start_time);
	return registry_put_subject(registry, &subject, &added, err);
}

static int put_all(struct sync *sync, struct error *err)
{
	struct query *query;
	int ret = query_new(&query, sync->registry->database,
			    "INSERT OR REPLACE INTO trial (path, mark, subject, session, "
			    "raw_sha256, start_time, task, run, load_kg, status, supersedes) "
			    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
			    err);

	if (ret)
		return ret;
	for (size_t i = 0; i < sync->count && !ret; i++) {
		const struct found *found = &sync->found[i];

		if (!found->is_read)
			continue;
		ret = put_subject(sync->registry, &found->identity, err);
		if (!ret)
			ret = put_trial(query, found, err);
		sync->changes.added += !found->is_known;
		sync->changes.changed += found->is_known;
	}
	query_free(query);
	return ret;
}

/* Both lists are by path. */
static bool is_kept(const struct sync *sync, const struct known *known)
{
	const struct found *found =
		bsearch(known, sync->found, sync->count, sizeof(*found), by_path);

	return found && !found->is_bad;
}

static int remove_others(struct sync *sync, struct error *err)
{
	struct query *query;
	int ret = query_new(&query, sync->registry->database, "DELETE FROM trial WHERE path = ?1",
			    err);

	if (ret)
		return ret;
	for (size_t i = 0; i < sync->known && !ret; i++) {
		if (is_kept(sync, &sync->known_file[i]))
			continue;
		query_text(query, 1, sync->known_file[i].path);
		ret = query_run(query, NULL, err);
		sync->changes.removed++;
	}
	query_free(query);
	return ret;
}

/* Of several results of one recording the first by name counts, as in a history; and not one of a
 * set that was done again (formats/recording/superseded.h). */
static int mark_superseded(struct registry *registry, struct error *err)
{
	struct query *query;
	int ret = query_new(&query, registry->database,
			    "UPDATE trial SET superseded = EXISTS (SELECT 1 FROM trial other "
			    "WHERE other.raw_sha256 = trial.raw_sha256 AND other.raw_sha256 <> '' "
			    "AND other.path < trial.path) OR EXISTS (SELECT 1 FROM trial later "
			    "WHERE later.supersedes > 0 AND later.supersedes = trial.run "
			    "AND later.run > trial.run AND later.subject = trial.subject "
			    "AND later.session = trial.session AND later.task = trial.task)",
			    err);

	if (ret)
		return ret;
	ret = query_run(query, NULL, err);
	query_free(query);
	return ret;
}

static int write_changes(struct sync *sync, struct error *err)
{
	struct database *database = sync->registry->database;
	int ret = database_begin(database, err);

	if (ret)
		return ret;
	ret = put_all(sync, err);
	if (!ret)
		ret = remove_others(sync, err);
	if (!ret)
		ret = mark_superseded(sync->registry, err);
	return database_end(database, ret, err);
}

static bool is_changed(const struct sync *sync)
{
	size_t kept = sync->changes.unchanged;

	for (size_t i = 0; i < sync->count; i++)
		if (sync->found[i].is_read)
			return true;
	return kept != sync->known;
}

int registry_sync(struct registry *registry, struct registry_changes *changes,
		  void (*bad)(void *ctx, const char *path, const char *why), void *ctx,
		  struct error *err)
{
	struct sync sync = {.registry = registry, .bad = bad, .ctx = ctx};
	int ret = find_files(&sync, err);

	if (!ret)
		ret = find_known(&sync, err);
	for (size_t i = 0; i < sync.tree.count && !ret; i++)
		look_at(&sync, &sync.tree.file[i]);
	if (!ret && is_changed(&sync))
		ret = write_changes(&sync, err);
	if (!ret)
		*changes = sync.changes;
	tree_free(&sync.tree);
	free(sync.found);
	free(sync.known_file);
	return ret;
}
