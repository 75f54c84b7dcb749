/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/batch/failures.h"

#include "formats/files.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct failure {
	size_t job;
	char *file, *code, *message;
};

int failures_add(struct failures *failures, size_t job, const char *file, const char *code,
		 const char *message, struct error *err)
{
	struct failure *grown =
		reallocarray(failures->failure, failures->count + 1, sizeof(*grown));
	struct failure *row;

	if (!grown)
		return fail(err, HINGE_ENOMEM, "out of memory");
	failures->failure = grown;
	row = &grown[failures->count++];
	*row = (struct failure){job, strdup(file), strdup(code), strdup(message)};
	if (!row->file || !row->code || !row->message)
		return fail(err, HINGE_ENOMEM, "out of memory");
	return 0;
}

void failures_free(struct failures *failures)
{
	for (size_t i = 0; i < failures->count; i++) {
		free(failures->failure[i].file);
		free(failures->failure[i].code);
		free(failures->failure[i].message);
	}
	free(failures->failure);
	*failures = (struct failures){0};
}

static int by_job(const void *a, const void *b)
{
	const struct failure *one = a, *two = b;

	return (one->job > two->job) - (one->job < two->job);
}

/* A tab or a line's end in a name would break the table. */
static void put_cell(FILE *out, const char *text, char end)
{
	for (; text && *text; text++)
		fputc(strchr("\t\r\n", *text) ? ' ' : *text, out);
	fputc(end, out);
}

int failures_write(struct failures *failures, const char *folder, struct error *err)
{
	char path[PATH_MAX], *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int ret;

	if (!out)
		return fail(err, HINGE_ENOMEM, "out of memory");
	if (failures->count)
		qsort(failures->failure, failures->count, sizeof(*failures->failure), by_job);
	fputs("file\tcode\tmessage\n", out);
	for (size_t i = 0; i < failures->count; i++) {
		const struct failure *row = &failures->failure[i];

		put_cell(out, row->file, '\t');
		put_cell(out, row->code, '\t');
		put_cell(out, row->message, '\n');
	}
	if (fclose(out))
		ret = fail(err, HINGE_ENOMEM, "out of memory");
	else if ((size_t)snprintf(path, sizeof(path), "%s/failed.tsv", folder) >= sizeof(path))
		ret = fail(err, HINGE_EWRITE, "%s: the name is too long", folder);
	else
		ret = file_write_atomic(path, text, size, true, err);
	free(text);
	return ret;
}
