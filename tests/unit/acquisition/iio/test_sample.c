/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/sample.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>
#include <string.h>

/* By hand, from Documentation/driver-api/iio/buffers.rst: [be|le]:[s|u]bits/storagebits>>shift. */
static void the_documented_layouts_are_read(void **state)
{
	const uint8_t le_s12_16_4[] = {0x50, 0xff};             /* 0xff5 of 12 bit = -11 */
	const uint8_t be_s24_32_8[] = {0x80, 0x00, 0x01, 0xee}; /* 0x800001 = -8388607 */
	const uint8_t le_u16[] = {0xff, 0xff};
	const uint8_t be_u24_32[] = {0x77, 0x12, 0x34, 0x56}; /* what is above means nothing */
	const uint8_t le_s32[] = {0x00, 0x00, 0x00, 0x80};
	const uint8_t s8[] = {0xfe};

	(void)state;
	assert_int_equal(adc_sample(&(struct adc_format){2, 12, 4, true, false}, le_s12_16_4), -11);
	assert_int_equal(adc_sample(&(struct adc_format){4, 24, 8, true, true}, be_s24_32_8),
			 -8388607);
	assert_int_equal(adc_sample(&(struct adc_format){2, 16, 0, false, false}, le_u16), 65535);
	assert_int_equal(adc_sample(&(struct adc_format){4, 24, 0, false, true}, be_u24_32),
			 0x123456);
	assert_int_equal(adc_sample(&(struct adc_format){4, 32, 0, true, false}, le_s32),
			 INT32_MIN);
	assert_int_equal(adc_sample(&(struct adc_format){1, 8, 0, true, false}, s8), -2);
}

static void times_of_64_bit_are_read(void **state)
{
	const uint8_t bytes[] = {0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x81};

	(void)state;
	assert_true(adc_time(&(struct adc_format){8, 64, 0, true, false}, bytes) ==
		    (int64_t)UINT64_C(0x8102030405060708));
	assert_true(adc_time(&(struct adc_format){8, 64, 0, true, true}, bytes) ==
		    INT64_C(0x0807060504030281));
}

/* Every layout that fits, values made of their bits one by one. */
static void check_layout(const struct adc_format *format)
{
	uint8_t bytes[8];
	int64_t want = 0;

	for (unsigned i = 0; i < format->bytes; i++)
		bytes[i] = (uint8_t)rand();
	for (unsigned bit = 0; bit < format->bits; bit++) {
		unsigned at = bit + format->shift;
		unsigned byte = format->is_big_endian ? format->bytes - 1 - at / 8 : at / 8;
		int64_t weight = INT64_C(1) << bit;

		if (bytes[byte] >> at % 8 & 1)
			want += format->is_signed && bit == format->bits - 1 ? -weight : weight;
	}
	assert_true(adc_sample(format, bytes) == want);
}

static void every_layout_that_fits_is_exact(void **state)
{
	int layouts = 0;

	(void)state;
	srand(1);
	for (unsigned i = 0; i < 4u * 33 * 64 * 4; i++) {
		struct adc_format format = {.bytes = 1u << i % 4,
					    .bits = i / 4 % 33,
					    .shift = i / 4 / 33 % 64,
					    .is_signed = i / 4 / 33 / 64 & 1,
					    .is_big_endian = i / 4 / 33 / 64 & 2};

		if (!adc_format_fits(&format))
			continue;
		check_layout(&format);
		layouts++;
	}
	assert_true(layouts > 4000);
}

static void layouts_that_are_none_do_not_fit(void **state)
{
	const struct adc_format none[] = {
		{0, 8, 0, true, false},
		{3, 24, 0, true, false},
		{4, 0, 0, true, false},
		{4, 33, 0, true, false},
		{8, 33, 0, true, false},
		{4, 32, 0, false, false},
		{4, 24, 9, true, false},
		{2, 8, 16, true, false},
		{16, 24, 0, true, false},
		{4, 3, 99, true, false},
		{4, 24, 4294967295u, true, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_false(adc_format_fits(&none[i]));
	assert_true(adc_format_fits(&(struct adc_format){4, 24, 8, true, true}));
	assert_true(adc_format_fits(&(struct adc_format){8, 31, 33, false, true}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_documented_layouts_are_read),
		cmocka_unit_test(times_of_64_bit_are_read),
		cmocka_unit_test(every_layout_that_fits_is_exact),
		cmocka_unit_test(layouts_that_are_none_do_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
