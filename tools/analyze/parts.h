/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tasks other than the deadlift, and --window, add to a report. Inside tools/analyze. */
#ifndef TOOLS_ANALYZE_PARTS_H
#define TOOLS_ANALYZE_PARTS_H

#include "formats/json.h"
#include "formats/report.h"

#include <stdio.h>

/* Rounded; null where it is not finite. */
struct js *json_number(double value, int decimals);

/* Of a recording that holds pulls: one object each with its metrics; else null. */
struct js *json_pulls(const struct trial_report *);
/* The means over two pulls and more, else null. */
struct js *json_pulls_mean(const struct trial_report *);
/* What quiet standing covers and its metrics, else null. */
struct js *json_standing(const struct trial_report *);
/* The same of what --window measured, null without it. */
struct js *json_window(const struct trial_report *);
/* What other published methods would print: asymmetries and onsets as ranges. */
struct js *json_spread(const struct trial_report *);

void print_steps(FILE *, const struct trial_report *);
void print_spread(FILE *, const struct trial_report *);
void print_pulls(FILE *, const struct trial_report *);
void print_standing(FILE *, const struct trial_report *);
void print_window(FILE *, const struct trial_report *);

/* The metric of that set, repetition and phase; NULL = there is none. */
const struct metric *metric_of(const struct trial_report *, int set, int rep, const char *phase,
			       const char *name, const char *side);

#endif
