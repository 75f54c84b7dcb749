/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out: before a recording it is refused, later none is needed. */
#include "analysis/live/live.h"
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/simulated.h"

#include <math.h>

static struct simulation *one_set(void)
{
	struct simulator_options options;
	struct simulation *simulation;

	simulator_options_init(&options);
	assert_int_equal(simulator_options_parse(&options, "seed=3,reps=2,style=dead_stop", NULL),
			 0);
	assert_int_equal(simulate(&options, &simulation, NULL), 0);
	return simulation;
}

static void push_until(struct live *live, const struct simulation *simulation, int64_t *from,
		       double until_s)
{
	int64_t to = llrint(until_s * simulation->info.rate_hz);
	struct error err;

	for (; *from < to; *from += 10)
		if (live_push(live, simulation->counts + *from * (int64_t)simulation->channels,
			      (size_t)(to - *from < 10 ? to - *from : 10), *from, &err))
			fail_msg("%s", err.text);
}

static int valid_reps(const struct live *live)
{
	struct live_state state;

	live_state(live, &state);
	return state.valid_reps;
}

static void a_set_is_followed_while_there_is_no_memory_to_be_had(void **state)
{
	struct simulation *simulation = one_set();
	struct config config;
	struct live *live;
	int64_t from = 0;

	(void)state;
	config_init(&config);
	assert_int_equal(live_new(&live, &simulation->info, &config, NULL), 0);
	faults_arm(FAULT_NOMEM, 1, true);
	push_until(live, simulation, &from, simulation->rep[0].touchdown_s + 0.7);
	assert_int_equal(valid_reps(live), 1);
	push_until(live, simulation, &from, (double)simulation->frames / simulation->info.rate_hz);
	assert_int_equal(live_finish(live, NULL), 0);
	/* none was asked for */
	assert_false(faults_disarm());
	assert_int_equal(valid_reps(live), 2);
	live_free(live);
	simulation_free(simulation);
}

static void without_memory_there_is_none_to_begin_with(void **state)
{
	struct simulation *simulation = one_set();
	struct config config;
	struct live *live = NULL;
	struct error err;
	unsigned n = 1;

	(void)state;
	config_init(&config);
	for (;; n++) {
		int ret;

		faults_arm(FAULT_NOMEM, n, false);
		ret = live_new(&live, &simulation->info, &config, &err);
		if (!faults_disarm())
			break;
		assert_int_equal(ret, HINGE_ENOMEM);
		assert_null(live);
	}
	assert_true(n > 2);
	live_free(live);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_is_followed_while_there_is_no_memory_to_be_had),
		cmocka_unit_test(without_memory_there_is_none_to_begin_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
