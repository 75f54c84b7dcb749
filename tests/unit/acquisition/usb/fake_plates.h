/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of usb.h on the scripted libusb share. Included by one file of a program. */
#ifndef TESTS_UNIT_ACQUISITION_USB_FAKE_PLATES_H
#define TESTS_UNIT_ACQUISITION_USB_FAKE_PLATES_H

#include "acquisition/usb/usb.h"
#include "tests/unit/acquisition/usb/fake_libusb.h"

static const struct usb_filter plates = {.by_class = true,
					 .interface_class = 0xff,
					 .interface_subclass = 0x48,
					 .interface_protocol = 1,
					 .what = "plate"};

/* Of a wait that has no end by itself. */
enum { PATIENCE_MS = 60000 };

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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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

#endif
