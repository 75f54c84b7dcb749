/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory runs out at every allocation, one after the other. */
#include "acquisition/capture.h"
#include "acquisition/capture/describe.h"
#include "acquisition/capture/preroll.h"
#include "acquisition/simulator/simulator.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include <string.h>
#include <unistd.h>

static int simulate_once(void *ctx)
{
	struct simulator_options options;
	struct simulation *simulation;
	int ret;

	(void)ctx;
	simulator_options_init(&options);
	options.reps = 1;
	options.rate_hz = 100;
	strcpy(options.fault, "gap:5:0.1+gap:4:0.1");
	ret = simulate(&options, &simulation, NULL);
	if (!ret)
		simulation_free(simulation);
	return ret;
}

static void a_simulation_survives(void **state)
{
	(void)state;
	starve(simulate_once, NULL);
}

struct truth_call {
	const struct simulation *simulation;
	const char *path;
};

static int write_truth_once(void *ctx)
{
	const struct truth_call *call = ctx;

	unlink(call->path);
	return simulation_write_truth(call->simulation, 0, call->path, NULL);
}

static void a_truth_survives(void **state)
{
	struct simulation *simulation = simulation_of("sim:reps=2,rate=100");
	struct truth_call call = {simulation, scratch_path(state, "truth.json")};

	starve(write_truth_once, &call);
	simulation_free(simulation);
}

static int open_once(void *ctx)
{
	struct source *source;
	int ret = source_open(&source, ctx, NULL);

	if (!ret)
		source_close(source);
	return ret;
}

static void a_source_survives(void **state)
{
	(void)state;
	starve(open_once, (void *)"sim:reps=1,rate=100");
}

struct capture_call {
	struct source *source;
	struct capture_options options;
};

static int capture_once(void *ctx)
{
	const struct capture_call *call = ctx;
	struct capture *capture;
	int ret;

	unlink(call->options.journal_path);
	ret = capture_start(&capture, call->source, &call->options, NULL);
	return ret ? ret : capture_close(capture, NULL, NULL);
}

static void a_capture_survives(void **state)
{
	struct capture_call call;

	assert_int_equal(source_open(&call.source, "sim:reps=1,rate=100", NULL), 0);
	capture_options_init(&call.options);
	call.options.journal_path = scratch_path(state, "starved.hjl");
	call.options.auto_start = true;
	/* its own; what follows makes the journal's header, which is tested where it is made */
	starve_first(6, capture_once, &call);
	source_close(call.source);
}

static int make_preroll(void *ctx)
{
	struct preroll preroll;
	int ret = preroll_init(&preroll, 8, 20, 1000, NULL);

	(void)ctx;
	preroll_reset(&preroll);
	return ret;
}

static void a_preroll_survives(void **state)
{
	(void)state;
	starve(make_preroll, NULL);
}

static int describe_once(void *ctx)
{
	struct recording_info info;
	int ret;

	recording_info_init(&info);
	ret = capture_describe(&info, ctx, ctx, NULL);
	recording_info_reset(&info);
	return ret;
}

static void a_description_survives(void **state)
{
	struct simulation *simulation = simulation_of("sim:reps=1,rate=100,fault=gap:5:0.1");

	(void)state;
	simulation->info.extra_json = strdup("{\"Shoes\": \"flat\"}");
	starve(describe_once, &simulation->info);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_simulation_survives), cmocka_unit_test(a_truth_survives),
		cmocka_unit_test(a_source_survives),     cmocka_unit_test(a_capture_survives),
		cmocka_unit_test(a_preroll_survives),    cmocka_unit_test(a_description_survives),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
