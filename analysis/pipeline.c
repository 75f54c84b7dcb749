/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/pipeline.h"
#include "analysis/stages.h"
#include "analysis/tasks/tasks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The method, in its order. The name is the line of --timing under which a stage counts. */
static const struct {
	const char *timing;
	int (*run)(struct analysis *, struct error *);
	unsigned tasks; /* it serves */
} stages[] = {
	{"cop", stage_signal_steps, TASK_ANY},
	{"cop", stage_forces, TASK_ANY},
	{"cop", stage_setup, TASK_ANY},
	{"filter", stage_filter, TASK_ANY},
	{"detect", stage_body, TASK_ANY},
	{"detect", stage_load, TASK_DEADLIFT},
	{"detect", stage_reps, TASK_DEADLIFT},
	{"detect", stage_task, TASK_ANY},
	{"detect", stage_no_reps, TASK_DEADLIFT},
	{"metrics", stage_isometric, TASK_ISOMETRIC},
	{"metrics", stage_standing, TASK_STANDING},
	{"metrics", stage_window, TASK_ANY},
	{"metrics", stage_phases, TASK_DEADLIFT},
	{"metrics", stage_checks, TASK_ANY},
	{"metrics", stage_signals, TASK_ANY},
	{"metrics", stage_metrics, TASK_DEADLIFT},
	{"metrics", stage_rep_steps, TASK_DEADLIFT},
	{"normalise", stage_curves, TASK_DEADLIFT},
	{"bootstrap", stage_summary, TASK_ANY},
	{"bootstrap", stage_set_steps, TASK_DEADLIFT},
	{"metrics", stage_onsets, TASK_DEADLIFT | TASK_ISOMETRIC},
	{"spectra", stage_spectra, TASK_DEADLIFT},
	{"residual", stage_residual, TASK_ANY},
	{"metrics", stage_indicators, TASK_DEADLIFT},
	{"metrics", stage_findings, TASK_DEADLIFT},
};

/* Every line of --timing is there, those of stages that are part of another with 0. */
static const char *const timings[] = {"scale",     "filter",    "cop",     "detect",  "metrics",
				      "normalise", "bootstrap", "spectra", "residual"};

static double seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct stage_time *stage_time(struct trial_report *report, const char *name)
{
	size_t i = 0;

	while (i < report->stages && strcmp(report->stage[i].name, name))
		i++;
	return &report->stage[i];
}

static int run_stages(struct analysis *a, struct error *err)
{
	/* a stage begins where the one before ended: clocks cost, too */
	double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID), wall = seconds_of(CLOCK_MONOTONIC);

	for (size_t i = 0; i < sizeof(stages) / sizeof(*stages); i++) {
		if (!(a->tasks & stages[i].tasks))
			continue;

		struct stage_time *time = stage_time(a->report, stages[i].timing);
		int ret = stages[i].run(a, err);

		if (ret)
			return ret;

		double cpu_end = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		double wall_end = seconds_of(CLOCK_MONOTONIC);

		time->cpu_s += cpu_end - cpu;
		time->wall_s += wall_end - wall;
		cpu = cpu_end;
		wall = wall_end;
	}
	return 0;
}

/* As the file name of the study's layout, else the name of the file it came from. */
static void name_trial(struct trial_report *report)
{
	const struct recording_info *info = &report->info;
	size_t n = sizeof(report->trial_id);

	if (info->subject[0] && info->session[0] && info->run > 0)
		snprintf(report->trial_id, n, "sub-%s_ses-%s_run-%02d", info->subject,
			 info->session, info->run);
	else
		snprintf(report->trial_id, n, "%.*s", (int)strcspn(report->raw_file, "."),
			 report->raw_file);
}

static int begin(struct analysis *a, struct error *err)
{
	struct trial_report *report;
	int ret = report_new(&a->report, a->trial->frames, err);

	if (ret)
		return ret;
	report = a->report;
	ret = recording_info_copy(&report->info, &a->trial->info, err);
	if (ret)
		return ret;
	snprintf(report->raw_file, sizeof(report->raw_file), "%s", a->trial->raw_file);
	snprintf(report->raw_sha256, sizeof(report->raw_sha256), "%s", a->trial->raw_sha256);
	snprintf(report->sidecar_sha256, sizeof(report->sidecar_sha256), "%s",
		 a->trial->sidecar_sha256);
	snprintf(report->format, sizeof(report->format), "%s", a->trial->format);
	if (a->trial->pair[0])
		ret = report_add_step(report, "pair", err, "%s", a->trial->pair);
	if (ret)
		return ret;
	report->rate_hz = a->trial->info.rate_hz;
	name_trial(report);
	for (size_t i = 0; i < sizeof(timings) / sizeof(*timings); i++)
		snprintf(report->stage[report->stages++].name, sizeof(report->stage[0].name), "%s",
			 timings[i]);
	return 0;
}

static void finish(struct analysis *a)
{
	forces_free(a->forces);
	free(a->filtered);
	rep_list_reset(&a->reps);
}

int pipeline_run(const struct pipeline_input *input, struct trial_report **out, struct error *err)
{
	struct analysis a = {.trial = input->trial,
			     .config = input->config,
			     .pool = input->pool,
			     .history = input->history,
			     .load_weight_n = NAN,
			     .tasks = tasks_open(input->config, input->trial)};
	int ret = begin(&a, err);

	if (!ret)
		ret = run_stages(&a, err);
	if (ret)
		report_free(a.report);
	else
		*out = a.report;
	finish(&a);
	return ret;
}
