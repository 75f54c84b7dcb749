/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs' own parts do when memory runs out. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "tools/analyze/analyze.h"
#include "tools/runtime/pool.h"

#include <stdio.h>
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

/* Whether starve() fails or not: the report is not the test's own to free */
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

struct analysis_case {
	struct config config;
	struct import_options import;
	struct analyze_job job;
};

static int analyze_once(void *ctx)
{
	const struct analysis_case *made = ctx;
	struct trial_report *report = NULL;
	int ret = analyze_file(&made->job, &report, NULL);

	assert_true(ret == 0 || !report);
	report_free(report);
	return ret;
}

/* Somebody stands on plates that were empty for a second: too short for the spectrum of the hum,
 * whose library aborts where memory ends. */
static void the_analysis_of_a_file_says_so(void **state)
{
	const char *path = scratch_path(state, "stand.csv");
	FILE *file = fopen(path, "w");
	struct analysis_case made;

	assert_non_null(file);
	fputs("L1,L2,L3,L4,R1,R2,R3,R4\n", file);
	for (int i = 0; i < 3900; i++) {
		const char *force = i < 1000 ? "0" : "100";

		for (int c = 0; c < 8; c++)
			fprintf(file, "%s%s", force, c < 7 ? "," : "\n");
	}
	fclose(file);
	config_init(&made.config);
	import_options_init(&made.import);
	made.import.profile = "tests/data/golden.json";
	made.job =
		(struct analyze_job){.input = path, .config = &made.config, .import = &made.import};
	starve(analyze_once, &made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_of_a_configuration_says_so),
		cmocka_unit_test(a_configuration_file_says_so),
		cmocka_unit_test_setup_teardown(the_json_of_a_report_says_so, make_report,
						drop_report),
		cmocka_unit_test(a_pool_says_so),
		cmocka_unit_test_setup_teardown(the_analysis_of_a_file_says_so, scratch_setup,
						scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
