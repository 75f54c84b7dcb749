/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done on the plates: a deadlift, an isometric pull, quiet standing; and what the two
 * others are measured by (docs/methods.md#tasks). Inside analysis only. */
#ifndef ANALYSIS_TASKS_TASKS_H
#define ANALYSIS_TASKS_TASKS_H

#include "analysis/stages.h"

/* The tasks (enum task) that the configuration, else the recording, leaves open. */
unsigned tasks_open(const struct config *, const struct trial *);

#endif
