/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/recording/journal/block.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct journal *create(const char *path)
{
	struct recording_info info;
	struct journal *journal;
	struct error err = {0};

	known_info(&info);
	if (journal_create(&journal, path, &info, 0, &err))
		fail_msg("%s", err.text);
	recording_info_reset(&info);
	return journal;
}

static struct journal_reader *open_reader(const char *path)
{
	struct journal_reader *reader;
	struct error err = {0};

	if (journal_reader_open(&reader, path, &err))
		fail_msg("%s", err.text);
	return reader;
}

static void check_file(const char *path, struct journal_state *state)
{
	struct journal_reader *reader = open_reader(path);

	assert_int_equal(known_check(reader, state), 0);
	journal_reader_close(reader);
}

static const struct journal_stamp stamp = {
	.device_counter = 1ull << 40, .monotonic_ns = -5, .status_bits = 9};

/* Three frames, a gap of seven, an event, a clock, one frame more. */
static void write_each_block(const char *path)
{
	struct journal *journal = create(path);
	const struct clock_pair clocks = {.device_counter = 77,
					  .monotonic_ns = 123,
					  .realtime_ns = 1700000000000000000,
					  .device_ns = 1ull << 63,
					  .round_trip_ns = 40000};
	struct error err = {0};
	int32_t counts[3 * KNOWN_CHANNELS];

	known_counts(counts, 0, 3);
	assert_int_equal(journal_append(journal, counts, 3, &stamp, &err), 0);
	assert_int_equal(journal_gap(journal, 7, "device-fifo", 2, &stamp, &err), 0);
	assert_int_equal(journal_event(journal, "note", "left foot moved \xc3\xa4", &stamp, &err),
			 0);
	assert_int_equal(journal_clock(journal, &clocks, &err), 0);
	known_counts(counts, 10, 1);
	assert_int_equal(journal_append(journal, counts, 1, NULL, &err), 0);
	assert_int_equal(journal_frames(journal), 11);
	assert_int_equal(journal_durable_frames(journal), 0);
	assert_int_equal(journal_sync(journal, &err), 0);
	assert_int_equal(journal_durable_frames(journal), 11);
	assert_int_equal(journal_close(journal, &err), 0);
}

static void assert_next(struct journal_reader *reader, enum journal_block_type type,
			struct journal_block *block)
{
	struct error err = {0};

	assert_int_equal(journal_reader_next(reader, block, &err), 1);
	assert_int_equal(block->type, type);
}

static void what_is_appended_comes_back_with_its_stamps(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal_reader *reader;
	struct journal_block block;
	struct journal_state end;
	struct error err = {0};

	write_each_block(path);
	reader = open_reader(path);
	assert_string_equal(journal_reader_info(reader)->subject, "S012");
	assert_int_equal(journal_reader_info(reader)->channels, KNOWN_CHANNELS);
	assert_next(reader, JOURNAL_DATA, &block);
	assert_int_equal(block.frames, 3);
	assert_int_equal(block.stamp.device_counter, stamp.device_counter);
	assert_int_equal(block.stamp.monotonic_ns, stamp.monotonic_ns);
	assert_int_equal(block.stamp.status_bits, stamp.status_bits);
	assert_int_equal(block.counts[2 * KNOWN_CHANNELS + 1], known_count(2, 1));
	assert_next(reader, JOURNAL_GAP, &block);
	assert_int_equal(block.gap.frame, 3);
	assert_int_equal(block.gap.frames, 7);
	assert_int_equal(block.gap.frames_uncertainty, 2);
	assert_string_equal(block.gap.cause, "device-fifo");
	assert_next(reader, JOURNAL_EVENT, &block);
	assert_string_equal(block.kind, "note");
	assert_string_equal(block.text, "left foot moved \xc3\xa4");
	assert_next(reader, JOURNAL_CLOCK, &block);
	assert_int_equal(block.clock.frame, 10);
	assert_int_equal(block.clock.device_counter, 77);
	assert_int_equal(block.clock.monotonic_ns, 123);
	assert_int_equal(block.clock.realtime_ns, 1700000000000000000);
	assert_true(block.clock.device_ns == 1ull << 63);
	assert_int_equal(block.clock.round_trip_ns, 40000);
	assert_next(reader, JOURNAL_DATA, &block);
	assert_int_equal(block.first_frame, 10);
	assert_next(reader, JOURNAL_END, &block);
	assert_int_equal(journal_reader_next(reader, &block, &err), 0);
	journal_reader_state(reader, &end);
	journal_reader_close(reader);
	assert_true(end.complete);
	assert_int_equal(end.frames, 11);
	assert_int_equal(end.data_frames, 4);
	assert_int_equal(end.gap_frames, 7);
	assert_int_equal(end.blocks, 6);
	assert_int_equal(end.bytes_good, end.bytes_total);
}

