/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/io.h"

#include <errno.h>
#include <fcntl.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHANNELS = 3, FRAMES = 500 };

/* Every bit of the 24 is used, both rails included. */
static int32_t count_at(size_t i)
{
	if (i < 2)
		return i ? (1 << 23) - 1 : -(1 << 23);
	return (int32_t)(((uint32_t)i * 2654435761u) >> 8) - (1 << 23);
}

static void make_w64(const char *path)
{
	int32_t counts[FRAMES * CHANNELS];
	struct container *container;
	struct error err = {0};

	for (size_t i = 0; i < FRAMES * CHANNELS; i++)
		counts[i] = count_at(i);
	assert_int_equal(container_create(&container, path, CONTAINER_INT24, CHANNELS, 1000, &err),
			 0);
	assert_int_equal(container_write_counts(container, counts, 200, &err), 0);
	assert_int_equal(
		container_write_counts(container, counts + 200 * CHANNELS, FRAMES - 200, &err), 0);
	assert_int_equal(container_close(container, &err), 0);
}

/* Reads all and compares with count_at() shifted down; returns what container_read gave last. */
static int64_t compare(struct container *container, const struct container_info *info, int shift,
		       struct error *err)
{
	double samples[64 * CHANNELS];
	size_t done = 0;
	int64_t got;

	while ((got = container_read(container, samples, 64, err)) > 0) {
		for (size_t i = 0; i < (size_t)got * CHANNELS; i++)
			assert_near(samples[i], count_at(done * CHANNELS + i) >> shift, 0);
		done += (size_t)got;
	}
	if (!got)
		assert_int_equal(done, info->frames);
	return got;
}

static void counts_written_to_w64_read_back_bit_for_bit(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	struct container *container;
	struct container_info info;
	struct error err = {0};

	make_w64(path);
	assert_int_equal(container_open(&container, path, &info, &err), 0);
	assert_int_equal(info.channels, CHANNELS);
	assert_int_equal(info.frames, FRAMES);
	assert_near(info.rate_hz, 1000, 0);
	assert_int_equal(info.bits, 24);
	assert_false(info.is_float);
	assert_string_equal(info.format, "w64");
	assert_int_equal(compare(container, &info, 0, &err), 0);
	assert_int_equal(container_close(container, &err), 0);
	assert_int_equal(container_create(&container, path, CONTAINER_INT24, 1, 1000, &err),
			 HINGE_EREFUSED);
}

static void floats_keep_every_bit_nan_included(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	float samples[8] = {0.1f, -1234.5f, NAN, 1e30f, 0, -0.0f, 3e-40f, 1};
	double back[8];
	struct container *container;
	struct container_info info;
	struct error err = {0};

	assert_int_equal(container_create(&container, path, CONTAINER_FLOAT32, 2, 2000, &err), 0);
	assert_int_equal(container_write_floats(container, samples, 4, &err), 0);
	assert_int_equal(container_close(container, &err), 0);
	assert_int_equal(container_open(&container, path, &info, &err), 0);
	assert_true(info.is_float);
	assert_int_equal(info.bits, 32);
	assert_int_equal(container_read(container, back, 100, &err), 4);
	for (size_t i = 0; i < 8; i++)
		if (i == 2)
			assert_nan(back[i]);
		else
			assert_near(back[i], samples[i], 0);
	assert_int_equal(container_read(container, back, 100, &err), 0);
	container_close(container, NULL);
}

static void nonsense_is_not_written(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	struct container *container;
	struct error err = {0};

	assert_int_equal(container_create(&container, path, CONTAINER_INT24, 0, 1000, &err),
			 HINGE_EFORMAT);
	assert_int_equal(container_create(&container, path, CONTAINER_INT24, 65, 1000, &err),
			 HINGE_EFORMAT);
	assert_int_equal(container_create(&container, path, CONTAINER_INT24, 8, NAN, &err),
			 HINGE_EFORMAT);
	assert_false(file_exists(path));
}

