/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/site/routes.h"

#include <string.h>

static const char id_part[] = ":id";

/* Of a part of a path. */
static size_t part_length(const char *part)
{
	return strcspn(part, "/");
}

static bool take_id(struct request *request, size_t *ids, const char *part, size_t length)
{
	if (length != ID_SIZE - 1 || strspn(part, "0123456789abcdef") < length || *ids == PATH_IDS)
		return false;
	memcpy(request->id[*ids], part, length);
	request->id[*ids][length] = '\0';
	++*ids;
	return true;
}

static bool match(struct request *request, const char *pattern)
{
	const char *path = request->path;
	size_t ids = 0;

	for (;;) {
		size_t want = part_length(pattern), got = part_length(path);
		bool is_any = want == 1 && *pattern == '*' && got;
		bool is_id = want == sizeof(id_part) - 1 && !strncmp(pattern, id_part, want);

		if (is_id && !take_id(request, &ids, path, got))
			return false;
		if (!is_id && !is_any && (want != got || strncmp(pattern, path, want) != 0))
			return false;
		pattern += want;
		path += got;
		if (!*pattern || !*path)
			return *pattern == *path;
		pattern++;
		path++;
	}
}

const struct route *route_find(const struct route *table, struct request *request, bool *known)
{
	*known = false;
	for (const struct route *row = table; row->path; row++) {
		if (!match(request, row->path))
			continue;
		*known = true;
		if (row->method == request->method)
			return row;
	}
	return NULL;
}
