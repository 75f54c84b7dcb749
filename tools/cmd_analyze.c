/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "tools/analyze.h"
#include "tools/command.h"
#include "tools/log.h"
#include "tools/options.h"
#include "tools/pool.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_CSV = 0x1200, KEY_EXPLAIN, KEY_STYLE, KEY_SUMMARY, KEY_THREADS, KEY_TIMING, KEY_WINDOW };
enum { THREADS_MAX = 64 };

struct call {
	struct common_options common;
	struct import_options import;
	const char *output, *folder, *csv, *summary, *style;
	bool explain, timing;
	double window_start_s, window_end_s;
	size_t threads;
	char **inputs;
	size_t count;
};

/* One run over all inputs. */
struct run {
	const struct call *call;
	struct pool *pool;
	FILE *csv; /* in memory until the end; NULL = none asked for */
	size_t failed;
	int status; /* of the failures: theirs where they agree, else 1 */
};

/* --- options --- */

/* NaN where text is empty or ends elsewhere. */
static double parse_seconds(const char *text, const char *stop)
{
	char *end;
	double seconds = strtod(text, &end);

	return end == stop && end != text && seconds >= 0 ? seconds : NAN;
}

static void parse_window(struct call *call, const char *text, struct argp_state *state)
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

static void parse_style(struct call *call, const char *text, struct argp_state *state)
{
	size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz-");

	if (size == 0 || text[size] || size >= sizeof(((struct recording_info *)0)->style))
		argp_error(state, "--style %s: expected a word in small letters, as sumo", text);
	call->style = text;
}

