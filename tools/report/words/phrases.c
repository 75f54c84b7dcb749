/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/words/phrases.h"

#include <stdio.h>
#include <string.h>

enum { STARS_MAX = 9, PART_MAX = 160 };

struct parts {
	size_t count;
	char part[STARS_MAX][PART_MAX];
};

/* Where the text between this star and the next of the pattern begins in the rest; NULL = nowhere.
 * The last one must end it. */
static const char *find_literal(const char *rest, const char *literal, size_t length)
{
	if (literal[length])
		return length ? memmem(rest, strlen(rest), literal, length) : NULL;
	return strlen(rest) >= length && !strcmp(rest + strlen(rest) - length, literal)
		       ? rest + strlen(rest) - length
		       : NULL;
}

static bool match(const char *pattern, const char *text, struct parts *parts)
{
	size_t head = strcspn(pattern, "*");

	parts->count = 0;
	if (strncmp(pattern, text, head) != 0)
		return false;
	text += head;
	pattern += head;
	while (*pattern == '*') {
		size_t length = strcspn(++pattern, "*");
		const char *end = find_literal(text, pattern, length);

		if (!end || parts->count == STARS_MAX || (size_t)(end - text) >= PART_MAX)
			return false;
		memcpy(parts->part[parts->count], text, (size_t)(end - text));
		parts->part[parts->count++][end - text] = '\0';
		text = end + length;
		pattern += length;
	}
	return !*text;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A point between digits becomes a comma. */
static void localise(char *part)
{
	for (char *c = part; *c; c++)
		if (*c == '.' && c > part && is_digit(c[-1]) && is_digit(c[1]))
			*c = ',';
}

static const struct phrase *find(const struct phrase *table, const char *english,
				 struct parts *parts)
{
	for (const struct phrase *phrase = table; phrase->english; phrase++)
		if (match(phrase->english, english, parts))
			return phrase;
	return NULL;
}

static void fill(const char *text, const struct parts *parts, char *out, size_t size)
{
	static const char *const names[STARS_MAX] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
	struct word_value fills[STARS_MAX + 1] = {{NULL, NULL}};

	for (size_t i = 0; i < parts->count; i++)
		fills[i] = (struct word_value){names[i], parts->part[i]};
	words_fill(out, size, text, fills);
}

/* A part may be a phrase itself; the parts of that are taken as they are. */
static void say_part(char part[PART_MAX])
{
	struct parts parts;
	const struct phrase *phrase = find(phrases_german, part, &parts);

	if (!phrase)
		phrase = find(parts_german, part, &parts);

	if (phrase) {
		for (size_t i = 0; i < parts.count; i++)
			localise(parts.part[i]);
		fill(phrase->other, &parts, part, PART_MAX);
	} else {
		localise(part);
	}
}

const char *phrase_say(const struct language *language, const char *english, char *out, size_t size,
		       bool *foreign)
{
	const struct phrase *phrase = NULL;
	struct parts parts;

	if (language == &language_german)
		phrase = find(phrases_german, english, &parts);
	*foreign = language == &language_german && !phrase && *english;
	if (!phrase) {
		snprintf(out, size, "%s", english);
		return out;
	}
	for (size_t i = 0; i < parts.count; i++)
		say_part(parts.part[i]);
	fill(phrase->other, &parts, out, size);
	return out;
}

const char *step_name_say(const struct language *language, const char *name, char *out, size_t size)
{
	struct parts parts;
	const struct phrase *phrase =
		language == &language_german ? find(step_names_german, name, &parts) : NULL;

	snprintf(out, size, "%s", phrase ? phrase->other : name);
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = ' ';
	return out;
}
