/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/client/live_view.h"

static void a_force_that_rounds_to_nothing_has_no_sign(void **state)
{
	static const struct {
		double force_n;
		const char *text;
	} cases[] = {
		{-0.4, "0 N"},  {0.4, "0 N"},       {-0.0, "0 N"},
		{-0.6, "-1 N"}, {1063.5, "1064 N"}, {-12, "-12 N"},
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct js *object = js_object();

		assert_int_equal(js_set(object, "left_n", js_number(cases[i].force_n)), 0);
		assert_string_equal(live_force_text(object, "left_n", text, sizeof(text)),
				    cases[i].text);
		js_free(object);
	}
}

static void a_force_that_is_not_known_is_no_number(void **state)
{
	struct js *object = js_object();
	char text[32];

	(void)state;
	assert_int_equal(js_set(object, "left_n", js_null()), 0);
	assert_string_equal(live_force_text(object, "left_n", text, sizeof(text)), "--");
	assert_string_equal(live_force_text(object, "right_n", text, sizeof(text)), "--");
	js_free(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_force_that_rounds_to_nothing_has_no_sign),
		cmocka_unit_test(a_force_that_is_not_known_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
