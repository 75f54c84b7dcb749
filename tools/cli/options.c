/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/options.h"

#include "tools/cli/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* keys of options without a short name */
enum { KEY_JSON = 0x1000, KEY_VERSION, KEY_USAGE, KEY_SET };

double options_number(struct argp_state *state, const char *option, const char *text, double lo,
		      double hi)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !(value >= lo && value <= hi))
		argp_error(state, "%s %s: must be a number from %g to %g", option, text, lo, hi);
	return value;
}

/* --- what every command has --- */

static error_t parse_common(int key, char *arg, struct argp_state *state)
{
	struct common_options *common = state->input;

	(void)arg;
	switch (key) {
	case KEY_JSON:
		common->json = true;
		return 0;
	case 'q':
		log_set_level(LOG_ERROR);
		return 0;
	case 'v':
		log_set_level(LOG_DEBUG);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option common_options[] = {
	{"json", KEY_JSON, NULL, 0, "print JSON on standard output, and nothing else there", 50},
	{"quiet", 'q', NULL, 0, "print errors only", 50},
	{"verbose", 'v', NULL, 0, "say what is being done", 50},
	{0},
};
const struct argp common_argp = {.options = common_options, .parser = parse_common};
const struct argp_child common_children[] = {{&common_argp, 0, NULL, 0}, {0}};

error_t options_parse_files(int key, char *arg, struct argp_state *state)
{
	struct files_call *call = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case ARGP_KEY_ARGS:
		call->file = state->argv + state->next;
		call->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "no file named");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void set_key(struct common_options *common, const char *pair, struct argp_state *state)
{
	struct error err;
	size_t name = strcspn(pair, "=");

	if (config_set_pair(&common->config, pair, &err))
		argp_error(state, "--set %s", err.text);
	for (size_t i = 0; i < config_key_count; i++)
		if (!strncmp(config_keys[i].name, pair, name) && !config_keys[i].name[name])
			common->origin[i] = ORIGIN_OPTION;
}

static void end_config(const struct common_options *common)
{
	struct error err = common->config_error;

	if (err.code || config_check(&common->config, &err))
		exit(report_error(&err));
}

static error_t parse_config(int key, char *arg, struct argp_state *state)
{
	struct common_options *common = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		/* a fault is told at the end: --help must work with a broken file */
		config_init(&common->config);
		common->config_error.code = 0;
		config_load_all(&common->config, common->origin, &common->config_error);
		state->child_inputs[0] = common;
		return 0;
	case KEY_SET:
		set_key(common, arg, state);
		return 0;
	case ARGP_KEY_END:
		end_config(common);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option config_options[] = {
	{"set", KEY_SET, "KEY=VALUE", 0, "set a parameter (see hinge config list)", 50},
	{0},
};
const struct argp common_config_argp = {
	.options = config_options, .parser = parse_config, .children = common_children};

/* --- the frame around a command's own parser --- */

struct frame {
	const char *examples;
	void *input;
};

static error_t parse_frame(int key, char *arg, struct argp_state *state)
{
	const struct frame *frame = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = frame->input;
		return 0;
	case 'h':
		if (frame->examples)
			printf("Examples:\n%s\n", frame->examples);
		argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
		return 0;
	case KEY_USAGE:
		argp_state_help(state, stdout, ARGP_HELP_USAGE | ARGP_HELP_EXIT_OK);
		return 0;
	case KEY_VERSION:
		puts("hinge " HINGE_VERSION);
		exit(EXIT_SUCCESS);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

error_t options_parse(const struct argp *argp, const char *examples, int argc, char **argv,
		      void *input)
{
	static const struct argp_option options[] = {
		{"help", 'h', NULL, 0, "print this", -1},
		{"usage", KEY_USAGE, NULL, 0, "print the options on one line", -1},
		{"version", KEY_VERSION, NULL, 0, "print the version", -1},
		{0},
	};
	const struct argp_child children[] = {{argp, 0, NULL, 0}, {0}};
	const struct argp whole = {.options = options, .parser = parse_frame, .children = children};
	struct frame frame = {examples, input};

	log_init(argv[0]);
	argp_err_exit_status = 2;
	return argp_parse(&whole, argc, argv, ARGP_NO_HELP, NULL, &frame);
}
