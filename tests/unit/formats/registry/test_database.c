/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file behind the registry: who may read it, damage, versions, a full disk. */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/registry/registries.h"

#include "formats/files.h"
#include "formats/registry/database.h"
#include "formats/registry/registry.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void expect_open(const char *study, bool writable, int want, const char *word)
{
	struct registry *registry = NULL;
	struct error err = {0};

	expect(registry_open(&registry, study, writable, &err), want, &err, word);
	assert_null(registry);
}

static void only_owner_and_group_read_it(void **state)
{
	struct stat info;

	umask(0);
	registry_close(opened(*state));
	assert_int_equal(stat(scratch_path(state, "registry.sqlite"), &info), 0);
	assert_int_equal(info.st_mode & 07777, 0640);
}

static void a_link_is_not_followed(void **state)
{
	const char *target = scratch_path(state, "elsewhere");

	registry_close(opened(*state));
	assert_int_equal(rename(scratch_path(state, "registry.sqlite"), target), 0);
	assert_int_equal(symlink(target, scratch_path(state, "registry.sqlite")), 0);
	expect_open(*state, true, HINGE_EREFUSED, "symbolic link");
	expect_open(*state, false, HINGE_EREFUSED, "symbolic link");
}

/* A study may lie behind one. */
static void a_study_behind_a_link_is_opened(void **state)
{
	const char *study = scratch_path(state, "study"), *link = scratch_path(state, "link");

	assert_int_equal(mkdir(study, 0750), 0);
	assert_int_equal(symlink(study, link), 0);
	registry_close(opened(link));
	assert_true(file_exists(scratch_path(state, "study/registry.sqlite")));
}

static void a_missing_one_is_not_made_for_reading(void **state)
{
	expect_open(*state, false, HINGE_EREAD, "registry.sqlite");
	assert_false(file_exists(scratch_path(state, "registry.sqlite")));
	expect_open(scratch_path(state, "nowhere"), true, HINGE_EREAD, "nowhere");
}

static void what_is_no_database_is_named(void **state)
{
	const char *path = scratch_path(state, "registry.sqlite");

	write_bytes(path, "participant_id\tmass_kg\nsub-S1\t70\n", 34);
	expect_open(*state, true, HINGE_EFORMAT, "damaged, or no registry");
	expect_open(*state, false, HINGE_EFORMAT, "damaged, or no registry");
}

/* Each byte of the head, and some behind it, is turned: an error or a registry, never a crash. */
static void a_damaged_one_is_an_error_or_readable(void **state)
{
	const char *path = scratch_path(state, "registry.sqlite");
	struct registry *registry = opened(*state);
	size_t size, refused = 0;
	struct error err;
	char *bytes;

	assert_int_equal(add(registry, "S1", 70, &err), 0);
	registry_close(registry);
	assert_int_equal(file_read(path, 1 << 20, &bytes, &size, &err), 0);
	for (size_t i = 0; i < size; i += i < 128 ? 1 : 97) {
		struct registry_subject *found = NULL;
		size_t count;

		bytes[i] = (char)~bytes[i];
		write_bytes(path, bytes, size);
		bytes[i] = (char)~bytes[i];
		if (registry_open(&registry, *state, false, &err)) {
			refused++;
			continue;
		}
		if (registry_subjects(registry, &found, &count, &err))
			refused++;
		else
			free(found);
		registry_close(registry);
	}
	assert_true(refused > 20);
	free(bytes);
}

static void make_database(const char *path, const struct database_schema *schema)
{
	struct database *database;
	struct error err;

	if (database_open(&database, path, true, schema, &err))
		fail_msg("%s", err.text);
	database_close(database);
}

static void somebody_elses_database_is_left_alone(void **state)
{
	make_database(scratch_path(state, "registry.sqlite"), &foreign);
	expect_open(*state, true, HINGE_EFORMAT, "no registry of hinge");
}

static void a_newer_one_says_update(void **state)
{
	make_database(scratch_path(state, "registry.sqlite"), &newer);
	expect_open(*state, true, HINGE_EFORMAT, "update hinge");
	expect_open(*state, false, HINGE_EFORMAT, "update hinge");
}

