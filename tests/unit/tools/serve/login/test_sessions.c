/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/login/sessions.h"

#include <stdio.h>
#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_lives_as_long_as_it_may_and_no_longer),
		cmocka_unit_test(a_session_that_is_used_ends_after_eight_hours),
		cmocka_unit_test(ids_and_tokens_are_256_bits_each_and_none_comes_twice),
		cmocka_unit_test(too_many_sessions_end_the_one_longest_unused),
		cmocka_unit_test(what_is_no_id_opens_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
