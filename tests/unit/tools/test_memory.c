/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs' own parts do when memory runs out. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/starve.h"

#include "tools/analyze.h"
#include "tools/pool.h"

#include <stdlib.h>
#include <string.h>

static int describe_once(void *ctx)
{
	struct config config;
	char *text = NULL;
	int ret;

	(void)ctx;
	config_init(&config);
	ret = config_text(&config, &text, NULL);
	free(text);
	return ret;
}

static void the_text_of_a_configuration_says_so(void **state)
{
	(void)state;
	starve(describe_once, NULL);
}

static int parse_once(void *ctx)
{
	char text[] = "alpha = 0.1\nisa = base\n";
	struct config config;

	(void)ctx;
	config_init(&config);
	return config_parse(&config, text, "x", NULL, ORIGIN_USER, NULL);
}

static void a_configuration_file_says_so(void **state)
{
	(void)state;
	/* later, libconfuse's scanner ends the program */
	starve_first((long)config_key_count, parse_once, NULL);
}

static int print_json_once(void *ctx)
{
	char *text = NULL;
	int ret = report_json(ctx, "x.w64", "x.h5", &text, NULL);

	free(text);
	return ret;
}

static int print_timing_once(void *ctx)
{
	char *text = NULL;
	int ret = report_timing(ctx, &text, NULL);

	free(text);
	return ret;
}

/* starve() may skip: the report is not the test's own to free */
static int make_report(void **state)
{
	*state = sample_report();
	return 0;
}

static int drop_report(void **state)
{
	report_free(*state);
	return 0;
}

static void the_json_of_a_report_says_so(void **state)
{
	starve(print_json_once, *state);
	starve(print_timing_once, *state);
}

static int start_pool_once(void *ctx)
{
	struct pool *pool = NULL;
	int ret = thread_pool_new(&pool, 1, NULL);

	(void)ctx;
	assert_true(ret == 0 || !pool);
	thread_pool_free(pool);
	return ret;
}

static void a_pool_says_so(void **state)
{
	(void)state;
	starve(start_pool_once, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_of_a_configuration_says_so),
		cmocka_unit_test(a_configuration_file_says_so),
		cmocka_unit_test_setup_teardown(the_json_of_a_report_says_so, make_report,
						drop_report),
		cmocka_unit_test(a_pool_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
