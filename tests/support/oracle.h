/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values computed apart from this project, in ../shared beside the repository. Where that
 * folder is missing the test prints SKIP and is skipped. */
#ifndef TESTS_SUPPORT_ORACLE_H
#define TESTS_SUPPORT_ORACLE_H

#include "formats/json.h"

/* The oracle of this id ("O14"); caller frees with js_free(). */
struct js *oracle_open(const char *id);
/* A member by its way: "expected.A.slope", "inputs.cases.0.fs". Fails the test where it is missing.
 */
const struct js *oracle_at(const struct js *, const char *way);
double oracle_number(const struct js *, const char *way);
/* A list of numbers, null as NaN; caller frees. */
double *oracle_list(const struct js *, const char *way, size_t *count);
/* A table of numbers ("oracles/O18_pair.csv", from ../shared) as [rows][columns], without its
 * first `skip` lines; caller frees. */
double *oracle_table(const char *path, size_t skip, size_t columns, size_t *rows);

#endif
