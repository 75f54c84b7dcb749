/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/plates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

int plates_folder(const char *given, char *path, size_t size, struct error *err)
{
	const char *state = variable("STATE_DIRECTORY"), *data = variable("XDG_DATA_HOME");
	const char *home = variable("HOME");
	int used;

	if (given)
		used = snprintf(path, size, "%s", given);
	else if (state) /* systemd names several apart by colons */
		used = snprintf(path, size, "%.*s/plates", (int)strcspn(state, ":"), state);
	else if (data)
		used = snprintf(path, size, "%s/hinge/plates", data);
	else if (home)
		used = snprintf(path, size, "%s/.local/share/hinge/plates", home);
	else
		used = snprintf(path, size, "%s", "");
	if (used < 0 || (size_t)used >= size)
		return fail(err, HINGE_EUSAGE, "the path of the book of plates is too long");
	return 0;
}
