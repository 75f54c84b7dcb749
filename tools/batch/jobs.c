/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/batch/batch.h"

#include "formats/files/tree.h"
#include "formats/recording/pair/twin.h"
#include "formats/recording/superseded.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const endings[] = {"_force.w64", "_force.rf64", "_force.wav", "_force.caf",
				      "_force.flac"};

struct places {
	char *study, *folder; /* resolved; folder NULL: it is not there yet */
};

static bool is_recording(const char *path)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (ends_with(path, endings[i]))
			return true;
	return false;
}

static bool wants_file(const void *ctx, const char *path)
{
	const struct places *places = ctx;
	char whole[PATH_MAX];

	if (!is_recording(path))
		return false;
	/* the right one of two devices is read with the left one */
	return (size_t)snprintf(whole, sizeof(whole), "%s/%s", places->study, path) >=
		       sizeof(whole) ||
	       !twin_is_second(whole);
}

/* BIDS keeps what is derived, and what came before, in folders of these names. */
static bool wants_folder(const void *ctx, const char *path)
{
	const struct places *places = ctx;
	size_t study = strlen(places->study);

	if (!strcmp(path, "derivatives") || !strcmp(path, "sourcedata"))
		return false;
	return !(places->folder && !strncmp(places->folder, places->study, study) &&
		 places->folder[study] == '/' && !strcmp(places->folder + study + 1, path));
}

/* FOLDER/sub-S012/..._force.h5 */
static char *result_name(const char *recording, size_t below, const char *folder)
{
	char *common = twin_common_name(recording), *name = NULL;
	const char *file = common ? common + below : "", *dot = strrchr(file, '.');
	int stem = dot && is_recording(file) ? (int)(dot - file) : (int)strlen(file);

	if (common && asprintf(&name, "%s/%.*s.h5", folder, stem, file) < 0)
		name = NULL;
	free(common);
	return name;
}

static int fill(struct batch_job *job, struct tree_file *found, size_t below, const char *folder,
		struct error *err)
{
	job->file = found->path + below;
	job->error = found->error;
	job->input = found->path;
	job->output = result_name(found->path, below, folder);
	found->path = NULL;
	return job->output ? 0 : fail(err, HINGE_ENOMEM, "out of memory");
}

static int fill_all(struct batch_jobs *jobs, struct tree *tree, const char *study,
		    const char *folder, struct error *err)
{
	size_t below = strlen(study);
	int ret = 0;

	while (below > 1 && study[below - 1] == '/')
		below--;
	below += study[below - 1] != '/';
	jobs->job = calloc(tree->count, sizeof(*jobs->job));
	if (!jobs->job)
		return fail(err, HINGE_ENOMEM, "out of memory");
	for (size_t i = 0; !ret && i < tree->count; i++) {
		ret = fill(&jobs->job[i], &tree->file[i], below, folder, err);
		jobs->count++;
	}
	return ret;
}

/* --- done again --- */

/* What cannot be read is nobody's: the worker says why. */
static void mark_superseded(struct batch_jobs *jobs, struct run_key *key)
{
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->job[i].error || run_key_read(&key[i], jobs->job[i].input, NULL))
			key[i] = (struct run_key){0};
	for (size_t i = 0; i < jobs->count; i++)
		jobs->job[i].superseded = run_superseded_by(&key[i], key, jobs->count);
}

static int leave_out(struct batch_jobs *jobs, struct error *err)
{
	struct run_key *key = calloc(jobs->count, sizeof(*key));
	struct batch_job *job = calloc(jobs->count, sizeof(*job));
	size_t kept = 0, all = jobs->count;

	if (!key || !job) {
		free(key);
		free(job);
		return fail(err, HINGE_ENOMEM, "out of memory");
	}
	mark_superseded(jobs, key);
	free(key);
	for (size_t i = 0; i < all; i++)
		if (!jobs->job[i].superseded)
			job[kept++] = jobs->job[i];
	jobs->count = kept;
	for (size_t i = 0; i < all; i++)
		if (jobs->job[i].superseded)
			job[kept++] = jobs->job[i];
	jobs->left_out = all - jobs->count;
	free(jobs->job);
	jobs->job = job;
	return 0;
}

int jobs_find(struct batch_jobs *jobs, const char *study, const char *folder, struct error *err)
{
	struct places places = {realpath(study, NULL), realpath(folder, NULL)};
	const struct tree_filter filter = {wants_file, wants_folder, &places};
	struct tree tree = {0};
	int ret;

	*jobs = (struct batch_jobs){0};
	if (!places.study)
		ret = fail_errno(err, HINGE_EREAD, "%s", study);
	else
		ret = tree_find(&tree, study, &filter, err);
	if (!ret && !tree.count)
		ret = fail(err, HINGE_EFORMAT,
			   "%s: no recording in it (a file *_force.w64, .rf64, .wav, .caf or "
			   ".flac)",
			   study);
	if (!ret)
		ret = fill_all(jobs, &tree, study, folder, err);
	if (!ret)
		ret = leave_out(jobs, err);
	tree_free(&tree);
	free(places.study);
	free(places.folder);
	return ret;
}

void jobs_free(struct batch_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count + jobs->left_out; i++) {
		free(jobs->job[i].input);
		free(jobs->job[i].output);
	}
	free(jobs->job);
	*jobs = (struct batch_jobs){0};
}
