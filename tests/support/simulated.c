/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/simulated.h"

#include "analysis/pipeline.h"
#include "tests/support/assert_near.h"

#include <string.h>

struct trial *simulated_trial(const struct simulation *simulation)
{
	struct trial *trial;

	assert_int_equal(trial_new(&trial, simulation->channels, simulation->frames, NULL), 0);
	assert_int_equal(recording_info_copy(&trial->info, &simulation->info, NULL), 0);
	for (size_t i = 0; i < simulation->frames * simulation->channels; i++)
		trial->samples[i] = simulation->counts[i];
	trial_mark_gaps(trial);
	trial_mark_saturation(trial);
	strcpy(trial->raw_sha256, "0123456789abcdef");
	return trial;
}

static void assert_steps_are_known(const struct trial_report *report)
{
	for (size_t i = 0; i < report->steps; i++)
		if (strstr(report->step[i].text, "nan"))
			fail_msg("step %s: %s", report->step[i].name, report->step[i].text);
}

struct trial_report *report_with(const struct trial *trial, const struct config *config,
				 const struct pool *pool)
{
	struct trial_report *report;
	struct error err;

	if (pipeline_run(&(struct pipeline_input){.trial = trial, .config = config, .pool = pool},
			 &report, &err))
		fail_msg("%s", err.text);
	assert_steps_are_known(report);
	return report;
}

struct trial_report *report_of(const struct trial *trial)
{
	struct config config;

	config_init(&config);
	return report_with(trial, &config, NULL);
}

const struct check *check_coded(const struct trial_report *report, const char *code)
{
	for (size_t i = 0; i < report->checks; i++)
		if (!strcmp(report->check[i].code, code))
			return &report->check[i];
	return NULL;
}

const struct finding *finding_coded(const struct trial_report *report, const char *id)
{
	for (size_t i = 0; i < report->findings; i++)
		if (!strcmp(report->finding[i].id, id))
			return &report->finding[i];
	return NULL;
}
