/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tests/accuracy/worst.h"

static void only_a_whole_word_of_the_list_is_a_key(void **state)
{
	(void)state;
	assert_true(worst_is_key("missed"));
	assert_true(worst_is_key("ai"));
	assert_true(worst_is_key("ai_level"));
	assert_true(worst_is_key("power"));
	assert_false(worst_is_key("ai_"));
	assert_false(worst_is_key("lift"));
	assert_false(worst_is_key("ai ai_level"));
	assert_false(worst_is_key(" "));
	assert_false(worst_is_key(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_a_whole_word_of_the_list_is_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
