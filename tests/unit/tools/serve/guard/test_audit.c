/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/serve/guard/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
		IN_SCRATCH(a_log_goes_on_over_runs_and_is_nobody_else_s),
		IN_SCRATCH(every_bit_that_flips_in_a_log_is_noticed),
		IN_SCRATCH(a_line_that_is_missing_or_moved_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
