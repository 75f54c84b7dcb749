/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registry in a study of the test, and what it refuses. */
#ifndef TESTS_UNIT_FORMATS_REGISTRY_REGISTRIES_H
#define TESTS_UNIT_FORMATS_REGISTRY_REGISTRIES_H

#include "tests/support/assert_near.h"

#include "formats/files.h"
#include "formats/registry/database.h"
#include "formats/registry/registry.h"

#include <stdio.h>
#include <string.h>

static inline struct registry *opened(const char *study)
{
	struct registry *registry;
	struct error err;

	if (registry_open(&registry, study, true, &err))
		fail_msg("%s", err.text);
	return registry;
}

static inline int add(struct registry *registry, const char *code, double mass_kg,
		      struct error *err)
{
	struct registry_subject subject = {.mass_kg = mass_kg};

	snprintf(subject.code, sizeof(subject.code), "%s", code);
	return registry_add_subject(registry, &subject, err);
}

static inline void expect(int ret, int want, const struct error *err, const char *word)
{
	if (ret != want || !strstr(err->text, word))
		fail_msg("%d, expected %d: %s (no '%s' in it)", ret, want, err->text, word);
}

static inline void write_bytes(const char *path, const void *bytes, size_t size)
{
	struct error err;

	if (file_write_atomic(path, bytes, size, true, &err))
		fail_msg("%s", err.text);
}

static const struct database_schema foreign = {
	.what = "thing",
	.application = 1234,
	.versions = 1,
	.migration = (const char *const[]){"CREATE TABLE t (a TEXT)"},
};
static const struct database_schema newer = {
	.what = "registry",
	.application = 0x686e6765,
	.versions = 2,
	.migration = (const char *const[]){"CREATE TABLE t (a TEXT)", "CREATE TABLE u (a TEXT)"},
};

#endif
