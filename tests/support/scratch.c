/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/scratch.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In memory where that is possible: tests sync thousands of times, and a disk takes its time. */
static const char *base_folder(void)
{
	const char *base = getenv("TMPDIR");

	if (base && *base)
		return base;
	return access("/dev/shm", W_OK | X_OK) ? "/tmp" : "/dev/shm";
}

int scratch_setup(void **state)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hinge-test-XXXXXX", base_folder());
	if (!mkdtemp(path))
		return -1;
	*state = strdup(path);
	return *state ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int open_up(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (type == FTW_D || type == FTW_DNR)
		chmod(path, 0700);
	return 0;
}

int scratch_teardown(void **state)
{
	/* a test may have taken the write bit from a folder */
	nftw(*state, open_up, 16, FTW_PHYS);
	nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(*state);
	return 0;
}

const char *scratch_path(void **state, const char *name)
{
	static char buffers[16][PATH_MAX];
	static unsigned next;
	char *path = buffers[next++ % 16];

	snprintf(path, PATH_MAX, "%s/%s", (const char *)*state, name);
	return path;
}
