/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/answer.h"
#include "tools/command.h"
#include "tools/control.h"
#include "tools/log.h"
#include "tools/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	struct common_options common;
	const char *source;
};

enum { KEY_SOURCE = 0x2000 };

static const struct argp_option options[] = {
	{"source", KEY_SOURCE, "ADDRESS", 0, "the device (otherwise the daemon's first)", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_SOURCE:
		arguments->source = arg;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* "WARN  disk         room for 40 min ...: make room" */
static void print_check(const struct js *check)
{
	const char *advice = answer_text(check, "advice");
	char outcome[8];
	size_t i;

	snprintf(outcome, sizeof(outcome), "%s", answer_text(check, "outcome"));
	for (i = 0; outcome[i]; i++)
		outcome[i] = (char)toupper((unsigned char)outcome[i]);
	printf("%s  %-11s  %s%s%s\n", outcome, answer_text(check, "name"),
	       answer_text(check, "text"), *advice ? "\n                   -> " : "", advice);
}

static int show(const char *text, bool json, struct error *err)
{
	const struct js *checks;
	struct js *report;
	int ret = answer_parse(&report, text, err);
	size_t failed = 0;

	if (ret)
		return ret;
	checks = js_get(report, "checks");
	if (json)
		puts(text);
	for (size_t i = 0; i < js_count(checks); i++) {
		if (!json)
			print_check(js_at(checks, i));
		failed += !strcmp(answer_text(js_at(checks, i), "outcome"), "fail");
	}
	if (failed)
		ret = fail(err, HINGE_EREFUSED, "%zu of %zu checks failed: do not record like that",
			   failed, js_count(checks));
	js_free(report);
	return ret;
}

static int examine(const struct arguments *arguments, struct control *control, struct error *err)
{
	char *params = answer_source_params(arguments->source), *text;
	int ret;

	if (!params)
		return fail(err, HINGE_EUSAGE, "--source: not UTF-8");
	log_write(LOG_INFO, "keep off the plates for ten seconds");
	/* so that the daemon is heard however long it takes */
	ret = control_call(control, "subscribe", NULL, NULL, err);
	if (!ret)
		ret = control_call(control, "doctor", params, &text, err);
	free(params);
	if (ret)
		return ret;
	ret = show(text, arguments->common.json, err);
	free(text);
	return ret;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "Find what would spoil a session before it begins: ten checks of computer, "
		       "bus, plates and the way of the samples to the disk. Nobody may stand on "
		       "the plates."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge doctor\n  hinge doctor --json | jq .outcome\n", argc, argv,
		      &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = examine(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_doctor = {"doctor", "find what would spoil a session", run};
