/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/json.h"
#include "formats/recording/finalise.h"
#include "formats/recording/sidecar.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/confine/confine.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SUBJECT = 0x1300, KEY_SESSION, KEY_TASK };

struct call {
	struct common_options common;
	struct import_options import;
	const char *study, *subject, *session, *task;
	char **inputs;
	size_t count;
};

/* --- options --- */

static const char *checked_code(const char *option, const char *code, struct argp_state *state)
{
	if (!code_is_valid(code))
		argp_error(state, "%s %s: expected a code of 1 to 32 of A-Z 0-9 - (no names)",
			   option, code);
	return code;
}

static const char *checked_task(const char *task, struct argp_state *state)
{
	size_t size = strspn(task, "abcdefghijklmnopqrstuvwxyz0123456789");

	if (!size || task[size] || size >= sizeof(((struct recording_info *)0)->task))
		argp_error(state, "--task %s: expected a word of small letters and digits", task);
	return task;
}

static void check_call(const struct call *call, struct argp_state *state)
{
	if (!call->count)
		argp_error(state, "no input (name a file, or - for text on standard input)");
	if (!call->study && (call->subject || call->session || call->task))
		argp_error(state, "--subject, --session and --task go with -o STUDY");
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
		call->study = arg;
		return 0;
	case KEY_SUBJECT:
		call->subject = checked_code("--subject", arg, state);
		return 0;
	case KEY_SESSION:
		call->session = checked_code("--session", arg, state);
		return 0;
	case KEY_TASK:
		call->task = checked_task(arg, state);
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
	{"output", 'o', "STUDY", 0, "write each input as a recording of this study", 1},
	{"subject", KEY_SUBJECT, "CODE", 0, "who it is: a code, never a name", 1},
	{"session", KEY_SESSION, "CODE", 0, "the session it belongs to, as 03", 1},
	{"task", KEY_TASK, "WORD", 0, "what was done (default: from the file, else unknown)", 1},
	{0},
};
static const struct argp_child children[] = {
	{&import_argp, 0, NULL, 0}, {&common_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "FILE...",
	.doc = "Say what a file of forces holds, or take it over into a study.\vWithout -o each "
	       "FILE is read and described, and nothing is written. With -o it becomes a recording "
	       "in newton with its sidecar. The format is found from the content. Exit status: 0 "
	       "all were read, 1 some failed, 3 none could be used.",
	.children = children,
};
static const char examples[] =
	"  hinge import jump.csv\n"
	"  hinge import -o study --subject S012 --session 03 --sides right,left squat.csv\n"
	"  hinge import --profile lab.json --json *.txt\n";

/* --- describing --- */

static size_t count_cells(const struct recording_info *info)
{
	size_t cells = 0;

	for (size_t p = 0; p < info->plates; p++)
		cells += info->plate[p].kind == PLATE_CELLS ? info->plate[p].cells : 0;
	return cells;
}

static int64_t lost_frames(const struct recording_info *info)
{
	int64_t frames = 0;

	for (size_t i = 0; i < info->gaps; i++)
		frames += info->gap[i].frames;
	return frames;
}

static void print_plates(const struct recording_info *info)
{
	printf("%zu plate%s (", info->plates, info->plates == 1 ? "" : "s");
	for (size_t p = 0; p < info->plates; p++)
		printf("%s%s", p ? ", " : "", foot_name(info->plate[p].foot));
	printf(")");
	if (count_cells(info))
		printf(", %zu cells", count_cells(info));
}

static void print_trial(const struct trial *trial, const char *input)
{
	const struct recording_info *info = &trial->info;

	printf("%s: %s, ", input, trial->format);
	print_plates(info);
	printf(", %g Hz, %zu frames, %.3f s", info->rate_hz, trial->frames,
	       (double)trial->frames / info->rate_hz);
	if (info->gaps)
		printf(", %lld lost", (long long)lost_frames(info));
	if (!isnan(info->mass_kg))
		printf(", body mass %g kg (%s)", info->mass_kg, trial->mass_source);
	if (!isnan(info->load_kg))
		printf(", load %g kg", info->load_kg);
	if (info->start_time[0])
		printf(", %s", info->start_time);
	for (size_t i = 0; i < trial->remarks; i++)
		printf("; %s", trial->remark[i]);
	printf("\n");
}

static const char *kind_name(enum plate_kind kind)
{
	static const char *const names[] = {
		[PLATE_CELLS] = "cells", [PLATE_FZ] = "fz", [PLATE_WRENCH] = "wrench"};

	return names[kind];
}

static struct js *plate_object(const struct plate *plate)
{
	struct js *object = js_object();

	if (js_set(object, "name", js_string(plate->name)) ||
	    js_set(object, "foot", js_string(foot_name(plate->foot))) ||
	    js_set(object, "kind", js_string(kind_name(plate->kind))) ||
	    js_set(object, "cells",
		   js_integer(plate->kind == PLATE_CELLS ? (int64_t)plate->cells : 0)) ||
	    js_set(object, "c3d_type", plate->c3d_type ? js_integer(plate->c3d_type) : js_null())) {
		js_free(object);
		return NULL;
	}
	return object;
}

static struct js *plate_array(const struct recording_info *info)
{
	struct js *array = js_array();

	for (size_t p = 0; p < info->plates; p++)
		if (js_append(array, plate_object(&info->plate[p]))) {
			js_free(array);
			return NULL;
		}
	return array;
}

static struct js *remark_array(const struct trial *trial)
{
	struct js *array = js_array();

	for (size_t i = 0; i < trial->remarks; i++)
		if (js_append(array, js_string(trial->remark[i]))) {
			js_free(array);
			return NULL;
		}
	return array;
}

/* An empty text is null. */
static struct js *text_or_null(const char *text)
{
	return text[0] ? js_string(text) : js_null();
}

static int fill_object(struct js *object, const struct trial *trial, const char *input,
		       const char *recording)
{
	const struct recording_info *info = &trial->info;

	return js_set(object, "file", js_path(input)) ||
	       js_set(object, "format", js_string(trial->format)) ||
	       js_set(object, "plates", plate_array(info)) ||
	       js_set(object, "channels", js_integer((int64_t)trial->channels)) ||
	       js_set(object, "rate_hz", js_number(info->rate_hz)) ||
	       js_set(object, "frames", js_integer((int64_t)trial->frames)) ||
	       js_set(object, "duration_s", js_number((double)trial->frames / info->rate_hz)) ||
	       js_set(object, "lost_frames", js_integer(lost_frames(info))) ||
	       js_set(object, "body_mass_kg", js_number(info->mass_kg)) ||
	       js_set(object, "body_mass_source", text_or_null(trial->mass_source)) ||
	       js_set(object, "load_kg", js_number(info->load_kg)) ||
	       js_set(object, "started_at", text_or_null(info->start_time)) ||
	       js_set(object, "remarks", remark_array(trial)) ||
	       js_set(object, "sha256", js_string(trial->raw_sha256)) ||
	       js_set(object, "recording", text_or_null(recording));
}

static int print_json(const struct trial *trial, const char *input, const char *recording,
		      struct error *err)
{
	struct js *object = js_object();
	char *text = NULL;

	if (object && !fill_object(object, trial, input, recording))
		text = js_dump(object, 15, 0);
	js_free(object);
	if (!text)
		return fail(err, HINGE_ENOMEM, "%s: out of memory, or a text is not UTF-8", input);
	puts(text);
	free(text);
	return 0;
}

/* --- taking over --- */

static void name_trial(struct recording_info *info, const struct call *call)
{
	if (call->subject)
		snprintf(info->subject, sizeof(info->subject), "%s", call->subject);
	if (call->session)
		snprintf(info->session, sizeof(info->session), "%s", call->session);
	if (call->task)
		snprintf(info->task, sizeof(info->task), "%s", call->task);
	info->run = info->supersedes = 0;
}

static int take_over(struct trial *trial, const struct call *call, const char *input,
		     char *recording, size_t size, struct error *err)
{
	char stem[PATH_MAX];
	int ret;

	name_trial(&trial->info, call);
	if (!trial->info.subject[0] || !trial->info.session[0])
		return fail(err, HINGE_EUSAGE,
			    "%s: whose is it? pass --subject CODE and --session CODE", input);
	ret = recording_stem(call->study, &trial->info, stem, sizeof(stem), err);
	if (!ret)
		ret = import_write(trial, stem, err);
	if (ret)
		return ret;
	snprintf(recording, size, "%s_force.w64", stem);
	/* the sidecar has no place for them */
	for (size_t i = 0; i < trial->remarks; i++)
		log_write(LOG_WARN, "%s: %s", input, trial->remark[i]);
	return 0;
}

static int import_input(const struct call *call, const char *input, struct error *err)
{
	char recording[PATH_MAX] = "";
	struct trial *trial = NULL;
	int ret = import_read(input, &call->import, &trial, err);

	if (!ret && call->study)
		ret = take_over(trial, call, input, recording, sizeof(recording), err);
	if (!ret && call->common.json)
		ret = print_json(trial, input, recording, err);
	else if (!ret && call->study)
		printf("%s: %s\n", input, recording);
	else if (!ret)
		print_trial(trial, input);
	trial_free(trial);
	return ret;
}

/* The status of the failures where all failed alike, else 1. */
static int import_inputs(const struct call *call)
{
	size_t failed = 0;
	int status = EXIT_SUCCESS;

	for (size_t i = 0; i < call->count; i++) {
		struct error err;
		int own;

		if (!import_input(call, call->inputs[i], &err))
			continue;
		own = report_error(&err);
		status = failed++ && status != own ? EXIT_FAILURE : own;
	}
	return failed && failed < call->count ? EXIT_FAILURE : status;
}

/* The study is made with its first recording: until then the folder it will lie in is its. */
static void confine(const struct call *call)
{
	char folder[PATH_MAX];
	char *slash;

	snprintf(folder, sizeof(folder), "%s", call->study ? call->study : "");
	while (*folder && !file_exists(folder)) {
		slash = strrchr(folder, '/');
		if (!slash || slash == folder)
			snprintf(folder, sizeof(folder), slash ? "/" : ".");
		else
			*slash = '\0';
	}
	confine_self((const char *const[]){*folder ? folder : NULL, NULL});
}

static int run_command(int argc, char **argv)
{
	struct call call = {0};

	options_parse(&argp, examples, argc, argv, &call);
	confine(&call);
	return import_inputs(&call);
}

const struct command cmd_import = {
	"import", "describe a foreign file, or take it over into a study", run_command};
