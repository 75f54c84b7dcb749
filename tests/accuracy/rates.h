/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the accuracy table needs beside analysis/statistics: exact intervals of rates, distances. */
#ifndef TESTS_ACCURACY_RATES_H
#define TESTS_ACCURACY_RATES_H

#include <stddef.h>

struct limits {
	double low, high;
};

/* 95 % interval of a binomial rate (Clopper & Pearson 1934); 0..1 for n = 0. */
struct limits clopper_pearson(size_t hits, size_t n);

/* 2 TP / (2 TP + FP + FN); NaN where all are 0. */
double f1_score(size_t true_positive, size_t false_positive, size_t false_negative);
/* F1 = 2 J / (1 + J) rises with J = TP / (TP + FP + FN), which is a rate: its exact interval,
 * carried over. */
struct limits f1_limits(size_t true_positive, size_t false_positive, size_t false_negative);

/* Kolmogorov-Smirnov distance of sorted values from the uniform distribution on 0..1. */
double ks_uniform(const double *sorted, size_t n);

double root_mean_square(const double *x, size_t n); /* NaN for n = 0 */

#endif
