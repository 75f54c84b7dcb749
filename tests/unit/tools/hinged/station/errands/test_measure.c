/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/plates/book.h"
#include "tools/hinged/station/errands/measure.h"

#include <stdio.h>
#include <string.h>

/* Two cells, 0.1 N a count, columns 2 and 0 of three channels. */
static void some_plate(struct plate *plate)
{
	memset(plate, 0, sizeof(*plate));
	plate->kind = PLATE_CELLS;
	plate->cells = 2;
	plate->cell[0] =
		(struct cell){.column = 2, .x_m = -0.1, .newton_per_unit = 0.1, .zero = 100};
	plate->cell[1] =
		(struct cell){.column = 0, .x_m = 0.1, .newton_per_unit = 0.1, .zero = -50};
}

static void cells_are_averaged_with_nothing_taken_off(void **state)
{
	struct measurement measurement;
	struct measure_sums sums;
	struct plate plate;

	(void)state;
	some_plate(&plate);
	measure_sums_init(&sums, &plate, 100);
	for (int k = 0; k < 100; k++) {
		const int32_t frame[3] = {1000 + (k % 2 ? 3 : -3), 99, 200};

		measure_sums_add(&sums, frame, 1, 3);
	}
	measure_sums_end(&sums, &measurement);
	assert_int_equal(measurement.frames, 100);
	assert_near(measurement.mean[0], 200, 1e-9);
	assert_near(measurement.mean[1], 1000, 1e-9);
	assert_near(measurement.sd[0], 0, 1e-12);
	/* +-3 about the mean: the sample SD is 3 sqrt(n / (n - 1)) */
	assert_near(measurement.sd[1], 3 * sqrt(100.0 / 99.0), 1e-9);
	/* (200 - 100) 0.1 + (1000 + 50) 0.1 */
	assert_near(measurement.force_n, 115, 1e-9);
	/* two frames make 20 ms: the +-3 cancel */
	assert_near(measurement.sd_n, 0, 1e-9);
}

static void a_plate_that_sways_shows_in_the_means_over_20_ms(void **state)
{
	struct measurement measurement;
	struct measure_sums sums;
	struct plate plate;

	(void)state;
	some_plate(&plate);
	measure_sums_init(&sums, &plate, 100);
	for (int k = 0; k < 100; k++) {
		const int32_t frame[3] = {k < 50 ? 40 : -40, 0, 0};

		measure_sums_add(&sums, frame, 1, 3);
	}
	measure_sums_end(&sums, &measurement);
	assert_near(measurement.sd_n, 4 * sqrt(50.0 / 49.0), 1e-9);
}

static void newton_of_a_plate_without_places_are_none(void **state)
{
	struct measurement measurement;
	struct measure_sums sums;
	struct plate plate;
	const int32_t frames[6] = {1, 2, 3, 40000, 5, 6};

	(void)state;
	some_plate(&plate);
	plate.cell[0].x_m = plate.cell[1].x_m = 0;
	measure_sums_init(&sums, &plate, 50);
	measure_sums_add(&sums, frames, 2, 3);
	measure_sums_end(&sums, &measurement);
	assert_near(measurement.mean[1], 20000.5, 1e-9);
	assert_nan(measurement.force_n);
	assert_nan(measurement.sd_n);
}

static int measure_at(const char *source, const char *plate, const char *book,
		      struct measurement *measurement, struct error *err)
{
	struct measure_request request = {.seconds = 1, .sd_n = 2, .plates = book};

	snprintf(request.source, sizeof(request.source), "%s", source);
	snprintf(request.plate, sizeof(request.plate), "%s", plate);
	return measure_plate(measurement, &request, err);
}

static void a_disc_weighs_what_it_weighs_where_it_lies(void **state)
{
	struct measurement measurement;
	double x_nm = 0, y_nm = 0, newton = 0;
	struct error err;

	(void)state;
	assert_int_equal(measure_at("sim:tier=clean,plate=right,disc=20,x=0.05,y=-0.1", "right",
				    NULL, &measurement, &err),
			 0);
	for (int i = 0; i < 4; i++) {
		const struct cell *cell = &measurement.plate.cell[i];
		double force_n = (measurement.mean[i] - cell->zero) * cell->newton_per_unit;

		newton += force_n;
		x_nm += force_n * cell->x_m;
		y_nm += force_n * cell->y_m;
	}
	/* four cells rounded to a count each, of 2000 N / 2^23 */
	assert_near(newton, 20 * 9.80665, 4 * 0.5 * 2000 / 8388608.0);
	assert_near(x_nm / newton, 0.05, 1e-6);
	assert_near(y_nm / newton, -0.1, 1e-6);
}

static void plates_are_found_by_name_foot_or_serial_number(void **state)
{
	struct measurement measurement;
	struct error err;

	assert_int_equal(
		measure_at("sim:plate=left,disc=0", "SIM-1-left", *state, &measurement, &err), 0);
	assert_int_equal(measure_at("sim:plate=left,disc=0", "", *state, &measurement, &err), 0);
	assert_int_equal(measure_at("sim:plate=left,disc=0", "right", *state, &measurement, &err),
			 HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "no plate 'right' there, only: left"));
	assert_int_equal(measure_at("sim:", "", *state, &measurement, &err), HINGE_EDEVICE);
	/* the book calls it otherwise */
	assert_int_equal(book_bind(*state, &(struct plate_id){.serial = "SIM-1-left", .plate = 1},
				   FOOT_RIGHT, &err),
			 0);
	assert_int_equal(measure_at("sim:plate=left,disc=0", "right", *state, &measurement, &err),
			 0);
	assert_string_equal(measurement.plate.name, "right");
}

static void a_person_on_the_plate_is_restless(void **state)
{
	struct measure_request request = {
		.source = "sim:", .plate = "left", .seconds = 15, .sd_n = 2};
	struct measurement measurement;
	struct error err;

	(void)state;
	assert_int_equal(measure_plate(&measurement, &request, &err), HINGE_EAGAIN);
	assert_non_null(strstr(err.text, "the left plate is restless (SD "));
}

static void a_source_that_ends_is_no_reading(void **state)
{
	struct measure_request request = {
		.source = "sim:plate=left,disc=0,seconds=1", .seconds = 2, .sd_n = 2};
	struct measurement measurement;
	struct error err;

	(void)state;
	assert_int_equal(measure_plate(&measurement, &request, &err), HINGE_EDEVICE);
	assert_string_equal(err.text, "the source ended after 1.00 s, 2 s are needed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_averaged_with_nothing_taken_off),
		cmocka_unit_test(a_plate_that_sways_shows_in_the_means_over_20_ms),
		cmocka_unit_test(newton_of_a_plate_without_places_are_none),
		cmocka_unit_test(a_disc_weighs_what_it_weighs_where_it_lies),
		cmocka_unit_test_setup_teardown(plates_are_found_by_name_foot_or_serial_number,
						scratch_setup, scratch_teardown),
		cmocka_unit_test(a_person_on_the_plate_is_restless),
		cmocka_unit_test(a_source_that_ends_is_no_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
