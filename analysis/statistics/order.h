/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order statistics in linear time. No NaN. */
#ifndef ANALYSIS_STATISTICS_ORDER_H
#define ANALYSIS_STATISTICS_ORDER_H

#include <stddef.h>

/* The k-th smallest, k < n; x is reordered: smaller values end up before it, larger behind. */
double order_select(double *x, size_t n, size_t k);
/* Type-7 quantile of Hyndman & Fan 1996, p in [0, 1], n >= 1; x is reordered. */
double quantile_select(double *x, size_t n, double p);
/* The same at count levels of many finite values, which stay as they are; room holds n values. */
void quantiles_select(const double *x, size_t n, const double *p, size_t count, double *out,
		      double *room);

#endif
