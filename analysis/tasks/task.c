/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which task it was: told by the user, by the recorder, or found in the force. */
#include "analysis/tasks/isometric/pulls.h"
#include "analysis/tasks/tasks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double standing_ratio = 1.10; /* of body weight: more is no quiet standing */
static const double stepping_s = 0.5;      /* in all that stepping on and off may be more */
static const double standing_share = 0.5;  /* of the time on the plates that must be quiet */

static const struct {
	const char *word;
	unsigned task;
} tasks[] = {
	{"deadlift", TASK_DEADLIFT},
	{"isometric", TASK_ISOMETRIC},
	{"standing", TASK_STANDING},
};
enum { TASKS = sizeof(tasks) / sizeof(*tasks) };

static unsigned task_named(const char *word)
{
	for (size_t i = 0; i < TASKS; i++)
		if (!strcmp(tasks[i].word, word))
			return tasks[i].task;
	return 0;
}

static const char *word_of(unsigned task)
{
	for (size_t i = 0; i < TASKS; i++)
		if (tasks[i].task == task)
			return tasks[i].word;
	return "";
}

unsigned tasks_open(const struct config *config, const struct trial *trial)
{
	unsigned given = task_named(config->task), recorded = task_named(trial->info.task);

	return given ? given : recorded ? recorded : TASK_ANY;
}

static bool stands_quietly(const struct analysis *a)
{
	size_t on = 0, above = 0;

	if (!a->body.found || flights_count(&a->signals, a->config))
		return false;
	for (size_t i = 0; i < a->signals.frames; i++) {
		above += a->signals.total_6_n[i] > standing_ratio * a->body.weight_n;
		on += feet_are_on(&a->signals, i, a->config->on_plate_n);
	}
	return (double)above < stepping_s * a->signals.rate_hz &&
	       (double)(a->body.end - a->body.start) >= standing_share * (double)on;
}

/* 0 = none of them */
static unsigned task_found(const struct analysis *a)
{
	struct pull pull[PULLS_MAX];

	if (a->reps.count || a->trial->info.load_kg > 0)
		return TASK_DEADLIFT;
	if (pulls_find(a, pull))
		return TASK_ISOMETRIC;
	return stands_quietly(a) ? TASK_STANDING : 0;
}

/* A guess of the bar's weight that no lift bears out. */
static void forget_load(struct analysis *a)
{
	a->load_weight_n = a->report->load_kg = a->report->system_weight_n = NAN;
	a->report->load_source[0] = '\0';
}

static void name_task(struct analysis *a, const char *word, const char *source)
{
	struct trial_report *report = a->report;

	snprintf(report->task, sizeof(report->task), "%s", word);
	snprintf(report->task_source, sizeof(report->task_source), "%s", word[0] ? source : "");
}

int stage_task(struct analysis *a, struct error *err)
{
	struct trial_report *report = a->report;
	const char *recorded = a->trial->info.task;
	unsigned found;

	if (a->tasks != TASK_ANY) {
		name_task(a, word_of(a->tasks), task_named(a->config->task) ? "given" : "recorded");
		return report_add_step(report, "task", err, "%s, as %s", report->task,
				       report->task_source);
	}
	found = task_found(a);
	if (recorded[0])
		name_task(a, recorded, "recorded");
	else
		name_task(a, word_of(found), "found");
	a->tasks = found ? found : TASK_DEADLIFT;
	if (a->tasks != TASK_DEADLIFT)
		forget_load(a);
	return report_add_step(report, "task", err, "%s%s",
			       found ? "found in the force: " : "not found: treated as ",
			       word_of(a->tasks));
}
