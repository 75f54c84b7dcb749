/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the book says, over what the device says. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/plates/books.h"

#include "formats/plates/book.h"

#include <stdio.h>
#include <string.h>

/* Two plates of four cells on one device, 0.5 N a count. */
static void some_device(struct recording_info *info)
{
	recording_info_init(info);
	snprintf(info->serial, sizeof(info->serial), "AB-1");
	snprintf(info->certificate, sizeof(info->certificate), "maker 7");
	info->channels = 8;
	info->plates = 2;
	for (int p = 0; p < 2; p++) {
		struct plate *plate = &info->plate[p];

		snprintf(plate->name, sizeof(plate->name), "%s", p ? "right" : "left");
		plate->foot = p ? FOOT_RIGHT : FOOT_LEFT;
		plate->cells = 4;
		for (int i = 0; i < 4; i++) {
			plate->cell[i].column = 4 * p + i;
			plate->cell[i].newton_per_unit = 0.5;
		}
	}
}

static void a_device_the_book_does_not_know_stays_as_it_is(void **state)
{
	struct recording_info info, before;
	struct error err;

	some_device(&info);
	before = info;
	assert_int_equal(book_apply(*state, &info, &err), 0);
	assert_memory_equal(&info, &before, sizeof(info));
	assert_int_equal(book_apply(NULL, &info, &err), 0);
	assert_memory_equal(&info, &before, sizeof(info));
}

static void the_book_overrules_the_device(void **state)
{
	struct recording_info info;
	struct error err;

	keep(*state, &ab2, 0.25, 1);
	keep(*state, &ab2, 0.125, 2);
	assert_int_equal(book_bind(*state, &ab1, FOOT_RIGHT, &err), 0);
	assert_int_equal(book_bind(*state, &ab2, FOOT_LEFT, &err), 0);
	some_device(&info);
	assert_int_equal(book_apply(*state, &info, &err), 0);
	assert_int_equal(info.plate[0].foot, FOOT_RIGHT);
	assert_string_equal(info.plate[0].name, "right");
	assert_string_equal(info.plate[1].name, "left");
	assert_near(info.plate[0].cell[0].newton_per_unit, 0.5, 0);
	assert_near(info.plate[1].cell[0].newton_per_unit, 0.125, 0);
	assert_near(info.plate[1].cell[3].zero, 1003, 0);
	assert_near(info.plate[1].cell[3].x_m, 0.15, 0);
	assert_int_equal(info.plate[1].cell[3].column, 7);
	assert_string_equal(info.certificate, "AB-1 -,#2");
	assert_string_equal(info.calibration_date, "2026-11-22T10:00:00Z");
}

static void two_plates_of_a_device_never_have_one_foot(void **state)
{
	struct recording_info info;
	struct error err;

	assert_int_equal(book_bind(*state, &ab2, FOOT_LEFT, &err), 0);
	some_device(&info);
	assert_int_equal(book_apply(*state, &info, &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "hinge devices --bind right=AB-1/1"));
}

static void a_certificate_of_other_cells_is_refused(void **state)
{
	struct recording_info info;
	struct error err;

	keep(*state, &ab1, 0.25, 1);
	some_device(&info);
	info.plate[0].cells = 3;
	assert_int_equal(book_apply(*state, &info, &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "has 3 cells, its certificate 1 says 4"));
}

static void plates_are_named_by_serial_number_and_place(void **state)
{
	char text[PLATE_ID_MAX];
	struct plate_id id;
	struct error err;

	(void)state;
	assert_int_equal(plate_id_parse(&id, "AB-1", &err), 0);
	assert_int_equal(id.plate, 1);
	assert_string_equal(plate_id_text(&id, text), "AB-1");
	assert_int_equal(plate_id_parse(&id, "A/B/2", &err), 0);
	assert_string_equal(id.serial, "A/B");
	assert_int_equal(id.plate, 2);
	assert_string_equal(plate_id_text(&id, text), "A/B/2");
	/* a serial number that ends like a plate's number stays one */
	assert_int_equal(plate_id_parse(&id, plate_id_text(&odd, text), &err), 0);
	assert_string_equal(id.serial, odd.serial);
	assert_int_equal(id.plate, 1);
	assert_int_equal(plate_id_parse(&id, "", &err), HINGE_EUSAGE);
	assert_int_equal(plate_id_parse(&id, "/2", &err), HINGE_EUSAGE);
	assert_int_equal(plate_id_parse(&id, "AB/9", &err), HINGE_EUSAGE);
}

static void cells_are_named_by_where_they_stand(void **state)
{
	struct cell cell[4] = {{.x_m = -0.1, .y_m = 0.2},
			       {.x_m = 0.1, .y_m = 0.2},
			       {.x_m = 0.1, .y_m = -0.2},
			       {.x_m = 0, .y_m = -0.2}};

	(void)state;
	assert_string_equal(cell_place_name(cell, 4, 0), "front left");
	assert_string_equal(cell_place_name(cell, 4, 1), "front right");
	assert_string_equal(cell_place_name(cell, 4, 2), "rear right");
	assert_string_equal(cell_place_name(cell, 4, 3), "rear");
	assert_string_equal(cell_place_name(cell, 1, 0), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_device_the_book_does_not_know_stays_as_it_is),
		TEST(the_book_overrules_the_device),
		TEST(two_plates_of_a_device_never_have_one_foot),
		TEST(a_certificate_of_other_cells_is_refused),
		cmocka_unit_test(plates_are_named_by_serial_number_and_place),
		cmocka_unit_test(cells_are_named_by_where_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
