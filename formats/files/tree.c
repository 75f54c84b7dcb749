/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files/tree.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && !strcmp(text + length - tail, end);
}

static int add(struct tree *tree, const char *path, int error, struct error *err)
{
	struct tree_file *grown = tree->file;

	if (!(tree->count & (tree->count - 1)))
		grown = reallocarray(tree->file, tree->count ? 2 * tree->count : 1, sizeof(*grown));
	if (!grown)
		return fail(err, HINGE_ENOMEM, "out of memory");
	tree->file = grown;
	grown[tree->count] = (struct tree_file){strdup(path), error};
	if (!grown[tree->count].path)
		return fail(err, HINGE_ENOMEM, "out of memory");
	tree->count++;
	return 0;
}

void tree_free(struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++)
		free(tree->file[i].path);
	free(tree->file);
	*tree = (struct tree){0};
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static const char *below(const FTSENT *entry, size_t folder)
{
	return entry->fts_level ? entry->fts_path + folder + 1 : "";
}

static bool is_hidden(const FTSENT *entry)
{
	return entry->fts_level && entry->fts_name[0] == '.';
}

static int visit(struct tree *tree, FTS *fts, FTSENT *entry, size_t folder,
		 const struct tree_filter *filter, struct error *err)
{
	const char *path = below(entry, folder);

	switch (entry->fts_info) {
	case FTS_D:
		if (is_hidden(entry) ||
		    (entry->fts_level && !filter->wants_folder(filter->ctx, path)))
			fts_set(fts, entry, FTS_SKIP);
		return 0;
	case FTS_DNR:
	case FTS_ERR:
		return add(tree, entry->fts_path, entry->fts_errno, err);
	case FTS_F:
	case FTS_SLNONE:
	case FTS_NS:
		if (is_hidden(entry) || !filter->wants_file(filter->ctx, path))
			return 0;
		return add(tree, entry->fts_path, entry->fts_info == FTS_F ? 0 : ENOENT, err);
	default: /* a folder left, a loop of links, a device */
		return 0;
	}
}

/* Without its slashes at the end, or the paths below could not be told from it. */
static char *plain_name(const char *folder)
{
	char *name = strdup(folder);
	size_t length = name ? strlen(name) : 0;

	while (length > 1 && name[length - 1] == '/')
		name[--length] = '\0';
	return name;
}

static int walk(struct tree *tree, char *folder, const struct tree_filter *filter,
		struct error *err)
{
	char *roots[] = {folder, NULL};
	FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	size_t length = strcmp(folder, "/") ? strlen(folder) : 0;
	FTSENT *entry;
	int ret = 0;

	if (!fts)
		return fail_errno(err, HINGE_EREAD, "%s", folder);
	while (!ret && (entry = fts_read(fts))) {
		bool root = !entry->fts_level;

		if (root && entry->fts_info != FTS_D && entry->fts_info != FTS_DP) {
			errno = entry->fts_errno ? entry->fts_errno : ENOTDIR;
			ret = fail_errno(err, HINGE_EREAD, "%s", folder);
		} else {
			ret = visit(tree, fts, entry, length, filter, err);
		}
	}
	fts_close(fts);
	return ret;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

int tree_find(struct tree *tree, const char *folder, const struct tree_filter *filter,
	      struct error *err)
{
	char *name = plain_name(folder);
	int ret;

	*tree = (struct tree){0};
	if (!name)
		return fail(err, HINGE_ENOMEM, "out of memory");
	ret = walk(tree, name, filter, err);
	if (!ret && tree->count)
		qsort(tree->file, tree->count, sizeof(*tree->file), by_path);
	free(name);
	return ret;
}
