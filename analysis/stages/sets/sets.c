/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a whole set, and the seed of everything that is drawn. */
#include "analysis/stages.h"
#include "formats/random.h"

#include <stdio.h>

int fullest_set(const struct trial_report *report)
{
	int best = 0;
	size_t most = 0;

	for (size_t i = 0; i < report->reps; i++) {
		size_t valid = 0;

		for (size_t k = i; k < report->reps; k++)
			valid += report->rep[k].set == report->rep[i].set && report->rep[k].valid;
		if (valid > most && report_is_working_set(report, report->rep[i].set)) {
			most = valid;
			best = report->rep[i].set;
		}
	}
	return best;
}

uint64_t trial_seed(const struct trial_report *report)
{
	unsigned long long bytes = 0;
	struct random random;

	sscanf(report->raw_sha256, "%16llx", &bytes);
	random_init(&random, bytes);
	return random_u64(&random);
}
