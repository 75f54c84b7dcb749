/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/wellformed.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH = 48, NAME = 32, ATTRIBUTES = 128 };

struct look {
	const char *at, *end, *wrong;
	char open[DEPTH][NAME];
	size_t depth;
};

static bool fail_at(struct look *look, const char *wrong)
{
	if (!look->wrong)
		look->wrong = wrong;
	return false;
}

static bool is_at(const struct look *look, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(look->end - look->at) >= length && !memcmp(look->at, text, length);
}

static bool skip(struct look *look, const char *text)
{
	if (!is_at(look, text))
		return false;
	look->at += strlen(text);
	return true;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == ':';
}

static bool take_name(struct look *look, char name[NAME])
{
	size_t length = 0;

	while (look->at < look->end && is_name(*look->at) && length < NAME - 1)
		name[length++] = *look->at++;
	name[length] = '\0';
	return length || fail_at(look, "no name");
}

static bool take_entity(struct look *look)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (skip(look, known[i]))
			return true;
	return fail_at(look, "an & that begins no entity");
}

/* One character of a text or a value, by the bits of its first byte. */
static bool take_character(struct look *look)
{
	unsigned char first = (unsigned char)*look->at;
	int more = first < 0x80    ? 0
		   : first >= 0xf0 ? 3
		   : first >= 0xe0 ? 2
		   : first >= 0xc0 ? 1
				   : -1;
	unsigned code = more == 3   ? first & 7u
			: more == 2 ? first & 15u
			: more == 1 ? first & 31u
				    : first;
	static const unsigned least[] = {0, 0x80, 0x800, 0x10000};

	if (first == '&')
		return take_entity(look);
	if (more < 0 || look->end - look->at <= more)
		return fail_at(look, "no UTF-8");
	for (int i = 1; i <= more; i++) {
		unsigned char byte = (unsigned char)look->at[i];

		if ((byte & 0xc0) != 0x80)
			return fail_at(look, "no UTF-8");
		code = code << 6 | (byte & 0x3fu);
	}
	if (code < least[more] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ||
	    code == 0xfffe || code == 0xffff)
		return fail_at(look, "no character");
	if ((code < 0x20 && code != '\n' && code != '\t') || code == 0x7f)
		return fail_at(look, "a control character");
	look->at += more + 1;
	return true;
}

static bool take_value(struct look *look)
{
	if (!skip(look, "\""))
		return fail_at(look, "a value without quotes");
	while (look->at < look->end && *look->at != '"') {
		if (*look->at == '<')
			return fail_at(look, "a < in a value");
		if (!take_character(look))
			return false;
	}
	return skip(look, "\"") || fail_at(look, "a value without end");
}

/* Behind an element's name, up to and with its end; *closed: it ends by itself. */
static bool take_attributes(struct look *look, bool *closed)
{
	char seen[ATTRIBUTES][NAME];
	size_t count = 0;

	*closed = false;
	for (;;) {
		bool space = false;

		while (skip(look, " ") || skip(look, "\n"))
			space = true;
		*closed = skip(look, "/>");
		if (*closed || skip(look, ">"))
			return true;
		if (!space || count == ATTRIBUTES)
			return fail_at(look, "no space before an attribute");
		if (!take_name(look, seen[count]))
			return false;
		for (size_t i = 0; i < count; i++)
			if (!strcmp(seen[i], seen[count]))
				return fail_at(look, "an attribute that comes twice");
		count++;
		if (skip(look, "=") && !take_value(look))
			return false;
	}
}

static bool is_void(const char *name)
{
	static const char *const names[] = {"meta", "link", "input", "br"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static bool take_element(struct look *look)
{
	bool ends = skip(look, "</"), closed;
	char name[NAME];

	if (!ends)
		look->at++;
	if (!take_name(look, name))
		return false;
	if (ends) {
		if (!skip(look, ">") || !look->depth ||
		    strcmp(look->open[--look->depth], name) != 0)
			return fail_at(look, "an end of what was not begun last");
		return true;
	}
	if (!take_attributes(look, &closed))
		return false;
	if (closed || is_void(name))
		return true;
	if (look->depth == DEPTH)
		return fail_at(look, "too deep");
	strcpy(look->open[look->depth++], name);
	return true;
}

const char *wellformed(const char *page, size_t size)
{
	static char said[160];
	struct look look = {.at = page, .end = page + size};
	bool good = skip(&look, "<!DOCTYPE html>") || fail_at(&look, "no document type");

	while (good && look.at < look.end)
		good = *look.at == '<'   ? take_element(&look)
		       : *look.at == '>' ? fail_at(&look, "a > in a text")
					 : take_character(&look);
	if (good && look.depth)
		good = fail_at(&look, "an element without end");
	if (good)
		return NULL;
	snprintf(said, sizeof(said), "%s at byte %td: %.60s", look.wrong, look.at - page, look.at);
	return said;
}
