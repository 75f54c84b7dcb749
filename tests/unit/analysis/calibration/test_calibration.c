/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/calibration/calibration.h"
#include "formats/random.h"

#include <stdio.h>
#include <string.h>

/* Cells at (+-X, +-Y); a rigid plate on springs of one stiffness gives cell i the share
 * (1 + (x/X) sx + (y/Y) sy + twist tw) / 4, whatever the twist. */
#define X_M 0.15
#define Y_M 0.25
static const struct {
	double sx, sy, tw;
} corner[4] = {{-1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {-1, -1, -1}};

static const double true_gain[4] = {1.02, 0.99, 1.005, 0.97}; /* times 0.001 N a count */
static const double zero[4] = {100, -2000, 31, 7};

static void some_plate(struct certificate *certificate)
{
	certificate_init(certificate);
	certificate->cells = 4;
	for (int i = 0; i < 4; i++)
		certificate->cell[i] = (struct cell){.x_m = X_M * corner[i].sx,
						     .y_m = Y_M * corner[i].sy,
						     .newton_per_unit = 0.001};
	certificate->gravity_m_s2 = 9.81;
	certificate->mass_error_pct = 0.1;
	certificate->place_error_m = 0.005;
}

static void share_out(double newton, double x_m, double y_m, double twist, double force[4])
{
	for (int i = 0; i < 4; i++)
		force[i] = newton / 4 *
			   (1 + x_m / X_M * corner[i].sx + y_m / Y_M * corner[i].sy +
			    twist * corner[i].tw);
}

/* A mass that is written down as mass_kg at (x, y), and presses the cells with force. */
static void add_load(struct certificate *certificate, const double *gain, double mass_kg,
		     double x_m, double y_m, const double force[4])
{
	struct calibration_load *load = &certificate->load[certificate->loads++];

	*load = (struct calibration_load){.mass_kg = mass_kg, .x_m = x_m, .y_m = y_m};
	for (int i = 0; i < 4; i++)
		load->counts[i] = zero[i] + force[i] / (0.001 * gain[i]);
}

static void add_empty(struct certificate *certificate)
{
	const double none[4] = {0};

	add_load(certificate, true_gain, 0, 0, 0, none);
}

static void add_mass(struct certificate *certificate, const double *gain, double mass_kg,
		     double x_m, double y_m)
{
	double force[4];

	share_out(mass_kg * 9.81, x_m, y_m, 0.02, force);
	add_load(certificate, gain, mass_kg, x_m, y_m, force);
}

/* The empty plate, then a mass at the centre and over each cell. */
static void add_five(struct certificate *certificate, const double *gain, double mass_kg)
{
	add_empty(certificate);
	add_mass(certificate, gain, mass_kg, 0, 0);
	for (int i = 0; i < 4; i++)
		add_mass(certificate, gain, mass_kg, X_M * corner[i].sx, Y_M * corner[i].sy);
}

static void assert_refused(struct certificate *certificate, int code, const char *words)
{
	struct error err = {0};

	assert_int_equal(calibration_fit(certificate, &err), code);
	if (!strstr(err.text, words))
		fail_msg("'%s' does not say '%s'", err.text, words);
}

static void planted_gains_come_back_exactly(void **state)
{
	struct certificate certificate;
	struct error err;

	(void)state;
	some_plate(&certificate);
	add_five(&certificate, true_gain, 20);
	if (calibration_fit(&certificate, &err))
		fail_msg("%s", err.text);
	for (int i = 0; i < 4; i++) {
		assert_close(certificate.cell[i].newton_per_unit, 0.001 * true_gain[i], 1e-12);
		assert_near(certificate.change_pct[i], 100 * (true_gain[i] - 1), 1e-9);
		assert_near(certificate.cell[i].zero, zero[i], 1e-9);
	}
	for (size_t k = 0; k < certificate.loads; k++)
		assert_near(certificate.load[k].residual_n, 0, 1e-9);
	assert_near(certificate.rms_n, 0, 1e-9);
}

/* Five places, no twist, cells as they were: in the plate's four modes (together, left against
 * right, front against rear, twist) the equations are at right angles, with the squares 5/4,
 * 1 + (X^2/4 + Y^2)/L^2, 1 + (Y^2/4 + X^2)/L^2 and 1 of their lengths, L^2 = X^2 + Y^2. Weighted:
 * 5/(4 m^2), 1/m^2 + (X^2/4 + Y^2)/p^2, 1/m^2 + (Y^2/4 + X^2)/p^2, L^2/p^2, for the uncertainties m
 * and p; each cell is half the sum of the modes. */
static void condition_and_standard_errors_are_those_of_the_derivation(void **state)
{
	const double ones[4] = {1, 1, 1, 1};
	const double xx = X_M * X_M, yy = Y_M * Y_M, m = 1e-3, p = 0.005;
	double variance = (4 * m * m / 5 + 1 / (1 / (m * m) + (xx / 4 + yy) / (p * p)) +
			   1 / (1 / (m * m) + (yy / 4 + xx) / (p * p)) + p * p / (xx + yy)) /
			  4;
	struct certificate certificate;
	struct error err;

	(void)state;
	some_plate(&certificate);
	add_empty(&certificate);
	for (int i = 0; i < 5; i++) {
		double x_m = i < 4 ? X_M * corner[i].sx : 0, y_m = i < 4 ? Y_M * corner[i].sy : 0;
		double force[4];

		share_out(20 * 9.81, x_m, y_m, 0, force);
		add_load(&certificate, ones, 20, x_m, y_m, force);
	}
	assert_int_equal(calibration_fit(&certificate, &err), 0);
	assert_close(certificate.condition, sqrt(1 + (xx / 4 + yy) / (xx + yy)), 1e-12);
	for (int i = 0; i < 4; i++)
		assert_close(certificate.error_pct[i], 100 * sqrt(variance + m * m), 1e-9);
}

/* The masses and their places are off by as much as is said: the gains scatter as is said. */
static void standard_errors_are_what_repeated_calibrations_scatter(void **state)
{
	enum { DRAWS = 4000 };
	double sum[4] = {0}, squares[4] = {0}, said[4];
	struct certificate exact;
	struct random random;
	struct error err;

	(void)state;
	random_init(&random, 4);
	some_plate(&exact);
	add_five(&exact, true_gain, 20);
	assert_int_equal(calibration_fit(&exact, &err), 0);
	/* without what all masses have in common: here they are off one by one */
	for (int i = 0; i < 4; i++)
		said[i] = sqrt(exact.error_pct[i] * exact.error_pct[i] - 0.1 * 0.1) / 100;
	for (int draw = 0; draw < DRAWS; draw++) {
		struct certificate certificate;

		some_plate(&certificate);
		add_five(&certificate, true_gain, 20);
		for (size_t k = 1; k < certificate.loads; k++) {
			struct calibration_load *load = &certificate.load[k];
			double newton = 20 * 9.81 * (1 + 0.001 * random_normal(&random)), force[4];

			share_out(newton, load->x_m + 0.005 * random_normal(&random),
				  load->y_m + 0.005 * random_normal(&random), 0.02, force);
			for (int i = 0; i < 4; i++)
				load->counts[i] = zero[i] + force[i] / (0.001 * true_gain[i]);
		}
		/* some are refused for a place more than three standard errors off: they count */
		calibration_fit(&certificate, &err);
		for (int i = 0; i < 4; i++) {
			double off = certificate.cell[i].newton_per_unit / 0.001 / true_gain[i] - 1;

			sum[i] += off / DRAWS;
			squares[i] += off * off / DRAWS;
		}
	}
	for (int i = 0; i < 4; i++) {
		/* 5 standard errors of a mean and of an SD of so many */
		assert_near(sum[i], 0, 5 * said[i] / sqrt(DRAWS));
		assert_close(sqrt(squares[i]), said[i], 5 / sqrt(2.0 * DRAWS));
	}
}

/* Normal equations by Gauss, without pivoting: another way to the same least squares. */
static void solve_normal(double a[4][5])
{
	for (int p = 0; p < 4; p++)
		for (int i = 0; i < 4; i++) {
			double f = a[i][p] / a[p][p];

			for (int j = p; i != p && j < 5; j++)
				a[i][j] -= f * a[p][j];
		}
	for (int p = 0; p < 4; p++)
		a[p][4] /= a[p][p];
}

static void a_noisy_series_gives_the_least_squares_of_the_normal_equations(void **state)
{
	struct certificate certificate, before;
	double normal[4][5] = {{0}};
	struct random random;
	struct error err;

	(void)state;
	random_init(&random, 9);
	some_plate(&certificate);
	add_empty(&certificate);
	for (int k = 0; k < 12; k++) {
		double x_m = random_range(&random, -X_M, X_M),
		       y_m = random_range(&random, -Y_M, Y_M);

		add_mass(&certificate, true_gain, 10 + k, x_m, y_m);
		for (int i = 0; i < 4; i++)
			certificate.load[k + 1].counts[i] += 20 * random_normal(&random);
	}
	before = certificate;
	assert_int_equal(calibration_fit(&certificate, &err), 0);
	for (int k = 1; k <= 12; k++) {
		const struct calibration_load *load = &before.load[k];
		double laid_n = load->mass_kg * 9.81, row[3][5];

		for (int j = 0; j < 4; j++) {
			double value = (load->counts[j] - zero[j]) * 0.001;

			row[0][j] = value / (laid_n * 0.001);
			row[1][j] = value * (before.cell[j].x_m - load->x_m) / (laid_n * 0.005);
			row[2][j] = value * (before.cell[j].y_m - load->y_m) / (laid_n * 0.005);
		}
		row[0][4] = 1 / 0.001;
		row[1][4] = row[2][4] = 0;
		for (int r = 0; r < 3; r++)
			for (int i = 0; i < 4; i++)
				for (int j = 0; j < 5; j++)
					normal[i][j] += row[r][i] * row[r][j];
	}
	solve_normal(normal);
	for (int i = 0; i < 4; i++)
		assert_close(certificate.cell[i].newton_per_unit, 0.001 * normal[i][4], 1e-9);
}

/* The cells of a plate that talk to each other: force i = sum of matrix[i][j] v_j. */
static void crosstalk_is_kept_and_counted(void **state)
{
	const double matrix[4][4] = {{0.98, 0.02, 0, 0.01},
				     {0.01, 0.99, 0.01, 0},
				     {0, 0.02, 0.97, 0.01},
				     {0.01, 0, 0.01, 0.99}};
	struct certificate certificate;
	struct error err;

	(void)state;
	some_plate(&certificate);
	certificate.has_matrix = true;
	for (int i = 0; i < 4; i++)
		memcpy(certificate.matrix[i], matrix[i], sizeof(matrix[i]));
	add_empty(&certificate);
	for (int k = 0; k < 9; k++) {
		double x_m = (k % 3 - 1) * X_M, y_m = (k / 3 - 1) * Y_M, force[4], a[4][5];

		share_out(15 * 9.81, x_m, y_m, 0, force);
		for (int i = 0; i < 4; i++) {
			memcpy(a[i], matrix[i], sizeof(matrix[i]));
			a[i][4] = force[i];
		}
		solve_normal(a); /* what the cells give for these forces */
		const double v[4] = {a[0][4], a[1][4], a[2][4], a[3][4]};
		add_load(&certificate, true_gain, 15, x_m, y_m, v);
	}
	assert_int_equal(calibration_fit(&certificate, &err), 0);
	for (int i = 0; i < 4; i++)
		assert_close(certificate.cell[i].newton_per_unit, 0.001 * true_gain[i], 1e-10);
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

/* A device that knows nothing of itself: a count counts as 1 N. */
static void an_uncalibrated_plate_is_calibrated_all_the_same(void **state)
{
	struct certificate certificate;
	struct error err;

	(void)state;
	some_plate(&certificate);
	for (int i = 0; i < 4; i++)
		certificate.cell[i].newton_per_unit = 1;
	add_five(&certificate, true_gain, 20);
	assert_int_equal(calibration_fit(&certificate, &err), 0);
	for (int i = 0; i < 4; i++)
		assert_close(certificate.cell[i].newton_per_unit, 0.001 * true_gain[i], 1e-12);
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
		cmocka_unit_test(planted_gains_come_back_exactly),
		cmocka_unit_test(condition_and_standard_errors_are_those_of_the_derivation),
		cmocka_unit_test(standard_errors_are_what_repeated_calibrations_scatter),
		cmocka_unit_test(a_noisy_series_gives_the_least_squares_of_the_normal_equations),
		cmocka_unit_test(crosstalk_is_kept_and_counted),
		cmocka_unit_test(masses_in_one_place_tell_no_cell_from_another),
		cmocka_unit_test(one_mass_is_too_few),
		cmocka_unit_test(a_cell_that_was_never_loaded_is_named),
		cmocka_unit_test(masses_close_together_are_told_to_go_apart),
		cmocka_unit_test(a_wrong_mass_is_named_where_the_others_agree),
		cmocka_unit_test(a_mass_in_another_place_is_named),
		cmocka_unit_test(a_contradiction_of_two_blames_none_for_sure),
		cmocka_unit_test(a_zero_that_moved_is_refused),
		cmocka_unit_test(a_cell_that_answers_the_other_way_round_is_named),
		cmocka_unit_test(an_uncalibrated_plate_is_calibrated_all_the_same),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
