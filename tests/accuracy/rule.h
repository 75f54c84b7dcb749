/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision rule put to the truth itself: what power is left where nothing is measured wrong.
 * Written apart from analysis/findings, from the same specification. */
#ifndef TESTS_ACCURACY_RULE_H
#define TESTS_ACCURACY_RULE_H

#include "tests/accuracy/trial.h"

/* Indicated, with the planted asymmetries as the figures; false where a rep failed. */
bool rule_indicates(const struct simulation *, enum asked);

#endif
