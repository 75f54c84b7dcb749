/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/error.h"
#include "tools/hinged/station/station.h"
#include "tools/serve/live/words.h"

#include <stdio.h>
#include <string.h>

static void expect_both(const char *key)
{
	const char *english = live_word("en", key), *german = live_word("de", key);

	if (!english || !german || !*english || !*german || !strcmp(english, german))
		fail_msg("the live page has not two words for %s", key);
}

/* The same list makes the codes and the table of docs/control-protocol.md. */
static void every_code_of_an_error_has_words_in_both_languages(void **state)
{
	static const int codes[] = {
#define CODE(name, code, status, text) code,
		ERROR_CODES(CODE)
#undef CODE
	};
	char key[24];

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		snprintf(key, sizeof(key), "error_%d", -codes[i]);
		expect_both(key);
	}
}

static void every_state_of_the_daemon_has_words_in_both_languages(void **state)
{
	char key[48];

	(void)state;
	for (int of = STATION_IDLE; of <= STATION_WAITING; of++) {
		snprintf(key, sizeof(key), "state_%s", station_state_name((enum station_state)of));
		expect_both(key);
	}
}

static void what_is_no_word_is_none(void **state)
{
	(void)state;
	assert_null(live_word("de", "error_0"));
	assert_null(live_word("de", "state_"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_of_an_error_has_words_in_both_languages),
		cmocka_unit_test(every_state_of_the_daemon_has_words_in_both_languages),
		cmocka_unit_test(what_is_no_word_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
