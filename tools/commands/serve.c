/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/serve.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/subject/study.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

enum { KEY_STUDY = 0x2000, KEY_LISTEN, KEY_STATE, KEY_PASSWORD, KEY_CHECK };

struct arguments {
	struct common_options common;
	const char *study, *listen;
	struct serve_options serve;
	bool set_password, check_log;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_STUDY:
		arguments->study = arg;
		return 0;
	case KEY_LISTEN:
		arguments->listen = arg;
		return 0;
	case KEY_STATE:
		arguments->serve.state = arg;
		return 0;
	case KEY_PASSWORD:
		arguments->set_password = true;
		return 0;
	case KEY_CHECK:
		arguments->check_log = true;
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
	{"state", KEY_STATE, "DIR", 0, "where password and audit log are kept", 0},
	{"set-password", KEY_PASSWORD, NULL, 0, "ask for a new password, keep it, and end", 0},
	{"check-log", KEY_CHECK, NULL, 0, "check the audit log, and end", 0},
	{"listen", KEY_LISTEN, "ADDRESS:PORT", 0,
	 "an address of this computer only (127.0.0.1:8080; port 0 = any that is free)", 0},
	{0},
};

/* Without a study there is still the live page; one that was named must be there. */
static int find_study(const struct arguments *arguments, char folder[PATH_MAX], const char **study,
		      struct error *err)
{
	int ret = study_folder(arguments->study, folder, err);

	if (ret && arguments->study)
		return ret;
	if (!ret && access(folder, R_OK | X_OK))
		return fail_errno(err, HINGE_EREAD, "%s", folder);
	*study = ret ? NULL : folder;
	return 0;
}

static int do_serve(const struct arguments *arguments, struct error *err)
{
	struct serve_options serving = arguments->serve;
	char folder[PATH_MAX];
	int ret;

	if (arguments->set_password)
		return serve_set_password(&serving, err);
	if (arguments->check_log)
		return serve_check_log(&serving, err);
	serving.config = &arguments->common.config;
	serving.json = arguments->common.json;
	ret = listen_parse(&serving.listen, arguments->listen, err);
	if (!ret)
		ret = find_study(arguments, folder, &serving.study, err);
	return ret ? ret : serve(&serving, err);
}

static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = children,
		.doc = "Show reports, sessions and the live screen in a browser on "
		       "this computer. The address is printed."};
	struct arguments arguments = {.listen = "127.0.0.1:8080"};
	struct error err;
	int ret;

	options_parse(&argp, "  hinge serve --study study\n  hinge serve --set-password\n", argc,
		      argv, &arguments);
	ret = do_serve(&arguments, &err);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_serve = {"serve", "show results and the live screen in a browser", run};
