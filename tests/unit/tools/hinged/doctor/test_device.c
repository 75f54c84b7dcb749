/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of the empty plates, in a recording with planted waves that is played again. */
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tools/hinged/doctor/facts.h"

#include <math.h>
#include <stdio.h>

enum { CHANNELS = 8, RATE = 1000, FRAMES = 7 * RATE };

/* amplitude_n of 50 Hz in each cell, upon white noise of 0.03 N. */
static void examine(struct device_facts *facts, void **state, const double amplitude_n[CHANNELS])
{
	static int32_t counts[FRAMES * CHANNELS];
	static int recordings;
	struct simulation *simulation = simulation_of("sim:seed=7,reps=1");
	struct recording_info *info = &simulation->info;
	struct container *container;
	char name[32], address[512];
	uint32_t random = 1;
	struct error err;

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		const struct plate *plate = &info->plate[i % CHANNELS / 4];
		double newton = plate->cell[i % 4].newton_per_unit;
		double t_s = (double)(i / CHANNELS) / RATE;

		random = random * 1664525 + 1013904223;
		counts[i] = (int32_t)lround(((random >> 16) / 65536.0 - 0.5) * 0.1 / newton +
					    amplitude_n[i % CHANNELS] / newton *
						    sin(2 * M_PI * 50 * t_s));
	}
	recordings++;
	snprintf(name, sizeof(name), "empty-%d.w64", recordings);
	snprintf(address, sizeof(address), "file:%s", scratch_path(state, name));
	if (container_create(&container, address + 5, CONTAINER_INT24, CHANNELS, RATE, &err) ||
	    container_write_counts(container, counts, FRAMES, &err) ||
	    container_close(container, &err))
		fail_msg("%s", err.text);
	info->frames = FRAMES;
	info->gaps = 0;
	snprintf(name, sizeof(name), "empty-%d.json", recordings);
	if (sidecar_write(scratch_path(state, name), info, &err) ||
	    device_examine(facts, address, NULL, NULL, 40, &err))
		fail_msg("%s", err.text);
	simulation_free(simulation);
}

static void hum_is_heard_in_the_plate_and_in_its_cells(void **state)
{
	struct device_facts facts;

	examine(&facts, state, (const double[CHANNELS]){0.5, 0.5, 0.5, 0.5});
	assert_near(facts.plate[0].hum_n, 2, 0.02);
	assert_near(facts.plate[0].hum_hz, 50, 0.05);
	assert_near(facts.cell[0].hum_n, 0.5, 0.02);
	assert_near(facts.plate[1].hum_n, 0, 0);
}

static void hum_that_cancels_in_the_sum_is_heard_in_the_cells(void **state)
{
	struct device_facts facts;

	examine(&facts, state, (const double[CHANNELS]){0, 0, 0, 0, 1.5, -1.5});
	assert_near(facts.plate[1].hum_n, 0, 0);
	assert_near(facts.cell[4].hum_n, 1.5, 0.02);
	assert_near(facts.cell[5].hum_n, 1.5, 0.02);
	assert_near(facts.cell[5].hum_hz, 50, 0.05);
	assert_near(facts.cell[6].hum_n, 0, 0);
	assert_int_equal(facts.cell[5].plate, 1);
	assert_int_equal(facts.cell[5].cell, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hum_is_heard_in_the_plate_and_in_its_cells),
		cmocka_unit_test(hum_that_cancels_in_the_sum_is_heard_in_the_cells),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
