/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/analyze.h"

#include "analysis/pipeline.h"
#include "formats/files.h"
#include "formats/results/results.h"
#include "tools/analyze/left_out.h"
#include "tools/cli/log.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct stopwatch {
	double wall_s, cpu_s;
};

static double clock_s(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static struct stopwatch start(void)
{
	return (struct stopwatch){clock_s(CLOCK_MONOTONIC), clock_s(CLOCK_PROCESS_CPUTIME_ID)};
}

static struct stage_time stop(const char *name, struct stopwatch since)
{
	struct stopwatch now = start();
	struct stage_time time = {.cpu_s = now.cpu_s - since.cpu_s,
				  .wall_s = now.wall_s - since.wall_s};

	snprintf(time.name, sizeof(time.name), "%s", name);
	return time;
}

static void add_stage(struct trial_report *report, struct stage_time time)
{
	if (report->stages < sizeof(report->stage) / sizeof(report->stage[0]))
		report->stage[report->stages++] = time;
}

/* A slip in -o must not cost a recording: only an HDF5 file is replaced. */
static int check_output(const struct analyze_job *job, struct error *err)
{
	static const char hdf5[] = "\211HDF\r\n\032\n";
	char head[sizeof(hdf5) - 1];
	size_t got;
	int ret;

	if (!job->output || !file_exists(job->output))
		return 0;
	if (!job->replace)
		return fail(err, HINGE_EREFUSED, "%s: exists", job->output);
	ret = file_head(job->output, head, sizeof(head), &got, err);
	if (ret)
		return ret;
	if (got < sizeof(head) || memcmp(head, hdf5, sizeof(head)) != 0)
		return fail(err, HINGE_EREFUSED, "%s: exists and is no result, left alone",
			    job->output);
	return 0;
}

static int read_input(const struct analyze_job *job, struct trial **trial, struct error *err)
{
	int ret = import_read(job->input, job->import, trial, err);

	if (!ret && job->style)
		snprintf((*trial)->info.style, sizeof((*trial)->info.style), "%s", job->style);
	return ret;
}

/* Of the history, what this very trial was recorded in place of. */
static void tell_replaced(const struct history *all, const struct recording_info *info)
{
	struct left_out left_out = {0};

	for (size_t i = 0; i < all->count; i++)
		if (!history_superseded_by(all, i, NULL) && history_superseded_by(all, i, info))
			left_out_add(&left_out, all->trial[i].file, info->run);
	left_out_tell(&left_out);
}

/* What came before the trial, and the configuration that says so. */
static int choose_history(const struct analyze_job *job, const struct trial *trial,
			  struct history *before, struct config *config, struct error *err)
{
	int ret;

	*config = *job->config;
	if (!job->history || !job->history->count)
		return 0;
	ret = history_before(job->history, &trial->info, trial->raw_sha256, before, err);
	if (!ret)
		tell_replaced(job->history, &trial->info);
	return ret ? ret : history_sha256(before, config->history_sha256, err);
}

/* The analysis leaves them out; whoever gave them should know. */
static void warn_of_tasks(const struct history *before, const struct trial_report *report)
{
	for (size_t i = 0; i < before->count; i++)
		if (strcmp(before->trial[i].task, report->task) != 0)
			log_write(LOG_WARN, "%s: another task (%s, not %s), not compared with",
				  before->trial[i].file, before->trial[i].task, report->task);
}

static int write_results(const struct analyze_job *job, const struct config *config,
			 struct trial_report *report, struct error *err)
{
	const struct results_options options = {.replace = job->replace};
	struct stopwatch since = start();
	int ret;

	if (!job->output)
		return 0;
	ret = results_write(job->output, report, config, &options, err);
	if (!ret)
		add_stage(report, stop("write", since));
	return ret;
}

int analyze_file(const struct analyze_job *job, struct trial_report **out, struct error *err)
{
	struct trial_report *report = NULL;
	struct trial *trial = NULL;
	struct stopwatch since = start();
	struct history before = {0};
	struct config config;
	struct stage_time read;
	int ret = check_output(job, err);

	if (!ret)
		ret = read_input(job, &trial, err);
	if (ret)
		goto out;
	read = stop("read", since);
	ret = choose_history(job, trial, &before, &config, err);
	if (!ret)
		ret = pipeline_run(&(struct pipeline_input){.trial = trial,
							    .config = &config,
							    .pool = job->pool,
							    .history = &before},
				   &report, err);
	if (ret) {
		if (err)
			fail_context(err, "%s", job->input);
		goto out;
	}
	warn_of_tasks(&before, report);
	add_stage(report, read);
	ret = write_results(job, &config, report, err);
	if (!ret && out) {
		*out = report;
		report = NULL;
	}
out:
	free(before.trial);
	report_free(report);
	trial_free(trial);
	return ret;
}
