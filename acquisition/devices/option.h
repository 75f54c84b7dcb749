/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of an address: "key=value", key with its '='. False where the text is another one, or the
 * value none. */
#ifndef ACQUISITION_DEVICES_OPTION_H
#define ACQUISITION_DEVICES_OPTION_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static inline bool option_number(const char *text, const char *key, double *value)
{
	size_t size = strlen(key);
	double number;
	char *end;

	if (strncmp(text, key, size) != 0)
		return false;
	number = strtod(text + size, &end);
	if (end == text + size || *end || !isfinite(number))
		return false;
	*value = number;
	return true;
}

static inline bool option_switch(const char *text, const char *key, bool *on)
{
	size_t size = strlen(key);

	if (strncmp(text, key, size) != 0 || (text[size] != '0' && text[size] != '1') ||
	    text[size + 1])
		return false;
	*on = text[size] == '1';
	return true;
}

#endif
