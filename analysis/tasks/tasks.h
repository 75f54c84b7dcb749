/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done on the plates: a deadlift, an isometric pull, quiet standing; and what the two
 * others are measured by (docs/methods.md#tasks). Inside analysis only. */
#ifndef ANALYSIS_TASKS_TASKS_H
#define ANALYSIS_TASKS_TASKS_H

#include "analysis/stages.h"

/* The tasks (enum task) that the configuration, else the recording, leaves open. */
unsigned tasks_open(const struct config *, const struct trial *);

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

enum { PULLS_MAX = 64 };

/* The pulls of the recording in order of time; none where body weight is unknown. */
size_t pulls_find(const struct analysis *, struct pull out[PULLS_MAX]);

/* N, both feet, unfiltered */
static inline double total_force(const struct analysis *a, size_t i)
{
	return a->signals.side_n[2 * i] + a->signals.side_n[2 * i + 1];
}

#endif
