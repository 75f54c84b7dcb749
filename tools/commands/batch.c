/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/batch/batch.h"
#include "formats/files.h"
#include "formats/json.h"
#include "formats/report.h"
#include "tools/analyze/left_out.h"
#include "tools/batch/failures.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORKERS_MAX = 256 };

struct call {
	struct common_options common;
	const char *study, *folder;
	size_t workers; /* 0 = one per processor */
};

struct batch {
	const struct call *call;
	char folder[PATH_MAX];
	struct batch_jobs jobs;
	struct batch_work work;
	struct failures failures;
	struct progress progress;
	size_t done, skipped;
	int broken; /* a failure could not be kept: its code */
};

/* --- options --- */

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case 'o':
		call->folder = arg;
		return 0;
	case 'j':
		call->workers = (size_t)options_number(state, "--jobs", arg, 1, WORKERS_MAX);
		return 0;
	case ARGP_KEY_ARG:
		if (call->study)
			argp_error(state, "one study at a time");
		call->study = arg;
		return 0;
	case ARGP_KEY_END:
		if (!call->study)
			argp_error(state, "no study (name its folder)");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"output", 'o', "FOLDER", 0, "write the results there (default: STUDY/derivatives/hinge)",
	 1},
	{"jobs", 'j', "N", 0, "work on N recordings at a time (default: one per processor)", 1},
	{0},
};
static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "STUDY",
	.doc = "Analyse every recording of a study that has no up-to-date result.\vRecordings that "
	       "fail are listed in FOLDER/failed.tsv. Exit status: 0 every recording has a result, "
	       "1 some have not, 3 there is no recording, 74 the folder cannot be written, 130 "
	       "interrupted.",
	.children = children,
};
static const char examples[] =
	"  hinge batch study\n"
	"  hinge batch study -o results --jobs 4 --set kinetics_cutoff_hz=15\n"
	"  hinge batch study --json | jq -r 'select(.outcome == \"failed\") | .file'\n";

/* --- telling --- */

static void print_json(const struct batch_job *job, const char *outcome, const char *status,
		       const char *code, const char *message)
{
	struct js *line = js_object();
	char *text;

	js_set(line, "file", js_path(job->file));
	js_set(line, "outcome", js_string(outcome));
	if (status) {
		js_set(line, "status", js_string(status));
		js_set(line, "results", js_path(job->output));
	} else {
		js_set(line, "code", js_string(code));
		js_set(line, "message", js_string(message));
	}
	text = js_dump(line, 17, 0);
	if (text) {
		puts(text);
		fflush(stdout); /* a reader follows */
	}
	free(text);
	js_free(line);
}

/* The message without the name that stands beside it. */
static const char *without_name(const char *message, const char *name)
{
	size_t length = strlen(name);

	return !strncmp(message, name, length) && !strncmp(message + length, ": ", 2)
		       ? message + length + 2
		       : message;
}

static void keep_failure(struct batch *batch, size_t index, const char *code, const char *message)
{
	const struct batch_job *job = &batch->jobs.job[index];
	const char *reason = without_name(message, job->input);
	char text[ERROR_TEXT_MAX + 64];
	struct error err;

	/* it is of an input that may be gone: nobody but its owner can say what it is worth */
	snprintf(text, sizeof(text), "%s%s", reason,
		 file_exists(job->output) ? " (an earlier result is kept)" : "");
	log_write(LOG_ERROR, "%s: %s", job->input, text);
	if (batch->call->common.json)
		print_json(job, "failed", NULL, code, text);
	if (failures_add(&batch->failures, index, job->file, code, text, &err))
		batch->broken = err.code;
}

static void show_progress(struct batch *batch)
{
	progress_update(&batch->progress,
			(double)(batch->done + batch->skipped + batch->failures.count));
}

/* --- the task of the workers --- */

static void begin(void *ctx)
{
	const struct batch *batch = ctx;

	work_confine(batch->folder, batch->work.workers);
}

static void work(void *ctx, size_t index, struct reply *reply)
{
	work_file(&((struct batch *)ctx)->work, index, reply);
}

static void done(void *ctx, size_t index, const struct reply *reply)
{
	struct batch *batch = ctx;
	bool skipped = reply->outcome == JOB_SKIPPED;

	if (reply->outcome == JOB_FAILED) {
		keep_failure(batch, index, error_name(reply->error.code), reply->error.text);
	} else {
		batch->skipped += skipped;
		batch->done += !skipped;
		if (batch->call->common.json)
			print_json(&batch->jobs.job[index], skipped ? "up-to-date" : "done",
				   report_status_name((enum report_status)reply->detail), NULL,
				   NULL);
	}
	show_progress(batch);
}

