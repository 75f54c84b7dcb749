/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated set through the model: what comes out is what was simulated. */
#include "acquisition/hpp/calibration.h"
#include "acquisition/hpp/model/simulated.h"
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

#include <stdlib.h>
#include <string.h>

static struct simulation *one_rep(void)
{
	struct simulator_options options;
	struct simulation *simulation;

	simulator_options_init(&options);
	assert_int_equal(simulator_options_parse(&options, "reps=1,seed=3", NULL), 0);
	assert_int_equal(simulate(&options, &simulation, NULL), 0);
	return simulation;
}

static struct hpp_calibration read_calibration(struct hpp_rig *rig, unsigned channels)
{
	struct hpp_calibration calibration;
	uint8_t bytes[4096];

	for (uint16_t page = 0; page < 64; page++)
		assert_int_equal(
			rig_control(rig, HPP_TYPE_IN, HPP_CAL, page, bytes + 64 * page, 64), 64);
	assert_int_equal(hpp_calibration_decode(&calibration, bytes, sizeof(bytes), channels, NULL),
			 0);
	return calibration;
}

static void assert_true_block(const struct rig_block *block, const struct simulation *simulation,
			      size_t offset, size_t channel)
{
	for (size_t f = 0; f < block->head.frames; f++) {
		size_t at = offset + block->head.first_frame + f;

		if (at >= simulation->frames)
			at = simulation->frames - 1;
		for (size_t c = 0; c < block->head.channels; c++)
			assert_int_equal(block->counts[f * block->head.channels + c],
					 simulation->counts[at * 8 + channel + c]);
	}
}

static void a_whole_set_comes_through_count_by_count(void **state)
{
	struct simulation *simulation = one_rep();
	struct hpp_model_options options;
	struct hpp_calibration calibration;
	struct hpp_simulated feed;
	uint8_t memory[4096];
	struct hpp_rig rig;
	uint64_t next = 0;

	(void)state;
	hpp_model_options_init(&options);
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 0, 2, NULL), 0);
	rig_open(&rig, &options);
	calibration = read_calibration(&rig, 8);
	assert_int_equal(calibration.plates, 2);
	for (size_t p = 0; p < 2; p++)
		for (size_t i = 0; i < 4; i++) {
			const struct cell *got = &calibration.plate[p].cell[i];
			const struct cell *want = &simulation->info.plate[p].cell[i];

			assert_int_equal(got->column, want->column);
			assert_near(got->newton_per_unit, want->newton_per_unit, 0);
			assert_near(got->zero, want->zero, 0);
			assert_near(got->x_m, want->x_m, 0.5e-6);
			assert_near(got->y_m, want->y_m, 0.5e-6);
		}
	assert_int_equal(rig_configure(&rig, 2000000, 0xff, 20, 0), HPP_STALLED);
	assert_int_equal(rig_configure(&rig, 1000000, 0xff, 20, 0), 0);
	rig_out(&rig, HPP_START, 0);
	while (next < simulation->frames + 100) { /* and stands still behind its end */
		struct rig_block block;

		assert_true(rig_next(&rig, &block, SECOND));
		assert_int_equal(block.head.first_frame, next);
		assert_false(block.head.flags & HPP_TEST_DATA);
		assert_true_block(&block, simulation, 0, 0);
		next += block.head.frames;
	}
	rig_close(&rig);
	simulation_free(simulation);
}

static void one_plate_of_two_is_a_device_of_four_channels(void **state)
{
	struct simulation *simulation = one_rep();
	struct hpp_model_options options;
	struct hpp_calibration calibration;
	struct hpp_simulated feed;
	struct rig_block block;
	uint8_t memory[4096];
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 1, 1, NULL), 0);
	rig_open(&rig, &options);
	calibration = read_calibration(&rig, 4);
	assert_int_equal(calibration.plates, 1);
	assert_string_equal(calibration.plate[0].name, simulation->info.plate[1].name);
	assert_int_equal(calibration.plate[0].cell[0].column, 0);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.channels, 4);
	assert_true_block(&block, simulation, 0, 4);
	rig_close(&rig);
	simulation_free(simulation);
}

/* Pulled at 2 s for 3 s: frame 0 of the new session is frame 5000 of the set. */
static void the_lifter_does_not_wait_for_the_cable(void **state)
{
	struct simulation *simulation = one_rep();
	struct hpp_model_options options;
	struct hpp_simulated feed;
	struct rig_block block;
	uint8_t memory[4096];
	struct hpp_rig rig;

	(void)state;
	hpp_model_options_init(&options);
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 0, 2, NULL), 0);
	rig_open(&rig, &options);
	rig_out(&rig, HPP_START, 0);
	rig.now_ns += 2 * SECOND;
	hpp_model_unplug(rig.model);
	rig.now_ns += 3 * SECOND;
	hpp_model_plug(rig.model, rig.now_ns);
	rig_out(&rig, HPP_START, 0);
	assert_true(rig_next(&rig, &block, SECOND));
	assert_int_equal(block.head.first_frame, 0);
	assert_true_block(&block, simulation, 5000, 0);
	rig_close(&rig);
	simulation_free(simulation);
}

static void plates_that_were_not_simulated_are_refused(void **state)
{
	struct simulation *simulation = one_rep();
	struct hpp_model_options options;
	struct hpp_simulated feed;
	uint8_t memory[4096];

	(void)state;
	hpp_model_options_init(&options);
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 1, 2, NULL),
			 HINGE_EUSAGE);
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 0, 0, NULL),
			 HINGE_EUSAGE);
	options.info.cal_bytes = 64; /* no room for the calibration */
	assert_int_equal(hpp_simulated_init(&feed, &options, memory, simulation, 0, 2, NULL),
			 HINGE_EUSAGE);
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_set_comes_through_count_by_count),
		cmocka_unit_test(one_plate_of_two_is_a_device_of_four_channels),
		cmocka_unit_test(the_lifter_does_not_wait_for_the_cable),
		cmocka_unit_test(plates_that_were_not_simulated_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
