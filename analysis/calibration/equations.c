/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/calibration/equations.h"

#include <math.h>
#include <string.h>

/* Below this share of the largest a singular value is rounding. */
#define NOTHING 1e-12

void cells_centre(const struct certificate *certificate, double *x_m, double *y_m)
{
	*x_m = *y_m = 0;
	for (size_t i = 0; i < certificate->cells; i++) {
		*x_m += certificate->cell[i].x_m / (double)certificate->cells;
		*y_m += certificate->cell[i].y_m / (double)certificate->cells;
	}
}

double cells_spread(const struct certificate *certificate)
{
	double x_m, y_m, sum = 0;

	cells_centre(certificate, &x_m, &y_m);
	for (size_t i = 0; i < certificate->cells; i++) {
		double off = hypot(certificate->cell[i].x_m - x_m, certificate->cell[i].y_m - y_m);

		sum += off * off;
	}
	return sqrt(sum / (double)certificate->cells);
}

void cell_effects(const struct certificate *certificate, const struct calibration_load *load,
		  size_t cell, double x_m, double y_m, double out[ROWS_A_LOAD])
{
	const struct cell *own = &certificate->cell[cell];
	double value = (load->counts[cell] - own->zero) * own->newton_per_unit;

	memset(out, 0, ROWS_A_LOAD * sizeof(*out));
	for (size_t i = 0; i < certificate->cells; i++) {
		double share = certificate->has_matrix ? certificate->matrix[i][cell] : i == cell;

		out[0] += share * value;
		out[1] += share * value * (certificate->cell[i].x_m - x_m);
		out[2] += share * value * (certificate->cell[i].y_m - y_m);
	}
}

static void add_load(const struct certificate *certificate, size_t k, double force_unit,
		     double moment_unit, struct equations *equations)
{
	const struct calibration_load *load = &certificate->load[k];
	double unit[ROWS_A_LOAD] = {force_unit, moment_unit, moment_unit};
	size_t row = equations->rows;

	for (size_t j = 0; j < certificate->cells; j++) {
		double effect[ROWS_A_LOAD];

		cell_effects(certificate, load, j, load->x_m, load->y_m, effect);
		for (size_t i = 0; i < ROWS_A_LOAD; i++)
			equations->a[row + i][j] = effect[i] / unit[i];
	}
	for (size_t i = 0; i < ROWS_A_LOAD; i++) {
		equations->load[row + i] = k;
		equations->b[row + i] = 0;
	}
	equations->b[row] = load->mass_kg * certificate->gravity_m_s2 / force_unit;
	equations->rows += ROWS_A_LOAD;
}

static void equations_build(const struct certificate *certificate, double force_unit,
			    double moment_unit, struct equations *equations)
{
	equations->cells = certificate->cells;
	equations->rows = 0;
	for (size_t k = 0; k < certificate->loads; k++) {
		double force_n = certificate->load[k].mass_kg * certificate->gravity_m_s2;

		if (force_n > 0)
			add_load(certificate, k, force_n * force_unit, force_n * moment_unit,
				 equations);
	}
}

void equations_weighted(const struct certificate *certificate, struct equations *equations)
{
	equations_build(certificate, certificate->mass_error_pct / 100, certificate->place_error_m,
			equations);
}

void equations_plain(const struct certificate *certificate, struct equations *equations)
{
	equations_build(certificate, 1, cells_spread(certificate), equations);
}

/* The rows that count, into a and b. */
static size_t pick_rows(const struct equations *equations, size_t without, double (*a)[SVD_COLUMNS],
			double *b)
{
	size_t rows = 0;

	for (size_t i = 0; i < equations->rows; i++)
		if (equations->load[i] != without) {
			memcpy(a[rows], equations->a[i], sizeof(*a));
			b[rows++] = equations->b[i];
		}
	return rows;
}

/* Factors and their variances: V S^-2 (U S)' b, and the diagonal of V S^-2 V'. */
static void put_together(struct solution *solution, double (*turned)[SVD_COLUMNS], const double *b,
			 size_t rows, size_t n, const double *value,
			 double v[SVD_COLUMNS][SVD_COLUMNS])
{
	double most = 0, least = INFINITY;

	for (size_t k = 0; k < n; k++) {
		most = fmax(most, value[k]);
		least = fmin(least, value[k]);
	}
	solution->condition = least > NOTHING * most ? most / least : INFINITY;
	for (size_t k = 0; k < n; k++) {
		/* what is not told at all has a variance that is huge, but a number */
		double size = fmax(value[k], fmax(NOTHING * most, 1e-300)), product = 0;

		for (size_t i = 0; i < rows; i++)
			product += turned[i][k] * b[i];
		for (size_t j = 0; j < n; j++) {
			solution->factor[j] += v[j][k] * product / (size * size);
			solution->variance[j] += v[j][k] * v[j][k] / (size * size);
		}
	}
}

void equations_solve(const struct equations *equations, size_t without, struct solution *solution)
{
	double turned[EQUATIONS_MAX][SVD_COLUMNS], b[EQUATIONS_MAX], value[SVD_COLUMNS];
	double v[SVD_COLUMNS][SVD_COLUMNS];
	size_t n = equations->cells, rows = pick_rows(equations, without, turned, b);

	memset(solution, 0, sizeof(*solution));
	svd_turn(turned, rows, n, value, v);
	put_together(solution, turned, b, rows, n, value, v);
	solution->freedom = rows > n ? rows - n : 0;
	for (size_t i = 0; i < equations->rows; i++) {
		double off = -equations->b[i];

		if (equations->load[i] == without)
			continue;
		for (size_t j = 0; j < n; j++)
			off += equations->a[i][j] * solution->factor[j];
		solution->chi_square += off * off;
	}
}
