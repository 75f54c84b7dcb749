/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics/order.h"

#include "formats/random.h"

#include <stdbool.h>
#include <string.h>

static void swap(double *a, double *b)
{
	double held = *a;

	*a = *b;
	*b = held;
}

/* Hoare's quickselect in the form of Wirth 1976. A pivot drawn at random keeps it linear on any
 * input; which pivot is drawn does not change the result. */
double order_select(double *x, size_t n, size_t k)
{
	ptrdiff_t low = 0, high = (ptrdiff_t)n - 1, want = (ptrdiff_t)k;
	struct random random;

	random_init(&random, n);
	while (low < high) {
		ptrdiff_t i = low, j = high;
		double pivot =
			x[low + (ptrdiff_t)random_below(&random, (uint64_t)(high - low + 1))];

		while (i <= j) {
			while (x[i] < pivot)
				i++;
			while (x[j] > pivot)
				j--;
			if (i <= j)
				swap(&x[i++], &x[j--]);
		}
		if (j < want)
			low = i;
		if (want < i)
			high = j;
	}
	return x[k];
}

double quantile_select(double *x, size_t n, double p)
{
	double at = (double)(n - 1) * p;
	size_t k = (size_t)at;
	double low, next;

	if (k + 1 >= n)
		return order_select(x, n, n - 1);
	low = order_select(x, n, k);
	next = x[k + 1];
	for (size_t i = k + 2; i < n; i++)
		if (x[i] < next)
			next = x[i];
	return low + (at - (double)k) * (next - low);
}

enum { BUCKETS = 1024 };

/* Values by size in buckets of one width: a bucket's values lie between those of its
 * neighbours. */
struct buckets {
	double low, per_width;
	size_t start[BUCKETS + 1]; /* how many values lie in the buckets before */
};

static size_t bucket_of(const struct buckets *buckets, double value)
{
	/* to int, which is one instruction */
	size_t at = (size_t)(int)((value - buckets->low) * buckets->per_width);

	return at < BUCKETS ? at : BUCKETS - 1;
}

static void fill_buckets(struct buckets *buckets, const double *x, size_t n)
{
	double high = x[0];

	memset(buckets, 0, sizeof(*buckets));
	buckets->low = x[0];
	for (size_t i = 1; i < n; i++) {
		buckets->low = x[i] < buckets->low ? x[i] : buckets->low;
		high = x[i] > high ? x[i] : high;
	}
	if (high > buckets->low)
		buckets->per_width = BUCKETS / (high - buckets->low);
	for (size_t i = 0; i < n; i++)
		buckets->start[bucket_of(buckets, x[i]) + 1]++;
	for (size_t b = 0; b < BUCKETS; b++)
		buckets->start[b + 1] += buckets->start[b];
}

static size_t bucket_of_rank(const struct buckets *buckets, size_t rank)
{
	size_t low = 0, high = BUCKETS;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (buckets->start[middle] <= rank)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Keeps only the values of the wanted buckets; gone[b] = how many of those before b are not
 * kept. */
static size_t keep_wanted(const struct buckets *buckets, const bool *wanted, const double *x,
			  size_t n, double *room, size_t *gone)
{
	size_t kept = 0;

	gone[0] = 0;
	for (size_t b = 1; b < BUCKETS; b++)
		gone[b] = gone[b - 1] +
			  (wanted[b - 1] ? 0 : buckets->start[b] - buckets->start[b - 1]);
	/* written always and kept or not: a branch would be guessed wrong too often */
	for (size_t i = 0; i < n; i++) {
		room[kept] = x[i];
		kept += wanted[bucket_of(buckets, x[i])];
	}
	return kept;
}

void quantiles_select(const double *x, size_t n, const double *p, size_t count, double *out,
		      double *room)
{
	struct buckets buckets;
	bool wanted[BUCKETS] = {false};
	size_t gone[BUCKETS], kept;

	fill_buckets(&buckets, x, n);
	for (size_t q = 0; q < count; q++) {
		size_t rank = (size_t)((double)(n - 1) * p[q]);

		wanted[bucket_of_rank(&buckets, rank)] = true;
		wanted[bucket_of_rank(&buckets, rank + 1 < n ? rank + 1 : rank)] = true;
	}
	kept = keep_wanted(&buckets, wanted, x, n, room, gone);
	for (size_t q = 0; q < count; q++) {
		double at = (double)(n - 1) * p[q];
		size_t rank = (size_t)at, next = rank + 1 < n ? rank + 1 : rank;
		double low = order_select(room, kept, rank - gone[bucket_of_rank(&buckets, rank)]);
		double high = order_select(room, kept, next - gone[bucket_of_rank(&buckets, next)]);

		out[q] = low + (at - (double)rank) * (high - low);
	}
}
