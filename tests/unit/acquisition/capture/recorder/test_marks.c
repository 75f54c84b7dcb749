/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which marks wait, and how long they may be. */
#include "acquisition/capture/recorder/marks.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>
#include <string.h>

static void marks_come_out_in_order_and_the_17th_must_wait(void **state)
{
	struct marks *marks = calloc(1, sizeof(*marks));
	struct mark mark;
	struct error err;

	(void)state;
	for (int64_t i = 0; i < 16; i++)
		assert_int_equal(marks_add(marks, "note", "x", i, NULL), 0);
	assert_int_equal(marks_add(marks, "note", "x", 16, &err), HINGE_EAGAIN);
	for (int64_t i = 0; i < 5; i++) {
		assert_true(marks_take(marks, &mark));
		assert_int_equal(mark.monotonic_ns, i);
	}
	assert_int_equal(marks_add(marks, "note", "later", 16, NULL), 0);
	for (int64_t i = 5; i < 17; i++) {
		assert_true(marks_take(marks, &mark));
		assert_int_equal(mark.monotonic_ns, i < 16 ? i : 16);
	}
	assert_string_equal(mark.text, "later");
	assert_false(marks_take(marks, &mark));
	free(marks);
}

static void the_longest_mark_fits_and_a_longer_one_is_refused(void **state)
{
	struct marks *marks = calloc(1, sizeof(*marks));
	char text[4098], kind[33];
	struct error err;

	(void)state;
	memset(text, 'x', sizeof(text));
	memset(kind, 'k', sizeof(kind));
	text[4097] = kind[32] = 0;
	assert_int_equal(marks_add(marks, "note", text, 0, &err), HINGE_EUSAGE);
	assert_int_equal(marks_add(marks, "note", text + 1, 0, &err), 0);
	assert_int_equal(marks_add(marks, kind, "", 0, &err), HINGE_EUSAGE);
	assert_int_equal(marks_add(marks, kind + 1, "", 0, &err), 0);
	assert_int_equal(marks_add(marks, "", "", 0, &err), HINGE_EUSAGE);
	free(marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_come_out_in_order_and_the_17th_must_wait),
		cmocka_unit_test(the_longest_mark_fits_and_a_longer_one_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
