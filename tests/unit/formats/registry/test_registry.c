/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/registry/database.h"
#include "formats/registry/registry.h"
#include "formats/results/results.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct registry *opened(const char *study)
{
	struct registry *registry;
	struct error err;

	if (registry_open(&registry, study, true, &err))
		fail_msg("%s", err.text);
	return registry;
}

static int add(struct registry *registry, const char *code, double mass_kg, struct error *err)
{
	struct registry_subject subject = {.mass_kg = mass_kg};

	snprintf(subject.code, sizeof(subject.code), "%s", code);
	return registry_add_subject(registry, &subject, err);
}

static void expect(int ret, int want, const struct error *err, const char *word)
{
	if (ret != want || !strstr(err->text, word))
		fail_msg("%d, expected %d: %s (no '%s' in it)", ret, want, err->text, word);
}

static void expect_open(const char *study, bool writable, int want, const char *word)
{
	struct registry *registry = NULL;
	struct error err = {0};

	expect(registry_open(&registry, study, writable, &err), want, &err, word);
	assert_null(registry);
}

/* --- people --- */

static void a_person_is_found_as_added(void **state)
{
	struct registry_subject subject = {.code = "S012", .mass_kg = 70.5, .note = "<\"'&"};
	struct registry *registry = opened(*state);
	struct registry_subject found;
	struct error err;

	assert_int_equal(registry_add_subject(registry, &subject, &err), 0);
	expect(registry_add_subject(registry, &subject, &err), HINGE_EREFUSED, &err, "S012");
	registry_close(registry);
	registry = opened(*state);
	assert_int_equal(registry_find_subject(registry, "S012", &found, &err), 0);
	assert_near(found.mass_kg, 70.5, 0);
	assert_string_equal(found.note, "<\"'&");
	assert_int_equal(strlen(found.created), 10);
	assert_int_equal(found.trials, 0);
	expect(registry_find_subject(registry, "S013", &found, &err), HINGE_EREFUSED, &err, "S013");
	registry_close(registry);
}

static void what_is_no_code_or_no_mass_is_refused(void **state)
{
	static const char *const bad[] = {"",      "s012", "S 12", "../etc", "S012;DROP TABLE",
					  "S'012", "Jörg"};
	static const char long_code[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567";
	char code[33];
	struct registry *registry = opened(*state);
	struct registry_subject found;
	struct error err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		expect(add(registry, bad[i], NAN, &err), HINGE_EUSAGE, &err, "no code");
		expect(registry_find_subject(registry, bad[i], &found, &err), HINGE_EUSAGE, &err,
		       "no code");
		expect(registry_forget(registry, bad[i], &err), HINGE_EUSAGE, &err, "no code");
	}
	expect(registry_take_code(code, long_code, &err), HINGE_EUSAGE, &err, "no code");
	assert_int_equal(registry_take_code(code, long_code + 1, &err), 0);
	assert_string_equal(code, long_code + 1);
	expect(add(registry, "S1", 0, &err), HINGE_EUSAGE, &err, "mass");
	expect(add(registry, "S1", 501, &err), HINGE_EUSAGE, &err, "mass");
	expect(add(registry, "S1", INFINITY, &err), HINGE_EUSAGE, &err, "mass");
	registry_close(registry);
}

static void people_put_again_keep_what_is_not_given(void **state)
{
	struct registry_subject people[] = {{.code = "B", .mass_kg = 80, .note = "first"},
					    {.code = "A", .mass_kg = NAN}};
	struct registry *registry = opened(*state);
	struct registry_subject *found;
	size_t added, count;
	struct error err;

	assert_int_equal(registry_put_subjects(registry, people, 2, &added, &err), 0);
	assert_int_equal(added, 2);
	people[0].mass_kg = NAN;
	people[0].note[0] = '\0';
	people[1].mass_kg = 60;
	assert_int_equal(registry_put_subjects(registry, people, 2, &added, &err), 0);
	assert_int_equal(added, 0);
	assert_int_equal(registry_subjects(registry, &found, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].code, "A");
	assert_near(found[0].mass_kg, 60, 0);
	assert_near(found[1].mass_kg, 80, 0);
	assert_string_equal(found[1].note, "first");
	free(found);
	registry_close(registry);
}

