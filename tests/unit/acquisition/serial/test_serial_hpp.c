/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HPP/1 over a pseudo-terminal, the model of a plate at its other end. */
#include "acquisition/serial/node.h"
#include "acquisition/source.h"
#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CHANNELS = 8, READ_MS = 100, READ_FRAMES = 64, GAPS_MAX = 16, PATIENCE_S = 60 };

struct heard {
	int64_t frames, lost, next;
	double trip_ns; /* the longest with which the plate's clock was read */
	size_t gaps;
	struct {
		int64_t at, frames, uncertainty;
		const char *cause;
	} gap[GAPS_MAX];
};

static struct source *open_plate(const char *path, const char *options)
{
	char address[512];
	struct source *source;
	struct error err;

	snprintf(address, sizeof(address), "serial:%s%s", path, options);
	if (source_open(&source, address, &err))
		fail_msg("%s", err.text);
	return source;
}

/* What the ramp says (docs/usb-protocol.md): its session, and a frame modulo 2^16. */
static void check_ramp(const int32_t *counts, size_t frames)
{
	uint32_t first = (uint32_t)counts[0];

	for (size_t f = 0; f < frames; f++)
		for (uint32_t c = 0; c < CHANNELS; c++) {
			uint32_t value = first + 16 * (uint32_t)f + c;

			assert_int_equal((uint32_t)*counts++ & 0xffffff, value & 0xffffff);
		}
	assert_int_equal(first & 15, 0);
}

static void hear(struct heard *heard, const struct source_block *block)
{
	assert_true(block->first_frame >= heard->next);
	if (block->first_frame > heard->next) {
		assert_true(heard->gaps < GAPS_MAX);
		heard->gap[heard->gaps].at = heard->next;
		heard->gap[heard->gaps].frames = block->first_frame - heard->next;
		heard->gap[heard->gaps].uncertainty = block->gap_uncertainty;
		heard->gap[heard->gaps++].cause = block->gap_cause;
		heard->lost += block->first_frame - heard->next;
	}
	heard->trip_ns = fmax(heard->trip_ns, (double)block->clock.round_trip_ns);
	heard->frames += (int64_t)block->frames;
	heard->next = block->first_frame + (int64_t)block->frames;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Until so many frames are given or lost, however long a busy computer takes. */
static void listen(struct source *source, struct heard *heard, int64_t until)
{
	double most = seconds() + PATIENCE_S;

	while (heard->next < until) {
		int32_t counts[READ_FRAMES * CHANNELS];
		struct source_block block = {0};
		struct error err;
		int64_t got = source_read(source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0) {
			check_ramp(counts, (size_t)got);
			hear(heard, &block);
		}
		assert_true(seconds() < most);
	}
}

static void stream(void **state, double rate_hz)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	char options[64];

	pty_plate_init(&plate, scratch_path(state, "plate"));
	snprintf(options, sizeof(options), ",ramp=1,rate=%g", rate_hz);
	source = open_plate(plate.device.path, options);
	assert_int_equal(source_info(source)->channels, CHANNELS);
	assert_near(source_info(source)->rate_hz, rate_hz, 0);
	listen(source, &heard, (int64_t)(2.5 * rate_hz));
	assert_int_equal(heard.gaps, 0);
	assert_int_equal(heard.frames, heard.next);
	source_close(source);
	pty_plate_reset(&plate);
}

static void every_sample_arrives_at_1_khz(void **state)
{
	stream(state, 1000);
}

static void every_sample_arrives_at_10_khz(void **state)
{
	stream(state, 10000);
}

static void open_pair(void **state, struct pty_plate *plate, struct source **source,
		      const char *fault)
{
	pty_plate_init(plate, scratch_path(state, "plate"));
	if (fault)
		pty_plate_fault(plate, fault);
	*source = open_plate(plate->device.path, ",ramp=1,rate=1000");
}

static void close_pair(struct pty_plate *plate, struct source *source)
{
	source_close(source);
	pty_plate_reset(plate);
}

/* TIME is asked for once when it is opened, five times at the start, then every 2 s. */
static void blocks_that_come_before_a_late_answer_are_kept(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;

	pty_plate_init(&plate, scratch_path(state, "plate"));
	for (int i = 0; i < 7; i++)
		pty_plate_fault(&plate, "delay:200@0x13");
	source = open_plate(plate.device.path, ",ramp=1,rate=10000");
	listen(source, &heard, 25000);
	assert_int_equal(heard.gaps, 0);
	close_pair(&plate, source);
}

