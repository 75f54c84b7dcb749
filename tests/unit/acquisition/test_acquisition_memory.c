/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory runs out at every allocation, one after the other. */
#include "acquisition/capture.h"
#include "acquisition/capture/describe.h"
#include "acquisition/capture/recorder/preroll.h"
#include "acquisition/simulator/simulator.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether starve() fails or not: what it works on is made and freed around the tests */
struct fixture {
	void *folder;
	struct simulation *simulation;
	struct source *source;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	if (!fixture || scratch_setup(&fixture->folder))
		return -1;
	fixture->simulation = simulation_of("sim:reps=1,rate=100,fault=gap:5:0.1");
	fixture->simulation->info.extra_json = strdup("{\"Shoes\": \"flat\"}");
	return source_open(&fixture->source, "sim:reps=1,rate=100", NULL);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	source_close(fixture->source);
	simulation_free(fixture->simulation);
	scratch_teardown(&fixture->folder);
	free(fixture);
	return 0;
}

static int simulate_once(void *ctx)
{
	struct simulator_options options;
	struct simulation *simulation;
	int ret;

	simulator_options_init(&options);
	strcpy(options.model, ctx);
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
	starve(simulate_once, (void *)"point");
}

static void a_simulation_of_segments_survives(void **state)
{
	(void)state;
	starve(simulate_once, (void *)"segments");
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
	struct fixture *fixture = *state;
	struct truth_call call = {fixture->simulation,
				  scratch_path(&fixture->folder, "truth.json")};

	starve(write_truth_once, &call);
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
	starve(open_once, (void *)"sim:reps=1,rate=100,fault=gap:5:0.1");
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
	struct fixture *fixture = *state;
	struct capture_call call = {.source = fixture->source};

	capture_options_init(&call.options);
	call.options.journal_path = scratch_path(&fixture->folder, "starved.hjl");
	call.options.auto_start = true;
	/* its own; what follows makes the journal's header, which is tested where it is made */
	starve_first(6, capture_once, &call);
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
	struct fixture *fixture = *state;

	starve(describe_once, &fixture->simulation->info);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_simulation_survives),
		cmocka_unit_test(a_simulation_of_segments_survives),
		cmocka_unit_test(a_truth_survives),
		cmocka_unit_test(a_source_survives),
		cmocka_unit_test(a_capture_survives),
		cmocka_unit_test(a_preroll_survives),
		cmocka_unit_test(a_description_survives),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
