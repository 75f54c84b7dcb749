/* SPDX-License-Identifier: GPL-3.0-or-later */
/* participants.tsv: whatever is read can be written and is read back the same. */
#include "formats/registry/participants.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count_bad(void *ctx, size_t line, const char *why)
{
	*(size_t *)ctx += line > 0 && *why;
}

static void check_same(const struct registry_subject *a, const struct registry_subject *b)
{
	bool is_word = !strcasecmp(a->note, "n/a") || !strcasecmp(a->note, "na");

	if (strcmp(a->code, b->code) || strcmp(a->created, b->created) ||
	    (!is_word && strcmp(a->note, b->note)) || isnan(a->mass_kg) != isnan(b->mass_kg))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct registry_subject *people, *again;
	size_t count, count_again, bad = 0;
	struct error err;
	char *text;

	if (participants_parse((const char *)data, size, "p.tsv", &people, &count, count_bad, &bad,
			       &err))
		return 0;
	if (participants_text(people, count, &text, &err))
		abort();
	bad = 0;
	if (participants_parse(text, strlen(text), "again.tsv", &again, &count_again, count_bad,
			       &bad, &err) ||
	    bad || count_again != count)
		abort();
	for (size_t i = 0; i < count; i++)
		check_same(&people[i], &again[i]);
	free(again);
	free(text);
	free(people);
	return 0;
}
