/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes are written by hand from docs/usb-protocol.md. */
#include "acquisition/hpp/hpp.h"

#include "tests/support/assert_near.h"

#include <string.h>

/* --- INFO --- */

static const uint8_t info_bytes[HPP_INFO_BYTES] = {
	'H',  'P',  'P',  '1',  0x00, 0x01, 0x03, 0x02, 8,    24,   20,   0x1f, 0xa0,
	0x86, 0x01, 0x00, 0x00, 0x48, 0xe8, 0x01, 0x00, 0x10, 0x00, 0x00, 0x20, 0x4e,
	0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 'P',  'l',  'a',  't',  'e',  ' ',  '8'};

static void info_is_read_and_written_field_by_field(void **state)
{
	uint8_t again[HPP_INFO_BYTES];
	struct hpp_info info;

	(void)state;
	assert_int_equal(hpp_info_decode(&info, info_bytes, sizeof(info_bytes), NULL), 0);
	assert_int_equal(info.protocol, 0x0100);
	assert_int_equal(info.firmware, 0x0203);
	assert_int_equal(info.channels, 8);
	assert_int_equal(info.bits, 24);
	assert_int_equal(info.block_frames_max, 20);
	assert_int_equal(info.capabilities, 0x1f);
	assert_int_equal(info.rate_min_mhz, 100000);
	assert_int_equal(info.rate_max_mhz, 32000000);
	assert_int_equal(info.fifo_frames, 4096);
	assert_int_equal(info.clock_ppb, 20000);
	assert_int_equal(info.cal_bytes, 4096);
	assert_string_equal(info.model, "Plate 8");
	memset(again, 0x5a, sizeof(again));
	hpp_info_encode(again, &info);
	assert_memory_equal(again, info_bytes, sizeof(again));
}

static void a_model_name_may_fill_its_field(void **state)
{
	uint8_t bytes[HPP_INFO_BYTES], again[HPP_INFO_BYTES];
	struct hpp_info info;

	(void)state;
	memcpy(bytes, info_bytes, sizeof(bytes));
	memset(bytes + 32, 'x', 32);
	assert_int_equal(hpp_info_decode(&info, bytes, sizeof(bytes), NULL), 0);
	assert_int_equal(strlen(info.model), 32);
	hpp_info_encode(again, &info);
	assert_memory_equal(again, bytes, sizeof(again));
}

/* One byte of INFO is another; the reason given holds these words, NULL = it is accepted. */
struct info_case {
	size_t at;
	uint8_t byte;
	const char *reason;
};

static void what_a_plate_cannot_be_is_refused_with_its_reason(void **state)
{
	static const struct info_case cases[] = {
		{0, 'X', "not a plate"},
		{3, '2', "not a plate"},
		{5, 2, "version 2.0"},
		{5, 0, "version 0.0"},
		{4, 7, NULL},
		{8, 0, "0 channels"},
		{8, 1, NULL},
		{8, 16, NULL},
		{8, 17, "17 channels"},
		{9, 7, "7 bits"},
		{9, 8, NULL},
		{9, 25, "25 bits"},
		{10, 0, "0 frames a block"},
		{10, 1, NULL},
		{10, 21, "21 frames a block"},
		{15, 0xff, "rates from"},
		{28, 1, "4097 bytes"},
		{28, 63, "4159 bytes"},
		{28, 64, NULL},
		{29, 0x40, NULL},
		{29, 0x41, "16640 bytes"},
		{31, 0x80, "bytes of calibration"},
		{32, '\n', "printable"},
		{32, 0x1b, "printable"},
		{32, 0x80, "printable"},
		{32, 0x7f, "printable"},
		{32, 0x7e, NULL},
		{63, 0x1b, NULL}, /* behind the end of the text */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint8_t bytes[HPP_INFO_BYTES];
		struct hpp_info info = {.channels = 99};
		struct error err;
		int ret;

		memcpy(bytes, info_bytes, sizeof(bytes));
		bytes[cases[i].at] = cases[i].byte;
		ret = hpp_info_decode(&info, bytes, sizeof(bytes), &err);
		assert_int_equal(ret, cases[i].reason ? HINGE_EDEVICE : 0);
		if (!cases[i].reason)
			continue;
		assert_non_null(strstr(err.text, cases[i].reason));
		assert_int_equal(info.channels, 99);
	}
}

