/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate on four feet is twisted (+ - + - around it) by the floor under it, not by who stands on
 * it: as a share of the load the twist stays, while the centre of pressure wanders. Cells in a
 * wrong order mix the two. */
#include "analysis/checks/cells.h"

#include <math.h>

enum { CORNERS = 4, PAIR = 2 * CORNERS };

static const double loaded_n = 100;      /* on each plate */
static const size_t frames_min = 100;    /* 2 s */
static const double twist_sd_min = 0.02; /* of the load: what wanders less is noise */
static const double better_variance = 9; /* another order must explain it so much better */
static const double zero_misfit_n = 2;   /* RMS of a cell */
static const double better_misfit = 4;

/* Two plates of four: cell k is read from place from[k]. */
struct hypothesis {
	struct order order;
	size_t from[PAIR];
};

/* +1 and -1 around the plate, for two plates; false where the cells are no rectangle. */
static bool twist_signs(const struct cell_scan *scan, double *sign)
{
	for (size_t p = 0; p < 2; p++) {
		const struct vertical *at = scan->v.at + scan->first[p];
		double x[CORNERS], y[CORNERS], middle_x = 0, middle_y = 0, sums[3] = {0};

		for (size_t c = 0; c < CORNERS; c++) {
			x[c] = at[c].x_nm_per_unit / at[c].newton_per_unit;
			y[c] = at[c].y_nm_per_unit / at[c].newton_per_unit;
			middle_x += x[c] / CORNERS;
			middle_y += y[c] / CORNERS;
		}
		for (size_t c = 0; c < CORNERS; c++) {
			double sx = x[c] > middle_x ? 1 : -1, sy = y[c] > middle_y ? 1 : -1;

			sign[p * CORNERS + c] = sx * sy;
			sums[0] += sx;
			sums[1] += sy;
			sums[2] += sx * sy;
		}
		/* a place that is not known is not above the mean either */
		if (sums[0] != 0 || sums[1] != 0 || sums[2] != 0)
			return false;
	}
	return true;
}

static bool is_pair_of_four(const struct cell_scan *scan)
{
	const struct plate *plate = scan->trial->info.plate;

	return scan->v.plates == 2 && scan->first[1] == CORNERS && scan->v.count == PAIR &&
	       plate[0].kind == PLATE_CELLS && plate[1].kind == PLATE_CELLS;
}

struct moments {
	double n, sum, squares;
};

static double variance_of(const struct moments *m)
{
	double mean = m->sum / m->n;

	return fmax(0, m->squares / m->n - mean * mean);
}

/* Mean over both plates of the variance of twist / load; infinite where a plate is hardly loaded.
 */
static double twist_variance(const struct cell_scan *scan, const double *sign, const size_t *from)
{
	struct moments moments[2] = {{0, 0, 0}, {0, 0, 0}};

	for (size_t i = 0; i < scan->frames; i++) {
		const double *value = scan->value + i * PAIR;

		for (size_t p = 0; p < 2; p++) {
			double load = 0, twist = 0;

			for (size_t k = p * CORNERS; k < (p + 1) * CORNERS; k++) {
				double force = value[from[k]] * scan->v.at[k].newton_per_unit;

				load += force;
				twist += sign[k] * force;
			}
			if (load < loaded_n)
				continue;
			moments[p].n++;
			moments[p].sum += twist / load;
			moments[p].squares += twist / load * (twist / load);
		}
	}
	if (moments[0].n < (double)frames_min || moments[1].n < (double)frames_min)
		return INFINITY;
	return (variance_of(&moments[0]) + variance_of(&moments[1])) / 2;
}

static struct hypothesis rotated(size_t places)
{
	struct hypothesis h = {.order = {.fault = ORDER_ROTATED, .places = places}};

	for (size_t k = 0; k < PAIR; k++)
		h.from[k] = (k + places) % PAIR;
	return h;
}

static struct hypothesis exchanged(size_t first, size_t second)
{
	struct hypothesis h = rotated(0);
	bool same_plate = first / CORNERS == second / CORNERS;

	h.order = (struct order){.fault = same_plate ? ORDER_SWAPPED : ORDER_MIXED,
				 .plate = first / CORNERS};
	h.from[first] = second;
	h.from[second] = first;
	return h;
}

struct twist_search {
	const struct cell_scan *scan;
	double sign[PAIR];
	double least;
	struct order best;
};

static void try_order(struct twist_search *search, struct hypothesis h)
{
	double variance = twist_variance(search->scan, search->sign, h.from);

	if (!(variance < search->least))
		return;
	search->least = variance;
	search->best = h.order;
}

/* By the wandering of the twist. Plates that changed places as a whole do not show in it, so a
 * rotation by 1 looks like one by 5. Rotations go first: some exchanges explain them too. */
static struct order order_by_twist(const struct cell_scan *scan)
{
	struct twist_search search = {.scan = scan, .best = {.fault = ORDER_FINE}};
	double stated;

	if (!is_pair_of_four(scan) || !twist_signs(scan, search.sign))
		return (struct order){.fault = ORDER_UNKNOWN};
	stated = twist_variance(scan, search.sign, rotated(0).from);
	if (isinf(stated))
		return (struct order){.fault = ORDER_UNKNOWN};
	if (!(stated > twist_sd_min * twist_sd_min))
		return search.best;
	search.least = stated / better_variance;
	for (size_t places = 1; places < CORNERS; places++)
		try_order(&search, rotated(places));
	if (search.best.fault == ORDER_ROTATED) {
		search.best.or_4_more = true;
		return search.best;
	}
	for (size_t a = 0; a < PAIR; a++)
		for (size_t b = a + 1; b < PAIR; b++)
			try_order(&search, exchanged(a, b));
	return search.best;
}

/* Mean square in newton of what the zeros of the cells are off the empty recording. */
static double zero_misfit(const struct cell_scan *scan, const struct tare *tare, size_t places)
{
	double sum = 0;

	for (size_t k = 0; k < PAIR; k++) {
		const struct vertical *cell = &scan->v.at[k];
		const struct vertical *read = &scan->v.at[(k + places) % PAIR];
		double off = read->zero + tare->offset[read->column] - cell->zero;

		sum += off * off * cell->newton_per_unit * cell->newton_per_unit;
	}
	return sum / PAIR;
}

/* By the zeros: every cell has its own. */
static struct order order_by_zeros(const struct cell_scan *scan, const struct tare *tare)
{
	double stated, least = INFINITY;
	struct order best = {.fault = ORDER_FINE};

	if (!is_pair_of_four(scan) || tare->source > TARE_RECORDING_END)
		return (struct order){.fault = ORDER_UNKNOWN};
	stated = zero_misfit(scan, tare, 0);
	for (size_t places = 1; places < PAIR; places++) {
		double misfit = zero_misfit(scan, tare, places);

		if (misfit < least) {
			least = misfit;
			best = rotated(places).order;
		}
	}
	if (stated > zero_misfit_n * zero_misfit_n && least * better_misfit < stated)
		return best;
	return (struct order){.fault = ORDER_FINE};
}

struct order cell_order(const struct cell_scan *scan, const struct tare *tare)
{
	struct order zeros = order_by_zeros(scan, tare);

	return zeros.fault == ORDER_ROTATED ? zeros : order_by_twist(scan);
}
