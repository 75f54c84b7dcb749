/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of the table: collected, computed, held against its gate. */
#ifndef TESTS_ACCURACY_FIGURE_H
#define TESTS_ACCURACY_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

enum statistic {
	STATISTIC_F1,
	STATISTIC_PRECISION,
	STATISTIC_RECALL,
	STATISTIC_RATE,
	STATISTIC_MEDIAN, /* this and below: of magnitudes */
	STATISTIC_P95,
	STATISTIC_RMS,
	STATISTIC_KS,       /* distance of values from the uniform distribution */
	STATISTIC_BELOW_05, /* share of values <= 0.05, 0.01: a rate */
	STATISTIC_BELOW_01
};

/* Counts of a rate or of matches, or values; failed: a value did not fit into memory. */
struct collection {
	size_t hits, n;          /* of a rate; hits of matches = true positives */
	size_t invented, missed; /* of matches */
	double *value;
	size_t count, room;
	bool failed;
};
void collection_add(struct collection *, double value);
void collection_count(struct collection *, bool hit);
void collection_reset(struct collection *);

struct figure {
	double value;
	double low, high; /* exact 95 % limits of a rate, value itself else */
	size_t n;
};
/* Sorts the collection's values by magnitude. */
struct figure figure_of(enum statistic, struct collection *);

/* low <= figure <= high is asked for; NaN = no bound. */
struct gate {
	double low, high;
};
enum verdict { VERDICT_NONE, VERDICT_HELD, VERDICT_MISSED };
/* NONE without a gate or without data. A rate misses only where its limits exclude the gate. */
enum verdict verdict_of(const struct gate *, const struct figure *);

#endif
