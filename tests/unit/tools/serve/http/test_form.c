/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/http/form.h"

#include <stdio.h>
#include <string.h>

static struct form form;

static bool put(const char *name, const char *value, uint64_t offset)
{
	return form_put(&form, name, value, offset, strlen(value));
}

static void a_value_that_comes_in_pieces_is_put_together(void **state)
{
	(void)state;
	form_init(&form);
	assert_true(put("a", "one", 0));
	assert_true(put("note", "be", 0));
	assert_true(put("note", "lt", 2));
	assert_true(put("b", "", 0));
	assert_int_equal(form.fields.count, 3);
	assert_string_equal(fields_get(&form.fields, "a"), "one");
	assert_string_equal(fields_get(&form.fields, "note"), "belt");
	assert_string_equal(fields_get(&form.fields, "b"), "");
	assert_null(fields_get(&form.fields, "c"));
}

static void a_form_of_too_many_fields_is_too_large_and_mixes_none(void **state)
{
	char name[16];

	(void)state;
	form_init(&form);
	for (int i = 0; i < FIELDS_MAX; i++) {
		snprintf(name, sizeof(name), "x%d", i);
		assert_true(put(name, "1", 0));
	}
	assert_false(form.too_large);
	assert_false(put("more", "2", 0));
	assert_false(put("more", "3", 1));
	assert_true(form.too_large);
	assert_int_equal(form.fields.count, FIELDS_MAX);
	assert_string_equal(fields_get(&form.fields, name), "1");
}

/* With a NUL behind each. */
static void a_form_may_be_as_long_as_its_room_and_no_longer(void **state)
{
	static char value[BODY_MAX];

	(void)state;
	memset(value, 'v', sizeof(value));
	form_init(&form);
	assert_true(form_put(&form, "a", value, 0, BODY_MAX - 2 - 1));
	assert_int_equal(form.used, BODY_MAX);
	assert_false(form_put(&form, "a", value, BODY_MAX - 3, 1));
	form_init(&form);
	assert_false(form_put(&form, "a", value, 0, BODY_MAX - 2));
	assert_true(form.too_large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_that_comes_in_pieces_is_put_together),
		cmocka_unit_test(a_form_of_too_many_fields_is_too_large_and_mixes_none),
		cmocka_unit_test(a_form_may_be_as_long_as_its_room_and_no_longer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