static void a_plate_that_runs_at_no_rate_is_refused(void **state)
{
	uint8_t bytes[HPP_INFO_BYTES];
	struct hpp_info info;
	struct error err;

	(void)state;
	memcpy(bytes, info_bytes, sizeof(bytes));
	memset(bytes + 12, 0, 4);
	assert_int_equal(hpp_info_decode(&info, bytes, sizeof(bytes), &err), HINGE_EDEVICE);
	assert_string_equal(err.text, "INFO: rates from 0 to 32000000 mHz");
}

/* --- CONFIG --- */

static const uint8_t config_bytes[HPP_CONFIG_BYTES] = {0x40, 0x42, 0x0f, 0x00, 0x05, 0x80, 20, 0x03,
						       0,    1,    2,    3,    4,    5,    6,  7,
						       8,    9,    10,   11,   12,   13,   14, 15};

static void config_is_read_and_written_field_by_field(void **state)
{
	uint8_t again[HPP_CONFIG_BYTES];
	struct hpp_config config;

	(void)state;
	assert_int_equal(hpp_config_decode(&config, config_bytes, sizeof(config_bytes), NULL), 0);
	assert_int_equal(config.rate_mhz, 1000000);
	assert_int_equal(config.channel_mask, 0x8005);
	assert_int_equal(hpp_config_channels(&config), 3);
	assert_int_equal(config.block_frames, 20);
	assert_int_equal(config.flags, HPP_FLAG_CRC | HPP_FLAG_RAMP);
	for (int c = 0; c < 16; c++)
		assert_int_equal(config.gain_log2[c], c);
	hpp_config_encode(again, &config);
	assert_memory_equal(again, config_bytes, sizeof(again));
}

static void a_configuration_without_rate_channel_or_frame_is_refused(void **state)
{
	static const struct {
		size_t at, bytes;
		uint8_t byte;
		int ret;
	} cases[] = {{0, 4, 0, HINGE_EDEVICE},
		     {4, 2, 0, HINGE_EDEVICE},
		     {6, 1, 0, HINGE_EDEVICE},
		     {6, 1, 1, 0},
		     {6, 1, 21, HINGE_EDEVICE}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint8_t bytes[HPP_CONFIG_BYTES];
		struct hpp_config config;

		memcpy(bytes, config_bytes, sizeof(bytes));
		memset(bytes + cases[i].at, cases[i].byte, cases[i].bytes);
		assert_int_equal(hpp_config_decode(&config, bytes, sizeof(bytes), NULL),
				 cases[i].ret);
	}
}

/* --- STATUS, TIME, the setup packet --- */

static const uint8_t status_bytes[HPP_STATUS_BYTES] = {
	3,    7,    0x85, 0x80, 0x04, 0x03, 0x02, 0x01, 0x15, 0xcd, 0x5b,
	0x07, 0x01, 0x00, 0x00, 0x00, 0x09, 0x00, 0x00, 0x00, 0x00, 0x02,
	0x00, 0x00, 0xd4, 0xfe, 0x88, 0x13, 0xff, 0x0f, 0x00, 0x00};

static void status_is_read_and_written_field_by_field(void **state)
{
	uint8_t again[HPP_STATUS_BYTES];
	struct hpp_status status;

	(void)state;
	assert_int_equal(hpp_status_decode(&status, status_bytes, sizeof(status_bytes), NULL), 0);
	assert_int_equal(status.state, HPP_DRAINING);
	assert_int_equal(status.session, 7);
	assert_int_equal(status.flags, 0x8085);
	assert_int_equal(status.blocks, 0x01020304);
	assert_true(status.frames == UINT64_C(0x1075bcd15));
	assert_true(status.lost == UINT64_C(0x20000000009));
	assert_int_equal(status.temperature_cc, -300);
	assert_int_equal(status.excitation_mv, 5000);
	assert_int_equal(status.fifo_peak, 4095);
	hpp_status_encode(again, &status);
	assert_memory_equal(again, status_bytes, sizeof(again));
}

