/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/unit/analysis/calibration/loads.h"

#include "analysis/calibration/calibration.h"
#include "formats/random.h"

#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(planted_gains_come_back_exactly),
		cmocka_unit_test(condition_and_standard_errors_are_those_of_the_derivation),
		cmocka_unit_test(standard_errors_are_what_repeated_calibrations_scatter),
		cmocka_unit_test(a_noisy_series_gives_the_least_squares_of_the_normal_equations),
		cmocka_unit_test(crosstalk_is_kept_and_counted),
		cmocka_unit_test(an_uncalibrated_plate_is_calibrated_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
