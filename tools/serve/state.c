/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/state.h"

#include "formats/files.h"

#include <stdio.h>
#include <stdlib.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

int state_file(char path[PATH_MAX], const char *folder, const char *name, struct error *err)
{
	if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
		return fail(err, HINGE_EUSAGE, "%.40s...: too long a path", folder);
	return 0;
}

int state_folder(char folder[PATH_MAX], const char *given, struct error *err)
{
	const char *whole = given ? given : variable("STATE_DIRECTORY");
	const char *state = variable("XDG_STATE_HOME"), *home = variable("HOME");
	int ret;

	if (whole)
		ret = state_file(folder, whole, ".", err);
	else if (state)
		ret = state_file(folder, state, "hinge", err);
	else if (home)
		ret = state_file(folder, home, ".local/state/hinge", err);
	else
		ret = fail(err, HINGE_EUSAGE, "no place for the audit log (pass --state DIR)");
	return ret ? ret : folder_make(folder, err);
}
