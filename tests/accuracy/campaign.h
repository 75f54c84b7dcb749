/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every generator, every tier, every population of sets: run, judged, printed. */
#ifndef TESTS_ACCURACY_CAMPAIGN_H
#define TESTS_ACCURACY_CAMPAIGN_H

#include "formats/error.h"
#include "tests/accuracy/table.h"
#include "tests/accuracy/worst.h"

#include <stdio.h>

enum { TABLES_MAX = 32 };

struct campaign {
	size_t sets, threads;
	uint64_t seed;
	const char *tier, *model; /* NULL = all */
	bool only_sessions;       /* no sets, only people over their sessions */
	struct worst worst;       /* key set: its list is printed in place of the tables */
	size_t tables;
	struct tally tally[TABLES_MAX];
	FILE *out;
};

/* Prints what depends on the arguments alone, whatever the threads. HINGE_EUSAGE,
 * HINGE_ENOMEM. */
int campaign_run(struct campaign *, struct error *);
size_t campaign_missed(const struct campaign *); /* gates of all tables */

#endif