/* Each costs the block it hits and no more; 20 frames a block. */
static void a_line_that_loses_adds_and_changes_bytes_costs_blocks_and_no_wrong_sample(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	int64_t from;

	open_pair(state, &plate, &source, NULL);
	listen(source, &heard, 200);
	from = plate.device.sent + 512 * 20;
	pty_device_fault(&plate.device, (struct pty_fault){from + 100, 3, 0, NULL});
	pty_device_fault(&plate.device, (struct pty_fault){from + 9 * 512, 0, 5, NULL});
	pty_device_fault(&plate.device, (struct pty_fault){from + 18 * 512, 0, 0, "HPHQHR\xff"});
	pty_device_fault(&plate.device, (struct pty_fault){from + 27 * 512, 500, 0, NULL});
	listen(source, &heard, 2000);
	assert_in_range(heard.gaps, 3, 4);
	for (size_t i = 0; i < heard.gaps; i++) {
		assert_in_range(heard.gap[i].frames, 20, 40);
		assert_int_equal(heard.gap[i].uncertainty, 0);
		assert_string_equal(heard.gap[i].cause, "lost-block");
	}
	assert_int_equal(heard.frames + heard.lost, heard.next);
	close_pair(&plate, source);
}

static void a_plate_that_lies_is_a_gap_with_its_cause(void **state)
{
	static const struct {
		const char *fault, *cause;
		int64_t frames;
	} cases[] = {
		{"overflow:100@500", "device-fifo", 100},
		{"bad-crc:2@500", "lost-block", 40},
		{"drop:3@500", "lost-block", 60},
		{"channels:1@500", "bad-block", 20},
		{"stale:1@500", "stale", 20},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct heard heard = {0};
		struct pty_plate plate;
		struct source *source;

		open_pair(state, &plate, &source, cases[i].fault);
		listen(source, &heard, 900);
		assert_int_equal(heard.gaps, 1);
		assert_int_equal(heard.gap[0].frames, cases[i].frames);
		assert_string_equal(heard.gap[0].cause, cases[i].cause);
		close_pair(&plate, source);
	}
}

/* Reads while nothing may come, and until it is seen to be unplugged. */
static void bear(struct source *source, struct heard *heard, double for_s)
{
	double until = seconds() + for_s, most = seconds() + PATIENCE_S;

	while (seconds() < until || !source_trouble(source)) {
		int32_t counts[READ_FRAMES * CHANNELS];
		struct source_block block = {0};
		struct error err;
		int64_t got = source_read(source, counts, READ_FRAMES, &block, READ_MS, &err);

		assert_true(got >= 0 && seconds() < most);
		if (got > 0)
			hear(heard, &block);
	}
}

static void check_gap(const struct heard *heard, size_t i, double gone_s)
{
	/* half of a way at each end, half a block each, rounding; and a plate's 50 ppm */
	double most = 1000 * (heard->trip_ns * 1e-9 + 2 * 0.020) + 2;

	assert_int_equal(heard->gaps, i + 1);
	assert_string_equal(heard->gap[i].cause, "unplugged");
	assert_true((double)heard->gap[i].frames > 500);
	assert_true((double)heard->gap[i].frames < 1000 * (seconds() - gone_s));
	assert_in_range(heard->gap[i].uncertainty, 1, most);
}

/* The recording is as long as the time that passed since it began, between from_s and to_s: never
 * longer by more than its gaps are uncertain, and but for what is under way as long. */
static void check_length(struct source *source, struct heard *heard, double from_s, double to_s)
{
	double most = seconds() + PATIENCE_S, excess;
	int64_t uncertain = heard->gap[0].uncertainty + heard->gap[1].uncertainty;

	assert_true((double)heard->next <= 1000 * (seconds() - from_s) + (double)uncertain + 1);
	do {
		listen(source, heard, heard->next + 1);
		excess = (double)heard->next - 1000 * (seconds() - to_s);
		assert_true(seconds() < most);
	} while (excess < -200);
}

static void pulled_and_put_back_it_goes_on_after_a_gap(void **state)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	double gone_s, from_s, to_s;

	open_pair(state, &plate, &source, NULL);
	from_s = seconds();
	listen(source, &heard, 1);
	to_s = seconds();
	listen(source, &heard, 700);
	for (size_t i = 0; i < 2; i++) {
		int64_t until = heard.next;

		gone_s = seconds();
		pty_device_unplug(&plate.device);
		bear(source, &heard, 0.5);
		assert_string_equal(source_trouble(source), "unplugged");
		pty_device_plug(&plate.device);
		listen(source, &heard, until + 1200);
		assert_null(source_trouble(source));
		check_gap(&heard, i, gone_s);
	}
	assert_int_equal(heard.frames + heard.lost, heard.next);
	check_length(source, &heard, from_s, to_s);
	close_pair(&plate, source);
}

