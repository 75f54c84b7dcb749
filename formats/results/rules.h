/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a results file must satisfy, whoever wrote them. */
#ifndef FORMATS_RESULTS_RULES_H
#define FORMATS_RESULTS_RULES_H

#include "formats/results/schema/schema.h"

typedef void tell_fn(void *ctx, const char *object, const char *text);

/* Calls tell once for every rule that is broken, with the first row that breaks it. */
void rules_check(const struct schema *, const struct content *, tell_fn *, void *ctx);

#endif
