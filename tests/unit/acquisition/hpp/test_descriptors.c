/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes by hand from USB 2.0 (9.6), USB 3.0 (9.6) and Microsoft OS 2.0 descriptors. */
#include "acquisition/hpp/descriptors.h"

#include "tests/support/assert_near.h"

#include <string.h>

static const struct hpp_identity plate = {
	.vendor = 0x1209,
	.product = 0x0001,
	.release = 0x0203,
	.speed = HPP_HIGH_SPEED,
	.manufacturer = "hinge",
	.model = "Plate",
	.serial = "L7",
};

static int ask(uint8_t out[HPP_ANSWER_MAX], enum hpp_speed speed, uint16_t value, uint16_t length)
{
	struct hpp_identity identity = plate;

	identity.speed = speed;
	memset(out, 0x5a, HPP_ANSWER_MAX);
	return hpp_descriptor_answer(
		out, &identity,
		&(struct hpp_setup){.type = 0x80, .request = 6, .value = value, .length = length});
}

#define assert_answer(speed, value, ...)                                                  \
	do {                                                                              \
		const uint8_t want_[] = {__VA_ARGS__};                                    \
		uint8_t got_[HPP_ANSWER_MAX];                                             \
		assert_int_equal(ask(got_, speed, value, HPP_ANSWER_MAX), sizeof(want_)); \
		assert_memory_equal(got_, want_, sizeof(want_));                          \
		assert_int_equal(got_[sizeof(want_)], 0x5a);                              \
	} while (0)

static void the_device_descriptor_names_the_plate(void **state)
{
	(void)state;
	assert_answer(HPP_HIGH_SPEED, 0x0100, 18, 1, 0x01, 0x02, 0, 0, 0, 64, 0x09, 0x12, 0x01,
		      0x00, 0x03, 0x02, 1, 2, 3, 1);
	assert_answer(HPP_FULL_SPEED, 0x0100, 18, 1, 0x01, 0x02, 0, 0, 0, 64, 0x09, 0x12, 0x01,
		      0x00, 0x03, 0x02, 1, 2, 3, 1);
	assert_answer(HPP_SUPER_SPEED, 0x0100, 18, 1, 0x00, 0x03, 0, 0, 0, 9, 0x09, 0x12, 0x01,
		      0x00, 0x03, 0x02, 1, 2, 3, 1);
}

static void the_configuration_has_one_interface_with_one_endpoint(void **state)
{
	(void)state;
	assert_answer(HPP_HIGH_SPEED, 0x0200, 9, 2, 25, 0, 1, 1, 0, 0x80, 250, 9, 4, 0, 0, 1, 0xff,
		      0x48, 0x01, 0, 7, 5, 0x81, 2, 0x00, 0x02, 0);
	assert_answer(HPP_FULL_SPEED, 0x0200, 9, 2, 25, 0, 1, 1, 0, 0x80, 250, 9, 4, 0, 0, 1, 0xff,
		      0x48, 0x01, 0, 7, 5, 0x81, 2, 64, 0x00, 0);
	assert_answer(HPP_SUPER_SPEED, 0x0200, 9, 2, 31, 0, 1, 1, 0, 0x80, 62, 9, 4, 0, 0, 1, 0xff,
		      0x48, 0x01, 0, 7, 5, 0x81, 2, 0x00, 0x04, 0, 6, 48, 0, 0, 0, 0);
}

static void strings_are_utf_16(void **state)
{
	(void)state;
	assert_answer(HPP_HIGH_SPEED, 0x0300, 4, 3, 0x09, 0x04);
	assert_answer(HPP_HIGH_SPEED, 0x0301, 12, 3, 'h', 0, 'i', 0, 'n', 0, 'g', 0, 'e', 0);
	assert_answer(HPP_HIGH_SPEED, 0x0302, 12, 3, 'P', 0, 'l', 0, 'a', 0, 't', 0, 'e', 0);
	assert_answer(HPP_HIGH_SPEED, 0x0303, 6, 3, 'L', 0, '7', 0);
}

static void the_qualifier_is_of_the_other_speed(void **state)
{
	uint8_t bytes[HPP_ANSWER_MAX];

	(void)state;
	assert_answer(HPP_HIGH_SPEED, 0x0600, 10, 6, 0x01, 0x02, 0, 0, 0, 64, 1, 0);
	assert_int_equal(ask(bytes, HPP_SUPER_SPEED, 0x0600, 64), HPP_STALLED);
}

