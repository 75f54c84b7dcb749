/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pulls of a recording. Inside analysis only. */
#ifndef ANALYSIS_TASKS_ISOMETRIC_PULLS_H
#define ANALYSIS_TASKS_ISOMETRIC_PULLS_H

#include "analysis/stages.h"

/* A stretch of force well above body weight that lifts nothing; frames, half-open. */
struct pull {
	size_t start, end;             /* onset .. return to the threshold */
	size_t rise;                   /* force passes the level that makes it a pull */
	size_t quiet_start, quiet_end; /* standing right before it; equal = none */
	size_t peak;                   /* frame of the highest total */
	double baseline_n, sd_n;       /* mean and SD of that standing, else of body weight */
	double threshold_n;            /* baseline + onset_sd SD */
	bool cut_start, cut_end;       /* the recording starts or ends inside it */
};

/* Of everything that is measured of it (enum report_flag). */
uint32_t pull_flags(const struct analysis *, const struct pull *);

enum { PULLS_MAX = 64 };

/* The pulls of the recording in order of time; none where body weight is unknown. */
size_t pulls_find(const struct analysis *, struct pull out[PULLS_MAX]);

/* Checks of how they were done: PULL_CUT, NO_QUIET_BEFORE_PULL, PRETENSION, COUNTERMOVEMENT,
 * PULLS_APART, RATE_LOW. */
int pulls_check(struct analysis *, const struct pull *, size_t count, struct error *);

/* N, both feet, unfiltered */
static inline double total_force(const struct analysis *a, size_t i)
{
	return a->signals.side_n[2 * i] + a->signals.side_n[2 * i + 1];
}

#endif
