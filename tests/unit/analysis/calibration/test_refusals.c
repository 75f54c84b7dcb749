/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series that make no calibration, and what is named as the cause. */
#include "tests/support/assert_near.h"
#include "tests/unit/analysis/calibration/loads.h"

#include "analysis/calibration/calibration.h"

#include <string.h>

static void assert_refused(struct certificate *certificate, int code, const char *words)
{
	struct error err = {0};

	assert_int_equal(calibration_fit(certificate, &err), code);
	if (!strstr(err.text, words))
		fail_msg("'%s' does not say '%s'", err.text, words);
}

static void masses_in_one_place_tell_no_cell_from_another(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_empty(&certificate);
	for (int k = 0; k < 6; k++)
		add_mass(&certificate, true_gain, 5 * (k + 1), 0, 0);
	assert_refused(&certificate, HINGE_EREFUSED,
		       "cannot tell cells 1 (front left), 2 (front right), 3 (rear right) and 4 "
		       "(rear left) from each other");
	assert_true(certificate.condition > CALIBRATION_CONDITION_MAX);
}

static void one_mass_is_too_few(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_empty(&certificate);
	add_mass(&certificate, true_gain, 20, 0.05, 0.1);
	assert_refused(&certificate, HINGE_EREFUSED, "the masses cannot tell cell");
}

/* A plate whose cells carry only what stands on them. */
static void a_cell_that_was_never_loaded_is_named(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_empty(&certificate);
	for (int i = 0; i < 4; i++) {
		double force[4] = {0};

		force[i] = 20 * 9.81;
		if (i != 2)
			add_load(&certificate, true_gain, 20, X_M * corner[i].sx,
				 Y_M * corner[i].sy, force);
	}
	assert_refused(&certificate, HINGE_EREFUSED,
		       "the masses never loaded cell 3 (rear right): put one over it");
}

/* Near the centre the places are too uncertain for what they have to tell. */
static void masses_close_together_are_told_to_go_apart(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_empty(&certificate);
	for (int i = 0; i < 4; i++)
		add_mass(&certificate, true_gain, 20, 0.2 * X_M * corner[i].sx,
			 0.2 * Y_M * corner[i].sy);
	assert_refused(&certificate, HINGE_EREFUSED, "put them further out");
}

static void a_wrong_mass_is_named_where_the_others_agree(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	add_five(&certificate, true_gain, 10);
	certificate.load[4].mass_kg = 25; /* lay there as 20 */
	assert_refused(&certificate, HINGE_EREFUSED, "25 kg over cell 3 (rear right) does not fit");
	/* what the others make of it: 20 kg, which is 20 % less */
	assert_refused(&certificate, HINGE_EREFUSED, "-49.05 N (-20.0 %)");
}

static void a_mass_in_another_place_is_named(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	add_five(&certificate, true_gain, 10);
	certificate.load[5].x_m = 0.1; /* lay over cell 4, at x = -0.15 m */
	certificate.load[5].y_m = -Y_M;
	assert_refused(&certificate, HINGE_EREFUSED, "20 kg at 0.1, -0.25 m does not fit");
	assert_refused(&certificate, HINGE_EREFUSED, "250 mm beside it");
}

/* Two weighings of one place that contradict each other: nobody knows which is right. */
static void a_contradiction_of_two_blames_none_for_sure(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	certificate.load[1].mass_kg = 20.5;
	add_mass(&certificate, true_gain, 20, 0, 0);
	certificate.load[6].mass_kg = 19.5;
	assert_refused(&certificate, HINGE_EREFUSED, "more than one is wrong");
}

static void a_zero_that_moved_is_refused(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	add_empty(&certificate);
	certificate.load[6].counts[1] += 4000; /* 4 x 0.99 N: each is 1.98 N off their mean */
	assert_refused(&certificate, HINGE_EREFUSED, "are not alike: reading 1 is -");
}

static void a_cell_that_answers_the_other_way_round_is_named(void **state)
{
	const double gain[4] = {1, 1, -1, 1};
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, gain, 20);
	assert_refused(&certificate, HINGE_EREFUSED, "cell 3 (rear right) answers the other way");
}

static void what_is_missing_is_said(void **state)
{
	struct certificate certificate;

	(void)state;
	some_plate(&certificate);
	add_mass(&certificate, true_gain, 20, 0, 0);
	assert_refused(&certificate, HINGE_EUSAGE, "lacks the empty plate");
	some_plate(&certificate);
	add_empty(&certificate);
	assert_refused(&certificate, HINGE_EUSAGE, "has no mass");
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	for (int i = 0; i < 4; i++)
		certificate.cell[i].x_m = certificate.cell[i].y_m = 0;
	assert_refused(&certificate, HINGE_EUSAGE, "nothing says where the plate's cells stand");
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	certificate.load[3].counts[0] = NAN;
	assert_refused(&certificate, HINGE_EUSAGE, "reading 4 of the series");
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	certificate.mass_error_pct = 0;
	assert_refused(&certificate, HINGE_EUSAGE, "must be above 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masses_in_one_place_tell_no_cell_from_another),
		cmocka_unit_test(one_mass_is_too_few),
		cmocka_unit_test(a_cell_that_was_never_loaded_is_named),
		cmocka_unit_test(masses_close_together_are_told_to_go_apart),
		cmocka_unit_test(a_wrong_mass_is_named_where_the_others_agree),
		cmocka_unit_test(a_mass_in_another_place_is_named),
		cmocka_unit_test(a_contradiction_of_two_blames_none_for_sure),
		cmocka_unit_test(a_zero_that_moved_is_refused),
		cmocka_unit_test(a_cell_that_answers_the_other_way_round_is_named),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
