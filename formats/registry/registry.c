/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/registry.h"

#include "formats/layout.h"
#include "formats/registry/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "/registry.sqlite";

int registry_open(struct registry **out, const char *study, bool writable, struct error *err)
{
	struct registry *registry = calloc(1, sizeof(*registry));
	char path[PATH_MAX + sizeof(name)];
	int ret;

	if (!registry)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", study);
	if (!realpath(study, registry->study)) {
		free(registry);
		return fail_errno(err, HINGE_EREAD, "%s", study);
	}
	snprintf(path, sizeof(path), "%s%s", registry->study, name);
	ret = database_open(&registry->database, path, writable, &registry_schema, err);
	if (ret)
		free(registry);
	else
		*out = registry;
	return ret;
}

void registry_close(struct registry *registry)
{
	if (!registry)
		return;
	database_close(registry->database);
	free(registry);
}

const char *registry_study(const struct registry *registry)
{
	return registry->study;
}

int registry_take_code(char out[33], const char *text, struct error *err)
{
	if (!code_is_valid(text))
		return fail(err, HINGE_EUSAGE,
			    "'%.64s': no code (1 to 32 of A-Z, 0-9 and -; never a name or a date "
			    "of birth)",
			    text);
	memmove(out, text, strlen(text) + 1);
	return 0;
}

/* RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
static bool is_utf8(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		static const unsigned least[] = {0, 0x80, 0x800, 0x10000};
		int more = *c < 0x80 ? 0 : *c >= 0xf0 ? 3 : *c >= 0xe0 ? 2 : 1;
		unsigned point = more ? *c & (0x3fu >> more) : *c;

		if (*c >= 0xf8 || (*c >= 0x80 && *c < 0xc0))
			return false;
		for (int i = 0; i < more; i++) {
			if ((*++c & 0xc0) != 0x80)
				return false;
			point = point << 6 | (*c & 0x3fu);
		}
		if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
			return false;
	}
	return true;
}

int registry_take_note(char out[REGISTRY_NOTE_MAX], const char *text, struct error *err)
{
	size_t length = strlen(text);

	if (length >= REGISTRY_NOTE_MAX)
		return fail(err, HINGE_EUSAGE, "a note of %zu bytes, at most %d are kept", length,
			    REGISTRY_NOTE_MAX - 1);
	if (!is_utf8(text))
		return fail(err, HINGE_EUSAGE, "a note that is no UTF-8");
	for (size_t i = 0; i <= length; i++)
		out[i] = (text[i] > 0 && text[i] < ' ') || text[i] == 127 ? ' ' : text[i];
	return 0;
}

int query_collect(struct query *query, size_t size,
		  void (*take)(const struct query *, void *record), void **out, size_t *count,
		  struct error *err)
{
	size_t room = 16, n = 0;
	char *records = malloc(room * size);
	bool row = true;
	int ret = records ? 0 : fail(err, HINGE_ENOMEM, "out of memory");

	while (!ret && !(ret = query_step(query, &row, err)) && row) {
		char *grown = n < room ? records : reallocarray(records, room * 2, size);

		if (!grown) {
			ret = fail(err, HINGE_ENOMEM, "no memory for %zu records", n);
			break;
		}
		room = n < room ? room : room * 2;
		records = grown;
		memset(records + n * size, 0, size);
		take(query, records + n++ * size);
	}
	query_free(query);
	if (ret) {
		free(records);
		return ret;
	}
	*out = records;
	*count = n;
	return 0;
}
