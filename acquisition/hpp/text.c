/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/text.h"

#include <string.h>

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

bool hpp_text_read(char *out, const uint8_t *bytes, size_t size)
{
	memcpy(out, bytes, size);
	out[size] = '\0';
	return is_printable(out);
}

bool hpp_text_write(uint8_t *bytes, size_t size, const char *text)
{
	size_t length = strlen(text);

	if (length > size || !is_printable(text))
		return false;
	memset(bytes, 0, size);
	memcpy(bytes, text, length);
	return true;
}
