/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding files in a folder and the folders in it. */
#ifndef FORMATS_FILES_TREE_H
#define FORMATS_FILES_TREE_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

struct tree_file {
	char *path; /* FOLDER/a/b.c */
	int error;  /* errno: a folder that cannot be read, a link to nothing; 0 = fine */
};

struct tree {
	size_t count;
	struct tree_file *file; /* sorted by path */
};

/* What to take, by the path below the folder ("a/b.c"). A folder that is not wanted is not
 * entered. */
struct tree_filter {
	bool (*wants_file)(const void *ctx, const char *path);
	bool (*wants_folder)(const void *ctx, const char *path);
	const void *ctx;
};

/* Links are followed; names that begin with a dot are passed over. HINGE_EREAD: no such folder.
 * The tree is the caller's to tree_free(), on failure too. */
int tree_find(struct tree *, const char *folder, const struct tree_filter *, struct error *);
void tree_free(struct tree *);
/* "b.c" and the like, for wants_file. */
bool ends_with(const char *text, const char *end);

#endif
