/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/worst.h"

#include "tests/accuracy/population.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool worst_is_key(const char *text)
{
	size_t length = strlen(text);

	for (const char *word = WORST_KEYS; *word; word += strspn(word, " ")) {
		size_t reach = strcspn(word, " ");

		if (reach == length && !strncmp(word, text, length))
			return true;
		word += reach;
	}
	return false;
}

void worst_offer(struct worst *worst, const char *key, bool load_unknown, int rep, double truth,
		 double found)
{
	double error = fabs(found - truth);
	size_t at = worst->count;

	if (!worst->key || strcmp(worst->key, key))
		return;
	if (isnan(error))
		error = INFINITY;
	while (at > 0 && worst->at[at - 1].error < error)
		at--;
	if (at == WORST_MAX)
		return;
	if (worst->count < WORST_MAX)
		worst->count++;
	memmove(&worst->at[at + 1], &worst->at[at], (worst->count - 1 - at) * sizeof(worst->at[0]));
	worst->at[at] = (struct worst_case){error, truth, found, rep, load_unknown, ""};
	options_command(worst->asked, worst->at[at].command, sizeof(worst->at[at].command));
}

void worst_print(FILE *out, const struct worst *worst)
{
	fprintf(out, "%10s %10s %10s  rep  load     hinge simulate\n", "error", "truth", "found");
	for (size_t i = 0; i < worst->count; i++) {
		const struct worst_case *at = &worst->at[i];

		fprintf(out, "%10.4g %10.5g %10.5g  %3d  %-7s  %s\n", at->error, at->truth,
			at->found, at->rep, at->load_unknown ? "unknown" : "known", at->command);
	}
}
