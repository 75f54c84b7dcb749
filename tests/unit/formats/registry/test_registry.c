/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/registry/registries.h"

#include "formats/files.h"
#include "formats/registry/database.h"
#include "formats/registry/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
		WITH_FOLDER(who_waits_too_long_is_told_to_try_again),
		WITH_FOLDER(several_programs_write_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
