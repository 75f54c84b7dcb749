/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/schema/schema.h"

#include <stdint.h>
#include <string.h>

static bool is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
size_t utf8_length(const char *text)
{
	unsigned char first = (unsigned char)text[0];
	unsigned char second = first ? (unsigned char)text[1] : 0;
	size_t length;

	if (!first)
		return 0;
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
	    (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
		return 0;
	length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	for (size_t i = 1; i < length; i++)
		if (!is_tail(text[i]))
			return 0;
	return length;
}

/* Bytes of ASCII that text starts with, at most room. */
static size_t ascii_length(const char *text, size_t room)
{
	static const uint64_t not_ascii = 0x8080808080808080;
	size_t length = strnlen(text, room), at = 0;
	uint64_t eight;

	for (; at + sizeof(eight) <= length; at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		if (eight & not_ascii)
			break;
	}
	while (at < length && (unsigned char)text[at] < 0x80)
		at++;
	return at;
}

void text_pack(const char *text, char *out, size_t width)
{
	/* nearly all of nearly all texts */
	size_t used = ascii_length(text, width - 1);

	memcpy(out, text, used);
	text += used;
	while (*text) {
		size_t length = utf8_length(text), step = length ? length : 1;

		if (used + step > width - 1)
			break;
		if (length == 1)
			out[used] = *text;
		else if (length)
			memcpy(out + used, text, length);
		else
			out[used] = '?';
		used += step;
		text += step;
	}
	memset(out + used, 0, width - used);
}
