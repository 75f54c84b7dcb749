/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/figure.h"

#include "analysis/statistics/statistics.h"
#include "tests/accuracy/rates.h"

#include <math.h>
#include <stdlib.h>

void collection_add(struct collection *collection, double value)
{
	if (collection->count == collection->room) {
		size_t room = collection->room ? 2 * collection->room : 256;
		double *grown = realloc(collection->value, room * sizeof(double));

		if (!grown) {
			collection->failed = true;
			return;
		}
		collection->value = grown;
		collection->room = room;
	}
	collection->value[collection->count++] = value;
}

void collection_count(struct collection *collection, bool hit)
{
	collection->hits += hit;
	collection->n++;
}

void collection_reset(struct collection *collection)
{
	free(collection->value);
	*collection = (struct collection){0};
}

static int by_magnitude(const void *a, const void *b)
{
	double x = fabs(*(const double *)a), y = fabs(*(const double *)b);

	return (x > y) - (x < y);
}

static struct figure rate(size_t hits, size_t n)
{
	struct limits limits = clopper_pearson(hits, n);

	return (struct figure){n ? (double)hits / (double)n : (double)NAN, limits.low, limits.high,
			       n};
}

static struct figure rate_of_f1(const struct collection *c)
{
	struct limits limits = f1_limits(c->hits, c->invented, c->missed);

	return (struct figure){f1_score(c->hits, c->invented, c->missed), limits.low, limits.high,
			       c->hits + c->invented + c->missed};
}

static struct figure rate_below(const struct collection *c, double level)
{
	size_t hits = 0;

	for (size_t i = 0; i < c->count; i++)
		hits += c->value[i] <= level;
	return rate(hits, c->count);
}

/* Of sorted magnitudes; missing ones are infinite and stand last. */
static double quantile_of(const struct collection *c, double p)
{
	double at = p * (double)(c->count - 1);

	return isinf(c->value[(size_t)ceil(at)]) ? (double)INFINITY
						 : quantile_type7(c->value, c->count, p);
}

static double value_of(enum statistic statistic, const struct collection *c)
{
	switch (statistic) {
	case STATISTIC_MEDIAN:
		return quantile_of(c, 0.5);
	case STATISTIC_P95:
		return quantile_of(c, 0.95);
	case STATISTIC_RMS:
		return root_mean_square(c->value, c->count);
	case STATISTIC_KS:
		return ks_uniform(c->value, c->count);
	default:
		return NAN;
	}
}

struct figure figure_of(enum statistic statistic, struct collection *c)
{
	switch (statistic) {
	case STATISTIC_F1:
		return rate_of_f1(c);
	case STATISTIC_PRECISION:
		return rate(c->hits, c->hits + c->invented);
	case STATISTIC_RECALL:
		return rate(c->hits, c->hits + c->missed);
	case STATISTIC_RATE:
		return rate(c->hits, c->n);
	case STATISTIC_BELOW_05:
		return rate_below(c, 0.05);
	case STATISTIC_BELOW_01:
		return rate_below(c, 0.01);
	default:
		break;
	}
	for (size_t i = 0; i < c->count; i++)
		c->value[i] = fabs(c->value[i]);
	if (c->count)
		qsort(c->value, c->count, sizeof(double), by_magnitude);
	double value = c->count ? value_of(statistic, c) : (double)NAN;
	return (struct figure){value, value, value, c->count};
}

enum verdict verdict_of(const struct gate *gate, const struct figure *figure)
{
	if ((isnan(gate->low) && isnan(gate->high)) || !figure->n)
		return VERDICT_NONE;
	if (figure->high < gate->low || figure->low > gate->high || isnan(figure->value))
		return VERDICT_MISSED;
	return VERDICT_HELD;
}
