/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/layout.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/command.h"
#include "tools/record/follow.h"
#include "tools/record/view.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	struct common_options common;
	struct js *params; /* of record.start; NULL once memory ran out */
	const char *source[2];
	size_t sources;
	bool has_subject, failed;
	const char *ending; /* the method that ends a recording of somebody; NULL = record */
};

enum {
	KEY_SUBJECT = 0x2000,
	KEY_TASK,
	KEY_LOAD,
	KEY_REPS,
	KEY_MAX,
	KEY_SOURCE,
	KEY_STUDY,
	KEY_SESSION,
	KEY_STYLE,
	KEY_GRIP,
	KEY_NO_AUTO,
	KEY_REDO,
	KEY_STOP,
	KEY_DISCARD
};

static const struct argp_option options[] = {
	{"subject", KEY_SUBJECT, "CODE", 0, "whose set it is: a pseudonym of A-Z, 0-9 and -", 0},
	{"load", KEY_LOAD, "KG", 0, "external load with the bar", 0},
	{"task", KEY_TASK, "WORD", 0, "deadlift unless given", 0},
	{"session", KEY_SESSION, "CODE", 0, "01 unless given", 0},
	{"style", KEY_STYLE, "TEXT", 0, "conventional, sumo ...", 0},
	{"grip", KEY_GRIP, "TEXT", 0, "double-overhand, mixed ...", 0},
	{"reps", KEY_REPS, "N", 0, "repetitions planned; noted in the sidecar", 0},
	{"max", KEY_MAX, "SECONDS", 0, "stop after this long", 0},
	{"no-auto", KEY_NO_AUTO, NULL, 0,
	 "start at once and stop on Ctrl-C or --max, instead of with stepping on and off", 0},
	{"redo", KEY_REDO, NULL, 0,
	 "the last run of this subject, session and task was not good: the sidecar of this one "
	 "says "
	 "that it takes its place",
	 0},
	{"discard", KEY_DISCARD, NULL, 0, "throw away the recording that goes on, whoever began it",
	 0},
	{"stop", KEY_STOP, NULL, 0, "stop the recording that goes on, whoever began it", 0},
	{"source", KEY_SOURCE, "ADDRESS", 0,
	 "the device (otherwise the daemon's first); twice for two devices with a plate each, the "
	 "left one first",
	 0},
	{"study", KEY_STUDY, "DIR", 0, "the study (otherwise the daemon's)", 0},
	{0},
};

static void put(struct arguments *arguments, const char *key, struct js *value)
{
	arguments->failed |= js_set(arguments->params, key, value) != 0;
}

static void put_text(struct arguments *arguments, const char *key, const char *text,
		     struct argp_state *state)
{
	struct js *value = js_string(text);

	if (!value)
		argp_error(state, "--%s: not UTF-8", key);
	put(arguments, key, value);
}

static void put_code(struct arguments *arguments, const char *key, const char *code,
		     struct argp_state *state)
{
	if (!code_is_valid(code))
		argp_error(state, "--%s %s: 1 to 32 of A-Z, 0-9 and - (a pseudonym, never a name)",
			   key, code);
	put_text(arguments, key, code, state);
}

/* The daemon has a working directory of its own. */
static void put_folder(struct arguments *arguments, const char *key, const char *path,
		       struct argp_state *state)
{
	char folder[PATH_MAX], absolute[PATH_MAX];

	if (realpath(path, absolute)) {
		put_text(arguments, key, absolute, state);
		return;
	}
	/* not there yet: the daemon makes it */
	if (*path == '/' || !realpath(".", folder) ||
	    (size_t)snprintf(absolute, sizeof(absolute), "%s/%s", folder, path) >= sizeof(absolute))
		put_text(arguments, key, path, state);
	else
		put_text(arguments, key, absolute, state);
}

static void put_sources(struct arguments *arguments, struct argp_state *state)
{
	struct js *list;

	if (arguments->sources == 1)
		put_text(arguments, "source", arguments->source[0], state);
	if (arguments->sources < 2)
		return;
	list = js_array();
	for (size_t i = 0; i < arguments->sources; i++)
		arguments->failed |= js_append(list, js_string(arguments->source[i])) != 0;
	put(arguments, "sources", list);
}

