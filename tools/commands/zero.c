/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static int zero(const struct arguments *arguments, const char *source, struct control *control,
		struct error *err)
{
	char *params = answer_source_params(source);
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

/* --- the two plates that are recorded where none is named --- */

static int ask(struct control *control, const char *method, struct js **answer, struct error *err)
{
	char *text;
	int ret = control_call(control, method, NULL, &text, err);

	if (ret)
		return ret;
	ret = answer_parse(answer, text, err);
	free(text);
	return ret;
}

/* The connected device of the plate that is bound to a foot; NULL = none. */
static const struct js *bound_device(const struct js *plates, const struct js *devices,
				     const char *foot)
{
	for (size_t p = 0; p < js_count(plates); p++) {
		const struct js *plate = js_at(plates, p);

		if (strcmp(answer_text(plate, "foot"), foot))
			continue;
		for (size_t i = 0; i < js_count(devices); i++)
			if (!strcmp(answer_text(js_at(devices, i), "serial"),
				    answer_text(plate, "serial")))
				return js_at(devices, i);
	}
	return NULL;
}

static int zero_bound(const struct arguments *arguments, const struct js *plates,
		      const struct js *devices, struct control *control, struct error *err)
{
	const struct js *left = bound_device(plates, devices, "left");
	const struct js *right = bound_device(plates, devices, "right");
	const struct js *first = js_at(devices, 0);
	bool other = answer_flag(first, "configured") && first != left && first != right;
	int ret;

	if (!left || !right || left == right || other)
		return zero(arguments, NULL, control, err);
	ret = zero(arguments, answer_text(left, "address"), control, err);
	return ret ? ret : zero(arguments, answer_text(right, "address"), control, err);
}

static int zero_default(const struct arguments *arguments, struct control *control,
			struct error *err)
{
	struct js *book = NULL, *list = NULL;
	int ret = ask(control, "plates.list", &book, err);

	if (!ret)
		ret = ask(control, "devices.list", &list, err);
	if (!ret)
		ret = zero_bound(arguments, js_get(book, "plates"), js_get(list, "devices"),
				 control, err);
	js_free(book);
	js_free(list);
	return ret;
}

static const struct argp_option options[] = {
	{"source", KEY_SOURCE, "ADDRESS", 0,
	 "the device (otherwise those bound to left and right, else the daemon's first)", 0},
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
	ret = arguments.source ? zero(&arguments, arguments.source, control, &err)
			       : zero_default(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_zero = {"zero", "take the empty plates' zeros", run};
