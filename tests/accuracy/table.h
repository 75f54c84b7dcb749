/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of docs/accuracy.md: every quantity with its gate, figure, n and verdict. */
#ifndef TESTS_ACCURACY_TABLE_H
#define TESTS_ACCURACY_TABLE_H

#include "tests/accuracy/figure.h"

#include <stdio.h>

enum { GATE_CLASSES = 3 };
enum gate_kind { GATE_NONE, GATE_AT_LEAST, GATE_AT_MOST, GATE_WITHIN };

struct quantity {
	const char *name, *unit;
	size_t measure; /* of a column's collections */
	enum statistic statistic;
	int decimals;
	double scale; /* of the printed figure, 100 for % */
	enum gate_kind kind;
	double bound[GATE_CLASSES]; /* as printed; of WITHIN: low, high */
};

extern const struct quantity event_quantities[];
extern const size_t event_quantity_count;
extern const struct quantity decision_quantities[];
extern const size_t decision_quantity_count;

struct column {
	const char *name;
	bool is_ungated;   /* its figures have no verdict */
	size_t gate_class; /* which bound holds; GATE_CLASSES - 1 or less */
	struct collection *measure;
};

/* Of one table. */
struct tally {
	char title[48];
	size_t held, missed;
};

/* Markdown; fills the tally, which has its title already. Rows without any data are left out.
 * False, and nothing printed, where a collection ran out of memory. */
bool table_print(FILE *, const struct quantity *, size_t quantities, const struct column *,
		 size_t columns, struct tally *);

#endif
