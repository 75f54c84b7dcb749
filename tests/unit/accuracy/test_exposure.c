/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/exposure.h"

#include <stdio.h>

/* Quiet from 2 to 5 s, lifts from 8 to 12 and from 14 to 18 s, a failed pull at 20 s. */
static struct exposure exposed_to(const char *fault, double load_kg)
{
	struct simulation truth = {.body_mass_kg = 100,
				   .load_kg = load_kg,
				   .quiet_start_s = 2,
				   .quiet_end_s = 5,
				   .frames = 25000,
				   .reps = 3};
	struct exposure exposure;

	truth.info.rate_hz = 1000;
	truth.rep[0] = (struct simulated_rep){.start_s = 8, .touchdown_s = 12};
	truth.rep[1] = (struct simulated_rep){.start_s = 14, .touchdown_s = 18};
	truth.rep[2] =
		(struct simulated_rep){.kind = REP_FAILED, .start_s = 20, .touchdown_s = NAN};
	snprintf(truth.options.fault, sizeof(truth.options.fault), "%s", fault);
	exposure_find(&truth, &exposure);
	return exposure;
}

static void a_fault_reaches_the_rep_it_lies_in(void **state)
{
	struct exposure exposure = exposed_to("gap:12.05:0.2", 100);

	(void)state;
	assert_true(exposure.rep[0]); /* within 0.1 s */
	assert_false(exposure.rep[1]);
	assert_false(exposure.whole);
	assert_true(exposure.any);
	exposure = exposed_to("touch:left:24:50", 100);
	assert_true(exposure.rep[2]);
	exposure = exposed_to("gap:13:0.2", 100);
	assert_false(exposure.any);
}

static void what_must_be_withstood_spoils_nothing(void **state)
{
	(void)state;
	assert_false(exposed_to("scuff:left:9+hum:9:2+move:right:9", 100).any);
	assert_false(exposed_to("gap:9:0.005", 100).any);
}

static void quiet_standing_a_dead_cell_and_a_light_bar_spoil_everything(void **state)
{
	static const char *const faults[] = {"half:left:4.9:1", "dead:left:2", ""};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct exposure exposure = exposed_to(faults[i], i < 2 ? 100 : 25);

		assert_true(exposure.whole && exposure.any);
		assert_true(exposure.rep[0] && exposure.rep[1] && exposure.rep[2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_reaches_the_rep_it_lies_in),
		cmocka_unit_test(what_must_be_withstood_spoils_nothing),
		cmocka_unit_test(quiet_standing_a_dead_cell_and_a_light_bar_spoil_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
