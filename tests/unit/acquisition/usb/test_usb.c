/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which device is opened, what is listed, and how one that was lost comes back. */
#include "acquisition/now.h"
#include "acquisition/source.h"
#include "tests/support/starve.h"
#include "tests/unit/acquisition/usb/fake_plates.h"

/* --- which device --- */

static void assert_refused(const char *serial, int code, const char *says)
{
	struct usb_filter filter = plates;
	struct usb_device *device = NULL;
	struct error err = {0};

	filter.serial = serial;
	assert_int_equal(usb_open(&device, &filter, &err), code);
	assert_null(device);
	if (!strstr(err.text, says))
		fail_msg("'%s' does not say '%s'", err.text, says);
}

static void a_device_is_found_by_its_interface_and_its_serial_number(void **state)
{
	struct usb_device *device;

	(void)state;
	/* a keyboard, and plates of two makers */
	fake_plug(0, "K")->setting.bInterfaceClass = 3;
	fake_plug(1, "A");
	fake_plug(2, "B")->descriptor.idVendor = 0x4242;
	device = open_plate("B");
	assert_string_equal(usb_describe(device)->serial, "B");
	assert_string_equal(usb_describe(device)->name, "plate?");
	assert_string_equal(usb_describe(device)->path, "/dev/bus/usb/001/004");
	assert_near(usb_describe(device)->link_mbit, 480, 0);
	assert_int_equal(usb_describe(device)->vendor, 0x4242);
	usb_close(device);
	usb_close(NULL);
	assert_refused("K", HINGE_EDEVICE, "no plate with the serial number K is plugged in");
	assert_refused("", HINGE_EDEVICE, "2 plates are plugged in (A, B)");
	fake.device[2].plugged = false;
	usb_close(open_plate(""));
	fake.device[1].plugged = false;
	assert_refused(NULL, HINGE_EDEVICE, "no plate is plugged in");
}

static void a_device_is_found_by_vendor_and_product_too(void **state)
{
	struct usb_filter filter = {.vendor = 0x09db, .product = 0x00ea, .what = "box"};
	struct usb_device *device;

	(void)state;
	fake_plug(0, "A");
	fake_plug(1, "M")->descriptor.idVendor = 0x09db;
	fake.device[1].descriptor.idProduct = 0x00ea;
	fake.device[1].setting.bInterfaceSubClass = 0;
	assert_int_equal(usb_open(&device, &filter, NULL), 0);
	assert_string_equal(usb_describe(device)->serial, "M");
	usb_close(device);
}

static void a_device_that_may_not_be_opened_names_the_udev_rule(void **state)
{
	(void)state;
	fake_plug(0, "A")->open_error = LIBUSB_ERROR_ACCESS;
	assert_refused("A", HINGE_EREFUSED, "udev rule 70-hinge.rules");
	assert_refused("", HINGE_EREFUSED, "/dev/bus/usb/001/002");
}

static void a_device_in_use_is_said_to_be(void **state)
{
	(void)state;
	fake_plug(0, "A")->claim_error = LIBUSB_ERROR_BUSY;
	assert_refused("A", HINGE_EAGAIN, "plate A is in use");
}

static void descriptors_that_lie_are_refused(void **state)
{
	(void)state;
	/* bLength of an endpoint that is none: libusb cannot parse the rest */
	fake_plug(0, "A")->config_error = LIBUSB_ERROR_IO;
	assert_refused("A", HINGE_EDEVICE, "(1209:0001) has malformed descriptors");
	fake_plug(0, "A")->setting.bNumEndpoints = 0;
	assert_refused("A", HINGE_EDEVICE, "no bulk input");
	fake_plug(0, "A")->endpoint.bEndpointAddress = 0x01;
	assert_refused("A", HINGE_EDEVICE, "no bulk input");
	fake_plug(0, "A")->endpoint.bmAttributes = LIBUSB_TRANSFER_TYPE_INTERRUPT;
	assert_refused("A", HINGE_EDEVICE, "no bulk input");
	fake_plug(0, "A")->endpoint.wMaxPacketSize = 0;
	assert_refused("A", HINGE_EDEVICE, "packets of 0 bytes");
	fake_plug(0, "A")->endpoint.wMaxPacketSize = 0xffff;
	assert_refused("A", HINGE_EDEVICE, "packets of 65535 bytes");
	fake_plug(0, "A")->interface.num_altsetting = 0;
	assert_refused("A", HINGE_EDEVICE, "no plate");
}

