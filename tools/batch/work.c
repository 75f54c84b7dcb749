/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/batch/batch.h"

#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/recording/sidecar.h"
#include "formats/results/results.h"
#include "tools/analyze/analyze.h"
#include "tools/confine/confine.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* A recording of hours takes less; one that takes more does not end. */
enum { CPU_SECONDS_MAX = 1800 };
static const rlim_t memory_min = (rlim_t)1 << 30;

static void set_limit(__rlimit_resource_t resource, rlim_t bound)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit))
		return;
	if (limit.rlim_max == RLIM_INFINITY || bound < limit.rlim_max)
		limit.rlim_cur = bound;
	setrlimit(resource, &limit);
}

/* A share of the machine's memory; a recording that needs more fails by itself, instead of the
 * machine killing whom it likes. The sanitizers reserve terabytes. */
static void limit_memory(size_t workers)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	rlim_t share = pages > 0 && page > 0 ? (rlim_t)pages * (rlim_t)page / workers : 0;

	set_limit(RLIMIT_AS, share > memory_min ? share : memory_min);
#else
	(void)workers;
	(void)memory_min;
#endif
}

void work_confine(const char *folder, size_t workers)
{
	confine_self((const char *const[]){folder, NULL});
	limit_memory(workers);
}

static void allow_cpu(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	set_limit(RLIMIT_CPU, (rlim_t)used.tv_sec + CPU_SECONDS_MAX);
}

/* --- up to date --- */

/* HINGE_EREAD where the recording or its sidecar cannot be read. */
static int same_input(const struct batch_job *job, const struct results_identity *identity,
		      bool *same, struct error *err)
{
	char raw[65], beside[65];
	int ret = import_sha256(job->input, raw, beside, err);

	if (!ret)
		*same = !strcmp(raw, identity->raw_sha256) &&
			!strcmp(beside, identity->sidecar_sha256);
	return ret;
}

/* A result that cannot be read is made anew. */
static int check_up_to_date(const struct batch_work *work, const struct batch_job *job,
			    struct results_identity *identity, bool *up_to_date, struct error *err)
{
	*up_to_date = false;
	if (!file_exists(job->output) || results_identity(job->output, identity, NULL))
		return 0;
	if (strcmp(identity->software_version, HINGE_VERSION) != 0 ||
	    strcmp(identity->config_sha256, work->config_sha256) != 0)
		return 0;
	return same_input(job, identity, up_to_date, err);
}

/* --- one recording --- */

static int make_folder(const char *path, struct error *err)
{
	char folder[PATH_MAX];
	int length = (int)(path_base(path) - path);

	snprintf(folder, sizeof(folder), "%.*s", length, path);
	return folder_make(folder, err);
}

/* Two recordings of one name (x.flac and x.w64) would share a result; they are neighbours. */
static int check_alone(const struct batch_jobs *jobs, size_t index, struct error *err)
{
	const struct batch_job *job = &jobs->job[index];

	if (!index || strcmp(job[-1].output, job->output) != 0)
		return 0;
	return fail(err, HINGE_EREFUSED, "%s: its result would be that of %s (rename one)",
		    job->input, job[-1].file);
}

static int analyze(const struct batch_work *work, const struct batch_job *job, int *status,
		   struct error *err)
{
	struct import_options import;
	struct trial_report *report = NULL;
	const struct analyze_job analysis = {
		.input = job->input,
		.output = job->output,
		.replace = true,
		.config = work->config,
		.import = &import,
	};
	int ret = make_folder(job->output, err);

	import_options_init(&import);
	if (!ret)
		ret = analyze_file(&analysis, &report, err);
	if (!ret)
		*status = (int)report->status;
	report_free(report);
	return ret;
}

void work_file(const struct batch_work *work, size_t index, struct reply *reply)
{
	const struct batch_job *job = &work->jobs->job[index];
	struct results_identity identity;
	bool up_to_date = false;
	int ret = 0;

	reply->outcome = JOB_FAILED;
	allow_cpu();
	if (job->error)
		ret = fail(&reply->error, HINGE_EREAD, "%s: %s", job->input, strerror(job->error));
	if (!ret)
		ret = check_alone(work->jobs, index, &reply->error);
	if (!ret)
		ret = check_up_to_date(work, job, &identity, &up_to_date, &reply->error);
	if (!ret && up_to_date) {
		reply->outcome = JOB_SKIPPED;
		reply->detail = (int)identity.status;
	} else if (!ret && !analyze(work, job, &reply->detail, &reply->error)) {
		reply->outcome = JOB_DONE;
	}
}

void work_clean(const struct batch_job *job)
{
	char part[PATH_MAX];

	if ((size_t)snprintf(part, sizeof(part), "%s.part", job->output) < sizeof(part))
		unlink(part);
}
