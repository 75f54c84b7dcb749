/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source over the real libusb: captures of a bus are played back to it by umockdev. The program
 * writes them, and runs itself under umockdev-run to read them. */
#include "acquisition/source.h"
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/usb_pcap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IN_FLIGHT = 50, TRANSFERS = 200, BLOCK_FRAMES = 20, CHANNELS = 8 };

/* A descriptor that lies is refused before anything is asked but its texts. */
struct refused_case {
	const char *name;
	uint8_t endpoint_bytes;
	const char *says;
};

static const struct refused_case refused[] = {
	{"bLength-0", 0, "malformed descriptors"},
	{"bLength-6", 6, "malformed descriptors"},
	{"bLength-255", 255, "no bulk input"},
};

struct replay_case {
	const char *name, *fault; /* NULL = none */
	const char *cause;
	int64_t given, lost; /* frames */
};

static const struct replay_case cases[] = {
	{"start", NULL, NULL, 4000, 0},
	{"gap", "overflow:137@1000", "device-fifo", 4000, 137},
	{"crc", "bad-crc:2@1000", "bad-crc", 3960, 40},
	{"short", "short-block:100@1000", "short-block", 3980, 20},
	{"lost", "drop:3@1000", "lost-block", 4000, 60},
};

/* --- the capture --- */

static void plain(struct usb_pcap *pcap, enum hpp_request request)
{
	const struct hpp_setup setup = {.type = HPP_TYPE_OUT, .request = (uint8_t)request};

	usb_pcap_control(pcap, &setup, NULL);
}

static void ask(struct usb_pcap *pcap, enum hpp_request request, uint16_t length)
{
	const struct hpp_setup setup = {
		.type = HPP_TYPE_IN, .request = (uint8_t)request, .length = length};

	usb_pcap_control(pcap, &setup, NULL);
}

static void read_text(struct usb_pcap *pcap, uint8_t index)
{
	struct hpp_setup setup = {.type = 0x80, .request = 6, .value = 0x0300, .length = 4};

	usb_pcap_control(pcap, &setup, NULL);
	setup.value = (uint16_t)(0x0300 + index);
	setup.index = 0x0409;
	setup.length = 255;
	usb_pcap_control(pcap, &setup, NULL);
}

static void configure(struct usb_pcap *pcap)
{
	const struct hpp_config config = {.rate_mhz = 1000000,
					  .channel_mask = 0xff,
					  .block_frames = BLOCK_FRAMES,
					  .flags = HPP_FLAG_CRC | HPP_FLAG_RAMP};
	const struct hpp_setup setup = {
		.type = HPP_TYPE_OUT, .request = HPP_CONFIG, .length = HPP_CONFIG_BYTES};
	uint8_t bytes[HPP_CONFIG_BYTES];

	hpp_config_encode(bytes, &config);
	usb_pcap_control(pcap, &setup, bytes);
	ask(pcap, HPP_CONFIG, HPP_CONFIG_BYTES);
}

/* What a host says from the first look at the bus until it has read TRANSFERS transfers. */
static void write_capture(const struct replay_case *replay, const char *path,
			  struct hpp_model *model)
{
	struct usb_pcap pcap;
	struct hpp_fault fault;

	usb_pcap_open(&pcap, path, model);
	hpp_model_plug(model, pcap.now_ns);
	if (replay->fault) {
		assert_int_equal(hpp_fault_parse(&fault, replay->fault, NULL), 0);
		assert_int_equal(hpp_model_fault(model, &fault, NULL), 0);
	}
	for (uint8_t index = 1; index <= 3; index++)
		read_text(&pcap, index);
	plain(&pcap, HPP_STOP);
	ask(&pcap, HPP_INFO, HPP_INFO_BYTES);
	configure(&pcap);
	for (int i = 0; i < 1 + 5; i++)
		ask(&pcap, HPP_TIME, HPP_TIME_BYTES);
	pcap.transfer_bytes = HPP_BLOCK_BYTES;
	for (int i = 0; i < IN_FLIGHT; i++)
		usb_pcap_submit(&pcap);
	plain(&pcap, HPP_START);
	ask(&pcap, HPP_STATUS, HPP_STATUS_BYTES);
	for (int i = 0; i < TRANSFERS; i++)
		usb_pcap_transfer(&pcap, i + 1 < TRANSFERS);
	plain(&pcap, HPP_STOP);
	usb_pcap_close(&pcap);
}

/* It is found, and found again to be opened and asked what it is. */
static void write_listing(const char *path, struct hpp_model *model)
{
	struct usb_pcap pcap;

	usb_pcap_open(&pcap, path, model);
	hpp_model_plug(model, pcap.now_ns);
	for (uint8_t i = 0; i < 6; i++)
		read_text(&pcap, i % 3 + 1);
	ask(&pcap, HPP_INFO, HPP_INFO_BYTES);
	usb_pcap_close(&pcap);
}

/* replay: NULL = it is listed only. */
static void write_files(const struct replay_case *replay, uint8_t endpoint_bytes,
			const char *device, const char *capture)
{
	struct hpp_model_options options;
	struct hpp_model *model;

	hpp_model_options_init(&options);
	options.info.cal_bytes = 0;
	assert_int_equal(hpp_model_new(&model, &options, NULL), 0);
	usb_pcap_describe(device, &options.identity, endpoint_bytes);
	if (replay)
		write_capture(replay, capture, model);
	else
		write_listing(capture, model);
	hpp_model_free(model);
}

