/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/serve/guard/audit.h"
#include "tools/serve/guard/lockout.h"
#include "tools/serve/guard/sessions.h"
#include "tools/serve/password.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- sessions --- */

/* ASVS 5.0, chapter 7: length, uniqueness, idle and absolute limits, end. */
static void a_session_lives_as_long_as_it_may_and_no_longer(void **state)
{
	static const struct {
		int64_t uses_s[3]; /* 0 = none */
		int64_t looked_s;
		bool alive;
	} rows[] = {
		{{0}, SESSION_IDLE_S - 1, true},
		{{0}, SESSION_IDLE_S, false},
		{{SESSION_IDLE_S - 1}, 2 * SESSION_IDLE_S - 2, true},
		{{SESSION_IDLE_S - 1}, 2 * SESSION_IDLE_S - 1, false},
		{{SESSION_IDLE_S}, SESSION_IDLE_S + 1, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sessions *all = sessions_new();
		char id[SECRET_SIZE];

		assert_int_equal(sessions_open(all, 100, id, NULL), 0);
		for (int k = 0; k < 3 && rows[i].uses_s[k]; k++)
			sessions_use(all, id, 100 + rows[i].uses_s[k], NULL);
		assert_int_equal(sessions_use(all, id, 100 + rows[i].looked_s, NULL),
				 rows[i].alive);
		sessions_free(all);
	}
}

static void a_session_that_is_used_ends_after_eight_hours(void **state)
{
	struct sessions *all = sessions_new();
	char id[SECRET_SIZE];
	int64_t now_s;

	(void)state;
	assert_int_equal(sessions_open(all, 0, id, NULL), 0);
	for (now_s = 60; now_s < 8 * 3600; now_s += 60)
		assert_true(sessions_use(all, id, now_s, NULL));
	assert_false(sessions_use(all, id, now_s, NULL));
	assert_false(sessions_use(all, id, now_s - 60, NULL));
	sessions_free(all);
}

static void ids_and_tokens_are_256_bits_each_and_none_comes_twice(void **state)
{
	enum { COUNT = 60 };
	static char secret[2 * COUNT][SECRET_SIZE];
	struct sessions *all = sessions_new();

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(sessions_open(all, 0, secret[2 * i], NULL), 0);
		assert_true(sessions_use(all, secret[2 * i], 0, secret[2 * i + 1]));
	}
	for (size_t i = 0; i < 2 * COUNT; i++) {
		assert_int_equal(strspn(secret[i], "0123456789abcdef"), 256 / 4);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(secret[i], secret[k]);
	}
	sessions_free(all);
}

static void too_many_sessions_end_the_one_longest_unused(void **state)
{
	struct sessions *all = sessions_new();
	char id[SESSIONS_MAX + 1][SECRET_SIZE];

	(void)state;
	for (int i = 0; i < SESSIONS_MAX; i++)
		assert_int_equal(sessions_open(all, i, id[i], NULL), 0);
	assert_true(sessions_use(all, id[0], SESSIONS_MAX, NULL));
	assert_int_equal(sessions_open(all, SESSIONS_MAX + 1, id[SESSIONS_MAX], NULL), 0);
	assert_false(sessions_use(all, id[1], SESSIONS_MAX + 1, NULL));
	assert_true(sessions_use(all, id[0], SESSIONS_MAX + 1, NULL));
	assert_true(sessions_use(all, id[SESSIONS_MAX], SESSIONS_MAX + 1, NULL));
	sessions_free(all);
}

static void what_is_no_id_opens_nothing(void **state)
{
	struct sessions *all = sessions_new();
	char id[SECRET_SIZE], shorter[SECRET_SIZE];

	(void)state;
	assert_int_equal(sessions_open(all, 0, id, NULL), 0);
	snprintf(shorter, sizeof(shorter), "%.*s", SECRET_SIZE - 2, id);
	assert_false(sessions_use(all, NULL, 0, NULL));
	assert_false(sessions_use(all, "", 0, NULL));
	assert_false(sessions_use(all, shorter, 0, NULL));
	sessions_close(all, id);
	assert_false(sessions_use(all, id, 0, NULL));
	sessions_free(all);
}

/* --- tries --- */

static void five_tries_within_a_quarter_of_an_hour(void **state)
{
	struct lockout lockout = {0};

	(void)state;
	for (int i = 0; i < 4; i++)
		lockout_fail(&lockout, 100 * i);
	assert_int_equal(lockout_wait_s(&lockout, 300), 0);
	lockout_fail(&lockout, 400);
	assert_int_equal(lockout_wait_s(&lockout, 400), 500);
	assert_int_equal(lockout_wait_s(&lockout, 899), 1);
	assert_int_equal(lockout_wait_s(&lockout, 900), 0);
	/* the next one is counted with the four before it */
	lockout_fail(&lockout, 900);
	assert_int_equal(lockout_wait_s(&lockout, 900), 100);
	lockout_reset(&lockout);
	assert_int_equal(lockout_wait_s(&lockout, 900), 0);
}

/* --- the password --- */

