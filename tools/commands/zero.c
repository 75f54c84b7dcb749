/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/answer.h"
#include "tools/command.h"
#include "tools/control.h"
#include "tools/log.h"
#include "tools/options.h"

#include <stdio.h>
#include <stdlib.h>

struct arguments {
	struct common_options common;
	const char *source;
};

enum { KEY_SOURCE = 0x2000 };

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

static int show(const char *text, struct error *err)
{
	struct js *zero;
	const struct js *plates;
	int ret = answer_parse(&zero, text, err);

	if (ret)
		return ret;
	plates = js_get(zero, "plates");
	for (size_t i = 0; i < js_count(plates); i++) {
		const struct js *plate = js_at(plates, i);

		printf("%-8s %+.2f N taken off (SD %.2f N)\n", answer_text(plate, "name"),
		       answer_number(plate, "mean_n"), answer_number(plate, "sd_n"));
	}
	js_free(zero);
	return 0;
}

static int zero(const struct arguments *arguments, struct control *control, struct error *err)
{
	char *params = answer_source_params(arguments->source);
	char *text;
	int ret;

	if (!params)
		return fail(err, HINGE_EUSAGE, "--source: not UTF-8");
	ret = control_call(control, "zero", params, &text, err);
	free(params);
	if (ret)
		return ret;
	if (arguments->common.json)
		puts(text);
	else
		ret = show(text, err);
	free(text);
	return ret;
}

static const struct argp_option options[] = {
	{"source", KEY_SOURCE, "ADDRESS", 0, "the device (otherwise the daemon's first)", 0},
	{0},
};

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "Read the empty plates for a second and keep their zeros for the next "
		       "recordings. Refuses when a plate is loaded or restless."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge zero\n", argc, argv, &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = zero(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_zero = {"zero", "take the empty plates' zeros", run};
