/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/trial.h"

#include "analysis/pipeline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *const asked_ids[ASKED] = {"C1", "C2", "C13"};

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int trial_of(struct trial **out, const struct simulation *simulation, struct error *err)
{
	size_t samples = simulation->frames * simulation->channels;
	struct trial *trial;
	int ret = trial_new(&trial, simulation->channels, simulation->frames, err);

	if (ret)
		return ret;
	ret = recording_info_copy(&trial->info, &simulation->info, err);
	if (ret) {
		trial_free(trial);
		return ret;
	}
	for (size_t i = 0; i < samples; i++)
		trial->samples[i] = simulation->counts[i];
	trial_mark_gaps(trial);
	trial_mark_saturation(trial);
	/* seeds what analysis draws, as the recording's checksum would */
	snprintf(trial->raw_sha256, sizeof(trial->raw_sha256), "%016llx",
		 (unsigned long long)simulation->options.seed);
	snprintf(trial->raw_file, sizeof(trial->raw_file), "simulated.w64");
	*out = trial;
	return 0;
}

/* Of the set with the most reps in it. */
static void keep_findings(const struct trial_report *report, struct answer *answer)
{
	for (size_t k = 0; k < ASKED; k++)
		answer->finding[k] = (struct finding){
			.outcome = OUTCOME_INSUFFICIENT_DATA, .n = -1, .p = NAN, .value = NAN};
	for (size_t i = 0; i < report->findings; i++) {
		const struct finding *finding = &report->finding[i];

		answer->alarm |= finding->outcome == OUTCOME_INDICATED ||
				 finding->outcome == OUTCOME_CONSISTENT;
		for (size_t k = 0; k < ASKED; k++)
			if (finding->family[0] == 'A' && !strcmp(finding->id, asked_ids[k]) &&
			    finding->n > answer->finding[k].n)
				answer->finding[k] = *finding;
	}
}

static void keep_interval(const struct trial_report *report, struct answer *answer)
{
	int most = 0;

	answer->lift_ci_low = answer->lift_ci_high = NAN;
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->rep || row->n <= most || strcmp(row->metric, "asymmetry") ||
		    strcmp(row->phase, "lift"))
			continue;
		most = row->n;
		answer->lift_ci_low = row->ci_low;
		answer->lift_ci_high = row->ci_high;
	}
}

static void keep(const struct trial_report *report, struct answer *answer)
{
	*answer = (struct answer){
		.status = report->status,
		.body_mass_kg = report->body_mass_kg,
		.load_kg = report->load_kg,
		.load_estimated_kg = report->load_estimated_kg,
		.reps = report->reps,
	};
	for (size_t i = 0; i < report->reps && i < FOUND_MAX; i++)
		answer->rep[i] = report->rep[i];
	keep_findings(report, answer);
	keep_interval(report, answer);
}

static int analyse(const struct trial *trial, struct answer *answer, struct error *err)
{
	struct trial_report *report;
	struct config config;
	int ret;

	config_init(&config);
	ret = pipeline_run(&(struct pipeline_input){.trial = trial, .config = &config}, &report,
			   err);
	if (ret)
		return ret;
	keep(report, answer);
	report_free(report);
	return 0;
}

void measured_make(const struct simulator_options *options, bool unknown, struct measured *measured)
{
	struct trial *trial = NULL;
	double start_s = cpu_s();

	memset(measured, 0, sizeof(*measured));
	measured->ret = simulate(options, &measured->truth, &measured->err);
	if (measured->ret)
		return;
	measured->simulate_s = cpu_s() - start_s;
	measured->ret = trial_of(&trial, measured->truth, &measured->err);
	free(measured->truth->counts);
	measured->truth->counts = NULL;
	for (enum load load = LOAD_KNOWN; load < LOADS && !measured->ret; load++) {
		if (load == LOAD_UNKNOWN && !unknown)
			break;
		if (load == LOAD_UNKNOWN)
			trial->info.load_kg = NAN;
		start_s = cpu_s();
		measured->ret = analyse(trial, &measured->answer[load], &measured->err);
		measured->analyse_s += cpu_s() - start_s;
	}
	trial_free(trial);
}

void measured_reset(struct measured *measured)
{
	simulation_free(measured->truth);
	measured->truth = NULL;
}
