/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics/order.h"

#include "formats/random.h"

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
