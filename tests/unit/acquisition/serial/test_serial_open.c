/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can and cannot be opened at a serial port. */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"
#include "tests/unit/acquisition/serial/heard.h"

#include "acquisition/serial/node.h"
#include "acquisition/source.h"
#include "formats/error.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_error(const char *path, const char *options, struct error *err)
{
	char address[512];
	struct source *source = NULL;

	snprintf(address, sizeof(address), "serial:%s%s", path, options);
	return source_open(&source, address, err);
}

static void take_nothing(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	(void)ctx;
	(void)bytes;
	(void)size;
	(void)now_ns;
}

static size_t say_ok(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns)
{
	int64_t *last_ns = ctx;

	if (now_ns - *last_ns < 100000000)
		return 0;
	*last_ns = now_ns;
	return (size_t)snprintf((char *)bytes, room, "OK HPHRHQ\r\n");
}

static void another_device_is_refused_in_one_sentence(void **state)
{
	static const struct pty_device_ops modem = {.take = take_nothing, .give = say_ok};
	struct pty_device device;
	int64_t last_ns = 0;
	struct error err;

	pty_device_init(&device, &modem, &last_ns, scratch_path(state, "modem"));
	assert_int_equal(open_error(device.path, "", &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "nothing there answers as a plate at 115200 baud"));
	assert_null(strchr(err.text, '\n'));
	pty_device_reset(&device);
}

static void what_is_no_port_or_not_there_is_told(void **state)
{
	struct pty_plate plate;
	struct error err;

	pty_plate_init(&plate, scratch_path(state, "plate"));
	assert_int_equal(open_error("/dev/null", "", &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "/dev/null is no serial port"));
	pty_device_unplug(&plate.device);
	assert_int_equal(open_error(plate.device.path, "", &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "there is no such serial port"));
	pty_plate_reset(&plate);
}

static void a_port_in_use_is_left_alone(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	struct error err;

	open_pair(state, &plate, &source, NULL);
	listen(source, &heard, 100);
	assert_int_equal(open_error(plate.device.path, "", &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "in use by another program"));
	listen(source, &heard, 400);
	assert_int_equal(heard.gaps, 0);
	close_pair(&plate, source);
}

static int open_as_nobody(void *ctx)
{
	struct error err;

	if (setgid(65534) || setuid(65534))
		return 77;
	if (open_error(ctx, "", &err) == HINGE_EDEVICE)
		fputs(err.text, stderr);
	return 0;
}

static void without_permission_the_group_is_named(void **state)
{
	struct pty_plate plate;
	struct child child;
	char node[128];

	if (geteuid()) {
		print_message("SKIP: takes root\n");
		skip();
	}
	pty_plate_init(&plate, scratch_path(state, "plate"));
	snprintf(node, sizeof(node), "%s", ttyname(plate.device.slave));
	assert_int_equal(chmod(node, 0600), 0);
	child_run(&child, open_as_nobody, node);
	assert_int_equal(child.status, 0);
	assert_non_null(strstr(child.err, "no permission"));
	assert_non_null(strstr(child.err, "usermod -aG dialout"));
	pty_plate_reset(&plate);
}

static void an_address_is_checked_first(void **state)
{
	static const struct {
		const char *options, *says;
	} cases[] = {
		{",rate=fast", "rate=fast: expected a number"},
		{",rate=", "expected a number"},
		{",baud=115201", "no serial port runs at 115201 baud"},
		{",ramp=2", "expected 0 or 1"},
		{",framing=csv", "hpp or chronojump"},
		{",parity=even", "'parity' is none of its options"},
	};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(open_error("/dev/ttyACM77", cases[i].options, &err), HINGE_EUSAGE);
		assert_non_null(strstr(err.text, cases[i].says));
	}
	assert_int_equal(open_error("", ",rate=1000", &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "serial:/dev/ttyACM0"));
}

static void a_device_is_found_again_by_its_link(void **state)
{
	char found[NODE_PATH_MAX], node[128], folder[128];
	struct pty_plate plate;

	pty_plate_init(&plate, scratch_path(state, "usb-Maker_Plate_123-if00"));
	snprintf(node, sizeof(node), "%s", ttyname(plate.device.slave));
	snprintf(folder, sizeof(folder), "%s", (char *)*state);
	node_find_stable(found, folder, node);
	assert_string_equal(found, plate.device.path);
	node_find_stable(found, folder, "/dev/null");
	assert_string_equal(found, "/dev/null");
	/* a link stays what it was */
	node_find_stable(found, "/nowhere", plate.device.path);
	assert_string_equal(found, plate.device.path);
	node_name(found, sizeof(found), plate.device.path);
	assert_string_equal(found, "usb-Maker_Plate_123-if00");
	pty_plate_reset(&plate);
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)
	CASE(another_device_is_refused_in_one_sentence),
	CASE(what_is_no_port_or_not_there_is_told),
	CASE(a_port_in_use_is_left_alone),
	CASE(without_permission_the_group_is_named),
	CASE(an_address_is_checked_first),
	CASE(a_device_is_found_again_by_its_link),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