static void people_are_put_all_or_none(void **state)
{
	const struct registry_subject people[] = {{.code = "GOOD", .mass_kg = NAN},
						  {.code = "bad", .mass_kg = NAN}};
	struct registry *registry = opened(*state);
	struct registry_subject *found;
	size_t added = 7, count;
	struct error err;

	expect(registry_put_subjects(registry, people, 2, &added, &err), HINGE_EUSAGE, &err, "bad");
	assert_int_equal(added, 7);
	assert_int_equal(registry_subjects(registry, &found, &count, &err), 0);
	assert_int_equal(count, 0);
	free(found);
	registry_close(registry);
}

/* --- sessions --- */

static void a_session_keeps_what_is_not_noted_again(void **state)
{
	struct registry_session note = {"S1", "03",          "2026-11-22",
					4,    STAGE_RELIEVE, "after a long drive"};
	struct registry *registry = opened(*state);
	struct registry_session *found;
	size_t count;
	struct error err;

	expect(registry_note_session(registry, &note, &err), HINGE_EREFUSED, &err, "S1");
	assert_int_equal(add(registry, "S1", NAN, &err), 0);
	assert_int_equal(registry_note_session(registry, &note, &err), 0);
	note = (struct registry_session){"S1", "03", "", 0, STAGE_UNKNOWN, ""};
	assert_int_equal(registry_note_session(registry, &note, &err), 0);
	note = (struct registry_session){"S1",       "02", "2026-11-15", REGISTRY_PAIN_UNKNOWN,
					 STAGE_PLAN, ""};
	assert_int_equal(registry_note_session(registry, &note, &err), 0);
	assert_int_equal(registry_sessions(registry, "S1", &found, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].session, "02");
	assert_int_equal(found[0].pain, REGISTRY_PAIN_UNKNOWN);
	assert_int_equal(found[0].stage, STAGE_PLAN);
	assert_int_equal(found[1].pain, 0);
	assert_int_equal(found[1].stage, STAGE_RELIEVE);
	assert_string_equal(found[1].note, "after a long drive");
	assert_string_equal(found[1].date, "2026-11-22");
	free(found);
	note.pain = 11;
	expect(registry_note_session(registry, &note, &err), HINGE_EUSAGE, &err, "pain");
	registry_close(registry);
}

static void who_is_forgotten_leaves_nothing(void **state)
{
	const struct registry_session note = {"S1", "03", "2026-11-22", 4, STAGE_FIX, "secret"};
	struct registry *registry = opened(*state);
	struct registry_session *found;
	size_t count, size;
	struct error err;
	char *bytes;

	assert_int_equal(add(registry, "S1", NAN, &err), 0);
	assert_int_equal(registry_note_session(registry, &note, &err), 0);
	assert_int_equal(registry_forget(registry, "S1", &err), 0);
	expect(registry_forget(registry, "S1", &err), HINGE_EREFUSED, &err, "S1");
	assert_int_equal(registry_sessions(registry, "S1", &found, &count, &err), 0);
	assert_int_equal(count, 0);
	free(found);
	registry_close(registry);
	assert_int_equal(
		file_read(scratch_path(state, "registry.sqlite"), 1 << 20, &bytes, &size, &err), 0);
	assert_null(memmem(bytes, size, "secret", 6));
	free(bytes);
}

static void a_note_is_one_line_of_utf_8(void **state)
{
	static const char *const bad[] = {"\xff",     "\x80",         "\xc0\xaf",
					  "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80",
					  "\xc3("};
	char note[REGISTRY_NOTE_MAX], text[REGISTRY_NOTE_MAX + 1];
	struct error err;

	(void)state;
	assert_int_equal(registry_take_note(note, "a\tb\nc ü", &err), 0);
	assert_string_equal(note, "a b c ü");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect(registry_take_note(note, bad[i], &err), HINGE_EUSAGE, &err, "UTF-8");
	assert_int_equal(registry_take_note(note, "\xf4\x8f\xbf\xbf \xe2\x82\xac", &err), 0);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	expect(registry_take_note(note, text, &err), HINGE_EUSAGE, &err, "1023");
}

