/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is refused when a plate is opened. */
#include "tests/support/assert_near.h"
#include "tests/support/emulated_plate.h"

#include <string.h>

static const struct {
	const char *fault, *says;
	int code;
} door_faults[] = {
	{"refuse@0x11", "STOP", HINGE_EREFUSED},     {"refuse@0x01", "INFO", HINGE_EREFUSED},
	{"delay:5000@0x01", "INFO", HINGE_EAGAIN},   {"short-reply:1@0x01", "63", HINGE_EDEVICE},
	{"short-reply:64@0x01", "0", HINGE_EDEVICE}, {"short-reply:3@0x02", "21", HINGE_EDEVICE},
	{"vanish@0x02", "CONFIG", HINGE_EDEVICE},    {"refuse@0x02", "CONFIG", HINGE_EREFUSED},
	{"refuse@0x13", "TIME", HINGE_EREFUSED},     {"short-reply:1@0x13", "7", HINGE_EDEVICE},
};

static int open_plate(struct emulated_plate *plate, double rate_hz, struct error *err)
{
	struct hpp_host host = {0};
	struct recording_info info;
	struct hpp_host_options options = {.name = "HPP-1", .rate_hz = rate_hz};
	int ret;

	recording_info_init(&info);
	ret = hpp_host_open(&host, &emulated_transport, plate, &options, &info, err);
	recording_info_reset(&info);
	return ret;
}

static void a_plate_that_does_not_answer_as_it_should_is_refused(void **state)
{
	static struct emulated_plate plate;

	(void)state;
	for (size_t i = 0; i < sizeof(door_faults) / sizeof(door_faults[0]); i++) {
		struct error err = {0};
		int ret;

		emulated_plate_init(&plate, NULL);
		emulated_plate_fault(&plate, door_faults[i].fault);
		ret = open_plate(&plate, 1000, &err);
		if (ret != door_faults[i].code || !strstr(err.text, door_faults[i].says) ||
		    !strstr(err.text, "HPP-1"))
			fail_msg("%s: %d '%s'", door_faults[i].fault, ret, err.text);
		emulated_plate_reset(&plate);
	}
}

static void a_rate_that_the_plate_cannot_do_is_refused(void **state)
{
	static struct emulated_plate plate;
	struct error err = {0};

	(void)state;
	emulated_plate_init(&plate, NULL);
	assert_int_equal(open_plate(&plate, 99, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "100 to 32000"));
	assert_int_equal(open_plate(&plate, 0, &err), 0);
	assert_int_equal(open_plate(&plate, 44100, &err), HINGE_EUSAGE);
	emulated_plate_reset(&plate);
}

/* A foreign device with the same class: every byte of its INFO is another's. */
static int foreign_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			   struct error *err)
{
	int got = emulated_transport.control(ctx, setup, data, timeout_ms, err);

	if (got > 0 && setup->request == HPP_INFO)
		memset(data, 'Z', (size_t)got);
	return got;
}

static void a_device_that_is_no_plate_is_refused(void **state)
{
	static struct emulated_plate plate;
	struct hpp_transport transport = emulated_transport;
	struct hpp_host host = {0};
	struct recording_info info;
	struct error err = {0};

	(void)state;
	transport.control = foreign_control;
	emulated_plate_init(&plate, NULL);
	recording_info_init(&info);
	assert_int_equal(hpp_host_open(&host, &transport, &plate,
				       &(struct hpp_host_options){.name = "X"}, &info, &err),
			 HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "HPP"));
	recording_info_reset(&info);
	emulated_plate_reset(&plate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plate_that_does_not_answer_as_it_should_is_refused),
		cmocka_unit_test(a_rate_that_the_plate_cannot_do_is_refused),
		cmocka_unit_test(a_device_that_is_no_plate_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