static void a_large_append_is_cut_into_blocks_and_nothing_is_lost(void **state)
{
	enum { FRAMES = 20000 };
	const char *path = scratch_path(state, "a.hjl");
	int32_t *counts = malloc(FRAMES * KNOWN_CHANNELS * sizeof(*counts));
	struct journal *journal = create(path);
	struct journal_state end;
	struct error err = {0};

	assert_non_null(counts);
	known_counts(counts, 0, FRAMES);
	assert_int_equal(journal_append(journal, counts, FRAMES, NULL, &err), 0);
	assert_int_equal(journal_close(journal, &err), 0);
	free(counts);
	check_file(path, &end);
	assert_int_equal(end.frames, FRAMES);
	assert_true(end.blocks > 2);
}

static void a_sidecar_of_any_size_fits_the_header(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct recording_info info;
	struct journal *journal;
	struct journal_reader *reader;
	struct error err = {0};
	char *extra = calloc(1, 30000);

	assert_non_null(extra);
	known_info(&info);
	memcpy(extra, "{\"Note\": \"", 10);
	memset(extra + 10, 'x', 20000);
	memcpy(extra + 20010, "\"}", 3);
	info.extra_json = extra;
	assert_int_equal(journal_create(&journal, path, &info, 0, &err), 0);
	known_append(journal, 5, 5);
	assert_int_equal(journal_close(journal, &err), 0);
	reader = open_reader(path);
	assert_non_null(journal_reader_info(reader)->extra_json);
	assert_true(strlen(journal_reader_info(reader)->extra_json) > 20000);
	journal_reader_close(reader);
	recording_info_reset(&info);
}

static void a_journal_is_private_new_and_locked(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path), *second;
	struct recording_info info;
	struct error err = {0};
	struct stat st;
	int fd;

	known_info(&info);
	assert_int_equal(journal_create(&second, path, &info, 0, &err), HINGE_EREFUSED);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0137, 0);
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	journal_abandon(journal);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	close(fd);
	assert_int_equal(symlink(path, scratch_path(state, "link.hjl")), 0);
	assert_int_equal(journal_create(&second, scratch_path(state, "link.hjl"), &info, 0, &err),
			 HINGE_EREFUSED);
	assert_int_equal(journal_create(&second, scratch_path(state, "no/a.hjl"), &info, 0, &err),
			 HINGE_EWRITE);
	assert_int_equal(
		journal_create(&second, scratch_path(state, "b.hjl"), &info, INT64_MAX, &err),
		HINGE_EWRITE);
	assert_non_null(strstr(err.text, "MiB free"));
	info.plates = 0;
	assert_int_equal(journal_create(&second, scratch_path(state, "b.hjl"), &info, 0, &err),
			 HINGE_EFORMAT);
	assert_false(file_exists(scratch_path(state, "b.hjl")));
	recording_info_reset(&info);
}

static void what_cannot_be_said_is_refused_and_recording_goes_on(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	int32_t counts[KNOWN_CHANNELS] = {0};
	char text[5000];
	struct journal_state end;
	struct error err = {0};

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(journal_event(journal, "note", text, NULL, &err), HINGE_EUSAGE);
	assert_int_equal(journal_event(journal, "", "x", NULL, &err), HINGE_EUSAGE);
	assert_int_equal(journal_gap(journal, 0, "x", 0, NULL, &err), HINGE_EFORMAT);
	counts[7] = 1 << 23;
	assert_int_equal(journal_append(journal, counts, 1, NULL, &err), HINGE_EFORMAT);
	counts[7] = -(1 << 23) - 1;
	assert_int_equal(journal_append(journal, counts, 1, NULL, &err), HINGE_EFORMAT);
	known_append(journal, 10, 4);
	assert_int_equal(journal_close(journal, &err), 0);
	check_file(path, &end);
	assert_true(end.complete);
	assert_int_equal(end.frames, 10);
}

static void without_an_end_block_a_journal_is_not_complete(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state end;

	known_append(journal, 25, 10);
	journal_abandon(journal);
	check_file(path, &end);
	assert_false(end.complete);
	assert_int_equal(end.frames, 25);
	assert_int_equal(end.islands, 0);
}

/* Room that was reserved ahead is given back, and never seen as data. */
static void a_closed_journal_takes_no_more_room_than_its_bytes(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state end;
	struct error err = {0};
	struct stat st;

	known_append(journal, 25, 10);
	assert_int_equal(journal_close(journal, &err), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_blocks * 512 < 1 << 20);
	check_file(path, &end);
	assert_int_equal(end.bytes_total, st.st_size);
}