static void lost(void *ctx, size_t index, const char *cause)
{
	struct batch *batch = ctx;
	char message[128];

	work_clean(&batch->jobs.job[index]);
	if (!cause)
		return;
	snprintf(message, sizeof(message), "its analysis crashed: %s", cause);
	keep_failure(batch, index, "crashed", message);
	show_progress(batch);
}

/* --- what was done again --- */

static void print_superseded(const struct batch_job *job)
{
	struct js *line = js_object();
	char *text;

	js_set(line, "file", js_path(job->file));
	js_set(line, "outcome", js_string("superseded"));
	js_set(line, "by_run", js_integer(job->superseded));
	text = js_dump(line, 17, 0);
	if (text)
		puts(text);
	free(text);
	js_free(line);
}

static void tell_left_out(const struct batch *batch)
{
	struct left_out left_out = {0};

	for (size_t i = 0; i < batch->jobs.left_out; i++) {
		const struct batch_job *job = &batch->jobs.job[batch->jobs.count + i];

		left_out_add(&left_out, path_base(job->file), job->superseded);
		if (batch->call->common.json)
			print_superseded(job);
	}
	left_out_tell(&left_out);
}

/* --- the whole --- */

static int prepare(struct batch *batch, struct error *err)
{
	const struct call *call = batch->call;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t workers = call->workers ? call->workers : processors > 0 ? (size_t)processors : 1;
	int length, ret;

	length = call->folder
			 ? snprintf(batch->folder, PATH_MAX, "%s", call->folder)
			 : snprintf(batch->folder, PATH_MAX, "%s/derivatives/hinge", call->study);
	if (length >= PATH_MAX)
		return fail(err, HINGE_EUSAGE, "%s: the name is too long", call->study);
	ret = jobs_find(&batch->jobs, call->study, batch->folder, err);
	if (!ret)
		ret = folder_make(batch->folder, err);
	if (!ret)
		ret = config_sha256(&call->common.config, batch->work.config_sha256, err);
	if (workers > WORKERS_MAX)
		workers = WORKERS_MAX;
	batch->work.workers = workers < batch->jobs.count ? workers : batch->jobs.count;
	batch->work.jobs = &batch->jobs;
	batch->work.config = &call->common.config;
	return ret;
}

static int run_batch(struct batch *batch, struct error *err)
{
	const struct workers_task task = {
		.jobs = batch->jobs.count,
		.workers = batch->work.workers,
		.ctx = batch,
		.begin = begin,
		.work = work,
		.done = done,
		.lost = lost,
	};
	struct error listing;
	int ret;

	tell_left_out(batch);
	progress_start(&batch->progress, "batch", "files", (double)batch->jobs.count);
	ret = workers_run(&task, err);
	progress_end(&batch->progress,
		     (double)(batch->done + batch->skipped + batch->failures.count));
	log_write(LOG_INFO, "%zu analysed, %zu up to date, %zu failed%s%s%s", batch->done,
		  batch->skipped, batch->failures.count, batch->failures.count ? ": see " : "",
		  batch->failures.count ? batch->folder : "",
		  batch->failures.count ? "/failed.tsv" : "");
	if (!ret && batch->broken)
		ret = fail(err, batch->broken, "failed.tsv is not complete: out of memory");
	if (failures_write(&batch->failures, batch->folder, &listing) && !ret) {
		*err = listing;
		ret = err->code;
	}
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct call call = {0};
	struct batch *batch;
	struct error err;
	int ret, status;

	options_parse(&argp, examples, argc, argv, &call);
	batch = calloc(1, sizeof(*batch));
	if (!batch) {
		fail(&err, HINGE_ENOMEM, "out of memory");
		return report_error(&err);
	}
	batch->call = &call;
	ret = prepare(batch, &err);
	if (!ret)
		ret = run_batch(batch, &err);
	status = ret ? report_error(&err) : batch->failures.count ? EXIT_FAILURE : EXIT_SUCCESS;
	failures_free(&batch->failures);
	jobs_free(&batch->jobs);
	free(batch);
	return status;
}

const struct command cmd_batch = {"batch", "analyse every recording of a study", run_command};