static void a_sample_beyond_24_bits_fails_the_file_for_good(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	int32_t counts[2] = {1 << 23, 0};
	struct container *container;
	struct error err = {0};

	assert_int_equal(container_create(&container, path, CONTAINER_INT24, 1, 1000, &err), 0);
	assert_int_equal(container_write_counts(container, counts, 1, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "not within 24 bits"));
	assert_int_equal(container_write_counts(container, counts + 1, 1, &err), HINGE_EFORMAT);
	assert_int_equal(container_close(container, &err), HINGE_EFORMAT);
}

static void make_foreign(const char *path, int format)
{
	SF_INFO info = {.samplerate = 1000, .channels = CHANNELS, .format = format};
	SNDFILE *file = sf_open(path, SFM_WRITE, &info);

	assert_non_null(file);
	for (size_t i = 0; i < FRAMES; i++) {
		int frame[CHANNELS];

		for (size_t c = 0; c < CHANNELS; c++)
			frame[c] = (int)((uint32_t)count_at(i * CHANNELS + c) << 8);
		assert_int_equal(sf_writef_int(file, frame, 1), 1);
	}
	sf_close(file);
}

static const struct {
	const char *name;
	int format, bits;
} foreign[] = {
	{"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 24},
	{"wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, 16},
	{"rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 24},
	{"caf", SF_FORMAT_CAF | SF_FORMAT_PCM_24, 24},
	{"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 24},
	{"w64", SF_FORMAT_W64 | SF_FORMAT_PCM_32, 32},
};
enum { FOREIGN = sizeof(foreign) / sizeof(foreign[0]) };

static void every_container_gives_the_integers_it_stores(void **state)
{
	for (size_t i = 0; i < FOREIGN; i++) {
		char name[16], head[64];
		const char *path;
		struct container *container;
		struct container_info info;
		struct error err = {0};
		size_t got;

		snprintf(name, sizeof(name), "%zu.dat", i);
		path = scratch_path(state, name);
		make_foreign(path, foreign[i].format);
		assert_int_equal(file_head(path, head, sizeof(head), &got, &err), 0);
		assert_true(container_probe(head, got));
		if (container_open(&container, path, &info, &err))
			fail_msg("%s: %s", foreign[i].name, err.text);
		assert_string_equal(info.format, foreign[i].name);
		assert_int_equal(info.bits, foreign[i].bits);
		assert_int_equal(info.frames, FRAMES);
		if (foreign[i].bits == 32) {
			double first[CHANNELS];

			assert_int_equal(container_read(container, first, 1, &err), 1);
			assert_near(first[0], -2147483648.0, 0);
		} else {
			assert_int_equal(compare(container, &info, 24 - foreign[i].bits, &err), 0);
		}
		container_close(container, NULL);
	}
}

/* --- bad files --- */

/* Opens and reads bytes; 0 = all FRAMES frames came and were right, < 0 = refused. Never wrong. */
static int open_and_compare(const char *bytes, size_t size, int shift, struct error *err)
{
	struct container *container;
	struct container_info info;
	int ret = container_open_memory(&container, bytes, size, &info, err);

	if (ret)
		return ret;
	ret = info.channels == CHANNELS ? (int)compare(container, &info, shift, err)
					: HINGE_EFORMAT;
	container_close(container, NULL);
	return ret || info.frames == FRAMES ? ret : 1;
}

static void a_file_cut_anywhere_is_refused_never_shorter(void **state)
{
	for (size_t i = 0; i < FOREIGN; i++) {
		char name[16], *bytes;
		const char *path;
		struct error err = {0};
		size_t size;

		if (foreign[i].bits == 32)
			continue;
		snprintf(name, sizeof(name), "%zu.dat", i);
		path = scratch_path(state, name);
		make_foreign(path, foreign[i].format);
		assert_int_equal(file_read(path, 1 << 20, &bytes, &size, &err), 0);
		for (size_t cut = 0; cut < size; cut += cut < 200 ? 1 : 37) {
			char *copy = malloc(cut ? cut : 1);
			int ret;

			assert_non_null(copy);
			memcpy(copy, bytes, cut);
			ret = open_and_compare(copy, cut, 24 - foreign[i].bits, &err);
			/* only what follows the samples may be missing */
			if (ret != HINGE_EFORMAT && !(ret == 0 && cut + 64 > size))
				fail_msg("%s cut to %zu of %zu: %d", foreign[i].name, cut, size,
					 ret);
			free(copy);
		}
		free(bytes);
	}
}

static void a_truncated_w64_names_both_lengths(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	struct container *container;
	struct container_info info;
	struct stat st;
	struct error err = {0};

	make_w64(path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size - 100 * CHANNELS * 3), 0);
	assert_int_equal(container_open(&container, path, &info, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "t.w64: cut short"));
	assert_non_null(strstr(err.text, "500 frames"));
	assert_non_null(strstr(err.text, "400"));
}

static void what_is_no_recording_is_refused_with_the_reason(void **state)
{
	static const struct {
		int format;
		int channels, rate;
		const char *want;
	} cases[] = {
		{SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 2, 1000, "samples of this kind"},
		{SF_FORMAT_WAV | SF_FORMAT_ULAW, 2, 1000, "samples of this kind"},
		{SF_FORMAT_W64 | SF_FORMAT_PCM_16, 65, 1000, "65 channels, 1 to 64"},
		{SF_FORMAT_W64 | SF_FORMAT_PCM_16, 2, 50, "50 Hz, 100 to 200000"},
		{SF_FORMAT_W64 | SF_FORMAT_PCM_16, 2, 200001, "200001 Hz"},
		{SF_FORMAT_AU | SF_FORMAT_PCM_16, 2, 1000, "not a W64, RF64, WAV, CAF or FLAC"},
		{SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 2, 1000, "not a W64, RF64, WAV, CAF or FLAC"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *path = scratch_path(state, "bad");
		SF_INFO format = {.samplerate = cases[i].rate,
				  .channels = cases[i].channels,
				  .format = cases[i].format};
		SNDFILE *file = sf_open(path, SFM_WRITE, &format);
		short frame[65] = {0};
		struct container *container;
		struct container_info info;
		struct error err = {0};

		assert_non_null(file);
		sf_writef_short(file, frame, 1);
		sf_close(file);
		assert_int_equal(container_open(&container, path, &info, &err), HINGE_EFORMAT);
		if (!strstr(err.text, cases[i].want))
			fail_msg("case %zu: %s", i, err.text);
		unlink(path);
	}
}

static void no_file_no_samples_and_no_regular_file_are_told_apart(void **state)
{
	const char *path = scratch_path(state, "t");
	SF_INFO format = {
		.samplerate = 1000, .channels = 1, .format = SF_FORMAT_W64 | SF_FORMAT_PCM_24};
	struct container *container;
	struct container_info info;
	struct error err = {0};
	SNDFILE *file;

	assert_int_equal(container_open(&container, path, &info, &err), HINGE_EREAD);
	assert_int_equal(file_write_atomic(path, "", 0, false, &err), 0);
	assert_int_equal(container_open(&container, path, &info, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "is empty"));
	assert_int_equal(container_open(&container, *state, &info, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "not a regular file"));
	assert_int_equal(mkfifo(scratch_path(state, "fifo"), 0600), 0);
	assert_int_equal(container_open(&container, scratch_path(state, "fifo"), &info, &err),
			 HINGE_EFORMAT);
	file = sf_open(path, SFM_WRITE, &format);
	assert_non_null(file);
	sf_close(file);
	assert_int_equal(container_open(&container, path, &info, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "holds no samples"));
}

/* A header may say anything; no number of frames beyond the file's bytes is believed. */
static void a_header_that_lies_about_its_length_is_not_believed(void **state)
{
	const char *path = scratch_path(state, "t.w64");
	unsigned char *bytes;
	struct container *container;
	struct container_info info;
	struct error err = {0};
	size_t size;

	make_w64(path);
	assert_int_equal(file_read(path, 1 << 20, (char **)&bytes, &size, &err), 0);
	/* "data" chunk: its length is the u64 after the 16 bytes at 80 */
	assert_memory_equal(bytes + 80, "data", 4);
	memset(bytes + 96, 0xff, 8);
	bytes[103] = 0x7f;
	assert_int_equal(container_open_memory(&container, bytes, size, &info, &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "cut short"));
	memset(bytes + 96, 0, 8);
	assert_int_equal(container_open_memory(&container, bytes, size, &info, &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "holds no samples"));
	free(bytes);
}

static void the_first_failure_of_the_bytes_below_is_for_good(void **state)
{
	struct io io = {.fd = open("/dev/full", O_RDWR)};
	char byte = 0;

	(void)state;
	if (io.fd < 0) {
		print_message("SKIP: no /dev/full\n");
		skip();
	}
	assert_int_equal(io_read(&byte, 1, &io), 1);
	assert_int_equal(io_write(&byte, 1, &io), 0);
	assert_int_equal(io.failure, ENOSPC);
	assert_int_equal(io_read(&byte, 1, &io), 0);
	assert_int_equal(io_seek(0, SEEK_SET, &io), -1);
	io_close(&io);
	/* the disk has room again, and it makes no difference */
	io.fd = open("/dev/null", O_RDWR);
	assert_int_equal(io_write(&byte, 1, &io), 0);
	io_close(&io);
}

/* CAF may leave the length of its data open; FLAC may state frames that its bytes cannot hold. */
static void open_and_impossible_lengths_are_refused(void **state)
{
	unsigned char *bytes, *data;
	struct container *container;
	struct container_info info;
	struct error err = {0};
	size_t size;

	make_foreign(scratch_path(state, "a"), SF_FORMAT_CAF | SF_FORMAT_PCM_24);
	assert_int_equal(file_read(scratch_path(state, "a"), 1 << 20, (char **)&bytes, &size, &err),
			 0);
	data = memmem(bytes, size, "data", 4);
	assert_non_null(data);
	memset(data + 4, 0xff, 8);
	assert_int_equal(container_open_memory(&container, bytes, size, &info, &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "leaves the length open"));
	free(bytes);

	make_foreign(scratch_path(state, "b"), SF_FORMAT_FLAC | SF_FORMAT_PCM_24);
	assert_int_equal(file_read(scratch_path(state, "b"), 1 << 20, (char **)&bytes, &size, &err),
			 0);
	/* STREAMINFO: 36 bits of total samples end at offset 4 + 4 + 18 */
	memset(bytes + 22, 0xff, 4);
	bytes[21] |= 0x0f;
	assert_int_equal(container_open_memory(&container, bytes, size, &info, &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "frames cannot be in"));
	free(bytes);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(counts_written_to_w64_read_back_bit_for_bit),
		WITH_FOLDER(floats_keep_every_bit_nan_included),
		WITH_FOLDER(nonsense_is_not_written),
		WITH_FOLDER(a_sample_beyond_24_bits_fails_the_file_for_good),
		WITH_FOLDER(every_container_gives_the_integers_it_stores),
		WITH_FOLDER(a_file_cut_anywhere_is_refused_never_shorter),
		WITH_FOLDER(a_truncated_w64_names_both_lengths),
		WITH_FOLDER(what_is_no_recording_is_refused_with_the_reason),
		WITH_FOLDER(no_file_no_samples_and_no_regular_file_are_told_apart),
		cmocka_unit_test(the_first_failure_of_the_bytes_below_is_for_good),
		WITH_FOLDER(open_and_impossible_lengths_are_refused),
		WITH_FOLDER(a_header_that_lies_about_its_length_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
