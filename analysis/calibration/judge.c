/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/calibration/judge.h"

#include "analysis/calibration/calibration.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A cell that never had more than this share of what the others had was not loaded. */
#define UNLOADED 0.02
/* A mass this near to a cell lies over it. */
#define OVER_M 0.02

static const char *cell_text(const struct certificate *certificate, size_t cell, char *text,
			     size_t size)
{
	const char *place = cell_place_name(certificate->cell, certificate->cells, cell);

	if (*place)
		snprintf(text, size, "%zu (%s)", cell + 1, place);
	else
		snprintf(text, size, "%zu", cell + 1);
	return text;
}

const char *calibration_load_text(const struct certificate *certificate, size_t index, char *text,
				  size_t size)
{
	const struct calibration_load *load = &certificate->load[index];
	double x_m, y_m;
	char cell[40];

	if (!(load->mass_kg > 0)) {
		snprintf(text, size, "the empty plate");
		return text;
	}
	cells_centre(certificate, &x_m, &y_m);
	for (size_t i = 0; i < certificate->cells; i++)
		if (hypot(load->x_m - certificate->cell[i].x_m,
			  load->y_m - certificate->cell[i].y_m) < OVER_M) {
			snprintf(text, size, "%g kg over cell %s", load->mass_kg,
				 cell_text(certificate, i, cell, sizeof(cell)));
			return text;
		}
	if (hypot(load->x_m - x_m, load->y_m - y_m) < OVER_M)
		snprintf(text, size, "%g kg at the centre", load->mass_kg);
	else
		snprintf(text, size, "%g kg at %g, %g m", load->mass_kg, load->x_m, load->y_m);
	return text;
}

/* --- what the masses do not tell --- */

/* The most that a cell ever had, in newton as they were. */
static double most_load(const struct certificate *certificate, size_t cell)
{
	double most = 0;

	for (size_t k = 0; k < certificate->loads; k++) {
		double effect[ROWS_A_LOAD];

		cell_effects(certificate, &certificate->load[k], cell, 0, 0, effect);
		most = fmax(most, fabs(effect[0]));
	}
	return most;
}

static int refuse_unloaded(const struct certificate *certificate, struct error *err)
{
	double most = 0;
	char text[40];

	for (size_t j = 0; j < certificate->cells; j++)
		most = fmax(most, most_load(certificate, j));
	for (size_t j = 0; j < certificate->cells; j++)
		if (!(most_load(certificate, j) > UNLOADED * most))
			return fail(err, HINGE_EREFUSED,
				    "the masses never loaded cell %s: put one over it (if one was, "
				    "the cell is dead)",
				    cell_text(certificate, j, text, sizeof(text)));
	return 0;
}

/* "1 (front left), 2 (front right) and 4 (rear left)" */
static size_t list_cells(const struct certificate *certificate, const bool *named, char *text,
			 size_t size)
{
	size_t count = 0, done = 0, used = 0;

	for (size_t j = 0; j < certificate->cells; j++)
		count += named[j];
	for (size_t j = 0; j < certificate->cells && used < size; j++) {
		char one[40];

		if (!named[j])
			continue;
		done++;
		used += (size_t)snprintf(text + used, size - used, "%s%s",
					 done == 1       ? ""
					 : done == count ? " and "
							 : ", ",
					 cell_text(certificate, j, one, sizeof(one)));
	}
	return count;
}

static double relative_error(const struct solution *solution, size_t cell)
{
	return sqrt(solution->variance[cell]) / fabs(solution->factor[cell]);
}

int judge_told(const struct certificate *certificate, const struct solution *plain,
	       const struct solution *solution, struct error *err)
{
	bool named[PLATE_CELLS_MAX] = {false};
	double worst = 0;
	char cells[256];
	size_t count;
	int ret = refuse_unloaded(certificate, err);

	if (ret)
		return ret;
	for (size_t j = 0; j < certificate->cells; j++)
		worst = fmax(worst, solution->variance[j]);
	/* the worst, and those that cannot be told from it */
	for (size_t j = 0; j < certificate->cells; j++)
		named[j] = solution->variance[j] > worst / 4;
	count = list_cells(certificate, named, cells, sizeof(cells));
	if (!(plain->condition <= CALIBRATION_CONDITION_MAX))
		return fail(err, HINGE_EREFUSED,
			    "the masses cannot tell cell%s %s %s (condition number %.3g, %g "
			    "allowed): put one over %s",
			    count > 1 ? "s" : "", cells,
			    count > 1 ? "from each other" : "from the others", plain->condition,
			    CALIBRATION_CONDITION_MAX, count > 1 ? "each of them" : "it");
	for (size_t j = 0; j < certificate->cells; j++)
		if (!(100 * relative_error(solution, j) <= CALIBRATION_ERROR_MAX_PCT))
			return fail(err, HINGE_EREFUSED,
				    "the masses tell cell%s %s only to within %.1f %% (%g %% "
				    "asked for): put them further out and on exacter places",
				    count > 1 ? "s" : "", cells, 100 * relative_error(solution, j),
				    CALIBRATION_ERROR_MAX_PCT);
	return 0;
}

/* --- what does not fit --- */

static double limit_n(double laid_n)
{
	return fmax(CALIBRATION_RESIDUAL_N, CALIBRATION_RESIDUAL_PCT / 100 * laid_n);
}