/* --- the source, under umockdev --- */

static int complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return 1;
}

static int check_samples(const int32_t *counts, const struct source_block *block)
{
	for (size_t i = 0; i < block->frames * CHANNELS; i++)
		if (counts[i] !=
		    hpp_ramp(1, (uint64_t)block->first_frame + i / CHANNELS, i % CHANNELS))
			return complain("a wrong sample in frame %lld",
					(long long)block->first_frame + (long long)(i / CHANNELS));
	return 0;
}

static int read_all(struct source *source, const struct replay_case *replay)
{
	int32_t counts[BLOCK_FRAMES * CHANNELS];
	struct source_block block;
	struct error err;
	int64_t given = 0, lost = 0, next = 0;

	while (given < replay->given) {
		int64_t got = source_read(source, counts, BLOCK_FRAMES, &block, 1000, &err);

		if (got <= 0)
			return complain("after %lld frames: %s", (long long)next,
					got ? err.text : "nothing came");
		if (check_samples(counts, &block))
			return 1;
		if (block.first_frame > next &&
		    (!replay->cause || strcmp(block.gap_cause, replay->cause) != 0))
			return complain("a gap for '%s'", block.gap_cause);
		lost += block.first_frame - next;
		next = block.first_frame + got;
		given += got;
	}
	return lost == replay->lost ? 0 : complain("%lld frames lost", (long long)lost);
}

static int read_replay(const struct replay_case *replay)
{
	struct source *source;
	struct error err;
	int ret;

	if (source_open(&source, "usb:,rate=1000,ramp=1", &err))
		return complain("%s", err.text);
	ret = read_all(source, replay);
	source_close(source);
	return ret;
}

static int read_refused(const struct refused_case *lie)
{
	struct source *source;
	struct error err;

	if (!source_open(&source, "usb:HPP-1", &err)) {
		source_close(source);
		return complain("it was opened");
	}
	return err.code == HINGE_EDEVICE && strstr(err.text, lie->says) ? 0
									: complain("%s", err.text);
}

static void note_plate(void *ctx, const struct source_listing *listing)
{
	if (!strncmp(listing->address, "usb:", 4))
		*(struct source_listing *)ctx = *listing;
}

static int read_listing(void)
{
	struct source_listing plate = {0};
	struct error err;

	if (source_list(note_plate, &plate, &err))
		return complain("%s", err.text);
	if (strcmp(plate.address, "usb:HPP-1") != 0 || strcmp(plate.serial, "HPP-1") != 0 ||
	    strcmp(plate.name, "hinge reference plate") != 0 ||
	    strcmp(plate.detail, "8 cells, 24 bit, 100 to 32000 Hz, high speed") != 0)
		return complain("%s %s %s %s", plate.address, plate.serial, plate.name,
				plate.detail);
	return 0;
}

/* 0 or 1; -1 = no such case. */
static int run_case(const char *name)
{
	if (!strcmp(name, "list"))
		return read_listing();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (!strcmp(name, cases[i].name))
			return read_replay(&cases[i]);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (!strcmp(name, refused[i].name))
			return read_refused(&refused[i]);
	return -1;
}

/* --- the test --- */

static void run_under_umockdev(const char *name, const char *device, const char *capture)
{
	char replayed[4096], self[4096];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int status;
	pid_t child;

	assert_true(length > 0);
	self[length] = '\0';
	snprintf(replayed, sizeof(replayed), USB_PCAP_DEVICE "=%s", capture);
	child = fork();
	if (child == 0) {
		setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
		execlp("umockdev-run", "umockdev-run", "-d", device, "-p", replayed, "--", self,
		       name, (char *)NULL);
		_exit(127);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("%s: status %x", name, (unsigned)status);
}

static void every_capture_is_recorded_as_it_was(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *device = scratch_path(state, "plate.umockdev");
		const char *capture = scratch_path(state, "bus.pcap");

		write_files(&cases[i], 7, device, capture);
		run_under_umockdev(cases[i].name, device, capture);
	}
}

static void descriptors_that_lie_about_their_length_are_refused(void **state)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *device = scratch_path(state, "plate.umockdev");
		const char *capture = scratch_path(state, "bus.pcap");

		write_files(NULL, refused[i].endpoint_bytes, device, capture);
		run_under_umockdev(refused[i].name, device, capture);
	}
}

static void a_plate_is_listed_with_what_it_is(void **state)
{
	const char *device = scratch_path(state, "plate.umockdev");
	const char *capture = scratch_path(state, "bus.pcap");

	write_files(NULL, 7, device, capture);
	run_under_umockdev("list", device, capture);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_capture_is_recorded_as_it_was),
		cmocka_unit_test(descriptors_that_lie_about_their_length_are_refused),
		cmocka_unit_test(a_plate_is_listed_with_what_it_is),
	};

	if (argc == 2)
		return run_case(argv[1]);
	if (system("command -v umockdev-run >/dev/null") != 0) {
		puts("umockdev-run is not installed");
		return 77;
	}
	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