/* --- what cannot be opened --- */

/* --- an answer that belongs to an earlier request --- */

enum { LAST_BEFORE_START = 6 }; /* TIME request: nothing else is on the line then */

struct late_plate {
	struct hpp_model *model;
	struct hpp_tty_plate tty;
	struct hpp_resync asked;
	uint8_t earlier[HPP_FRAME_MAX];
	size_t earlier_bytes;
	int asked_time;
};

static void answer_earlier(struct late_plate *plate, const struct hpp_frame *asked)
{
	struct hpp_frame answer = {.mark = HPP_ANSWERS,
				   .request = HPP_TIME,
				   .in = true,
				   .value = (uint16_t)(asked->value - 1),
				   .length = HPP_TIME_BYTES};

	memset(answer.data, 0x33, HPP_TIME_BYTES);
	plate->earlier_bytes = hpp_frame_encode(plate->earlier, &answer);
}

static void take_late(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	struct late_plate *plate = ctx;
	struct hpp_frame asked;
	struct hpp_block block;
	const uint8_t *at;
	size_t room;
	uint8_t *to = hpp_resync_room(&plate->asked, &room);

	assert_true(size <= room);
	memcpy(to, bytes, size);
	hpp_resync_added(&plate->asked, size);
	while (hpp_resync_next(&plate->asked, &block, &at, &asked) == HPP_ITEM_FRAME)
		if (asked.request == HPP_TIME && ++plate->asked_time == LAST_BEFORE_START)
			answer_earlier(plate, &asked);
	hpp_tty_take(&plate->tty, bytes, size, now_ns);
}

static size_t give_late(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns)
{
	struct late_plate *plate = ctx;
	size_t size = plate->earlier_bytes;

	if (!size || size > room)
		return hpp_tty_give(&plate->tty, bytes, room, now_ns);
	memcpy(bytes, plate->earlier, size);
	plate->earlier_bytes = 0;
	return size;
}

static void plug_late(void *ctx, int64_t now_ns)
{
	struct late_plate *plate = ctx;

	hpp_model_plug(plate->model, now_ns);
	hpp_tty_init(&plate->tty, plate->model);
	hpp_resync_init(&plate->asked);
}

static void check_clocks(struct source *source)
{
	int32_t counts[READ_FRAMES * CHANNELS];
	double from_s = seconds();
	int clocks = 0;

	while (!clocks && seconds() - from_s < PATIENCE_S) {
		struct source_block block = {0};
		struct error err;

		if (source_read(source, counts, READ_FRAMES, &block, READ_MS, &err) < 0)
			fail_msg("%s", err.text);
		clocks += block.clock.round_trip_ns > 0;
		/* it was plugged in just now */
		if (block.clock.round_trip_ns > 0)
			assert_true(block.clock.device_ns < UINT64_C(3600000000000));
	}
	assert_true(clocks > 0);
}

static void an_answer_to_an_earlier_request_is_none(void **state)
{
	static const struct pty_device_ops ops = {
		.take = take_late, .give = give_late, .plugged = plug_late};
	struct late_plate plate = {0};
	struct hpp_model_options options;
	struct pty_device device;
	struct source *source;

	hpp_model_options_init(&options);
	options.always_crc = true;
	assert_int_equal(hpp_model_new(&plate.model, &options, NULL), 0);
	pty_device_init(&device, &ops, &plate, scratch_path(state, "late"));
	source = open_plate(device.path, ",ramp=1,rate=1000");
	check_clocks(source);
	assert_true(plate.asked_time >= LAST_BEFORE_START);
	source_close(source);
	pty_device_reset(&device);
	hpp_model_free(plate.model);
}

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
	CASE(every_sample_arrives_at_1_khz),
	CASE(every_sample_arrives_at_10_khz),
	CASE(blocks_that_come_before_a_late_answer_are_kept),
	CASE(a_line_that_loses_adds_and_changes_bytes_costs_blocks_and_no_wrong_sample),
	CASE(a_plate_that_lies_is_a_gap_with_its_cause),
	CASE(pulled_and_put_back_it_goes_on_after_a_gap),
	CASE(an_answer_to_an_earlier_request_is_none),
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
