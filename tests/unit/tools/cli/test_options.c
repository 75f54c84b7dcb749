/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"

#include "tools/cli/log.h"
#include "tools/cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A command as they all are, and the words it is called with. */
struct call {
	struct common_options common;
	double depth;
	int files;
	const char *words[8];
};

static error_t parse_call(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case 'd':
		call->depth = options_number(state, "--depth", arg, 0, 5);
		return 0;
	case ARGP_KEY_ARG:
		call->files++;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "no input (name a recording)");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int run_command(void *ctx)
{
	static const struct argp_option options[] = {{"depth", 'd', "N", 0, "how deep", 0}, {0}};
	static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
	static const struct argp argp = {.options = options,
					 .parser = parse_call,
					 .args_doc = "FILE...",
					 .children = children};
	struct call *call = ctx;
	char *argv[10] = {(char *)"hinge dig"};
	int argc = 1;

	while (argc < 9 && call->words[argc - 1]) {
		argv[argc] = (char *)call->words[argc - 1];
		argc++;
	}
	options_parse(&argp, "  hinge dig --depth 2 garden\n", argc, argv, call);
	printf("json %d depth %g files %d min_reps %d origin %d level %d\n", call->common.json,
	       call->depth, call->files, call->common.config.min_reps,
	       call->common.origin[config_find("min_reps") - config_keys], log_level());
	return 0;
}

static void call_command(struct child *child, const char *a, const char *b, const char *c)
{
	struct call call = {.words = {a, b, c}};

	child_run(child, run_command, &call);
}

static void help_goes_to_stdout_examples_first(void **state)
{
	const char *words[] = {"-h", "--help"};
	struct child child;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		call_command(&child, words[i], NULL, NULL);
		assert_int_equal(child.status, 0);
		assert_string_equal(child.err, "");
		assert_ptr_equal(strstr(child.out, "Examples:\n  hinge dig --depth 2 garden\n"),
				 child.out);
		assert_non_null(strstr(child.out, "Usage: hinge dig [OPTION...] FILE..."));
		assert_non_null(strstr(child.out, "--set"));
	}
}

static void help_works_while_the_configuration_is_broken(void **state)
{
	struct child child;

	(void)state;
	setenv("HINGE_ALPHA", "x", 1);
	call_command(&child, "--help", NULL, NULL);
	assert_int_equal(child.status, 0);
	call_command(&child, "garden", NULL, NULL);
	unsetenv("HINGE_ALPHA");
	assert_int_equal(child.status, 2);
	assert_string_equal(child.err, "hinge dig: HINGE_ALPHA: alpha = x: must be a number from "
				       "0.001 to 0.5\n");
}

static void version_is_one_line_on_stdout(void **state)
{
	struct child child;

	(void)state;
	call_command(&child, "--version", NULL, NULL);
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out, "hinge " HINGE_VERSION "\n");
}

static void usage_errors_end_with_2_and_nothing_on_stdout(void **state)
{
	static const struct {
		const char *words[3], *why;
	} cases[] = {
		{{"--bogus"}, "--bogus"},
		{{NULL}, "no input (name a recording)"},
		{{"x", "--depth", "6"}, "--depth 6: must be a number from 0 to 5"},
		{{"x", "--depth", "nan"}, "must be a number"},
		{{"x", "--set", "min_rep=6"}, "did you mean min_reps?"},
		{{"x", "--set", "min_reps=1"}, "from 3 to 100"},
		{{"x", "--set", "off_plate_n=100"}, "on_plate_n"},
	};
	struct child child;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		call_command(&child, cases[i].words[0], cases[i].words[1], cases[i].words[2]);
		assert_int_equal(child.status, 2);
		assert_string_equal(child.out, "");
		if (!strstr(child.err, cases[i].why))
			fail_msg("'%s' lacks '%s'", child.err, cases[i].why);
	}
}

static void options_and_files_come_in_any_order(void **state)
{
	struct child child;

	(void)state;
	call_command(&child, "garden", "--json", "-q");
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out, "json 1 depth 0 files 1 min_reps 5 origin 0 level 0\n");
	call_command(&child, "-v", "garden", "--depth=2");
	assert_string_equal(child.out, "json 0 depth 2 files 1 min_reps 5 origin 0 level 3\n");
}

static void an_option_wins_over_the_environment(void **state)
{
	struct child child;

	(void)state;
	setenv("HINGE_MIN_REPS", "9", 1);
	call_command(&child, "garden", NULL, NULL);
	assert_string_equal(child.out, "json 0 depth 0 files 1 min_reps 9 origin 3 level 2\n");
	call_command(&child, "garden", "--set", "min_reps=7");
	unsetenv("HINGE_MIN_REPS");
	assert_string_equal(child.out, "json 0 depth 0 files 1 min_reps 7 origin 4 level 2\n");
}

static int run_files_command(void *ctx)
{
	static const struct argp argp = {
		.parser = options_parse_files, .args_doc = "FILE...", .children = common_children};
	const char *const *words = ctx;
	char *argv[5] = {(char *)"hinge weed"};
	struct files_call call = {0};
	int argc = 1;

	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1];
	options_parse(&argp, NULL, argc, argv, &call);
	printf("json %d", call.common.json);
	for (size_t i = 0; i < call.count; i++)
		printf(" %s", call.file[i]);
	return 0;
}

static void a_command_of_files_has_one_at_least(void **state)
{
	const char *some[] = {"a", "--json", "b", NULL}, *none[] = {"--json", NULL};
	struct child child;

	(void)state;
	child_run(&child, run_files_command, some);
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out, "json 1 a b");
	child_run(&child, run_files_command, none);
	assert_int_equal(child.status, 2);
	assert_string_equal(child.out, "");
	assert_non_null(strstr(child.err, "hinge weed: no file named\n"));
}

static int no_user_files(void **state)
{
	(void)state;
	return setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_goes_to_stdout_examples_first),
		cmocka_unit_test(help_works_while_the_configuration_is_broken),
		cmocka_unit_test(version_is_one_line_on_stdout),
		cmocka_unit_test(usage_errors_end_with_2_and_nothing_on_stdout),
		cmocka_unit_test(options_and_files_come_in_any_order),
		cmocka_unit_test(an_option_wins_over_the_environment),
		cmocka_unit_test(a_command_of_files_has_one_at_least),
	};

	return cmocka_run_group_tests(tests, no_user_files, NULL);
}
