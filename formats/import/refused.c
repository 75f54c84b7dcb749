/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not read is refused by its name, with what to do instead. */
#include "formats/import/formats.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct refused {
	const char *magic;
	size_t size;
	const char *text;
};

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

static const struct refused refused[] = {
	{MAGIC("\x89HDF\r\n\x1a\n"), "an HDF5 file: results are not analysed again (pass the "
				     "recording they came from)"},
	{MAGIC("PK\x03\x04"), "a spreadsheet or a zip archive (export it as CSV)"},
	{MAGIC("\x1f\x8b"), "compressed with gzip (unpack it first)"},
	{MAGIC("\xff\xfe"), "text in UTF-16 (save it as UTF-8)"},
	{MAGIC("\xfe\xff"), "text in UTF-16 (save it as UTF-8)"},
	{MAGIC("MATLAB 5.0"), "a MAT file (export it as CSV and describe it in a --profile)"},
};

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), tail = strlen(ending);

	return length > tail && !strcasecmp(path + length - tail, ending);
}

static const char *name_it(const char *path, const char *head, size_t size)
{
	const char *first = head + strspn(head, " \t\r\n");

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (size >= refused[i].size && !memcmp(head, refused[i].magic, refused[i].size))
			return refused[i].text;
	if (ends_with(path, ".dat") && !looks_like_text(head, size))
		return "a binary .dat as BioWare writes it, a format that is not published (export "
		       "it as text and describe it in a --profile)";
	if (*first == '{' && strstr(head, "\"hinge-recording\""))
		return "a sidecar or a profile (pass the recording that it describes)";
	return NULL;
}

/* Appends "a, b, c" of what can be read. */
static void list_formats(char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; import_formats[i] && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "",
					 import_formats[i]->name);
}

int refuse_unknown(const char *path, const char *head, size_t size, struct error *err)
{
	const char *what = name_it(path, head, size);
	char known[160];

	if (what)
		return fail(err, HINGE_EFORMAT, "%s: is %s", path, what);
	list_formats(known, sizeof(known));
	if (looks_like_text(head, size))
		return fail(err, HINGE_EFORMAT,
			    "%s: text of no known format (known: %s); describe its columns in a "
			    "profile and pass --profile FILE",
			    path, known);
	return fail(err, HINGE_EFORMAT, "%s: no known format (known: %s)", path, known);
}
