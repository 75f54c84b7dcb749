/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Oracles O35 and O36: a mass of 182 kg rises 0.42 m in 1.4 s by minimum jerk, at 1 kHz. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"

#include "analysis/events/lift/motion/motion.h"

#include <stdlib.h>

enum { COUNT = 1401 };
static const double weight_n = 182 * 9.80665;

struct motion {
	double force_n[COUNT], velocity[COUNT], displacement[COUNT];
};

static void integrate_with(struct motion *m, double weight_used_n)
{
	struct lifter *lifter = lifter_new(1000, 80, 102);

	lifter_move(lifter, 0.42, 1.4);
	for (size_t i = 0; i < COUNT - 1; i++)
		m->force_n[i] = lifter->total_n[i];
	m->force_n[COUNT - 1] = weight_n;
	free(lifter);
	m->velocity[0] = m->displacement[0] = 0;
	motion_integrate(m->force_n, COUNT, 1000, weight_used_n, weight_n / 9.80665, m->velocity,
			 m->displacement);
}

static double largest(const double *x)
{
	double most = x[0];

	for (size_t i = 1; i < COUNT; i++)
		most = fmax(most, x[i]);
	return most;
}

static void force_alone_gives_velocity_and_displacement(void **state)
{
	struct motion m;

	(void)state;
	integrate_with(&m, weight_n);
	assert_close(largest(m.velocity), 0.5624988520408163, 1e-6);
	assert_near(m.velocity[COUNT - 1], 0, 1e-12);
	assert_close(m.displacement[COUNT - 1], 0.4199989285718662, 1e-6);
}

/* the force reads 5 N too much: 0.0385 m/s and 27 mm after 1.4 s, nothing once corrected */
static void an_error_of_weight_is_taken_off_between_two_rests(void **state)
{
	struct motion m;

	(void)state;
	integrate_with(&m, weight_n - 5);
	assert_close(m.velocity[COUNT - 1], 0.03846153846153843, 1e-6);
	assert_close(m.displacement[COUNT - 1], 0.4469220054949424, 1e-6);
	motion_correct(m.velocity[COUNT - 1], COUNT - 1, COUNT, 1000, m.velocity, m.displacement);
	assert_near(m.velocity[COUNT - 1], 0, 1e-12);
	assert_close(m.displacement[COUNT - 1], 0.41999892857186616, 1e-6);
	assert_close(largest(m.velocity), 0.5624988520408158, 1e-6);
}

/* 0.1 m/s over 1.4 s is 0.14 m */
static void an_unknown_start_is_shifted_away(void **state)
{
	struct motion m;

	(void)state;
	integrate_with(&m, weight_n);
	motion_shift(0.1, COUNT, 1000, m.velocity, m.displacement);
	assert_near(m.velocity[0], 0.1, 1e-12);
	assert_near(m.displacement[COUNT - 1], 0.56, 1e-5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(force_alone_gives_velocity_and_displacement),
		cmocka_unit_test(an_error_of_weight_is_taken_off_between_two_rests),
		cmocka_unit_test(an_unknown_start_is_shifted_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
