/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/leftovers.h"

#include "formats/files.h"
#include "tools/cli/log.h"

#include <fts.h>
#include <stdio.h>
#include <string.h>

/* A W64 only ever gets its name once it was compared with its journal. */
static bool is_leftover(const char *path)
{
	char w64[4096];
	size_t length = strlen(path);

	if (length < 4 || strcmp(path + length - 4, ".hjl") != 0)
		return false;
	snprintf(w64, sizeof(w64), "%.*s.w64", (int)(length - 4), path);
	return !file_exists(w64);
}

int leftovers_tell(const char *study)
{
	char path[4096];
	char *const roots[] = {path, NULL};
	FTSENT *entry;
	FTS *walk;
	int count = 0;

	snprintf(path, sizeof(path), "%s", study);
	walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!walk)
		return 0;
	while ((entry = fts_read(walk))) {
		if (entry->fts_info != FTS_F || !is_leftover(entry->fts_path))
			continue;
		count++;
		log_write(LOG_WARN, "%s was not finished (hinge recover %s)", entry->fts_path,
			  study);
	}
	fts_close(walk);
	return count;
}
