/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/usb/usb.h"

#include "acquisition/source.h"
#include "tests/support/starve.h"
#include "tests/unit/acquisition/usb/fake_libusb.h"

#include <time.h>

static const struct usb_filter plates = {.by_class = true,
					 .interface_class = 0xff,
					 .interface_subclass = 0x48,
					 .interface_protocol = 1,
					 .what = "plate"};

/* Of a wait that has no end by itself. */
enum { PATIENCE_MS = 60000 };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int set_up(void **state)
{
	(void)state;
	fake_reset();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_assert_clean();
	return 0;
}

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

static struct usb_device *open_plate(const char *serial)
{
	struct usb_filter filter = plates;
	struct usb_device *device;
	struct error err;

	filter.serial = serial;
	if (usb_open(&device, &filter, &err))
		fail_msg("%s", err.text);
	return device;
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

/* --- streaming --- */

static struct usb_device *start(double bytes_per_s)
{
	struct usb_device *device = open_plate("A");
	struct error err;

	if (usb_stream_start(device, bytes_per_s, &err))
		fail_msg("%s", err.text);
	return device;
}

static void transfers_last_20_ms_and_a_second_of_them_is_in_flight(void **state)
{
	static const struct {
		double bytes_per_s;
		int packet, size;
		size_t count;
	} rows[] = {
		{25600, 512, 512, 50},    /* 1 kHz */
		{256000, 512, 5120, 50},  /* 10 kHz */
		{819200, 512, 16384, 50}, /* 32 kHz */
		{3276800, 512, 16384, 200}, {2560, 512, 512, 8},
		{25600, 64, 512, 50},    /* full speed */
		{25600, 1024, 1024, 25}, /* super speed */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct usb_device *device;

		fake_plug(0, "A")->endpoint.wMaxPacketSize = (uint16_t)rows[i].packet;
		device = start(rows[i].bytes_per_s);
		assert_int_equal(fake.queued, rows[i].count);
		assert_int_equal(fake.queue[0]->length, rows[i].size);
		assert_int_equal(fake.queue[0]->timeout, 0);
		usb_close(device);
		fake_assert_clean();
	}
}

static void check_order(struct usb_device *device, size_t chunks, int size)
{
	for (size_t i = 0; i < chunks; i++) {
		struct usb_chunk chunk;

		assert_int_equal(usb_stream_read(device, &chunk, PATIENCE_MS, NULL), size);
		assert_int_equal(chunk.size, size);
		assert_int_equal(chunk.data[0], i % 256);
	}
}

static void chunks_come_in_order_and_are_asked_for_anew(void **state)
{
	struct usb_device *device;

	(void)state;
	fake_plug(0, "A");
	device = start(25600);
	check_order(device, 1000, 512);
	/* all but the one that is being used */
	assert_int_equal(fake.queued, 49);
	assert_int_equal(fake.submitted, 50 + 999);
	usb_close(device);
}

static void a_stream_works_without_memory_of_the_kernel(void **state)
{
	struct usb_device *device;

	(void)state;
	fake_plug(0, "A");
	fake.no_device_memory = true;
	device = start(819200);
	check_order(device, 200, 16384);
	usb_close(device);
}

static void less_memory_than_wanted_makes_a_shorter_queue(void **state)
{
	struct usb_device *device;
	struct error err = {0};

	(void)state;
	fake_plug(0, "A");
	fake.submit_limit = 11;
	device = start(25600);
	assert_int_equal(fake.transfers, 11);
	check_order(device, 300, 512);
	usb_close(device);

	fake.next_byte = 0;
	fake.submit_limit = 1;
	device = open_plate("A");
	assert_int_equal(usb_stream_start(device, 25600, &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "no memory"));
	usb_close(device);
}

/* After `whole` full transfers one goes wrong with `part` bytes in it. */
static void check_end(enum libusb_transfer_status status, const char *cause, int part)
{
	struct usb_device *device;
	struct usb_chunk chunk;
	struct error err = {0};

	fake_reset();
	fake_plug(0, "A");
	fake.rounds = 71;
	fake.status = status;
	fake.wrong_length = part;
	device = start(25600);
	check_order(device, 70, 512);
	if (part)
		assert_int_equal(usb_stream_read(device, &chunk, PATIENCE_MS, &err), part);
	assert_int_equal(usb_stream_read(device, &chunk, PATIENCE_MS, &err), HINGE_EDEVICE);
	assert_string_equal(chunk.cause, cause);
	assert_int_equal(fake.queued, 0);
	assert_int_equal(usb_stream_read(device, &chunk, PATIENCE_MS, &err), HINGE_EDEVICE);
	usb_close(device);
	assert_int_equal(fake.clear_halts, status == LIBUSB_TRANSFER_STALL);
	fake_assert_clean();
}

static void every_way_to_end_takes_all_transfers_back(void **state)
{
	static const struct {
		enum libusb_transfer_status status;
		const char *cause;
	} rows[] = {
		{LIBUSB_TRANSFER_NO_DEVICE, "unplugged"}, {LIBUSB_TRANSFER_ERROR, "unplugged"},
		{LIBUSB_TRANSFER_CANCELLED, "unplugged"}, {LIBUSB_TRANSFER_STALL, "usb-stall"},
		{LIBUSB_TRANSFER_OVERFLOW, "babble"},     {LIBUSB_TRANSFER_TIMED_OUT, "unplugged"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_end(rows[i].status, rows[i].cause, 0);
		check_end(rows[i].status, rows[i].cause, 100);
	}
}

static void a_transfer_that_cannot_be_asked_for_anew_ends_the_stream(void **state)
{
	struct usb_device *device;
	struct usb_chunk chunk;
	int got;

	(void)state;
	fake_plug(0, "A");
	fake.submit_fails_at = 61;
	device = start(25600);
	check_order(device, 11, 512);
	/* what has come before is still given */
	while ((got = usb_stream_read(device, &chunk, PATIENCE_MS, NULL)) > 0)
		;
	assert_int_equal(got, HINGE_EDEVICE);
	assert_string_equal(chunk.cause, "unplugged");
	assert_int_equal(fake.queued, 0);
	usb_close(device);
}

static void a_stream_that_is_silent_is_waited_for_no_longer_than_asked(void **state)
{
	struct usb_device *device;
	struct usb_chunk chunk;
	int64_t start_ms;

	(void)state;
	fake_plug(0, "A");
	fake.rounds = 0;
	device = start(25600);
	start_ms = now_ms();
	assert_int_equal(usb_stream_read(device, &chunk, 30, NULL), 0);
	assert_in_range(now_ms() - start_ms, 29, PATIENCE_MS);
	assert_int_equal(usb_stream_read(device, &chunk, 0, NULL), 0);
	/* nor one that sends empty packets as fast as it can */
	fake.rounds = SIZE_MAX;
	fake.length = 0;
	start_ms = now_ms();
	assert_int_equal(usb_stream_read(device, &chunk, 30, NULL), 0);
	assert_in_range(now_ms() - start_ms, 29, PATIENCE_MS);
	usb_close(device);
}

static void what_came_while_the_process_stood_still_is_given(void **state)
{
	struct usb_device *device;

	(void)state;
	fake_plug(0, "A");
	device = start(25600);
	for (size_t i = 0; i < 3; i++) {
		struct usb_chunk chunk;

		fake.held_us = 30000;
		assert_int_equal(usb_stream_read(device, &chunk, 10, NULL), 512);
	}
	usb_close(device);
}

static void a_bus_that_keeps_a_transfer_does_not_hold_the_program(void **state)
{
	static struct libusb_transfer *volatile kept;
	struct usb_device *device;
	int64_t start_ms = now_ms();

	(void)state;
	fake_plug(0, "A");
	fake.rounds = 0;
	fake.keeps_cancelled = true;
	device = start(2560);
	usb_close(device);
	assert_in_range(now_ms() - start_ms, 1900, PATIENCE_MS);
	/* not freed: the bus may write to it yet; found here by leak checkers */
	kept = fake.queue[0];
	assert_non_null(kept);
	assert_int_equal(fake.transfers, 8);
	assert_int_equal(fake.memories, 1);
	fake_reset();
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

static int stream_once(void *ctx)
{
	struct usb_filter filter = plates;
	struct usb_device *device;
	int ret;

	(void)ctx;
	ret = usb_open(&device, &filter, NULL);
	if (ret)
		return ret;
	ret = usb_stream_start(device, 25600, NULL);
	usb_close(device);
	fake_assert_clean();
	return ret;
}

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
	fake.no_device_memory = true;
	starve(stream_once, NULL);
	starve(wait_once, NULL);
}

static void nothing_is_allocated_while_it_streams(void **state)
{
	struct usb_device *device;
	long before;

	(void)state;
	fake_plug(0, "A");
	device = start(25600);
	before = allocations_so_far();
	check_order(device, 1000, 512);
	assert_int_equal(allocations_so_far(), before);
	usb_close(device);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_device_is_found_by_its_interface_and_its_serial_number),
		TEST(a_device_is_found_by_vendor_and_product_too),
		TEST(a_device_that_may_not_be_opened_names_the_udev_rule),
		TEST(a_device_in_use_is_said_to_be),
		TEST(descriptors_that_lie_are_refused),
		TEST(every_plate_is_listed_also_those_that_may_not_be_opened),
		TEST(what_cannot_be_asked_is_listed_with_the_reason),
		TEST(a_request_tells_refusal_silence_and_absence_apart),
		TEST(transfers_last_20_ms_and_a_second_of_them_is_in_flight),
		TEST(chunks_come_in_order_and_are_asked_for_anew),
		TEST(a_stream_works_without_memory_of_the_kernel),
		TEST(less_memory_than_wanted_makes_a_shorter_queue),
		TEST(every_way_to_end_takes_all_transfers_back),
		TEST(a_transfer_that_cannot_be_asked_for_anew_ends_the_stream),
		TEST(a_stream_that_is_silent_is_waited_for_no_longer_than_asked),
		TEST(what_came_while_the_process_stood_still_is_given),
		TEST(a_bus_that_keeps_a_transfer_does_not_hold_the_program),
		TEST(an_arrival_that_is_told_opens_at_once),
		TEST(an_arrival_nobody_tells_of_is_seen_at_the_next_look),
		TEST(one_that_is_not_yet_permitted_is_tried_again),
		TEST(a_lack_of_memory_leaves_nothing_behind),
		TEST(nothing_is_allocated_while_it_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