/* --- the file --- */

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

static void write_bytes(const char *path, const void *bytes, size_t size)
{
	struct error err;

	if (file_write_atomic(path, bytes, size, true, &err))
		fail_msg("%s", err.text);
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

/* --- several at once --- */

static void who_waits_too_long_is_told_to_try_again(void **state)
{
	struct registry *registry = opened(*state);
	struct database *other;
	struct error err;
	struct database_schema schema = newer;

	schema.versions = 1;
	assert_int_equal(
		database_open(&other, scratch_path(state, "registry.sqlite"), true, &schema, &err),
		0);
	assert_int_equal(database_begin(other, &err), 0);
	expect(add(registry, "S1", NAN, &err), HINGE_EAGAIN, &err, "try again");
	database_undo(other);
	assert_int_equal(add(registry, "S1", NAN, &err), 0);
	database_close(other);
	registry_close(registry);
}

enum { WRITERS = 4, EACH = 10 };

static int write_many(const char *study, int writer)
{
	struct registry *registry;
	struct error err;
	int ret = registry_open(&registry, study, true, &err);

	for (int i = 0; i < EACH && !ret; i++) {
		char code[33];

		snprintf(code, sizeof(code), "W%d-%d", writer, i);
		do
			ret = add(registry, code, NAN, &err);
		while (ret == HINGE_EAGAIN);
	}
	return ret != 0;
}

static void several_programs_write_at_once(void **state)
{
	struct registry_subject *found;
	struct registry *registry;
	size_t count;
	struct error err;
	pid_t writer[WRITERS];

	for (int i = 0; i < WRITERS; i++) {
		writer[i] = fork();
		assert_true(writer[i] >= 0);
		if (!writer[i])
			_exit(write_many(*state, i));
	}
	for (int i = 0; i < WRITERS; i++) {
		int status;

		assert_int_equal(waitpid(writer[i], &status, 0), writer[i]);
		assert_int_equal(status, 0);
	}
	registry = opened(*state);
	assert_int_equal(registry_subjects(registry, &found, &count, &err), 0);
	assert_int_equal(count, WRITERS * EACH);
	free(found);
	registry_close(registry);
}

/* --- a disk that is full --- */

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

/* --- results --- */

static void write_run(void **state, const char *name, const char *subject, const char *session,
		      const char *start, const char *raw, int run, int supersedes)
{
	struct trial_report *report = sample_report_without_reps(50);
	struct results_options options = {.replace = true};
	struct config config;
	struct error err;

	config_init(&config);
	snprintf(report->info.subject, sizeof(report->info.subject), "%s", subject);
	snprintf(report->info.session, sizeof(report->info.session), "%s", session);
	snprintf(report->info.start_time, sizeof(report->info.start_time), "%s", start);
	memset(report->raw_sha256, *raw, 64);
	report->info.run = run;
	report->info.supersedes = supersedes;
	if (folder_make(scratch_path(state, "derivatives/hinge"), &err) ||
	    results_write(scratch_path(state, name), report, &config, &options, &err))
		fail_msg("%s", err.text);
	report_free(report);
}

static void write_result(void **state, const char *name, const char *subject, const char *session,
			 const char *start, const char *raw)
{
	write_run(state, name, subject, session, start, raw, 0, 0);
}

struct named {
	int count;
	char path[512], why[512];
};

static void name_bad(void *ctx, const char *path, const char *why)
{
	struct named *named = ctx;

	named->count++;
	snprintf(named->path, sizeof(named->path), "%s", path);
	snprintf(named->why, sizeof(named->why), "%s", why);
}

static struct registry_changes synced(struct registry *registry, struct named *named)
{
	struct registry_changes changes;
	struct error err;

	*named = (struct named){0};
	if (registry_sync(registry, &changes, name_bad, named, &err))
		fail_msg("%s", err.text);
	return changes;
}

#define R "derivatives/hinge/"

static void results_are_indexed_as_they_come_and_go(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_changes changes;
	struct registry_subject subject;
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	changes = synced(registry, &named);
	assert_int_equal(changes.added, 0);
	write_result(state, R "b.h5", "S1", "02", "2026-01-09T10:00:00Z", "b");
	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_result(state, R "c.h5", "S2", "01", "2026-01-03T10:00:00Z", "c");
	changes = synced(registry, &named);
	assert_int_equal(changes.added, 3);
	assert_int_equal(changes.bad, 0);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[0].path, R "a.h5");
	assert_string_equal(trial[1].session, "02");
	assert_string_equal(trial[1].start_time, "2026-01-09T10:00:00Z");
	assert_int_equal(trial[1].raw_sha256[63], 'b');
	free(trial);
	assert_int_equal(registry_find_subject(registry, "S1", &subject, &err), 0);
	assert_int_equal(subject.sessions, 2);
	assert_int_equal(subject.trials, 2);
	assert_string_equal(subject.last_session, "02");
	assert_string_equal(subject.created, "2026-01-02");
	changes = synced(registry, &named);
	assert_int_equal(changes.unchanged, 3);
	assert_int_equal(changes.changed + changes.added + changes.removed, 0);
	write_result(state, R "b.h5", "S1", "03", "2026-01-10T10:00:00.5Z", "d");
	assert_int_equal(unlink(scratch_path(state, R "c.h5")), 0);
	changes = synced(registry, &named);
	assert_int_equal(changes.changed, 1);
	assert_int_equal(changes.removed, 1);
	assert_int_equal(registry_trials(registry, NULL, &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[1].session, "03");
	free(trial);
	/* who has no results any more is still a person */
	assert_int_equal(registry_find_subject(registry, "S2", &subject, &err), 0);
	assert_int_equal(subject.trials, 0);
	registry_close(registry);
}

static void a_bad_result_is_named_and_the_rest_indexed(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_changes changes;
	struct named named;

	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_bytes(scratch_path(state, R "b.h5"), "no HDF5", 7);
	changes = synced(registry, &named);
	assert_int_equal(changes.added, 1);
	assert_int_equal(changes.bad, 1);
	assert_int_equal(named.count, 1);
	assert_string_equal(named.path, R "b.h5");
	write_result(state, R "b.h5", "", "01", "2026-01-02T10:00:00Z", "b");
	changes = synced(registry, &named);
	assert_int_equal(changes.bad, 1);
	assert_non_null(strstr(named.why, "no subject"));
	write_bytes(scratch_path(state, R "a.h5"), "went bad", 8);
	changes = synced(registry, &named);
	assert_int_equal(changes.removed, 1);
	registry_close(registry);
}

static void a_second_result_of_a_recording_is_left_out(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	write_result(state, R "b.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_string_equal(trial[0].path, R "a.h5");
	free(trial);
	assert_int_equal(unlink(scratch_path(state, R "a.h5")), 0);
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_string_equal(trial[0].path, R "b.h5");
	free(trial);
	registry_close(registry);
}

static void a_set_that_was_done_again_is_left_out(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	write_run(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a", 1, 0);
	write_run(state, R "b.h5", "S1", "01", "2026-01-02T10:05:00Z", "b", 2, 1);
	write_run(state, R "c.h5", "S1", "02", "2026-01-09T10:00:00Z", "c", 1, 0);
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[0].path, R "b.h5");
	assert_string_equal(trial[1].path, R "c.h5");
	free(trial);
	registry_close(registry);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_person_is_found_as_added),
		WITH_FOLDER(what_is_no_code_or_no_mass_is_refused),
		WITH_FOLDER(people_put_again_keep_what_is_not_given),
		WITH_FOLDER(people_are_put_all_or_none),
		WITH_FOLDER(a_session_keeps_what_is_not_noted_again),
		WITH_FOLDER(who_is_forgotten_leaves_nothing),
		cmocka_unit_test(a_note_is_one_line_of_utf_8),
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
		WITH_FOLDER(who_waits_too_long_is_told_to_try_again),
		WITH_FOLDER(several_programs_write_at_once),
		WITH_FOLDER(a_full_disk_is_told_and_what_was_there_stays),
		WITH_FOLDER(results_are_indexed_as_they_come_and_go),
		WITH_FOLDER(a_bad_result_is_named_and_the_rest_indexed),
		WITH_FOLDER(a_second_result_of_a_recording_is_left_out),
		WITH_FOLDER(a_set_that_was_done_again_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
