/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/calibration.h"
#include "tests/support/assert_near.h"
#include "tests/support/plate_listener.h"
#include "tests/support/starve.h"

#include <string.h>

static struct plate_listener listener;

static int open_once(void *ctx)
{
	const struct hpp_host_options options = {.name = "HPP-1", .rate_hz = 1000};
	struct hpp_host host = {0};
	struct recording_info info;
	int ret;

	recording_info_init(&info);
	ret = hpp_host_open(&host, &emulated_transport, ctx, &options, &info, NULL);
	recording_info_reset(&info);
	return ret;
}

static void opening_survives_a_lack_of_memory(void **state)
{
	static struct emulated_plate plate;

	(void)state;
	emulated_plate_init(&plate, NULL);
	starve(open_once, &plate);
	emulated_plate_reset(&plate);
}

/* Nor is anything while it is lost and comes back: what lies below may (a device is opened). */
static void nothing_is_allocated_once_it_streams(void **state)
{
	long before;

	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	before = allocations_so_far();
	emulated_plate_fault(&listener.plate, "bad-crc:3@3000");
	assert_int_equal(plate_listener_run(&listener, 15), 0);
	listener.plate.unplug_ns = listener.plate.now_ns;
	listener.plate.replug_ns = listener.plate.now_ns + 3000000000;
	assert_int_equal(plate_listener_run(&listener, 5), 0);
	assert_int_equal(listener.gaps, 2);
	assert_int_equal(allocations_so_far(), before);
	plate_listener_reset(&listener);
}

/* --- what a plate says of itself --- */

static void health_is_what_the_plate_tells(void **state)
{
	struct source_health health = {.temperature_c = NAN, .excitation_v = NAN, .drift_ppm = NAN};

	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	emulated_plate_fault(&listener.plate, "overflow:120@500");
	assert_int_equal(plate_listener_run(&listener, 2), 0);
	assert_int_equal(hpp_host_health(&listener.host, &health, &listener.err), 0);
	assert_true(health.fifo_frames == 4096);
	assert_true(health.lost_frames == 120);
	assert_true(health.fifo_peak_frames >= 19 && health.fifo_peak_frames <= 60);
	/* two seconds are too short to know it */
	assert_nan(health.drift_ppm);
	assert_near(health.temperature_c, 25, 30);
	plate_listener_reset(&listener);
}

static void a_plate_blinks_for_as_long_as_it_is_asked_to(void **state)
{
	struct hpp_model_options options;

	(void)state;
	plate_listener_init(&listener, NULL, 1000);
	assert_int_equal(hpp_host_identify(&listener.host, 2.5, NULL), 0);
	assert_true(hpp_model_is_blinking(listener.plate.model, listener.plate.now_ns));
	assert_true(hpp_model_is_blinking(listener.plate.model,
					  listener.plate.now_ns + INT64_C(2900000000)));
	assert_false(hpp_model_is_blinking(listener.plate.model,
					   listener.plate.now_ns + INT64_C(3100000000)));
	plate_listener_reset(&listener);

	hpp_model_options_init(&options);
	options.info.capabilities &= (uint8_t)~HPP_CAP_BLINK;
	plate_listener_init(&listener, &options, 1000);
	assert_int_equal(hpp_host_identify(&listener.host, 2.5, &listener.err), HINGE_EUSAGE);
	plate_listener_reset(&listener);
}

/* --- its calibration --- */

static void write_calibration(uint8_t *bytes, size_t room, uint8_t gain_log2)
{
	struct hpp_calibration calibration = {
		.plates = 1, .temperature_c = NAN, .date = "2026-11-22"};
	struct plate *plate = &calibration.plate[0];
	struct recording_info info;
	size_t size;
	struct error err;

	recording_info_init(&info);
	*plate = info.plate[0];
	strcpy(plate->name, "A");
	strcpy(calibration.certificate, "K-77");
	plate->cells = 4;
	for (int i = 0; i < 4; i++) {
		plate->cell[i] = (struct cell){.column = i,
					       .x_m = i % 2 ? 0.2 : -0.2,
					       .y_m = i / 2 ? 0.3 : -0.3,
					       .newton_per_unit = 0.25 * (i + 1)};
		calibration.gain_log2[i] = gain_log2;
	}
	if (hpp_calibration_encode(bytes, room, &size, &calibration, 4, &err))
		fail_msg("%s", err.text);
}

static void a_plate_brings_its_calibration_and_is_set_to_its_gains(void **state)
{
	static uint8_t memory[4096];
	struct hpp_model_options options;
	struct hpp_config config;

	(void)state;
	write_calibration(memory, sizeof(memory), 3);
	hpp_model_options_init(&options);
	options.info.channels = 4;
	options.cal = memory;
	options.cal_size = sizeof(memory);
	plate_listener_init(&listener, &options, 1000);
	assert_int_equal(listener.info.plates, 1);
	assert_string_equal(listener.info.certificate, "K-77");
	assert_string_equal(listener.info.calibration_date, "2026-11-22");
	assert_near(listener.info.plate[0].cell[2].newton_per_unit, 0.75, 0);
	assert_near(listener.info.plate[0].cell[2].y_m, 0.3, 1e-7);
	config = listener.host.config;
	assert_int_equal(config.gain_log2[0], 3);
	assert_int_equal(config.gain_log2[3], 3);
	/* also after it was away */
	assert_int_equal(plate_listener_run(&listener, 1), 0);
	listener.plate.unplug_ns = listener.plate.now_ns;
	listener.plate.replug_ns = listener.plate.now_ns + 1000000000;
	assert_int_equal(plate_listener_run(&listener, 3), 0);
	assert_int_equal(listener.gaps, 1);
	assert_int_equal(listener.host.config.gain_log2[3], 3);
	plate_listener_reset(&listener);
}

static void a_damaged_calibration_is_refused_unless_it_is_not_wanted(void **state)
{
	static uint8_t memory[4096];
	static struct emulated_plate plate;
	struct hpp_host_options options = {.name = "HPP-1"};
	struct hpp_model_options model;
	struct recording_info info;
	struct hpp_host host = {0};
	struct error err = {0};

	(void)state;
	write_calibration(memory, sizeof(memory), 0);
	memory[100] ^= 1;
	hpp_model_options_init(&model);
	model.info.channels = 4;
	model.cal = memory;
	model.cal_size = sizeof(memory);
	emulated_plate_init(&plate, &model);
	recording_info_init(&info);
	assert_int_equal(hpp_host_open(&host, &emulated_transport, &plate, &options, &info, &err),
			 HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "raw=1"));
	options.raw = true;
	host = (struct hpp_host){0};
	assert_int_equal(hpp_host_open(&host, &emulated_transport, &plate, &options, &info, &err),
			 0);
	assert_near(info.plate[0].cell[3].newton_per_unit, 1, 0);
	assert_string_equal(info.certificate, "");
	recording_info_reset(&info);
	emulated_plate_reset(&plate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opening_survives_a_lack_of_memory),
		cmocka_unit_test(nothing_is_allocated_once_it_streams),
		cmocka_unit_test(health_is_what_the_plate_tells),
		cmocka_unit_test(a_plate_blinks_for_as_long_as_it_is_asked_to),
		cmocka_unit_test(a_plate_brings_its_calibration_and_is_set_to_its_gains),
		cmocka_unit_test(a_damaged_calibration_is_refused_unless_it_is_not_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
