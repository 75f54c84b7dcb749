/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/checks.h"
#include "analysis/findings/sessions/series.h"
#include "analysis/findings/texts/texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct language *const languages[] = {&language_english, &language_german, NULL};

const struct language *language_find(const char *code)
{
	for (size_t i = 0; languages[i]; i++)
		if (!strcmp(languages[i]->code, code))
			return languages[i];
	return NULL;
}

const struct sentences *sentences_find(const struct language *language, const char *name)
{
	for (const struct sentences *s = language->sentences; s->name; s++)
		if (!strcmp(s->name, name))
			return s;
	return NULL;
}

/* {n} and {needed} as numbers */
static void fill_in(const char *from, const struct finding *finding, char *out, size_t size)
{
	static const char n[] = "{n}", needed[] = "{needed}";
	size_t used = 0;

	*out = '\0';
	while (*from && used + 1 < size) {
		bool is_n = !strncmp(from, n, sizeof(n) - 1);

		if (is_n || !strncmp(from, needed, sizeof(needed) - 1)) {
			int length = snprintf(out + used, size - used, "%d",
					      is_n ? finding->n : finding->needed);

			used += (size_t)length;
			from += is_n ? sizeof(n) - 1 : sizeof(needed) - 1;
		} else {
			out[used++] = *from++;
			out[used] = '\0';
		}
	}
}

static const char *find(const struct reason *reason, const char *code)
{
	for (; reason->code; reason++)
		if (!strcmp(reason->code, code))
			return reason->text;
	return NULL;
}

static void say_reason(const struct language *language, const struct finding *finding, char *out,
		       size_t size)
{
	const char *reason = find(language->reasons, finding->reason);
	const char *fault = find(language->faults, finding->reason);

	if (!fault)
		fault = check_fault(finding->reason);
	if (finding->outcome == OUTCOME_NOT_MEASURABLE && fault)
		snprintf(out, size, "%c%s.", toupper((unsigned char)*fault), fault + 1);
	else
		fill_in(reason ? reason : language->no_answer, finding, out, size);
}

/* A sentence more, where it fits. */
static void append(char *out, size_t size, const char *note)
{
	size_t used = strlen(out);

	if (used + 1 + strlen(note) < size)
		snprintf(out + used, size - used, " %s", note);
}

const char *finding_say(const struct language *language, const struct finding *finding, char *out,
			size_t size)
{
	const struct question *q = question_find(finding->name);
	const struct sentences *s = sentences_find(language, finding->name);
	const char *text = NULL;

	if (q && s)
		text = s->say[finding->outcome][finding_direction(q, finding) > 0];
	if (text)
		snprintf(out, size, "%s", text);
	else
		say_reason(language, finding, out, size);
	if (finding->notes & NOTE_POOLED)
		append(out, size, language->pooled);
	if (finding->notes & NOTE_ASSUMED)
		append(out, size, language->assumed);
	return out;
}