struct listed {
	size_t count;
	struct usb_found found[FAKE_DEVICES];
};

static void note_listed(void *ctx, const struct usb_found *found)
{
	struct listed *listed = ctx;

	listed->found[listed->count++] = *found;
}

static void every_plate_is_listed_also_those_that_may_not_be_opened(void **state)
{
	struct listed listed = {0};

	(void)state;
	fake_plug(0, "A");
	fake_plug(1, "B")->open_error = LIBUSB_ERROR_ACCESS;
	fake_plug(2, "C")->config_error = LIBUSB_ERROR_IO;
	fake_plug(3, "D")->open_error = LIBUSB_ERROR_IO;
	assert_int_equal(usb_list(&plates, note_listed, &listed, NULL), 0);
	assert_int_equal(listed.count, 3);
	assert_int_equal(listed.found[0].access, USB_READABLE);
	assert_string_equal(listed.found[0].serial, "A");
	assert_int_equal(listed.found[1].access, USB_FORBIDDEN);
	assert_string_equal(listed.found[1].serial, "");
	assert_int_equal(listed.found[2].access, USB_SILENT);
}

static void note_source(void *ctx, const struct source_listing *listing)
{
	struct source_listing **next = ctx;

	if (!strncmp(listing->address, "usb:", 4))
		*(*next)++ = *listing;
}

static void what_cannot_be_asked_is_listed_with_the_reason(void **state)
{
	struct source_listing listed[FAKE_DEVICES], *next = listed;

	(void)state;
	fake_plug(0, "A")->claim_error = LIBUSB_ERROR_BUSY;
	fake_plug(1, "B")->open_error = LIBUSB_ERROR_ACCESS;
	fake_plug(2, "");
	fake_plug(3, "D")->endpoint.bEndpointAddress = 1;
	assert_int_equal(source_list(note_source, &next, NULL), 0);
	assert_int_equal(next - listed, 4);
	assert_string_equal(listed[0].address, "usb:A");
	assert_string_equal(listed[0].detail, "in use, high speed");
	assert_non_null(strstr(listed[1].detail, "udev rule 70-hinge.rules"));
	assert_non_null(strstr(listed[2].detail, "no serial number"));
	assert_non_null(strstr(listed[3].detail, "no bulk input"));
}

/* --- requests --- */

static void a_request_tells_refusal_silence_and_absence_apart(void **state)
{
	static const struct {
		int result, code;
	} rows[] = {{8, 8},
		    {0, 0},
		    {LIBUSB_ERROR_PIPE, HINGE_EREFUSED},
		    {LIBUSB_ERROR_TIMEOUT, HINGE_EAGAIN},
		    {LIBUSB_ERROR_NO_DEVICE, HINGE_EDEVICE},
		    {LIBUSB_ERROR_IO, HINGE_EDEVICE},
		    {LIBUSB_ERROR_OVERFLOW, HINGE_EDEVICE}};
	struct usb_request request = {.type = 0xc1, .request = 0x13};
	struct usb_device *device;
	uint8_t data[8];

	(void)state;
	fake_plug(0, "A");
	device = open_plate("A");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fake.control_result = rows[i].result;
		assert_int_equal(usb_control(device, &request, data, 8, 100, NULL), rows[i].code);
	}
	usb_close(device);
}

/* --- coming back --- */

static struct usb_wait *wait_for(const char *serial)
{
	struct usb_filter filter = plates;
	struct usb_wait *wait;

