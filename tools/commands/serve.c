/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/serve.h"
#include "tools/command.h"
#include "tools/log.h"
#include "tools/options.h"

#include <stdlib.h>

enum { KEY_STUDY = 0x2000, KEY_LISTEN };

struct arguments {
	struct common_options common;
	const char *listen;
	struct serve_options serve;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_STUDY:
		arguments->serve.study = arg;
		return 0;
	case KEY_LISTEN:
		arguments->listen = arg;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"study", KEY_STUDY, "DIR", 0, "the study whose results are shown", 0},
	{"listen", KEY_LISTEN, "ADDRESS:PORT", 0,
	 "an address of this computer only (127.0.0.1:8080; port 0 = any that is free)", 0},
	{0},
};

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "Show reports, sessions and the live screen in a browser on "
		       "this computer. The address is printed."};
	struct arguments arguments = {.listen = "127.0.0.1:8080"};
	struct error err;
	int ret;

	options_parse(&argp, "  hinge serve --study study\n", argc, argv, &arguments);
	ret = listen_parse(&arguments.serve.listen, arguments.listen, &err);
	if (!ret)
		ret = serve(&arguments.serve, &err);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_serve = {"serve", "show results and the live screen in a browser", run};
