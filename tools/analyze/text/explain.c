/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of the computation, numbered, with its lines folded. */
#include "tools/analyze/parts.h"

#include <string.h>

enum { WIDTH = 96, INDENT = 20 };

/* The length of the next line of text: whole words, unless one is longer. */
static size_t fold(const char *text, size_t room)
{
	size_t length = strlen(text), last = 0;

	if (length <= room)
		return length;
	for (size_t i = 1; i <= room; i++)
		if (text[i] == ' ')
			last = i;
	return last ? last : room;
}

static void print_folded(FILE *out, const char *text)
{
	size_t line = fold(text, WIDTH - INDENT);

	fprintf(out, "%.*s\n", (int)line, text);
	for (text += line; *text; text += line) {
		text += strspn(text, " ");
		line = fold(text, WIDTH - INDENT);
		if (line)
			fprintf(out, "%*s%.*s\n", INDENT, "", (int)line, text);
	}
}

void print_steps(FILE *out, const struct trial_report *report)
{
	const char *last = "";
	int number = 0;

	fputs("\nHow it was computed\n", out);
	for (size_t i = 0; i < report->steps; i++) {
		const struct step *step = &report->step[i];

		if (strcmp(step->name, last) != 0)
			fprintf(out, "%3d  %-*s", ++number, INDENT - 5, step->name);
		else
			fprintf(out, "%*s", INDENT, "");
		if (strlen(step->name) > INDENT - 6 && strcmp(step->name, last) != 0)
			fputc(' ', out);
		print_folded(out, step->text);
		last = step->name;
	}
}
