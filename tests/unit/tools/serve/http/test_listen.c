/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/http/listen.h"

static void only_this_computer_is_listened_on(void **state)
{
	static const struct {
		const char *text;
		int code;
	} rows[] = {
		{"127.0.0.1:8080", 0},
		{"localhost:0", 0},
		{"[::1]:65535", 0},
		{"0.0.0.0:8080", HINGE_EREFUSED},
		{"192.168.1.2:80", HINGE_EREFUSED},
		{"[::]:8080", HINGE_EREFUSED},
		{"[fe80::1]:8080", HINGE_EREFUSED},
		{"127.0.0.2:8080", HINGE_EREFUSED},
		{"8080", HINGE_EUSAGE},
		{":8080", HINGE_EUSAGE},
		{"::1:8080", HINGE_EUSAGE},
		{"127.0.0.1:", HINGE_EUSAGE},
		{"127.0.0.1:70000", HINGE_EUSAGE},
		{"127.0.0.1:-1", HINGE_EUSAGE},
		{"127.0.0.1:80x", HINGE_EUSAGE},
		{"example.com:80", HINGE_EUSAGE},
		{"", HINGE_EUSAGE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct listen_address address;
		struct error err;

		assert_int_equal(listen_parse(&address, rows[i].text, &err), rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_this_computer_is_listened_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
