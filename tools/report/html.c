/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/html.h"

#include "formats/files.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct html *html, size_t more)
{
	size_t room = html->room ? html->room : 65536;
	char *text;

	if (html->failed)
		return false;
	while (room - html->used <= more)
		room *= 2;
	if (room == html->room)
		return true;
	text = realloc(html->text, room);
	if (!text) {
		html->failed = true;
		return false;
	}
	html->text = text;
	html->room = room;
	return true;
}

static void append(struct html *html, const char *text, size_t size)
{
	if (!make_room(html, size))
		return;
	memcpy(html->text + html->used, text, size);
	html->used += size;
	html->text[html->used] = '\0';
}

void html_markup(struct html *html, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0 || !make_room(html, (size_t)length))
		return;
	va_start(args, format);
	vsnprintf(html->text + html->used, (size_t)length + 1, format, args);
	va_end(args);
	html->used += (size_t)length;
}

/* Bytes of the well-formed UTF-8 character at s (Unicode 15, table 3-7), 0 = there is none. */
static size_t utf8_length(const unsigned char *s)
{
	static const struct {
		unsigned char first_low, first_high, second_low, second_high;
		size_t length;
	} rows[] = {
		{0x20, 0x7e, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (s[0] < rows[i].first_low || s[0] > rows[i].first_high)
			continue;
		if (rows[i].length == 1)
			return 1;
		if (s[1] < rows[i].second_low || s[1] > rows[i].second_high)
			return 0;
		for (size_t k = 2; k < rows[i].length; k++)
			if ((s[k] & 0xc0) != 0x80)
				return 0;
		/* U+FFFE and U+FFFF are no characters, and XML has none of them */
		return memcmp(s, "\xef\xbf", 2) != 0 || s[2] < 0xbe ? rows[i].length : 0;
	}
	return *s == '\n' || *s == '\t';
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void escape(struct html *html, const char *text)
{
	while (*text) {
		const char *name = entity(*text);
		size_t length = utf8_length((const unsigned char *)text);

		if (name)
			append(html, name, strlen(name));
		else if (length)
			append(html, text, length);
		else
			append(html, "\xef\xbf\xbd", 3);
		text += length ? length : 1;
	}
}

void html_text(struct html *html, const char *format, ...)
{
	char few[1024], *text = few;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(few, sizeof(few), format, args);
	va_end(args);
	if (length >= (int)sizeof(few)) {
		va_start(args, format);
		if (vasprintf(&text, format, args) < 0)
			text = NULL;
		va_end(args);
	}
	if (length >= 0 && text)
		escape(html, text);
	else
		html->failed = true;
	if (text != few)
		free(text);
}

void html_free(struct html *html)
{
	free(html->text);
	memset(html, 0, sizeof(*html));
}

int html_save(const struct html *html, const char *path, struct error *err)
{
	if (html->failed)
		return fail(err, HINGE_ENOMEM, "%s: no memory for the page", path);
	return file_write_atomic(path, html->text, html->used, true, err);
}
