/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/guard/headers.h"

#include <string.h>

static void every_answer_carries_the_headers_that_protect_it(void **state)
{
	static const char *const names[] = {"Content-Security-Policy",
					    "X-Content-Type-Options",
					    "Referrer-Policy",
					    "Cache-Control",
					    "Cross-Origin-Opener-Policy",
					    "Cross-Origin-Resource-Policy"};
	size_t count = 0;

	(void)state;
	for (const struct field *row = safe_headers; row->name; row++, count++)
		assert_string_equal(row->name, names[count]);
	assert_int_equal(count, 6);
	assert_non_null(strstr(safe_headers[0].value, "default-src 'none'"));
	assert_non_null(strstr(safe_headers[0].value, "frame-ancestors 'none'"));
	assert_non_null(strstr(safe_headers[0].value, "script-src 'self'"));
	assert_null(strstr(safe_headers[0].value, "script-src 'self' 'unsafe"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_carries_the_headers_that_protect_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