	filter.serial = serial;
	assert_int_equal(usb_wait_new(&wait, &filter, NULL), 0);
	return wait;
}

static void an_arrival_that_is_told_opens_at_once(void **state)
{
	struct usb_wait *wait = wait_for("A");
	struct usb_device *device;
	int64_t start_ms;
	int looks;

	(void)state;
	fake.has_hotplug = true;
	assert_int_equal(usb_wait_open(wait, &device, 20, NULL), HINGE_EAGAIN);
	looks = fake.looks;
	start_ms = now_ms();
	assert_int_equal(usb_wait_open(wait, &device, 20, NULL), HINGE_EAGAIN);
	/* it only waited, unless this program was away until the next look */
	if (fake.looks == looks)
		assert_in_range(now_ms() - start_ms, 19, PATIENCE_MS);
	fake_plug(0, "A");
	fake.arrival_pending = true;
	fake.slept = 0;
	assert_int_equal(usb_wait_open(wait, &device, PATIENCE_MS, NULL), 0);
	assert_int_equal(fake.slept, 0);
	assert_null(fake.arrival);
	usb_wait_free(wait);
	usb_close(device);
}

static void an_arrival_nobody_tells_of_is_seen_at_the_next_look(void **state)
{
	struct usb_wait *wait = wait_for("A");
	struct usb_device *device;
	int64_t start_ms = now_ms();

	(void)state;
	assert_int_equal(usb_wait_open(wait, &device, 0, NULL), HINGE_EAGAIN);
	fake_plug(0, "B");
	fake_plug(1, "A");
	assert_int_equal(usb_wait_open(wait, &device, PATIENCE_MS, NULL), 0);
	assert_true(now_ms() - start_ms >= 450);
	usb_close(device);
	usb_wait_free(wait);
	usb_wait_free(NULL);
}

static void one_that_is_not_yet_permitted_is_tried_again(void **state)
{
	struct usb_wait *wait = wait_for("A");
	struct usb_device *device;
	struct error err;

	(void)state;
	fake_plug(0, "A")->open_error = LIBUSB_ERROR_ACCESS;
	assert_int_equal(usb_wait_open(wait, &device, 100, &err), HINGE_EAGAIN);
	assert_non_null(strstr(err.text, "udev"));
	fake.device[0].open_error = 0;
	assert_int_equal(usb_wait_open(wait, &device, 2000, NULL), 0);
	usb_close(device);
	usb_wait_free(wait);
}

/* --- memory --- */

static int wait_once(void *ctx)
{
	struct usb_device *device;
	struct usb_wait *wait;
	int ret = usb_wait_new(&wait, &plates, NULL);

	(void)ctx;
	if (ret)
		return ret;
	ret = usb_wait_open(wait, &device, 0, NULL);
	if (!ret)
		usb_close(device);
	usb_wait_free(wait);
	fake_assert_clean();
	/* a lack of memory may pass */
	return ret == HINGE_EAGAIN ? HINGE_ENOMEM : ret;
}

static void a_lack_of_memory_leaves_nothing_behind(void **state)
{
	(void)state;
	fake_plug(0, "A");
	starve(wait_once, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_device_is_found_by_its_interface_and_its_serial_number),
		TEST(a_device_is_found_by_vendor_and_product_too),
		TEST(a_device_that_may_not_be_opened_names_the_udev_rule),
		TEST(a_device_in_use_is_said_to_be),
		TEST(descriptors_that_lie_are_refused),
		TEST(every_plate_is_listed_also_those_that_may_not_be_opened),
		TEST(what_cannot_be_asked_is_listed_with_the_reason),
		TEST(a_request_tells_refusal_silence_and_absence_apart),
		TEST(an_arrival_that_is_told_opens_at_once),
		TEST(an_arrival_nobody_tells_of_is_seen_at_the_next_look),
		TEST(one_that_is_not_yet_permitted_is_tried_again),
		TEST(a_lack_of_memory_leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
