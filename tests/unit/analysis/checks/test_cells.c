/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells and their order, on simulated sets whose channels are shuffled afterwards. */
#include "tests/support/assert_near.h"
#include "tests/support/plates.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"

#include "analysis/checks/cells.h"

#include <stdio.h>
#include <string.h>

enum { CHANNELS = 8, SETS = 4 };

/* What a reader sees whose plates stand as before and whose columns came from from[]. */
static struct trial *shuffled(const struct simulation *simulation, const size_t *from)
{
	struct trial *trial = simulated_trial(simulation);
	double frame[CHANNELS];

	for (size_t i = 0; i < trial->frames; i++) {
		double *sample = trial->samples + i * CHANNELS;

		for (size_t c = 0; c < CHANNELS; c++)
			frame[c] = sample[from[c]];
		memcpy(sample, frame, sizeof(frame));
	}
	return trial;
}

static struct order order_of(struct trial *trial, int *dead)
{
	struct cell_scan scan;
	struct config config;
	struct forces *forces;
	struct order order;

	config_init(&config);
	assert_int_equal(forces_new(&forces, trial, &config, NULL, NULL), 0);
	assert_int_equal(cell_scan_init(&scan, trial, forces, NULL), 0);
	order = cell_order(&scan, &forces->tare);
	*dead = cell_dead(&scan);
	cell_scan_reset(&scan);
	forces_free(forces);
	trial_free(trial);
	return order;
}

static struct simulation *set_of(const char *tier, size_t seed)
{
	char address[64];

	snprintf(address, sizeof(address), "sim:seed=%zu,reps=4,tier=%s", seed, tier);
	return simulation_of(address);
}

static void the_stated_order_is_not_doubted(void **state)
{
	static const char *const tiers[] = {"clean", "lab", "gym"};
	static const size_t same[] = {0, 1, 2, 3, 4, 5, 6, 7};

	(void)state;
	for (size_t t = 0; t < 3; t++)
		for (size_t seed = 1; seed <= SETS; seed++) {
			struct simulation *simulation = set_of(tiers[t], seed);
			int dead;

			assert_int_equal(order_of(shuffled(simulation, same), &dead).fault,
					 ORDER_FINE);
			assert_int_equal(dead, -1);
			simulation_free(simulation);
		}
}

/* The centre of pressure alone: the simulator's clean plates all have the zero 0. */
static void channels_rotated_by_an_odd_number_twist_the_plates(void **state)
{
	(void)state;
	for (size_t seed = 1; seed <= SETS; seed++) {
		struct simulation *simulation = set_of("clean", seed);

		for (size_t places = 1; places < CHANNELS; places += 2) {
			struct order order;
			size_t from[CHANNELS];
			int dead;

			for (size_t c = 0; c < CHANNELS; c++)
				from[c] = (c + CHANNELS - places) % CHANNELS;
			order = order_of(shuffled(simulation, from), &dead);
			assert_int_equal(order.fault, ORDER_ROTATED);
			assert_int_equal(order.places, places % 4);
			assert_true(order.or_4_more);
		}
		simulation_free(simulation);
	}
}

/* Zeros 40 N apart, as real cells have them, name every rotation. */
static void the_zeros_of_the_cells_name_the_rotation(void **state)
{
	struct simulation *simulation = set_of("lab", 1);

	(void)state;
	for (size_t places = 1; places < CHANNELS; places++) {
		struct trial *trial;
		struct order order;
		size_t from[CHANNELS];
		int dead;

		for (size_t c = 0; c < CHANNELS; c++)
			from[c] = (c + CHANNELS - places) % CHANNELS;
		trial = shuffled(simulation, from);
		for (size_t c = 0; c < CHANNELS; c++) {
			static const double zero_n[] = {40, -20, 15, -55, 5, 70, -35, 30};
			struct cell *cell = &trial->info.plate[c / 4].cell[c % 4];

			for (size_t i = 0; i < trial->frames; i++)
				trial->samples[i * CHANNELS + c] +=
					zero_n[from[c]] / cell->newton_per_unit;
			cell->zero += zero_n[c] / cell->newton_per_unit;
		}
		order = order_of(trial, &dead);
		assert_int_equal(order.fault, ORDER_ROTATED);
		assert_int_equal(order.places, places);
		assert_false(order.or_4_more);
	}
	simulation_free(simulation);
}

/* The front and the back cell of one side: forwards becomes twist. */
static void cells_of_a_plate_exchanged_are_seen(void **state)
{
	static const size_t left[] = {0, 2, 1, 3, 4, 5, 6, 7}, right[] = {0, 1, 2, 3, 7, 5, 6, 4};

	(void)state;
	for (size_t seed = 1; seed <= SETS; seed++) {
		struct simulation *simulation = set_of("lab", seed);
		struct order order;
		int dead;

		order = order_of(shuffled(simulation, left), &dead);
		assert_int_equal(order.fault, ORDER_SWAPPED);
		assert_int_equal(order.plate, 0);
		order = order_of(shuffled(simulation, right), &dead);
		assert_int_equal(order.fault, ORDER_SWAPPED);
		assert_int_equal(order.plate, 1);
		simulation_free(simulation);
	}
}

static void a_cell_exchanged_between_plates_is_seen(void **state)
{
	static const size_t from[] = {4, 1, 2, 3, 0, 5, 6, 7};

	(void)state;
	for (size_t seed = 1; seed <= SETS; seed++) {
		struct simulation *simulation = set_of("lab", seed);
		int dead;

		assert_true(order_of(shuffled(simulation, from), &dead).fault > ORDER_UNKNOWN);
		simulation_free(simulation);
	}
}

static void a_dead_cell_is_named(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=3,reps=4,fault=dead:right:2");
	static const size_t same[] = {0, 1, 2, 3, 4, 5, 6, 7};
	int dead;

	(void)state;
	order_of(shuffled(simulation, same), &dead);
	assert_int_equal(dead, 5);
	simulation_free(simulation);
}

/* 200 N that come and go in the middle of both plates, the toes loaded by turns. */
static struct trial *plain(size_t plates)
{
	struct trial *trial = plates_new(1000, 20000);

	for (size_t p = 0; p < plates; p++)
		for (size_t i = 0; i < 8; i++)
			plates_load(trial, p, 2000 + 2000 * i, 4000 + 2000 * i, 400, 0,
				    i % 2 ? 0.05 : -0.05);
	return trial;
}

static void without_load_or_corners_nothing_is_said(void **state)
{
	struct trial *trial = plates_new(1000, 20000);
	int dead;

	(void)state;
	assert_int_equal(order_of(trial, &dead).fault, ORDER_UNKNOWN);
	assert_int_equal(dead, -1);
	trial = plain(2);
	trial->info.plate[1].cell[2].x_m = (double)NAN;
	assert_int_equal(order_of(trial, &dead).fault, ORDER_UNKNOWN);
	trial = plain(2);
	assert_int_equal(order_of(trial, &dead).fault, ORDER_FINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_stated_order_is_not_doubted),
		cmocka_unit_test(channels_rotated_by_an_odd_number_twist_the_plates),
		cmocka_unit_test(the_zeros_of_the_cells_name_the_rotation),
		cmocka_unit_test(cells_of_a_plate_exchanged_are_seen),
		cmocka_unit_test(a_cell_exchanged_between_plates_is_seen),
		cmocka_unit_test(a_dead_cell_is_named),
		cmocka_unit_test(without_load_or_corners_nothing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
