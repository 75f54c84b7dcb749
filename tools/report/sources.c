/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/sources.h"

#include "formats/files.h"
#include "formats/results/results.h"
#include "tools/analyze/analyze.h"
#include "tools/runtime/pool.h"

#include <stdio.h>
#include <string.h>

static const char results_folder[] = "/derivatives/hinge/";

int report_source_study(struct report_source *source, const struct report_ask *ask,
			struct error *err)
{
	const char *below = ask->file ? strstr(ask->file, results_folder) : NULL;

	if (ask->subject || ask->study)
		return study_folder(ask->study, source->study, err);
	if (below)
		snprintf(source->study, sizeof(source->study), "%.*s", (int)(below - ask->file),
			 ask->file);
	else if (ask->file && !strncmp(ask->file, results_folder + 1, sizeof(results_folder) - 2))
		snprintf(source->study, sizeof(source->study), ".");
	return 0;
}

/* --- the trial --- */

static bool is_hdf5(const char *path)
{
	static const char magic[] = "\211HDF\r\n\032\n";
	char head[sizeof(magic) - 1];
	size_t got;

	return strcmp(path, "-") != 0 && !file_head(path, head, sizeof(head), &got, NULL) &&
	       got == sizeof(head) && !memcmp(head, magic, sizeof(head));
}

static int analyse(struct report_source *source, const struct report_ask *ask, struct error *err)
{
	struct analyze_job job = {.input = ask->file, .config = ask->config, .import = ask->import};
	struct history history = {0};
	struct pool *pool;
	int ret = thread_pool_new(&pool, 1, err);

	if (ret)
		return ret;
	job.pool = pool;
	job.history = &history;
	ret = analyze_file(&job, &source->report, err);
	thread_pool_free(pool);
	return ret;
}

static int read_file(struct report_source *source, const struct report_ask *ask, struct error *err)
{
	return is_hdf5(ask->file) ? results_read(ask->file, &source->report, err)
				  : analyse(source, ask, err);
}

/* The newest result of the task that the timeline is about. */
static const struct registry_trial *newest(const struct dossier *dossier)
{
	const struct registry_trial *found = NULL;

	for (size_t i = 0; i < dossier->trials; i++) {
		const struct registry_trial *trial = &dossier->trial[i];

		if (!trial->superseded && !strcmp(trial->task, dossier->timeline->task) &&
		    (!found || strcmp(trial->start_time, found->start_time) > 0))
			found = trial;
	}
	return found;
}

static int read_newest(struct report_source *source, const struct report_ask *ask,
		       struct error *err)
{
	const struct registry_trial *trial = newest(&source->dossier);
	char path[PATH_MAX + sizeof(trial->path)];

	if (!trial)
		return fail(err, HINGE_EREAD,
			    "%s: no session with a result in %s (make results with hinge batch)",
			    ask->subject, source->study);
	snprintf(path, sizeof(path), "%s/%s", source->study, trial->path);
	return results_read(path, &source->report, err);
}

/* --- the sessions --- */

static int open_dossier(struct report_source *source, const struct report_ask *ask,
			const char *subject, struct error *err)
{
	size_t bad;
	int ret = study_open(&source->registry, source->study, &bad, err);

	if (!ret)
		ret = dossier_open(&source->dossier, source->registry, subject, ask->config, err);
	if (!ret && ask->since)
		ret = timeline_keep_since(source->dossier.timeline, ask->since, err);
	return ret;
}

int report_source_open(struct report_source *source, const struct report_ask *ask,
		       struct error *err)
{
	int ret = 0;

	if (ask->subject) {
		ret = open_dossier(source, ask, ask->subject, err);
		return ret ? ret : read_newest(source, ask, err);
	}
	ret = read_file(source, ask, err);
	if (!ret && source->study[0] && source->report->info.subject[0])
		ret = open_dossier(source, ask, source->report->info.subject, err);
	return ret;
}

void report_source_close(struct report_source *source)
{
	report_free(source->report);
	dossier_close(&source->dossier);
	registry_close(source->registry);
}