static error_t parse_text(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case KEY_SUBJECT:
		arguments->has_subject = true;
		put_code(arguments, "subject", arg, state);
		return 0;
	case KEY_SESSION:
		put_code(arguments, "session", arg, state);
		return 0;
	case KEY_TASK:
		put_text(arguments, "task", arg, state);
		return 0;
	case KEY_STYLE:
		put_text(arguments, "style", arg, state);
		return 0;
	case KEY_GRIP:
		put_text(arguments, "grip", arg, state);
		return 0;
	case KEY_SOURCE:
		if (arguments->sources == 2)
			argp_error(state, "--source: two devices at most");
		arguments->source[arguments->sources++] = arg;
		return 0;
	case KEY_STUDY:
		put_folder(arguments, "study", arg, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_LOAD:
		put(arguments, "load_kg", js_number(options_number(state, "--load", arg, 0, 1000)));
		return 0;
	case KEY_REPS:
		put(arguments, "reps",
		    js_integer((int64_t)options_number(state, "--reps", arg, 1, 1000)));
		return 0;
	case KEY_MAX:
		put(arguments, "max_s", js_number(options_number(state, "--max", arg, 1, 86400)));
		return 0;
	case KEY_NO_AUTO:
		put(arguments, "auto", js_bool(false));
		return 0;
	case KEY_STOP:
		arguments->ending = "record.stop";
		return 0;
	case KEY_DISCARD:
		arguments->ending = "record.discard";
		return 0;
	case KEY_REDO:
		put(arguments, "redo", js_bool(true));
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	case ARGP_KEY_END:
		if (!arguments->has_subject && !arguments->ending)
			argp_error(state, "--subject CODE is needed");
		put_sources(arguments, state);
		return 0;
	default:
		return parse_text(key, arg, state);
	}
}

/* --- the recording --- */

static int begin(struct control *control, const struct arguments *arguments, int64_t *number,
		 struct error *err)
{
	char *params = arguments->failed ? NULL : js_dump(arguments->params, 17, 0);
	struct js *started;
	char *text;
	int ret;

	if (!params)
		return fail(err, HINGE_ENOMEM, "no memory to begin a recording");
	ret = control_call(control, "record.start", params, &text, err);
	free(params);
	if (ret)
		return ret;
	ret = answer_parse(&started, text, err);
	free(text);
	if (ret)
		return ret;
	*number = (int64_t)answer_number(started, "number");
	js_free(started);
	return 0;
}

/* --- the end --- */

/* The exit status: that of the card's error, else 1 where samples were lost. */
static int show(const struct js *card, bool json, bool was_asked)
{
	struct error err;
	char *text;

	if (json) {
		text = js_dump(card, 17, 0);
		puts(text ? text : "null");
		free(text);
	} else if (answer_flag(card, "finalised")) {
		record_view_card(card);
	} else if (was_asked && answer_flag(card, "discarded")) {
		printf("%s run %.0f is discarded, nothing of it is kept\n",
		       answer_text(card, "subject"), answer_number(card, "run"));
	}
	if (answer_error(card, "warning", &err))
		log_write(LOG_WARN, "%s", err.text);
	if (answer_error(card, "error", &err))
		return report_error(&err);
	if (answer_flag(card, "discarded") && !was_asked) {
		fail(&err, HINGE_EINTERRUPTED, "the recording was discarded");
		return report_error(&err);
	}
	return answer_number(card, "gap_frames") > 0 || answer_flag(card, "interrupted")
		       ? 1
		       : EXIT_SUCCESS;
}

static int end(struct control *control, const char *method, struct js **card, struct error *err)
{
	char *text;
	int ret = control_call(control, method, NULL, &text, err);

	if (ret)
		return ret;
	ret = answer_parse(card, text, err);
	free(text);
	return ret;
}

static int worse(int status, int other)
{
	return other > status ? other : status;
}

/* This recording, and what begins by itself after it was cut off: a card each. */
static int follow(struct control *control, const struct arguments *arguments, int64_t number)
{
	struct js *card = NULL;
	bool awaited = false;
	struct error err;
	int status = EXIT_SUCCESS;

	do {
		if (record_follow(control, number, awaited, &card, &err))
			return worse(status, report_error(&err));
		if (!card) {
			log_write(LOG_WARN, "the plate did not come back: no more was recorded");
			return status;
		}
		status = worse(status, show(card, arguments->common.json, false));
		fflush(stdout);
		awaited = true;
		number = (int64_t)answer_number(card, "next");
		js_free(card);
	} while (number > 0);
	return status;
}

static int record(struct control *control, const struct arguments *arguments)
{
	int64_t number = 0;
	struct error err;
	int ret;

	record_follow_prepare();
	/* first, so that the daemon is heard while a slow device is opened */
	ret = control_call(control, "subscribe", NULL, NULL, &err);
	if (!ret)
		ret = begin(control, arguments, &number, &err);
	return ret ? report_error(&err) : follow(control, arguments, number);
}

static int stop(struct control *control, const struct arguments *arguments)
{
	struct js *card = NULL;
	struct error err;
	int status = end(control, arguments->ending, &card, &err)
			     ? report_error(&err)
			     : show(card, arguments->common.json, true);

	js_free(card);
	return status;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "Record a set: starts by itself when both feet are on, stops 3 s after "
		       "stepping off. Ctrl-C stops cleanly and keeps what was recorded."};
	struct arguments arguments = {.params = js_object()};
	struct control *control;
	struct error err;
	int status;

	options_parse(
		&argp,
		"  hinge record --subject S012 --load 100\n"
		"  hinge record --subject S012 --task deadlift --load 100 --reps 5 --max 60\n",
		argc, argv, &arguments);
	if (control_open(&control, &err)) {
		status = report_error(&err);
	} else {
		status = arguments.ending ? stop(control, &arguments) : record(control, &arguments);
		control_close(control);
	}
	js_free(arguments.params);
	return status;
}

const struct command cmd_record = {"record", "record a set", run};