static void a_password_is_kept_as_argon2id_where_nobody_else_can_read(void **state)
{
	const char *path = scratch_path(state, "password");
	struct password *password;
	struct stat status;
	char *text;
	size_t size;

	assert_int_equal(password_set(path, "correct horse", NULL), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(file_read(path, 4096, &text, &size, NULL), 0);
	assert_memory_equal(text, "$argon2id$", 10);
	assert_null(strstr(text, "horse"));
	free(text);
	assert_int_equal(password_load(&password, path, NULL), 0);
	assert_true(password_is(password, "correct horse"));
	assert_false(password_is(password, "correct hors"));
	assert_false(password_is(password, "correct horse "));
	assert_false(password_is(password, ""));
	assert_false(password_is(password, NULL));
	password_free(password);
}

static void a_password_file_that_is_open_or_no_such_is_refused(void **state)
{
	const char *path = scratch_path(state, "password");
	struct password *password;
	struct error err;

	assert_int_equal(password_load(&password, path, &err), 0);
	assert_null(password);
	assert_int_equal(file_write_atomic(path, "hunter2\n", 8, true, NULL), 0);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(password_load(&password, path, &err), HINGE_EREFUSED);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(password_load(&password, path, &err), HINGE_EFORMAT);
	assert_int_equal(password_set(path, "short", &err), HINGE_EREFUSED);
}

/* --- the log --- */

static const struct audit_entry entry = {"local", "view-trial", "0123456789abcdef0123456789abcdef",
					 200};

static const char *write_log(void **state, int lines)
{
	const char *path = scratch_path(state, "audit");
	struct audit *audit;

	assert_int_equal(audit_open(&audit, path, NULL), 0);
	for (int i = 0; i < lines; i++)
		assert_int_equal(audit_add(audit, &entry, NULL), 0);
	audit_close(audit);
	return path;
}

static void a_log_goes_on_over_runs_and_is_nobody_else_s(void **state)
{
	const char *path = write_log(state, 2);
	struct audit *first, *second;
	struct stat status;
	size_t lines;
	struct error err;

	write_log(state, 1);
	assert_int_equal(audit_verify(path, &lines, NULL), 0);
	assert_int_equal(lines, 3);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(audit_open(&first, path, NULL), 0);
	assert_int_equal(audit_open(&second, path, &err), HINGE_EREFUSED);
	audit_close(first);
}

static void every_bit_that_flips_in_a_log_is_noticed(void **state)
{
	const char *path = write_log(state, 3), *copy = scratch_path(state, "copy");
	struct error err;
	char *text;
	size_t size;

	assert_int_equal(file_read(path, 1 << 16, &text, &size, NULL), 0);
	for (size_t bit = 0; bit < 8 * size; bit++) {
		FILE *file = fopen(copy, "w");

		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
		assert_non_null(file);
		assert_int_equal(fwrite(text, 1, size, file), size);
		fclose(file);
		assert_int_equal(audit_verify(copy, NULL, &err), HINGE_EFORMAT);
		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
	}
	free(text);
}

static void a_line_that_is_missing_or_moved_is_noticed(void **state)
{
	const char *path = write_log(state, 4), *copy = scratch_path(state, "copy");
	struct audit *audit;
	struct error err;
	char *text, *second;
	size_t size, line;

	assert_int_equal(file_read(path, 1 << 16, &text, &size, NULL), 0);
	line = strcspn(text, "\n") + 1;
	second = text + line;
	/* without the first */
	assert_int_equal(file_write_atomic(copy, second, size - line, true, NULL), 0);
	assert_int_equal(audit_verify(copy, NULL, &err), HINGE_EFORMAT);
	/* without the second: all lines are of one length */
	memmove(second, second + line, size - 2 * line);
	assert_int_equal(file_write_atomic(copy, text, size - line, true, NULL), 0);
	assert_int_equal(audit_verify(copy, NULL, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "line 2"));
	/* and no further line is put behind it */
	assert_int_equal(chmod(copy, 0600), 0);
	assert_int_equal(audit_open(&audit, copy, &err), HINGE_EFORMAT);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		cmocka_unit_test(a_session_lives_as_long_as_it_may_and_no_longer),
		cmocka_unit_test(a_session_that_is_used_ends_after_eight_hours),
		cmocka_unit_test(ids_and_tokens_are_256_bits_each_and_none_comes_twice),
		cmocka_unit_test(too_many_sessions_end_the_one_longest_unused),
		cmocka_unit_test(what_is_no_id_opens_nothing),
		cmocka_unit_test(five_tries_within_a_quarter_of_an_hour),
		IN_SCRATCH(a_password_is_kept_as_argon2id_where_nobody_else_can_read),
		IN_SCRATCH(a_password_file_that_is_open_or_no_such_is_refused),
		IN_SCRATCH(a_log_goes_on_over_runs_and_is_nobody_else_s),
		IN_SCRATCH(every_bit_that_flips_in_a_log_is_noticed),
		IN_SCRATCH(a_line_that_is_missing_or_moved_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
