/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/place.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 3 * PLATE_ID_MAX };

/* A serial number may hold anything: what is no letter, digit, '-' or '_' becomes %XX. */
static void escape(const char *text, char name[NAME_SIZE])
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || *text == '-' || *text == '_')
			*name++ = *text;
		else
			name += sprintf(name, "%%%02X", (unsigned char)*text);
	*name = '\0';
}

static bool unescape(const char *name, char text[PLATE_ID_MAX])
{
	size_t used = 0;

	for (; *name; name++) {
		char hex[3] = {0};

		if (used + 1 >= PLATE_ID_MAX)
			return false;
		if (*name != '%') {
			text[used++] = *name;
			continue;
		}
		if (!isxdigit((unsigned char)name[1]) || !isxdigit((unsigned char)name[2]))
			return false;
		memcpy(hex, name + 1, 2);
		text[used++] = (char)strtol(hex, NULL, 16);
		name += 2;
	}
	text[used] = '\0';
	return strlen(text) == used;
}

int place_of_plate(char path[PATH_MAX], const char *folder, const struct plate_id *id,
		   struct error *err)
{
	char text[PLATE_ID_MAX], name[NAME_SIZE];

	escape(plate_id_text(id, text), name);
	if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
		return fail(err, HINGE_EUSAGE, "%.80s...: the path is too long", folder);
	return 0;
}

int place_of_file(char path[PATH_MAX], const char *folder, const struct plate_id *id,
		  const char *file, struct error *err)
{
	char plate[PATH_MAX];
	int ret = place_of_plate(plate, folder, id, err);

	if (!ret && snprintf(path, PATH_MAX, "%s/%s", plate, file) >= PATH_MAX)
		ret = fail(err, HINGE_EUSAGE, "%.80s...: the path is too long", folder);
	return ret;
}

bool place_parse(struct plate_id *id, const char *name)
{
	char text[PLATE_ID_MAX];

	return *name != '.' && unescape(name, text) && !plate_id_parse(id, text, NULL);
}
