/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a device's address is said before anything is asked for on a bus. */
#include "acquisition/source.h"
#include "tests/support/assert_near.h"

#include <string.h>

static void a_malformed_address_is_refused_with_the_reason(void **state)
{
	static const struct {
		const char *address, *says;
	} rows[] = {
		{"usb:A,rate=abc", "usb: rate=abc: expected a rate in hertz"},
		{"usb:A,rate=", "expected a rate in hertz"},
		{"usb:A,rate=100x", "expected a rate in hertz"},
		{"usb:A,rate=-1", "expected a rate in hertz"},
		{"usb:A,rate=inf", "expected a rate in hertz"},
		{"usb:A,ramp=2", "usb: 'ramp=2' is none of its options"},
		{"usb:A,raw=10", "'raw=10' is none"},
		{"usb:A,", "'' is none"},
		{"mcc:A,rate=abc", "mcc: 'rate=abc' is none of its options"},
		{"mcc:A,rate=nan", "'rate=nan' is none"},
		{"mcc:A,rate=0", "rate=0 is outside what it can, 100 to 100000 Hz"},
		{"mcc:A,rate=100001", "rate=100001 is outside"},
		{"mcc:A,range=3", "range=3: it has 1, 2, 5 and 10"},
		{"mcc:A,ramp=yes", "'ramp=yes' is none"},
		{"mcc:A,newton_per_volt=0", "makes no force"},
		{"iio:nowhere", "expected where the ADC is"},
		{"iio:ip:127.0.0.1,rate=1e3x", "iio: 'rate=1e3x' is none of its options"},
		{"iio:ip:127.0.0.1,rate=1", "rate=1 is outside"},
		{"iio:ip:127.0.0.1,device=", "'device=' is none"},
		{"iio:ip:127.0.0.1,newton_per_volt=0", "makes no force"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct source *source = NULL;
		struct error err = {0};

		assert_int_equal(source_open(&source, rows[i].address, &err), HINGE_EUSAGE);
		assert_null(source);
		if (!strstr(err.text, rows[i].says))
			fail_msg("%s: '%s' does not say '%s'", rows[i].address, err.text,
				 rows[i].says);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_malformed_address_is_refused_with_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