static void after_a_full_disk_every_call_says_so_and_writes_nothing(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct rlimit was, small = {.rlim_cur = 20000};
	int32_t counts[64 * KNOWN_CHANNELS];
	struct journal_state end;
	struct error err = {0};
	struct stat st, later;
	int64_t durable;

	signal(SIGXFSZ, SIG_IGN);
	known_append(journal, 64, 64);
	assert_int_equal(journal_sync(journal, &err), 0);
	durable = journal_durable_frames(journal);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (int i = 0; i < 20; i++) {
		known_counts(counts, journal_frames(journal), 64);
		if (journal_append(journal, counts, 64, NULL, &err))
			break;
	}
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	assert_int_equal(err.code, HINGE_EWRITE);
	assert_int_equal(stat(path, &st), 0);
	/* there is room again, and still nothing is written behind the hole */
	assert_int_equal(journal_append(journal, counts, 64, NULL, &err), HINGE_EWRITE);
	assert_int_equal(journal_gap(journal, 1, "x", 0, NULL, &err), HINGE_EWRITE);
	assert_int_equal(journal_event(journal, "note", "x", NULL, &err), HINGE_EWRITE);
	assert_int_equal(journal_sync(journal, &err), HINGE_EWRITE);
	assert_non_null(strstr(err.text, "a.hjl: File too large"));
	assert_int_equal(journal_durable_frames(journal), durable);
	assert_int_equal(journal_close(journal, &err), HINGE_EWRITE);
	assert_int_equal(stat(path, &later), 0);
	assert_int_equal(st.st_size, later.st_size);
	check_file(path, &end);
	assert_false(end.complete);
	assert_true(end.frames >= durable);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

/* Version 1 differs in the number alone and in its CLOCK blocks, which held wall time only. */
static void a_journal_of_version_1_is_read(void **state)
{
	const char *path = scratch_path(state, "v1.hjl");
	struct journal *journal = create(path);
	const uint8_t wall[8] = {0x00, 0x10}; /* 4096 */
	struct block_header header = {.type = JOURNAL_CLOCK,
				      .payload_bytes = sizeof(wall),
				      .first_frame = 0,
				      .stamp = {.device_counter = 9, .monotonic_ns = 12}};
	struct journal_header fixed;
	struct journal_reader *reader;
	struct journal_block block;
	uint8_t clock[BLOCK_HEADER_BYTES + sizeof(wall)];
	char *bytes;
	size_t size;

	journal_abandon(journal);
	assert_int_equal(file_read(path, 1 << 20, &bytes, &size, NULL), 0);
	assert_true(journal_header_decode((uint8_t *)bytes, &fixed));
	assert_int_equal(bytes[8], 2);
	bytes[8] = 1;
	uint32_t crc = crc32c(crc32c(0, bytes, 44), bytes + 48, size - 48);
	memcpy(bytes + 44, &crc, sizeof(crc));
	block_encode(clock, &header, wall, journal_seed(fixed.id));
	memcpy(clock + BLOCK_HEADER_BYTES, wall, sizeof(wall));
	bytes = realloc(bytes, size + sizeof(clock));
	memcpy(bytes + size, clock, sizeof(clock));

	assert_int_equal(journal_reader_open_memory(&reader, bytes, size + sizeof(clock), NULL), 0);
	assert_next(reader, JOURNAL_CLOCK, &block);
	assert_int_equal(block.clock.realtime_ns, 4096);
	assert_int_equal(block.clock.monotonic_ns, 12);
	assert_int_equal(block.clock.device_counter, 9);
	assert_int_equal(block.clock.round_trip_ns, 0);
	journal_reader_close(reader);
	free(bytes);
}

static void a_journal_of_a_later_version_is_refused(void **state)
{
	const char *path = scratch_path(state, "v3.hjl");
	struct journal_reader *reader = NULL;
	char *bytes;
	size_t size;

	journal_abandon(create(path));
	assert_int_equal(file_read(path, 1 << 20, &bytes, &size, NULL), 0);
	bytes[8] = 3;
	uint32_t crc = crc32c(crc32c(0, bytes, 44), bytes + 48, size - 48);
	memcpy(bytes + 44, &crc, sizeof(crc));
	assert_int_equal(journal_reader_open_memory(&reader, bytes, size, NULL), HINGE_EFORMAT);
	assert_null(reader);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_journal_of_version_1_is_read),
		WITH_FOLDER(a_journal_of_a_later_version_is_refused),
		WITH_FOLDER(what_is_appended_comes_back_with_its_stamps),
		WITH_FOLDER(a_large_append_is_cut_into_blocks_and_nothing_is_lost),
		WITH_FOLDER(a_sidecar_of_any_size_fits_the_header),
		WITH_FOLDER(a_journal_is_private_new_and_locked),
		WITH_FOLDER(what_cannot_be_said_is_refused_and_recording_goes_on),
		WITH_FOLDER(without_an_end_block_a_journal_is_not_complete),
		WITH_FOLDER(a_closed_journal_takes_no_more_room_than_its_bytes),
		WITH_FOLDER(after_a_full_disk_every_call_says_so_and_writes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
