/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/confine/confine.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* The folder a file is written into; its name, where there is one, is cut off in path. */
static const char *folder_of(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	if (slash == path)
		return "/";
	*slash = '\0';
	return path;
}

void confine_to_files(const char *const files[CONFINE_FILES], const char *folder)
{
	const char *folders[CONFINE_FILES + 2];
	char paths[CONFINE_FILES][PATH_MAX];
	size_t n = 0;

	for (size_t i = 0; i < CONFINE_FILES; i++)
		if (files[i]) {
			snprintf(paths[i], sizeof(paths[i]), "%s", files[i]);
			folders[n++] = folder_of(paths[i]);
		}
	if (folder)
		folders[n++] = folder;
	folders[n] = NULL;
	confine_self(folders);
}
