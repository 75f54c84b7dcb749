/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/twin.h"

#include "formats/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char left_word[] = "_plate-left_", right_word[] = "_plate-right_";

/* path with one word instead of the other; false = it is not in the file's name. */
static bool with_word(char out[PATH_MAX], const char *path, const char *from, const char *to)
{
	const char *at = strstr(path_base(path), from);

	return at && snprintf(out, PATH_MAX, "%.*s%s%s", (int)(at - path), path, to,
			      at + strlen(from)) < PATH_MAX;
}

/* What was not finalised yet, or no more, has its journal only: x.w64 or x.hjl. */
static bool is_there(char path[PATH_MAX])
{
	static const char *const endings[] = {".w64", ".hjl"};
	size_t length = strlen(path);

	if (file_exists(path))
		return true;
	for (size_t i = 0; i < 2; i++) {
		char *ending = path + length - strlen(endings[i]);

		if (length < strlen(endings[i]) || strcmp(ending, endings[i]) != 0)
			continue;
		strcpy(ending, endings[1 - i]);
		return file_exists(path);
	}
	return false;
}

bool twin_find(const char *path, struct twin *twin)
{
	bool named = (with_word(twin->left, path, left_word, left_word) &&
		      with_word(twin->right, path, left_word, right_word)) ||
		     (with_word(twin->left, path, right_word, left_word) &&
		      with_word(twin->right, path, right_word, right_word));

	return named && file_exists(path) && is_there(twin->left) && is_there(twin->right);
}

bool twin_is_second(const char *path)
{
	struct twin twin;
	char left[PATH_MAX];

	return with_word(left, path, right_word, left_word) && twin_find(path, &twin) &&
	       !strcmp(left, twin.left);
}

char *twin_common_name(const char *path)
{
	struct twin twin;
	char name[PATH_MAX];

	if (twin_find(path, &twin) && with_word(name, twin.left, left_word, "_"))
		return strdup(name);
	return strdup(path);
}
