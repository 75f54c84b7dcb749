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

int check_code(const char *code, struct error *err)
{
	if (code_is_valid(code))
		return 0;
	return fail(err, HINGE_EUSAGE,
		    "'%s': no code (1 to 32 of A-Z, 0-9 and -; never a name or a date of birth)",
		    code);
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