/* Version 1 of a made-up kind becomes version 2; its rows stay. */
static void an_older_one_is_brought_up(void **state)
{
	const char *path = scratch_path(state, "made.sqlite");
	struct database_schema schema = foreign;
	struct database *database;
	struct query *query;
	struct error err;
	bool row;

	make_database(path, &schema);
	assert_int_equal(database_open(&database, path, true, &schema, &err), 0);
	assert_int_equal(query_new(&query, database, "INSERT INTO t VALUES ('kept')", &err), 0);
	assert_int_equal(query_run(query, NULL, &err), 0);
	query_free(query);
	database_close(database);
	schema.versions = 2;
	schema.migration = (const char *const[]){"", "ALTER TABLE t ADD COLUMN b TEXT"};
	expect(database_open(&database, path, false, &schema, &err), HINGE_EFORMAT, &err,
	       "version 1");
	assert_int_equal(database_open(&database, path, true, &schema, &err), 0);
	assert_int_equal(query_new(&query, database, "SELECT a, b FROM t", &err), 0);
	assert_int_equal(query_step(query, &row, &err), 0);
	assert_true(row);
	assert_true(query_is_null(query, 1));
	query_free(query);
	database_close(database);
}

/* A migration that fails leaves the version as it was. */
static void a_migration_is_whole_or_not_at_all(void **state)
{
	const char *path = scratch_path(state, "made.sqlite");
	struct database_schema schema = foreign;
	struct database *database;
	struct error err;

	make_database(path, &schema);
	schema.versions = 2;
	schema.migration =
		(const char *const[]){"", "CREATE TABLE v (a TEXT); CREATE TABLE t (a TEXT)"};
	expect(database_open(&database, path, true, &schema, &err), HINGE_EFORMAT, &err, path);
	schema.migration = (const char *const[]){"", "CREATE TABLE v (a TEXT)"};
	assert_int_equal(database_open(&database, path, true, &schema, &err), 0);
	database_close(database);
}

static int fill_disk(void *ctx)
{
	struct rlimit limit = {24576, 24576};
	struct registry *registry = opened(ctx);
	struct error err;
	int ret = 0;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	for (int i = 0; i < 1000 && !ret; i++) {
		struct registry_subject subject = {.mass_kg = NAN};

		snprintf(subject.code, sizeof(subject.code), "S%d", i);
		memset(subject.note, 'x', sizeof(subject.note) - 1);
		ret = registry_add_subject(registry, &subject, &err);
	}
	registry_close(registry);
	fputs(err.text, stderr);
	return ret == HINGE_EWRITE ? 0 : 1;
}

static void a_full_disk_is_told_and_what_was_there_stays(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_subject found;
	struct child child;
	struct error err;

	assert_int_equal(add(registry, "FIRST", 70, &err), 0);
	registry_close(registry);
	child_run(&child, fill_disk, *state);
	assert_int_equal(child.status, 0);
	assert_non_null(strstr(child.err, "cannot be written"));
	registry = opened(*state);
	assert_int_equal(registry_find_subject(registry, "FIRST", &found, &err), 0);
	assert_int_equal(add(registry, "LAST", NAN, &err), 0);
	registry_close(registry);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(only_owner_and_group_read_it),
		WITH_FOLDER(a_link_is_not_followed),
		WITH_FOLDER(a_study_behind_a_link_is_opened),
		WITH_FOLDER(a_missing_one_is_not_made_for_reading),
		WITH_FOLDER(what_is_no_database_is_named),
		WITH_FOLDER(a_damaged_one_is_an_error_or_readable),
		WITH_FOLDER(somebody_elses_database_is_left_alone),
		WITH_FOLDER(a_newer_one_says_update),
		WITH_FOLDER(an_older_one_is_brought_up),
		WITH_FOLDER(a_migration_is_whole_or_not_at_all),
		WITH_FOLDER(a_full_disk_is_told_and_what_was_there_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
