/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order statistics in linear time; x is reordered. */
#ifndef ANALYSIS_STATISTICS_ORDER_H
#define ANALYSIS_STATISTICS_ORDER_H

#include <stddef.h>

/* The k-th smallest, k < n; smaller values end up before it, larger behind. No NaN. */
double order_select(double *x, size_t n, size_t k);
/* Type-7 quantile of Hyndman & Fan 1996, p in [0, 1], n >= 1. */
double quantile_select(double *x, size_t n, double p);

#endif
