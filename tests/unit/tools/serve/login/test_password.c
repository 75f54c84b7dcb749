/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/serve/login/password.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		IN_SCRATCH(a_password_is_kept_as_argon2id_where_nobody_else_can_read),
		IN_SCRATCH(a_password_file_that_is_open_or_no_such_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