static int judge_zero(const struct certificate *certificate, struct error *err)
{
	double lightest_kg = INFINITY;

	for (size_t k = 0; k < certificate->loads; k++)
		if (certificate->load[k].mass_kg > 0)
			lightest_kg = fmin(lightest_kg, certificate->load[k].mass_kg);
	double allowed_n = limit_n(lightest_kg * certificate->gravity_m_s2);
	for (size_t k = 0; k < certificate->loads; k++) {
		const struct calibration_load *load = &certificate->load[k];

		if (load->mass_kg == 0 && !(fabs(load->residual_n) <= allowed_n))
			return fail(err, HINGE_EREFUSED,
				    "the empty plate's readings are not alike: reading %zu is "
				    "%+.2f N off their mean (%.2f N allowed); let the plate warm "
				    "up and keep off it",
				    k + 1, load->residual_n, allowed_n);
	}
	return 0;
}

/* Cells that answer in opposite directions. */
static int judge_signs(const struct certificate *certificate, const struct solution *solution,
		       struct error *err)
{
	double sum = 0;
	char text[40];

	for (size_t j = 0; j < certificate->cells; j++)
		sum += copysign(1, solution->factor[j]);
	for (size_t j = 0; j < certificate->cells; j++)
		if (solution->factor[j] * sum < 0)
			return fail(err, HINGE_EREFUSED,
				    "cell %s answers the other way round: is it connected the "
				    "wrong way, or is another one loaded?",
				    cell_text(certificate, j, text, sizeof(text)));
	return 0;
}

struct misfit {
	double force_n, x_m, y_m; /* of what the plate reads, less what lay there */
	double laid_n;
};

/* How far out the limits it is: 1 = just allowed. */
static double misfit_size(const struct certificate *certificate, const struct misfit *misfit)
{
	double place_m = hypot(misfit->x_m, misfit->y_m);

	return fmax(fabs(misfit->force_n) / limit_n(misfit->laid_n),
		    place_m / (CALIBRATION_RESIDUAL_PLACE * certificate->place_error_m));
}

/* What the plate reads of a load by these factors: its weighted rows, without their weights. */
static struct misfit misfit_of(const struct certificate *certificate,
			       const struct equations *equations, const struct solution *solution,
			       size_t row)
{
	double laid_n = certificate->load[equations->load[row]].mass_kg * certificate->gravity_m_s2;
	double off[ROWS_A_LOAD];

	for (size_t i = 0; i < ROWS_A_LOAD; i++) {
		off[i] = -equations->b[row + i];
		for (size_t j = 0; j < equations->cells; j++)
			off[i] += equations->a[row + i][j] * solution->factor[j];
	}
	return (struct misfit){
		.force_n = off[0] * certificate->mass_error_pct / 100 * laid_n,
		.x_m = off[1] * certificate->place_error_m,
		.y_m = off[2] * certificate->place_error_m,
		.laid_n = laid_n,
	};
}

/* The row of the load that fits worst by these factors, of all but one. */
static size_t worst_row(const struct certificate *certificate, const struct equations *equations,
			const struct solution *solution, size_t without, double *size)
{
	size_t worst = 0;

	*size = 0;
	for (size_t row = 0; row < equations->rows; row += ROWS_A_LOAD) {
		struct misfit misfit = misfit_of(certificate, equations, solution, row);
		double its = misfit_size(certificate, &misfit);

		if (equations->load[row] == without || its <= *size)
			continue;
		*size = its;
		worst = row;
	}
	return worst;
}

/* The row of the load without which the others fit; *suspects counts such loads. */
static size_t find_culprit(const struct certificate *certificate, const struct equations *equations,
			   struct misfit *misfit, size_t *suspects)
{
	size_t culprit = 0;

	*suspects = 0;
	for (size_t row = 0; row < equations->rows; row += ROWS_A_LOAD) {
		struct solution rest;
		double size;

		equations_solve(equations, equations->load[row], &rest);
		worst_row(certificate, equations, &rest, equations->load[row], &size);
		if (size > 1)
			continue;
		++*suspects;
		culprit = row;
		*misfit = misfit_of(certificate, equations, &rest, row);
	}
	return culprit;
}

int judge_fit(const struct certificate *certificate, const struct equations *equations,
	      const struct solution *solution, struct error *err)
{
	double size;
	size_t worst = worst_row(certificate, equations, solution, NO_LOAD, &size), suspects;
	int ret = judge_signs(certificate, solution, err);

	if (!ret)
		ret = judge_zero(certificate, err);
	if (ret || size <= 1)
		return ret;
	struct misfit misfit = misfit_of(certificate, equations, solution, worst);
	size_t culprit = find_culprit(certificate, equations, &misfit, &suspects);
	const char *advice = "the others agree: check its mass and its place";

	if (suspects != 1) {
		culprit = worst;
		misfit = misfit_of(certificate, equations, solution, worst);
		advice = suspects ? "too few masses to tell which one is wrong: measure more"
				  : "more than one is wrong, or the plate was moved: begin again";
	}
	char text[80];
	return fail(
		err, HINGE_EREFUSED,
		"%s does not fit: the plate reads %+.2f N (%+.1f %%) and %.0f mm beside it "
		"(allowed: %.2f N and %.0f mm); %s",
		calibration_load_text(certificate, equations->load[culprit], text, sizeof(text)),
		misfit.force_n, 100 * misfit.force_n / misfit.laid_n,
		1000 * hypot(misfit.x_m, misfit.y_m), limit_n(misfit.laid_n),
		1000 * CALIBRATION_RESIDUAL_PLACE * certificate->place_error_m, advice);
}