static void the_bos_leads_windows_to_its_own_descriptors(void **state)
{
	(void)state;
	assert_answer(HPP_HIGH_SPEED, 0x0f00, 5, 15, 40, 0, 2, /* capabilities: 7 + 28 */
		      7, 16, 2, 0, 0, 0, 0, 28, 16, 5, 0, 0xdf, 0x60, 0xdd, 0xd8, 0x89, 0x45, 0xc7,
		      0x4c, 0x9c, 0xd2, 0x65, 0x9d, 0x9e, 0x64, 0x8a, 0x9f, 0x00, 0x00, 0x03, 0x06,
		      162, 0, 0x4d, 0);
	assert_answer(HPP_SUPER_SPEED, 0x0f00, 5, 15, 50, 0, 3, 7, 16, 2, 2, 0, 0, 0, 10, 16, 3, 0,
		      0x0e, 0, 1, 10, 0x20, 0, 28, 16, 5, 0, 0xdf, 0x60, 0xdd, 0xd8, 0x89, 0x45,
		      0xc7, 0x4c, 0x9c, 0xd2, 0x65, 0x9d, 0x9e, 0x64, 0x8a, 0x9f, 0x00, 0x00, 0x03,
		      0x06, 162, 0, 0x4d, 0);
}

/* Length, type, property type; then name and list, each behind its length. */
static void the_set_for_windows_names_winusb_and_an_interface(void **state)
{
	static const uint8_t head[] = {10, 0,   0,   0,   0x00, 0x00, 0x03, 0x06, 162, 0, 20, 0, 3,
				       0,  'W', 'I', 'N', 'U',  'S',  'B',  0,    0,   0, 0,  0, 0,
				       0,  0,   0,   0,   132,  0,    4,    0,    7,   0, 42, 0};
	static const char name[] = "DeviceInterfaceGUIDs";
	struct hpp_setup setup = {
		.type = 0xc0, .request = 0x4d, .value = 0, .index = 7, .length = HPP_ANSWER_MAX};
	uint8_t bytes[HPP_ANSWER_MAX];

	(void)state;
	assert_int_equal(hpp_descriptor_answer(bytes, &plate, &setup), 162);
	assert_memory_equal(bytes, head, sizeof(head));
	for (size_t i = 0; i < sizeof(name); i++)
		assert_int_equal(bytes[38 + 2 * i], name[i]);
	assert_int_equal(bytes[80], 80);
	assert_int_equal(bytes[81], 0);
	assert_int_equal(bytes[82], '{');
	assert_int_equal(bytes[82 + 2 * 37], '}');
	for (size_t i = 82 + 2 * 38; i < 162; i++)
		assert_int_equal(bytes[i], 0);
	setup.index = 4; /* the older set, which there is not */
	assert_int_equal(hpp_descriptor_answer(bytes, &plate, &setup), HPP_STALLED);
}

static void an_answer_is_cut_to_what_was_asked_for(void **state)
{
	uint8_t bytes[HPP_ANSWER_MAX];

	(void)state;
	assert_int_equal(ask(bytes, HPP_HIGH_SPEED, 0x0100, 8), 8);
	assert_int_equal(ask(bytes, HPP_HIGH_SPEED, 0x0200, 9), 9);
	assert_int_equal(bytes[2], 25); /* the whole length all the same */
	assert_int_equal(ask(bytes, HPP_HIGH_SPEED, 0x0200, 0), 0);
}

static void what_there_is_not_stalls(void **state)
{
	static const uint16_t values[] = {0x0000, 0x0101, 0x0201, 0x0304, 0x03ee, 0x0700, 0x2100};
	uint8_t bytes[HPP_ANSWER_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_int_equal(ask(bytes, HPP_HIGH_SPEED, values[i], 64), HPP_STALLED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_device_descriptor_names_the_plate),
		cmocka_unit_test(the_configuration_has_one_interface_with_one_endpoint),
		cmocka_unit_test(strings_are_utf_16),
		cmocka_unit_test(the_qualifier_is_of_the_other_speed),
		cmocka_unit_test(the_bos_leads_windows_to_its_own_descriptors),
		cmocka_unit_test(the_set_for_windows_names_winusb_and_an_interface),
		cmocka_unit_test(an_answer_is_cut_to_what_was_asked_for),
		cmocka_unit_test(what_there_is_not_stalls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
