/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/error.h"

#include <errno.h>
#include <string.h>

static void a_failure_carries_code_and_text(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(fail(&err, HINGE_EFORMAT, "%s: %d channels", "a.w64", 6), HINGE_EFORMAT);
	assert_int_equal(err.code, HINGE_EFORMAT);
	assert_string_equal(err.text, "a.w64: 6 channels");
}

static void context_stands_before_the_text(void **state)
{
	struct error err;

	(void)state;
	errno = ENOSPC;
	fail_errno(&err, HINGE_EWRITE, "%s", "x.h5");
	assert_int_equal(fail_context(&err, "trial %d", 7), HINGE_EWRITE);
	assert_string_equal(err.text, "trial 7: x.h5: No space left on device");
}

static void a_caller_may_not_care(void **state)
{
	(void)state;
	assert_int_equal(fail(NULL, HINGE_ENOMEM, "x"), HINGE_ENOMEM);
}

static void long_texts_are_cut_not_overrun(void **state)
{
	struct error err;
	char text[2 * ERROR_TEXT_MAX];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	fail(&err, HINGE_EREAD, "%s", text);
	fail_context(&err, "%s", text);
	assert_int_equal(strlen(err.text), ERROR_TEXT_MAX - 1);
}

static void exit_statuses_are_the_documented_ones(void **state)
{
	(void)state;
	assert_int_equal(error_exit_status(0), 0);
	assert_int_equal(error_exit_status(HINGE_EUSAGE), 2);
	assert_int_equal(error_exit_status(HINGE_EFORMAT), 3);
	assert_int_equal(error_exit_status(HINGE_EDEVICE), 4);
	assert_int_equal(error_exit_status(HINGE_EREFUSED), 5);
	assert_int_equal(error_exit_status(HINGE_EWRITE), 74);
	assert_int_equal(error_exit_status(HINGE_EAGAIN), 75);
	assert_int_equal(error_exit_status(HINGE_EINTERRUPTED), 130);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_carries_code_and_text),
		cmocka_unit_test(context_stands_before_the_text),
		cmocka_unit_test(a_caller_may_not_care),
		cmocka_unit_test(long_texts_are_cut_not_overrun),
		cmocka_unit_test(exit_statuses_are_the_documented_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