static void check_call(const struct call *call, struct argp_state *state)
{
	if (!call->count)
		argp_error(state, "no input (name a recording, or - for standard input)");
	if (call->output && call->folder)
		argp_error(state, "-o and -d exclude each other");
	if (call->output && call->count > 1)
		argp_error(state, "-o takes one input; use -d FOLDER for several");
	if (call->output && !strcmp(call->output, "-"))
		argp_error(state, "-o -: results cannot go into a pipe");
	if (call->summary && call->count > 1)
		argp_error(state, "--summary takes one input");
	if (call->csv && !strcmp(call->csv, "-") && (call->common.json || call->timing))
		argp_error(state, "--csv - leaves no room for JSON on standard output");
	if (call->common.json && call->timing)
		argp_error(state, "--json and --timing exclude each other");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

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
	case KEY_CSV:
		call->csv = arg;
		return 0;
	case KEY_SUMMARY:
		call->summary = arg;
		return 0;
	case KEY_STYLE:
		parse_style(call, arg, state);
		return 0;
	case KEY_EXPLAIN:
		call->explain = true;
		return 0;
	case KEY_TIMING:
		call->timing = true;
		return 0;
	case KEY_THREADS:
		call->threads = (size_t)options_number(state, "--threads", arg, 1, THREADS_MAX);
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
	{"summary", KEY_SUMMARY, "FILE.html", 0, "write a page for reading and printing", 1},
	{"explain", KEY_EXPLAIN, NULL, 0, "say how it was computed, step by step", 1},
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
	"  hinge analyze --load-kg 120 --summary trial.html -o trial.h5 trial.w64\n"
	"  hinge analyze --json --sides right,left squat.csv | jq .asymmetry\n"
	"  hinge analyze -d results --csv reps.csv study/sub-*/ses-*/*_force.w64\n";

/* --- one input --- */

/* FOLDER/NAME.h5 for -d, the file of -o, or "" for none. */
static int results_path(const struct call *call, const char *input, char *path, size_t size,
			struct error *err)
{
	const char *name = strcmp(input, "-") ? path_base(input) : "stdin";
	const char *dot = strrchr(name, '.');
	int stem = dot && dot != name ? (int)(dot - name) : (int)strlen(name), length = 0;

	*path = '\0';
	if (call->output)
		length = snprintf(path, size, "%s", call->output);
	else if (call->folder)
		length = snprintf(path, size, "%s/%.*s.h5", call->folder, stem, name);
	if ((size_t)length >= size)
		return fail(err, HINGE_EUSAGE, "%s: the name of its results is too long", input);
	return 0;
}

/* Two inputs of one name would leave one result. */
static int check_unique(const struct call *call, size_t index, const char *path, struct error *err)
{
	char other[PATH_MAX];

	for (size_t i = 0; call->folder && i < index; i++)
		if (!results_path(call, call->inputs[i], other, sizeof(other), err) &&
		    !strcmp(other, path))
			return fail(err, HINGE_EREFUSED,
				    "%s: its results would replace those of %s (use another -d)",
				    call->inputs[index], call->inputs[i]);
	return 0;
}

static int print_line(char *text)
{
	puts(text);
	free(text);
	return 0;
}

static bool prints_text(const struct call *call)
{
	bool csv_on_stdout = call->csv && !strcmp(call->csv, "-");

	return !call->timing && !call->common.json && !csv_on_stdout;
}

static void print_files(const struct call *call, const char *results)
{
	putchar('\n');
	if (*results)
		printf("Results: %s\n", results);
	if (call->summary)
		printf("Summary: %s\n", call->summary);
	if (*results || call->summary)
		putchar('\n');
}

static int print_report(const struct run *run, const struct trial_report *report, const char *input,
			const char *path, struct error *err)
{
	const struct call *call = run->call;
	const char *results = *path ? path : NULL;
	char *text = NULL;
	int ret;

	if (call->timing) {
		ret = report_timing(report, &text, err);
		return ret ? ret : print_line(text);
	}
	if (call->common.json) {
		ret = report_json(report, input, results, &text, err);
		return ret ? ret : print_line(text);
	}
	if (prints_text(call)) {
		report_print(stdout, report, input, call->explain);
		print_files(call, path);
	}
	return 0;
}

static int analyze_input(struct run *run, size_t index, struct error *err)
{
	const struct call *call = run->call;
	const char *input = call->inputs[index];
	struct trial_report *report = NULL;
	char path[PATH_MAX];
	struct analyze_job job = {
		.input = input,
		.replace = true,
		.style = call->style,
		.config = &call->common.config,
		.import = &call->import,
		.pool = run->pool,
	};
	int ret = results_path(call, input, path, sizeof(path), err);

	if (!ret)
		ret = check_unique(call, index, path, err);
	if (ret)
		return ret;
	job.output = *path ? path : NULL;
	log_write(LOG_DEBUG, "%s: reading", input);
	ret = analyze_file(&job, &report, err);
	if (!ret && call->summary)
		ret = summary_write(call->summary, report, err);
	if (!ret)
		ret = print_report(run, report, input, path, err);
	if (!ret && run->csv)
		report_csv(run->csv, report, input);
	report_free(report);
	return ret;
}

/* --- all of them --- */

static void count_failure(struct run *run, const struct error *err)
{
	int status = report_error(err);

	run->status = run->failed++ && run->status != status ? EXIT_FAILURE : status;
}

static void analyze_inputs(struct run *run)
{
	for (size_t i = 0; i < run->call->count; i++) {
		struct error err;

		if (analyze_input(run, i, &err))
			count_failure(run, &err);
	}
	if (run->failed && run->failed < run->call->count)
		run->status = EXIT_FAILURE;
	if (prints_text(run->call) && run->failed < run->call->count)
		puts("hinge measures; it does not diagnose.");
}

static int write_csv(const char *path, const char *bytes, size_t size, struct error *err)
{
	if (strcmp(path, "-") != 0)
		return file_write_atomic(path, bytes, size, true, err);
	fwrite(bytes, 1, size, stdout);
	return 0;
}

static int run_all(struct run *run, struct error *err)
{
	const char *csv_path = run->call->csv;
	char *bytes = NULL;
	size_t size = 0;
	int ret = 0;

	if (csv_path) {
		run->csv = open_memstream(&bytes, &size);
		if (!run->csv)
			return fail(err, HINGE_ENOMEM, "out of memory");
		report_csv_header(run->csv);
	}
	analyze_inputs(run);
	if (csv_path) {
		if (fclose(run->csv))
			ret = fail(err, HINGE_ENOMEM, "out of memory");
		else
			ret = write_csv(csv_path, bytes, size, err);
		free(bytes);
	}
	return ret;
}

static size_t default_threads(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (size_t)processors;
}

static int run_command(int argc, char **argv)
{
	struct call call = {.window_start_s = NAN, .window_end_s = NAN};
	struct run run = {.call = &call};
	struct error err;
	int ret = 0;

	options_parse(&argp, examples, argc, argv, &call);
	call.common.config.window_start_s = call.window_start_s;
	call.common.config.window_end_s = call.window_end_s;
	if (call.folder)
		ret = folder_make(call.folder, &err);
	if (!ret)
		ret = thread_pool_new(&run.pool, call.threads ? call.threads : default_threads(),
				      &err);
	if (!ret)
		ret = run_all(&run, &err);
	thread_pool_free(run.pool);
	return ret ? report_error(&err) : run.status;
}

const struct command cmd_analyze = {
	"analyze", "find repetitions, phases and asymmetry in recordings", run_command};
