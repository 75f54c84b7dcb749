/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/system_clock.h"
#include "formats/files.h"
#include "formats/random.h"
#include "formats/recording/finalise.h"
#include "tools/simulate/simulate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 4, SECONDS_A_DAY = 86400 };

/* 2026-01-05 09:00 UTC, a Monday: simulated studies do not know what day it is. */
#define FIRST_SET_S 1767603600

static const double session_sd_pct = 1.5;
/* Whoever recovers begins so far from even at least, and comes so many SD nearer. */
static const double recover_from_pct = 9, recover_sd = 5;

struct subject {
	double mass_kg, asymmetry_pct, best_kg;
	double session_pct[STUDY_SESSIONS_MAX]; /* how far each day is from the own mean */
};

/* Which one of a study a recording is. */
struct place {
	int subject, session, run;
};

static struct place place_of(const struct study_plan *plan, int index)
{
	int session = index / RUNS;

	return (struct place){
		.subject = session / plan->sessions,
		.session = session % plan->sessions,
		.run = index % RUNS,
	};
}

static struct random stream_of(uint64_t seed, int subject)
{
	struct random random;

	random_init(&random, seed + (uint64_t)subject * 0x9E3779B97F4A7C15u);
	random_init(&random, random_u64(&random));
	return random;
}

static struct subject draw_subject(uint64_t seed, int index)
{
	struct random random = stream_of(seed, index);
	struct subject subject;

	subject.mass_kg = rint(random_range(&random, 55, 110) * 10) / 10;
	subject.best_kg = subject.mass_kg * random_range(&random, 1.2, 2.2);
	subject.asymmetry_pct = fmax(-12, fmin(12, 4 * random_normal(&random)));
	for (int i = 0; i < STUDY_SESSIONS_MAX; i++)
		subject.session_pct[i] = session_sd_pct * random_normal(&random);
	return subject;
}

static double asymmetry_of(const struct study_plan *plan, const struct subject *subject,
			   int session)
{
	double own_pct = subject->asymmetry_pct;

	if (plan->recover)
		own_pct = copysign(fmax(fabs(own_pct), recover_from_pct), own_pct);
	if (plan->recover && session >= STUDY_BASELINE)
		own_pct -= copysign(recover_sd * session_sd_pct, own_pct);
	return own_pct + subject->session_pct[session];
}

static void fill(double *option, double drawn)
{
	if (isnan(*option))
		*option = drawn;
}

/* The sets of a session are done at 60, 70, 80 and 90 % of the best, in steps of 2.5 kg. */
static struct simulator_options options_of(const struct study_plan *plan, int index)
{
	struct simulator_options options = *plan->options;
	struct place place = place_of(plan, index);
	struct subject subject = draw_subject(options.seed, place.subject);
	double load_kg = rint(subject.best_kg * (0.6 + 0.1 * place.run) / 2.5) * 2.5;

	fill(&options.body_mass_kg, subject.mass_kg);
	fill(&options.load_kg, load_kg);
	fill(&options.asymmetry_pct, asymmetry_of(plan, &subject, place.session));
	options.seed += (uint64_t)index;
	return options;
}

static void describe(struct recording_info *info, const struct place *place)
{
	int64_t start_s = FIRST_SET_S +
			  (int64_t)(place->subject + 7 * place->session) * SECONDS_A_DAY +
			  place->run * 300;

	snprintf(info->subject, sizeof(info->subject), "S%03d", place->subject + 1);
	snprintf(info->session, sizeof(info->session), "%02d", place->session + 1);
	info->run = place->run + 1;
	format_utc(info->start_time, start_s * 1000000000);
}

static int simulate_one(const struct study_plan *plan, int index, struct error *err)
{
	struct simulator_options options = options_of(plan, index);
	struct place place = place_of(plan, index);
	struct simulation *simulation;
	struct simulated_files files;
	char stem[960], samples[1024];
	int ret = simulate(&options, &simulation, err);

	if (ret)
		return ret;
	describe(&simulation->info, &place);
	ret = recording_stem(plan->folder, &simulation->info, stem, sizeof(stem), err);
	if (ret)
		goto out;
	snprintf(samples, sizeof(samples), "%s_force.w64", stem);
	ret = simulated_files_name(&files, samples, err);
	if (ret)
		goto out;
	ret = simulated_files_write(&files, simulation, err);
	if (!ret && plan->written)
		plan->written(plan->ctx, &files, simulation);
out:
	simulation_free(simulation);
	return ret;
}

static int write_participants(const struct study_plan *plan, const char *path, struct error *err)
{
	int subjects = place_of(plan, plan->recordings - 1).subject + 1;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int ret;

	if (!out)
		return fail(err, HINGE_ENOMEM, "no memory for %s", path);
	fputs("participant_id\tmass_kg\n", out);
	for (int i = 0; i < subjects; i++) {
		double mass_kg = plan->options->body_mass_kg;

		fill(&mass_kg, draw_subject(plan->options->seed, i).mass_kg);
		fprintf(out, "sub-S%03d\t%.1f\n", i + 1, mass_kg);
	}
	if (fclose(out)) {
		free(text);
		return fail(err, HINGE_ENOMEM, "no memory for %s", path);
	}
	ret = file_write_atomic(path, text, size, false, err);
	free(text);
	return ret;
}

static int write_columns(const char *path, struct error *err)
{
	static const char columns[] =
		"{\n"
		"  \"participant_id\": {\"Description\": \"pseudonymous code\"},\n"
		"  \"mass_kg\": {\"Description\": \"body mass\", \"Units\": \"kg\"}\n"
		"}\n";

	return file_write_atomic(path, columns, sizeof(columns) - 1, false, err);
}

int study_simulate(const struct study_plan *plan, struct error *err)
{
	char table[1024], columns[1024];
	int ret;

	if ((size_t)snprintf(table, sizeof(table), "%s/participants.tsv", plan->folder) >=
		    sizeof(table) ||
	    (size_t)snprintf(columns, sizeof(columns), "%s/participants.json", plan->folder) >=
		    sizeof(columns))
		return fail(err, HINGE_EUSAGE, "%.40s...: the name is too long", plan->folder);
	if (file_exists(table))
		return fail(err, HINGE_EREFUSED,
			    "%s holds a study already (%s): take another folder", plan->folder,
			    path_base(table));
	ret = folder_make(plan->folder, err);
	if (ret)
		return ret;
	ret = write_participants(plan, table, err);
	if (!ret)
		ret = write_columns(columns, err);
	for (int i = 0; i < plan->recordings && !ret; i++)
		ret = simulate_one(plan, i, err);
	return ret;
}
