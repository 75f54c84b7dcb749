/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session with a box on the scripted bus. Frame f of a scan holds 8 f, 8 f + 1 and so on, as the
 * device's own counter does. */
#include "acquisition/mcc/session.h"
#include "tests/unit/acquisition/usb/fake_libusb.h"

/* A transfer is one packet at this rate. */
enum { RATE_HZ = 1000, CHUNK_FRAMES = 512 / MCC_SCAN_BYTES, GIVEN_MAX = 20, PATIENCE_MS = 60000 };

static const struct usb_filter boxes = {.vendor = 0x1209, .product = 1, .what = "box"};

static struct {
	int64_t sent; /* bytes of this scan */
	bool is_overrun;
	int error; /* of every request; 0 = none */
	int scans, stops;
	uint8_t ranges[MCC_CHANNELS];
} box;

static int box_control(uint8_t request, unsigned char *data, uint16_t length)
{
	if (box.error)
		return box.error;
	if (request == MCC_SCAN_START) {
		/* or the first samples would find nobody */
		assert_true(fake.queued > 0);
		box.scans++;
		box.sent = 0;
	}
	if (request == MCC_CONFIG)
		memcpy(box.ranges, data, sizeof(box.ranges));
	if (request == MCC_STATUS)
		memcpy(data, (uint8_t[]){box.is_overrun ? MCC_STATUS_OVERRUN : 0, 0}, 2);
	box.stops += request == MCC_SCAN_STOP;
	return length;
}

static void box_fill(unsigned char *data, int size)
{
	for (int i = 0; i < size; i++, box.sent++)
		data[i] = (uint8_t)(box.sent / 2 >> (box.sent % 2 ? 8 : 0));
}

/* --- a recording --- */

struct rig {
	struct mcc_session session;
	int64_t next; /* frame that is due */
	struct source_block gap;
	struct error err;
};

static int rig_try(struct rig *rig)
{
	const struct mcc_scan scan = {
		.rate_hz = RATE_HZ, .pacer = 39999, .range_code = 5, .ramp = true};

	fake_reset();
	fake_plug(0, "A");
	fake.control = box_control;
	fake.fill = box_fill;
	*rig = (struct rig){.next = 0};
	assert_int_equal(usb_open(&rig->session.device, &boxes, NULL), 0);
	assert_int_equal(usb_wait_new(&rig->session.wait, &boxes, NULL), 0);
	return mcc_session_open(&rig->session, "box", &scan, &rig->err);
}

static void rig_open(struct rig *rig)
{
	memset(&box, 0, sizeof(box));
	if (rig_try(rig))
		fail_msg("%s", rig->err.text);
}

static void rig_close(struct rig *rig)
{
	mcc_session_close(&rig->session);
	fake_assert_clean();
}

/* So many frames of one scan, each the one after the other. */
static void take(struct rig *rig, int64_t frames)
{
	int32_t counts[GIVEN_MAX * MCC_CHANNELS];
	struct source_block block;

	while (frames > 0) {
		int64_t got = mcc_session_read(&rig->session, counts, GIVEN_MAX, &block,
					       PATIENCE_MS, &rig->err);

		if (got <= 0)
			fail_msg("%d: %s", (int)got, rig->err.text);
		if (block.gap_cause)
			rig->gap = block;
		else
			assert_int_equal(block.first_frame, rig->next);
		for (int64_t f = 0; f < got; f++)
			for (size_t c = 0; c < MCC_CHANNELS; c++)
				assert_int_equal(counts[(size_t)f * MCC_CHANNELS + c],
						 mcc_ramp((int64_t)block.device_counter + f, c));
		rig->next = block.first_frame + got;
		frames -= got;
	}
	assert_int_equal(frames, 0);
}

/* Lost after two transfers with the next one, which holds `part` bytes; then there is a new scan.
 */
