/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/simulate/simulate.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_STUDY = 0x2000,
	KEY_SESSIONS,
	KEY_RECOVER,
	KEY_SIMULATOR = 0x3000,
	KEYS_MAX = 32,
	OPTION_NAME_MAX = 24
};

struct arguments {
	struct common_options common;
	struct simulator_options simulator;
	const char *output;
	int recordings; /* 0 = one, outside of a study */
	int sessions;   /* 0 = not given */
	bool recover;
};

static const char examples[] =
	"  hinge simulate -o trial.w64\n"
	"  hinge simulate -o tired.w64 --ai 6 --trend -0.5 --reps 8 --style dead_stop\n"
	"  hinge simulate --study 40 -o study\n"
	"  hinge simulate --study 40 --sessions 10 --recover -o recovery\n";

/* --- the simulator's keys as options: rep_sd is --rep-sd --- */

struct key_options {
	char name[KEYS_MAX][OPTION_NAME_MAX];
	struct argp_option option[KEYS_MAX + 6];
};

static void option_name(char *out, size_t size, const char *key)
{
	snprintf(out, size, "%s", key);
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = '-';
}

static void make_options(struct key_options *made)
{
	size_t used = 0;

	made->option[used++] = (struct argp_option){
		"output", 'o', "FILE.w64|DIR", 0, "what to write (simulated.w64)", 0};
	made->option[used++] = (struct argp_option){
		"study", KEY_STUDY, "N", 0, "a study of N recordings in the folder of -o", 0};
	made->option[used++] =
		(struct argp_option){"sessions",
				     KEY_SESSIONS,
				     "N",
				     0,
				     "of each person of a study, four recordings in each (2)",
				     0};
	made->option[used++] = (struct argp_option){
		"recover",
		KEY_RECOVER,
		NULL,
		0,
		"in a study, left and right become more alike from the seventh session on",
		0};
	for (size_t i = 0; i < simulator_key_count && i < KEYS_MAX; i++) {
		const struct simulator_key *key = &simulator_keys[i];
		const char *unit = key->unit && *key->unit       ? key->unit
				   : key->type == SIMULATOR_TEXT ? "WORD"
								 : "NUMBER";

		option_name(made->name[i], sizeof(made->name[i]), key->name);
		made->option[used++] = (struct argp_option){
			made->name[i], KEY_SIMULATOR + (int)i, unit, 0, key->help, 1};
	}
	made->option[used] = (struct argp_option){0};
}

static void set_key(struct arguments *arguments, size_t index, const char *value,
		    struct argp_state *state)
{
	struct error err;

	if (simulator_options_set(&arguments->simulator, simulator_keys[index].name, value, &err))
		argp_error(state, "--%s", err.text);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	if (key >= KEY_SIMULATOR && key < KEY_SIMULATOR + (int)simulator_key_count) {
		set_key(arguments, (size_t)(key - KEY_SIMULATOR), arg, state);
		return 0;
	}
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case 'o':
		arguments->output = arg;
		return 0;
	case KEY_STUDY:
		arguments->recordings = (int)options_number(state, "--study", arg, 1, 10000);
		return 0;
	case KEY_SESSIONS:
		arguments->sessions =
			(int)options_number(state, "--sessions", arg, 1, STUDY_SESSIONS_MAX);
		return 0;
	case KEY_RECOVER:
		arguments->recover = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	case ARGP_KEY_END:
		if (arguments->recordings && !arguments->output)
			argp_error(state, "--study needs a folder: -o DIR");
		if (!arguments->recordings && (arguments->sessions || arguments->recover))
			argp_error(state, "--sessions and --recover need --study");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* --- what it does --- */

static int print_json(struct js *value, struct error *err)
{
	char *text = js_dump(value, 17, 0);

	js_free(value);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory for the answer");
	puts(text);
	free(text);
	return 0;
}

static int simulate_file(const struct arguments *arguments, struct error *err)
{
	struct simulated_files files;
	struct simulation *simulation;
	int ret = simulated_files_name(
		&files, arguments->output ? arguments->output : "simulated.w64", err);

	if (ret)
		return ret;
	ret = simulate(&arguments->simulator, &simulation, err);
	if (ret)
		return ret;
	ret = simulated_files_write(&files, simulation, err);
	if (!ret && arguments->common.json)
		ret = print_json(simulated_files_json(&files, simulation), err);
	else if (!ret)
		printf("%s\n%s\n%s\n", files.samples, files.sidecar, files.truth);
	simulation_free(simulation);
	return ret;
}

struct study_run {
	struct progress progress;
	struct js *recordings; /* NULL: nobody asked, or out of memory */
	int done;
};

static void note_recording(void *ctx, const struct simulated_files *files,
			   const struct simulation *simulation)
{
	struct study_run *run = ctx;

	if (run->recordings &&
	    js_append(run->recordings, simulated_files_json(files, simulation))) {
		js_free(run->recordings);
		run->recordings = NULL;
	}
	progress_update(&run->progress, ++run->done);
}

static int simulate_study(const struct arguments *arguments, struct error *err)
{
	struct study_run run = {.recordings = arguments->common.json ? js_array() : NULL};
	struct study_plan plan = {
		.folder = arguments->output,
		.recordings = arguments->recordings,
		.sessions = arguments->sessions ? arguments->sessions : STUDY_SESSIONS,
		.recover = arguments->recover,
		.options = &arguments->simulator,
		.written = note_recording,
		.ctx = &run,
	};
	int ret;

	progress_start(&run.progress, "simulated", "recordings", plan.recordings);
	ret = study_simulate(&plan, err);
	progress_end(&run.progress, run.done);
	if (!ret && arguments->common.json)
		return print_json(run.recordings, err);
	js_free(run.recordings);
	if (!ret)
		puts(plan.folder);
	return ret;
}

static int run(int argc, char **argv)
{
	struct key_options made;
	const struct argp argp = {
		.options = made.option,
		.parser = parse,
		.children = common_children,
		.doc = "Make a recording of a deadlift set, or a whole study, with the truth "
		       "beside it.\vDefaults stand in brackets; hinge-simulate(1) explains them."};
	struct arguments arguments = {0};
	struct error err = {0};
	int ret;

	make_options(&made);
	simulator_options_init(&arguments.simulator);
	if (options_parse(&argp, examples, argc, argv, &arguments))
		return 2;
	ret = arguments.recordings ? simulate_study(&arguments, &err)
				   : simulate_file(&arguments, &err);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_simulate = {
	.name = "simulate",
	.summary = "make a recording, or a study, with the truth known",
	.run = run,
};