static void a_state_that_there_is_not_is_refused(void **state)
{
	uint8_t bytes[HPP_STATUS_BYTES];
	struct hpp_status status;

	(void)state;
	memcpy(bytes, status_bytes, sizeof(bytes));
	bytes[0] = 4;
	assert_int_equal(hpp_status_decode(&status, bytes, sizeof(bytes), NULL), HINGE_EDEVICE);
}

static void time_is_eight_bytes(void **state)
{
	static const uint8_t bytes[] = {0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01};
	uint8_t again[HPP_TIME_BYTES];
	uint64_t ns;

	(void)state;
	assert_int_equal(hpp_time_decode(&ns, bytes, sizeof(bytes), NULL), 0);
	assert_true(ns == UINT64_C(0x0102030405060708));
	hpp_time_encode(again, ns);
	assert_memory_equal(again, bytes, sizeof(bytes));
}

static void an_answer_of_another_length_is_refused(void **state)
{
	uint8_t bytes[100] = {0};
	struct hpp_info info;
	struct hpp_config config;
	struct hpp_status status;
	struct error err;
	uint64_t ns;

	(void)state;
	memcpy(bytes, info_bytes, sizeof(info_bytes));
	for (size_t size = 0; size < sizeof(bytes); size++)
		assert_int_equal(hpp_info_decode(&info, bytes, size, NULL),
				 size == 64 ? 0 : HINGE_EDEVICE);
	memcpy(bytes, config_bytes, sizeof(config_bytes));
	for (size_t size = 0; size < sizeof(bytes); size++)
		assert_int_equal(hpp_config_decode(&config, bytes, size, NULL),
				 size == 24 ? 0 : HINGE_EDEVICE);
	memcpy(bytes, status_bytes, sizeof(status_bytes));
	for (size_t size = 0; size < sizeof(bytes); size++) {
		assert_int_equal(hpp_status_decode(&status, bytes, size, NULL),
				 size == 32 ? 0 : HINGE_EDEVICE);
		assert_int_equal(hpp_time_decode(&ns, bytes, size, NULL),
				 size == 8 ? 0 : HINGE_EDEVICE);
	}
	hpp_info_decode(&info, bytes, 63, &err);
	assert_string_equal(err.text, "INFO of 63 bytes, expected 64");
}

static void the_setup_packet_is_that_of_usb(void **state)
{
	static const uint8_t bytes[] = {0x41, 0x21, 0x55, 0xaa, 0x02, 0x01, 0x40, 0x00};
	uint8_t again[HPP_SETUP_BYTES];
	struct hpp_setup setup;

	(void)state;
	hpp_setup_decode(&setup, bytes);
	assert_int_equal(setup.type, HPP_TYPE_OUT);
	assert_int_equal(setup.request, HPP_UNLOCK);
	assert_int_equal(setup.value, HPP_UNLOCK_KEY);
	assert_int_equal(setup.index, 0x0102);
	assert_int_equal(setup.length, 64);
	hpp_setup_encode(again, &setup);
	assert_memory_equal(again, bytes, sizeof(bytes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(info_is_read_and_written_field_by_field),
		cmocka_unit_test(a_model_name_may_fill_its_field),
		cmocka_unit_test(what_a_plate_cannot_be_is_refused_with_its_reason),
		cmocka_unit_test(a_plate_that_runs_at_no_rate_is_refused),
		cmocka_unit_test(config_is_read_and_written_field_by_field),
		cmocka_unit_test(a_configuration_without_rate_channel_or_frame_is_refused),
		cmocka_unit_test(status_is_read_and_written_field_by_field),
		cmocka_unit_test(a_state_that_there_is_not_is_refused),
		cmocka_unit_test(time_is_eight_bytes),
		cmocka_unit_test(an_answer_of_another_length_is_refused),
		cmocka_unit_test(the_setup_packet_is_that_of_usb),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
