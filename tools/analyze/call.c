/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/call.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_AS = 0x1200,
	KEY_CSV,
	KEY_EXPLAIN,
	KEY_HISTORY,
	KEY_RESIDUAL,
	KEY_STYLE,
	KEY_TASK,
	KEY_THREADS,
	KEY_TIMING,
	KEY_WINDOW
};
/* NaN where text is empty or ends elsewhere. */
static double parse_seconds(const char *text, const char *stop)
{
	char *end;
	double seconds = strtod(text, &end);

	return end == stop && end != text && seconds >= 0 ? seconds : NAN;
}

static void parse_window(struct analyze_call *call, const char *text, struct argp_state *state)
{
	const char *colon = strchrnul(text, ':'), *end = colon + strlen(colon);
	bool starts = colon > text, ends = end > colon + 1;

	call->window_start_s = starts ? parse_seconds(text, colon) : 0;
	call->window_end_s = ends ? parse_seconds(colon + 1, end) : INFINITY;
	if (!*colon || isnan(call->window_start_s) || isnan(call->window_end_s) ||
	    call->window_end_s <= call->window_start_s)
		argp_error(state, "--window %s: expected START:END in seconds, START before END",
			   text);
}

static void parse_style(struct analyze_call *call, const char *text, struct argp_state *state)
{
	size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz-");

	if (size == 0 || text[size] || size >= sizeof(((struct recording_info *)0)->style))
		argp_error(state, "--style %s: expected a word in small letters, as sumo", text);
	call->style = text;
}

static void parse_task(struct analyze_call *call, const char *text, struct argp_state *state)
{
	struct config scratch;
	struct error err;

	config_init(&scratch);
	if (config_set(&scratch, "task", text, &err))
		argp_error(state, "--%s", err.text);
	call->task = text;
}

static void add_history(struct analyze_call *call, const char *path, struct argp_state *state)
{
	const char **grown =
		reallocarray(call->history, call->histories + 1, sizeof(*call->history));

	if (!grown)
		argp_failure(state, EXIT_FAILURE, ENOMEM, "--history");
	else
		grown[call->histories++] = path;
	call->history = grown;
}

static void parse_naming(struct analyze_call *call, const char *text, struct argp_state *state)
{
	call->naming = naming_find(text);
	if (!call->naming)
		argp_error(state, "--as %s: expected forcedecks", text);
}

static void check_call(const struct analyze_call *call, struct argp_state *state)
{
	if (!call->count)
		argp_error(state, "no input (name a recording, or - for standard input)");
	if (call->output && call->folder)
		argp_error(state, "-o and -d exclude each other");
	if (call->output && call->count > 1)
		argp_error(state, "-o takes one input; use -d FOLDER for several");
	if (call->output && !strcmp(call->output, "-"))
		argp_error(state, "-o -: results cannot go into a pipe");
	if (call->naming && !call->csv)
		argp_error(state, "--as names the columns of --csv FILE, which is missing");
	if (call->csv && !strcmp(call->csv, "-") && (call->common.json || call->timing))
		argp_error(state, "--csv - leaves no room for JSON on standard output");
	if (call->common.json && call->timing)
		argp_error(state, "--json and --timing exclude each other");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct analyze_call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->import;
		state->child_inputs[1] = &call->common;
		return 0;
	case 'o':
		call->output = arg;
		return 0;
	case 'd':
		call->folder = arg;
		return 0;
	case KEY_AS:
		parse_naming(call, arg, state);
		return 0;
	case KEY_CSV:
		call->csv = arg;
		return 0;
	case KEY_HISTORY:
		add_history(call, arg, state);
		return 0;
	case KEY_STYLE:
		parse_style(call, arg, state);
		return 0;
	case KEY_TASK:
		parse_task(call, arg, state);
		return 0;
	case KEY_EXPLAIN:
		call->explain = true;
		return 0;
	case KEY_RESIDUAL:
		call->residual = true;
		return 0;
	case KEY_TIMING:
		call->timing = true;
		return 0;
	case KEY_THREADS:
		call->threads =
			(size_t)options_number(state, "--threads", arg, 1, ANALYZE_THREADS_MAX);
		return 0;
	case KEY_WINDOW:
		parse_window(call, arg, state);
		return 0;
	case ARGP_KEY_ARGS:
		call->inputs = state->argv + state->next;
		call->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_END:
		check_call(call, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"output", 'o', "FILE.h5", 0, "write the results there", 1},
	{"directory", 'd', "FOLDER", 0, "write the results of each input into FOLDER/NAME.h5", 1},
	{"csv", KEY_CSV, "FILE", 0, "write the repetitions of all inputs as a table, a line each",
	 1},
	{"as", KEY_AS, "forcedecks", 0, "give the columns of --csv the names that maker uses", 1},
	{"explain", KEY_EXPLAIN, NULL, 0, "say how it was computed, step by step", 1},
	{"residual", KEY_RESIDUAL, NULL, 0,
	 "scan low-pass cutoffs by two published rules, as a diagnostic", 1},
	{"history", KEY_HISTORY, "OLD.h5", 0,
	 "compare with this earlier result of the same person; may be repeated", 2},
	{"task", KEY_TASK, "WORD", 0,
	 "what was done: deadlift, isometric, standing, or auto (default: from the file, else "
	 "found)",
	 2},
	{"style", KEY_STYLE, "WORD", 0, "style of the lift: conventional, sumo, romanian ...", 2},
	{"window", KEY_WINDOW, "START:END", 0,
	 "measure these seconds as well, from the first sample; the end is not included", 2},
	{"threads", KEY_THREADS, "N", 0, "compute with N threads (default: one per processor)", 2},
	{"timing", KEY_TIMING, NULL, 0, "print a JSON line with the seconds of each stage instead",
	 2},
	{0},
};
static const struct argp_child children[] = {
	{&import_argp, 0, NULL, 0}, {&common_config_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "INPUT...",
	.doc = "Find the repetitions of a recording, their phases, and how left and right share "
	       "the "
	       "load.\vINPUT is a recording of hinge, or any format that hinge import knows. "
	       "Without "
	       "-o or -d nothing is written. Exit status: 0 all inputs were analysed (their status "
	       "says ok, warn or reject), 1 some failed, 3 none could be used.",
	.children = children,
};
static const char examples[] =
	"  hinge analyze trial.w64\n"
	"  hinge analyze --load-kg 120 -o trial.h5 trial.w64\n"
	"  hinge analyze --json --sides right,left squat.csv | jq .asymmetry\n"
	"  hinge analyze -d results --csv reps.csv study/sub-*/ses-*/*_force.w64\n";

void analyze_call_parse(struct analyze_call *call, int argc, char **argv)
{
	*call = (struct analyze_call){.window_start_s = NAN, .window_end_s = NAN};
	options_parse(&argp, examples, argc, argv, call);
	if (call->task)
		snprintf(call->common.config.task, sizeof(call->common.config.task), "%s",
			 call->task);
	call->common.config.residual |= call->residual;
	call->common.config.window_start_s = call->window_start_s;
	call->common.config.window_end_s = call->window_end_s;
}
