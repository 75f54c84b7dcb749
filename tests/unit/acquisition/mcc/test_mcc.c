/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/mcc/mcc.h"

#include "tests/support/assert_near.h"

#include <string.h>

static void the_pacer_divides_40_mhz(void **state)
{
	double actual_hz;

	(void)state;
	assert_int_equal(mcc_pacer(1000, &actual_hz), 39999);
	assert_near(actual_hz, 1000, 0);
	/* 40e6 / 32000 = 1250 */
	assert_int_equal(mcc_pacer(32000, &actual_hz), 1249);
	assert_near(actual_hz, 32000, 0);
	/* 40e6 / 44100 = 907.03 */
	assert_int_equal(mcc_pacer(44100, &actual_hz), 906);
	assert_near(actual_hz, 40e6 / 907, 1e-9);
}

static void a_scan_of_eight_inputs_is_ten_bytes(void **state)
{
	static const uint8_t plain[] = {0, 0, 0, 0, 0x3f, 0x9c, 0, 0, 0xff, 0};
	static const uint8_t ramp[] = {0, 0, 0, 0, 0xe1, 0x04, 0, 0, 0xff, 0x20};
	uint8_t data[MCC_SCAN_START_BYTES];

	(void)state;
	mcc_put_scan_start(data, 39999, false);
	assert_memory_equal(data, plain, sizeof(plain));
	mcc_put_scan_start(data, 1249, true);
	assert_memory_equal(data, ramp, sizeof(ramp));
}

static void ranges_are_those_of_the_device(void **state)
{
	(void)state;
	assert_int_equal(mcc_range_code(10), 0);
	assert_int_equal(mcc_range_code(5), 1);
	assert_int_equal(mcc_range_code(2), 3);
	assert_int_equal(mcc_range_code(1), 5);
	assert_int_equal(mcc_range_code(2.5), -1);
	assert_int_equal(mcc_range_code(0), -1);
}

static void codes_count_from_the_middle(void **state)
{
	static const uint8_t data[] = {0, 0, 0xff, 0xff, 0, 0x80, 0xff, 0x7f,
				       1, 0, 0,    1,    2, 0x80, 0,    0x40};
	static const int32_t expected[] = {-32768, 32767, 0, -1, -32767, -32512, 2, -16384};
	int32_t counts[MCC_CHANNELS];

	(void)state;
	mcc_unpack(counts, data, 1);
	assert_memory_equal(counts, expected, sizeof(expected));
}

static void the_ramp_goes_on_from_input_to_input(void **state)
{
	(void)state;
	assert_int_equal(mcc_ramp(0, 0), -32768);
	assert_int_equal(mcc_ramp(0, 7), -32761);
	assert_int_equal(mcc_ramp(1, 0), -32760);
	/* 8192 frames of 8 samples are 2^16 */
	assert_int_equal(mcc_ramp(8191, 7), 32767);
	assert_int_equal(mcc_ramp(8192, 0), -32768);
}

/* 1.5f, -0.5f and so on as IEEE 754 has them */
static void put(uint8_t *memory, int range, int input, const char *slope, const char *intercept)
{
	uint8_t *entry = memory + (range * MCC_CHANNELS + input) * 8;

	memcpy(entry, slope, 4);
	memcpy(entry + 4, intercept, 4);
}

static void the_correction_is_that_of_the_range(void **state)
{
	uint8_t memory[MCC_CALIBRATION_BYTES] = {0};
	struct mcc_correction correction;
	struct error err;

	(void)state;
	for (int input = 0; input < MCC_CHANNELS; input++)
		put(memory, 3, input, "\x00\x00\x80\x3f", "\x00\x00\x00\xbf"); /* 1, -0.5 */
	put(memory, 3, 6, "\x00\x00\x82\x3f", "\x00\x00\x40\x40");             /* 1.015625, 3 */
	assert_int_equal(mcc_get_correction(&correction, memory, 3, &err), 0);
	assert_near(correction.slope[0], 1, 0);
	assert_near(correction.intercept[0], -0.5, 0);
	assert_near(correction.slope[6], 1.015625, 0);
	assert_near(correction.intercept[6], 3, 0);
	/* no other range has one */
	assert_int_equal(mcc_get_correction(&correction, memory, 0, &err), HINGE_EDEVICE);
}

static void a_memory_that_was_erased_is_refused(void **state)
{
	uint8_t memory[MCC_CALIBRATION_BYTES];
	struct mcc_correction correction;
	struct error err;

	(void)state;
	memset(memory, 0xff, sizeof(memory));
	assert_int_equal(mcc_get_correction(&correction, memory, 0, &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "of input 1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pacer_divides_40_mhz),
		cmocka_unit_test(a_scan_of_eight_inputs_is_ten_bytes),
		cmocka_unit_test(ranges_are_those_of_the_device),
		cmocka_unit_test(codes_count_from_the_middle),
		cmocka_unit_test(the_ramp_goes_on_from_input_to_input),
		cmocka_unit_test(the_correction_is_that_of_the_range),
		cmocka_unit_test(a_memory_that_was_erased_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
