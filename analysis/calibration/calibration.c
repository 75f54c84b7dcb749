/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/calibration/calibration.h"

#include "analysis/calibration/equations.h"
#include "analysis/calibration/judge.h"

#include <math.h>
#include <stdio.h>

static int check_load(const struct certificate *certificate, size_t k, struct error *err)
{
	const struct calibration_load *load = &certificate->load[k];
	bool finite = isfinite(load->mass_kg) && isfinite(load->x_m) && isfinite(load->y_m);

	for (size_t j = 0; j < certificate->cells; j++)
		finite = finite && isfinite(load->counts[j]);
	if (finite && load->mass_kg >= 0)
		return 0;
	return fail(err, HINGE_EUSAGE, "reading %zu of the series has a number that is none",
		    k + 1);
}

static int check_input(const struct certificate *certificate, struct error *err)
{
	size_t empties = 0;

	if (!certificate->cells || certificate->cells > PLATE_CELLS_MAX ||
	    certificate->loads > CALIBRATION_LOADS_MAX)
		return fail(err, HINGE_EUSAGE, "a calibration takes 1 to %d cells and %d readings",
			    PLATE_CELLS_MAX, CALIBRATION_LOADS_MAX);
	if (!(certificate->gravity_m_s2 > 0) || !(certificate->mass_error_pct > 0) ||
	    !(certificate->place_error_m > 0))
		return fail(err, HINGE_EUSAGE,
			    "gravity and the uncertainties of masses and places must be above 0");
	if (!(cells_spread(certificate) > 0))
		return fail(err, HINGE_EUSAGE,
			    "nothing says where the plate's cells stand (give their places: "
			    "--cells X,Y:X,Y:...)");
	for (size_t k = 0; k < certificate->loads; k++) {
		int ret = check_load(certificate, k, err);

		if (ret)
			return ret;
		empties += certificate->load[k].mass_kg == 0;
	}
	if (!empties)
		return fail(err, HINGE_EUSAGE, "the series lacks the empty plate (a mass of 0 kg)");
	if (empties == certificate->loads)
		return fail(err, HINGE_EUSAGE, "the series has no mass");
	return 0;
}

/* The mean of what the empty plate read. */
static void find_zeros(struct certificate *certificate)
{
	for (size_t j = 0; j < certificate->cells; j++) {
		double sum = 0;
		int empties = 0;

		for (size_t k = 0; k < certificate->loads; k++)
			if (certificate->load[k].mass_kg == 0) {
				sum += certificate->load[k].counts[j];
				empties++;
			}
		certificate->cell[j].zero = sum / empties;
	}
}

static void put_factors(struct certificate *certificate, const struct solution *solution)
{
	double scatter =
		solution->freedom ? fmax(1, solution->chi_square / (double)solution->freedom) : 1;

	for (size_t j = 0; j < certificate->cells; j++) {
		double relative = sqrt(solution->variance[j] * scatter) / solution->factor[j];

		/* one mass used throughout may be off for all cells alike */
		certificate->error_pct[j] = hypot(100 * relative, certificate->mass_error_pct);
		certificate->change_pct[j] = 100 * (solution->factor[j] - 1);
		certificate->cell[j].newton_per_unit *= solution->factor[j];
	}
}

static void put_residual(struct certificate *certificate, struct calibration_load *load)
{
	double laid_n = load->mass_kg * certificate->gravity_m_s2, sum[ROWS_A_LOAD] = {0};

	for (size_t j = 0; j < certificate->cells; j++) {
		double effect[ROWS_A_LOAD];

		cell_effects(certificate, load, j, load->x_m, load->y_m, effect);
		for (size_t i = 0; i < ROWS_A_LOAD; i++)
			sum[i] += effect[i];
	}
	load->residual_n = sum[0] - laid_n;
	load->residual_pct = laid_n > 0 ? 100 * load->residual_n / laid_n : (double)NAN;
	load->residual_x_m = laid_n > 0 ? sum[1] / laid_n : (double)NAN;
	load->residual_y_m = laid_n > 0 ? sum[2] / laid_n : (double)NAN;
}

static void put_residuals(struct certificate *certificate)
{
	double sum = 0;
	int masses = 0;

	for (size_t k = 0; k < certificate->loads; k++) {
		struct calibration_load *load = &certificate->load[k];

		put_residual(certificate, load);
		if (load->mass_kg > 0) {
			sum += load->residual_n * load->residual_n;
			masses++;
		}
	}
	certificate->rms_n = sqrt(sum / masses);
}

int calibration_fit(struct certificate *certificate, struct error *err)
{
	struct equations equations;
	struct solution plain, solution;
	int ret = check_input(certificate, err);

	certificate->rms_n = NAN;
	if (ret)
		return ret;
	find_zeros(certificate);
	equations_plain(certificate, &equations);
	equations_solve(&equations, NO_LOAD, &plain);
	certificate->condition = plain.condition;
	equations_weighted(certificate, &equations);
	equations_solve(&equations, NO_LOAD, &solution);
	ret = judge_told(certificate, &plain, &solution, err);
	if (ret)
		return ret;
	put_factors(certificate, &solution);
	put_residuals(certificate);
	return judge_fit(certificate, &equations, &solution, err);
}