static void lose(struct rig *rig, enum libusb_transfer_status status, int part,
		 const char *expected)
{
	int64_t before = 2 * CHUNK_FRAMES + part / MCC_SCAN_BYTES;
	struct source_block block;

	rig_open(rig);
	fake.rounds = 3;
	fake.status = status;
	fake.wrong_length = part;
	box.is_overrun = !strcmp(expected, "device-fifo");
	take(rig, before);
	fake.device[0].plugged = status != LIBUSB_TRANSFER_NO_DEVICE;
	while (!atomic_load(&rig->session.trouble))
		assert_int_equal(mcc_session_read(&rig->session, NULL, 0, &block, 0, &rig->err), 0);
	assert_string_equal(atomic_load(&rig->session.trouble), expected);
	assert_null(rig->gap.gap_cause);
	fake.rounds = SIZE_MAX;
	fake.device[0].plugged = true;
	take(rig, 2 * CHUNK_FRAMES);
	assert_null(atomic_load(&rig->session.trouble));
	assert_string_equal(rig->gap.gap_cause, expected);
	assert_int_equal(rig->gap.first_frame, before + rig->session.lost_frames);
	/* 2 ms, and a frame for rounding */
	assert_true(rig->gap.gap_uncertainty >= 3);
	assert_int_equal(rig->gap.device_counter, 0);
	assert_int_equal(box.scans, 3);
	rig_close(rig);
}

static void a_scan_is_tried_when_it_is_opened_and_begins_when_it_is_read(void **state)
{
	static const uint8_t ranges[MCC_CHANNELS] = {5, 5, 5, 5, 5, 5, 5, 5};
	struct rig rig;

	(void)state;
	rig_open(&rig);
	assert_int_equal(box.scans, 1);
	assert_int_equal(fake.queued, 0);
	assert_memory_equal(box.ranges, ranges, sizeof(ranges));
	take(&rig, 4 * CHUNK_FRAMES);
	assert_int_equal(box.scans, 2);
	assert_null(rig.gap.gap_cause);
	box.stops = 0;
	rig_close(&rig);
	assert_int_equal(box.stops, 1);
}

static void a_box_that_refuses_to_scan_is_not_opened(void **state)
{
	struct rig rig;

	(void)state;
	memset(&box, 0, sizeof(box));
	box.error = LIBUSB_ERROR_PIPE;
	assert_int_equal(rig_try(&rig), HINGE_EREFUSED);
	assert_non_null(strstr(rig.err.text, "box does not begin to scan: "));
	rig_close(&rig);
}

static void a_memory_that_overflowed_is_told_from_another_stall(void **state)
{
	struct rig rig;

	(void)state;
	lose(&rig, LIBUSB_TRANSFER_STALL, 0, "device-fifo");
	lose(&rig, LIBUSB_TRANSFER_STALL, 0, "usb-stall");
}

/* It is looked for twice a second. */
static void a_box_that_was_unplugged_is_scanned_again_when_it_is_back(void **state)
{
	struct rig rig;

	(void)state;
	lose(&rig, LIBUSB_TRANSFER_NO_DEVICE, 0, "unplugged");
}

/* 3 frames and a half: nothing after them is where it should be. */
static void a_scan_that_is_cut_ends_with_its_last_whole_frame(void **state)
{
	struct rig rig;

	(void)state;
	lose(&rig, LIBUSB_TRANSFER_COMPLETED, 3 * MCC_SCAN_BYTES + 7, "bad-block");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scan_is_tried_when_it_is_opened_and_begins_when_it_is_read),
		cmocka_unit_test(a_box_that_refuses_to_scan_is_not_opened),
		cmocka_unit_test(a_memory_that_overflowed_is_told_from_another_stall),
		cmocka_unit_test(a_box_that_was_unplugged_is_scanned_again_when_it_is_back),
		cmocka_unit_test(a_scan_that_is_cut_ends_with_its_last_whole_frame),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
