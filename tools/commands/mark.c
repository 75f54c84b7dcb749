/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/control.h"
#include "tools/command.h"

#include "formats/json.h"

#include <stdio.h>
#include <stdlib.h>

struct arguments {
	struct common_options common;
	const char *kind, *text;
};

enum { KEY_KIND = 0x2000 };

static const struct argp_option options[] = {
	{"kind", KEY_KIND, "WORD", 0, "letters and digits; note unless given", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_KIND:
		arguments->kind = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (arguments->text)
			argp_error(state, "one text at a time: put it into quotes");
		arguments->text = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static char *call_params(const struct arguments *arguments)
{
	struct js *params = js_object();
	char *text = NULL;
	int failed = 0;

	if (arguments->kind)
		failed |= js_set(params, "kind", js_string(arguments->kind));
	if (arguments->text)
		failed |= js_set(params, "text", js_string(arguments->text));
	if (!failed)
		text = js_dump(params, 17, 0);
	js_free(params);
	return text;
}

static int mark(struct control *control, const struct arguments *arguments, struct error *err)
{
	char *params = call_params(arguments);
	int ret;

	if (!params)
		return fail(err, HINGE_EUSAGE, "the mark is not UTF-8");
	ret = control_call(control, "record.mark", params, NULL, err);
	free(params);
	return ret;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.args_doc = "[TEXT]",
		.doc = "Set a mark in the recording that goes on, at the place it has reached."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge mark \"grip slipped\"\n  hinge mark --kind pain 3\n", argc,
		      argv, &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = mark(control, &arguments, &err);
	control_close(control);
	if (!ret && arguments.common.json)
		puts("{}");
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_mark = {"mark", "set a mark while recording", run};
