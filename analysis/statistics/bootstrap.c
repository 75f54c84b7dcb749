/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentile and BCa interval of a mean (Efron 1987). */
#include "analysis/statistics/order.h"
#include "analysis/statistics/statistics.h"

#include "formats/random.h"

#include <math.h>
#include <stdlib.h>

/* Columns that are drawn together: their sums stay in registers. */
enum { BLOCK = 8 };
typedef double pair __attribute__((vector_size(16)));
struct block_row {
	pair at[BLOCK / 2];
};

struct work {
	uint32_t *drawn;       /* [resamples][n]: the row of each draw, the same for every column */
	struct block_row *row; /* [n]: the block's columns, 0 where there are fewer */
	double *means;         /* [BLOCK][resamples] */
	double *column;        /* [n] */
	double *room;          /* [resamples] */
};

static void load_block(struct work *work, const double *x, size_t n, size_t columns, size_t first)
{
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < BLOCK; c++)
			work->row[i].at[c / 2][c % 2] =
				first + c < columns ? x[i * columns + first + c] : 0.0;
}

static void draw(uint32_t *drawn, size_t n, size_t resamples, uint64_t seed)
{
	struct random random;

	random_init(&random, seed);
	for (size_t i = 0; i < resamples * n; i++)
		drawn[i] = (uint32_t)random_below(&random, n);
}

/* pairs is a constant of the caller, so that every sum lives in a register. */
static inline __attribute__((always_inline)) void average(const struct work *work, size_t n,
							  size_t resamples, size_t pairs)
{
	const uint32_t *drawn = work->drawn;

	for (size_t i = 0; i < resamples; i++) {
		double *to = work->means + i;
		pair sum[BLOCK / 2] = {{0.0, 0.0}};

		for (size_t k = 0; k < n; k++) {
			const struct block_row *row = &work->row[*drawn++];

#pragma GCC unroll 4
			for (size_t c = 0; c < pairs; c++)
				sum[c] += row->at[c];
		}
#pragma GCC unroll 4
		for (size_t c = 0; c < pairs; c++, to += 2 * resamples) {
			pair mean_pair = sum[c] / (double)n;

			to[0] = mean_pair[0];
			to[resamples] = mean_pair[1];
		}
	}
}

/* What is left over is most often one column: it does not pay for eight. */
static void average_block(const struct work *work, size_t n, size_t resamples, size_t columns)
{
	if (columns <= 2)
		average(work, n, resamples, 1);
	else
		average(work, n, resamples, BLOCK / 2);
}

/* A sixth of the skewness of the leave-one-out means. */
static double jackknife_acceleration(const double *x, size_t n, double centre)
{
	double square = 0.0, cube = 0.0;

	for (size_t i = 0; i < n; i++) {
		double deviation = (x[i] - centre) / (double)(n - 1);

		square += deviation * deviation;
		cube += deviation * deviation * deviation;
	}
	return square > 0.0 ? cube / (6.0 * pow(square, 1.5)) : 0.0;
}

static double bca_level(const struct bootstrap *b, double alpha)
{
	double z = b->z0 + normal_quantile(alpha);

	return normal_cdf(b->z0 + z / (1.0 - b->acceleration * z));
}

/* From the means of the resamples of one sample. */
static void judge(struct bootstrap *b, const double *x, size_t n, const double *means,
		  size_t resamples, double *room)
{
	double level[4] = {0.025, 0.975, 0.025, 0.975}, at[4];
	size_t below = 0;

	b->mean = mean(x, n);
	for (size_t i = 0; i < resamples; i++)
		below += means[i] < b->mean;
	b->z0 = normal_quantile((double)below / (double)resamples);
	b->acceleration = jackknife_acceleration(x, n, b->mean);
	/* all values alike: nothing to correct */
	if (isfinite(b->z0)) {
		level[2] = bca_level(b, 0.025);
		level[3] = bca_level(b, 0.975);
	}
	quantiles_select(means, resamples, level, 4, at, room);
	b->percentile_low = at[0];
	b->percentile_high = at[1];
	b->bca_low = at[2];
	b->bca_high = at[3];
}

static void run_block(struct work *work, const double *x, size_t n, size_t columns, size_t first,
		      size_t resamples, struct bootstrap *out)
{
	load_block(work, x, n, columns, first);
	average_block(work, n, resamples, columns - first);
	for (size_t c = first; c < columns && c < first + BLOCK; c++) {
		for (size_t i = 0; i < n; i++)
			work->column[i] = x[i * columns + c];
		judge(&out[c], work->column, n, work->means + (c - first) * resamples, resamples,
		      work->room);
	}
}

int bootstrap_means(const double *x, size_t n, size_t columns, size_t resamples, uint64_t seed,
		    struct bootstrap *out, struct error *err)
{
	int ret = 0;

	if (n < 2 || resamples < 2)
		return fail(err, HINGE_EUSAGE, "%zu resamples of %zu values", resamples, n);

	struct work work = {
		.drawn = malloc(n * resamples * sizeof(uint32_t)),
		.row = malloc(n * sizeof(struct block_row)),
		.means = malloc(BLOCK * resamples * sizeof(double)),
		.column = malloc(n * sizeof(double)),
		.room = malloc(resamples * sizeof(double)),
	};

	if (!work.drawn || !work.row || !work.means || !work.column || !work.room)
		ret = fail(err, HINGE_ENOMEM, "no memory for %zu resamples", resamples);
	else
		draw(work.drawn, n, resamples, seed);
	for (size_t first = 0; first < columns && !ret; first += BLOCK)
		run_block(&work, x, n, columns, first, resamples, out);
	free(work.drawn);
	free(work.row);
	free(work.means);
	free(work.column);
	free(work.room);
	return ret;
}
