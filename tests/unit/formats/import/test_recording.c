/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of hinge's, or its journal, as a trial. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/import/import.h"
#include "formats/plates/plate.h"
#include "formats/recording/container.h"
#include "formats/recording/journal.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS = 8, FRAMES = 500 };

/* Two plates of four cells, a tenth of a newton a count. */
static void describe(struct recording_info *info, size_t cells)
{
	recording_info_init(info);
	info->rate_hz = 1000;
	info->unit = UNIT_COUNT;
	info->plates = 2;
	info->channels = cells;
	for (size_t i = 0; i < cells; i++) {
		struct cell *cell = &info->plate[i / 4].cell[i % 4];

		info->plate[i / 4].foot = i < 4 ? FOOT_LEFT : FOOT_RIGHT;
		info->plate[i / 4].cells = i % 4 + 1;
		*cell = (struct cell){(int)i, i % 2 ? 0.1 : -0.1, i % 4 < 2 ? 0.2 : -0.2, 0.1, 50};
	}
}

static int32_t count_at(size_t frame, size_t channel)
{
	return (int32_t)(1000 * channel + frame) - 300;
}

static void write_counts(const char *path, size_t channels, size_t frames)
{
	struct container *container;

	assert_int_equal(container_create(&container, path, CONTAINER_INT24, channels, 1000, NULL),
			 0);
	for (size_t i = 0; i < frames; i++) {
		int32_t frame[CHANNELS_MAX];

		for (size_t c = 0; c < channels; c++)
			frame[c] = count_at(i, c);
		assert_int_equal(container_write_counts(container, frame, 1, NULL), 0);
	}
	assert_int_equal(container_close(container, NULL), 0);
}

static void write_sidecar(const char *path, struct recording_info *info)
{
	assert_int_equal(sidecar_write(path, info, NULL), 0);
	recording_info_reset(info);
}

/* A recording called name in the scratch folder: name.w64 and name.json. */
static const char *make_recording(void **state, const char *name, size_t channels, int64_t stated)
{
	struct recording_info info;
	char file[64];
	const char *path;

	snprintf(file, sizeof(file), "%s.json", name);
	describe(&info, CELLS);
	info.frames = stated;
	write_sidecar(scratch_path(state, file), &info);
	snprintf(file, sizeof(file), "%s.w64", name);
	path = scratch_path(state, file);
	write_counts(path, channels, FRAMES);
	return path;
}

static int read_plain(const char *path, struct trial **out, struct error *err)
{
	struct import_options options;

	import_options_init(&options);
	return import_read(path, &options, out, err);
}

static void expect_refusal(const char *path, const char *why)
{
	struct trial *trial = NULL;
	struct error err;

	assert_int_equal(read_plain(path, &trial, &err), HINGE_EFORMAT);
	assert_memory_equal(err.text, path, strlen(path));
	assert_string_equal(err.text + strlen(path), why);
	assert_null(trial);
}

static void a_recording_gives_its_counts_and_what_its_sidecar_says(void **state)
{
	const char *path = make_recording(state, "good", CELLS, FRAMES);
	struct trial *trial = NULL;

	assert_int_equal(read_plain(path, &trial, NULL), 0);
	assert_int_equal(trial->frames, FRAMES);
	assert_int_equal(trial->channels, CELLS);
	assert_int_equal(trial->info.unit, UNIT_COUNT);
	assert_near(trial->info.plate[1].cell[3].newton_per_unit, 0.1, 0);
	for (size_t i = 0; i < FRAMES; i++)
		for (size_t c = 0; c < CELLS; c++)
			assert_near(trial->samples[i * CELLS + c], count_at(i, c), 0);
	assert_string_equal(trial->raw_file, "good.w64");
	assert_string_equal(trial->format, "w64");
	assert_int_equal(strlen(trial->raw_sha256), 64);
	assert_string_equal(trial->mass_source, "");
	trial_free(trial);
}

static void a_recording_without_a_sidecar_is_refused_with_what_is_missing(void **state)
{
	const char *path = scratch_path(state, "alone.w64");

	write_counts(path, CELLS, 10);
	expect_refusal(
		path, ": no sidecar: alone.json, which says what each channel is, is missing (pass "
		      "--sidecar FILE)");
}

static void the_sidecar_may_be_named(void **state)
{
	struct import_options options;
	struct recording_info info;
	struct trial *trial = NULL;
	const char *path = scratch_path(state, "named.w64");

	write_counts(path, CELLS, 10);
	describe(&info, CELLS);
	import_options_init(&options);
	options.sidecar = scratch_path(state, "other.json");
	write_sidecar(options.sidecar, &info);
	assert_int_equal(import_read(path, &options, &trial, NULL), 0);
	assert_int_equal(trial->frames, 10);
	trial_free(trial);
}

static void a_wrong_channel_count_is_refused_both_ways(void **state)
{
	const char *few = make_recording(state, "few", 6, FRAMES);
	const char *many = make_recording(state, "many", 9, FRAMES);
	char after[ERROR_TEXT_MAX];

	snprintf(after, sizeof(after),
		 ": 6 channels, expected 8 (is %s/few.json the sidecar of this recording? pass "
		 "--sidecar FILE)",
		 (const char *)*state);
	expect_refusal(few, after);
	snprintf(after, sizeof(after),
		 ": 9 channels, expected 8 (is %s/many.json the sidecar of this recording? pass "
		 "--sidecar FILE)",
		 (const char *)*state);
	expect_refusal(many, after);
}

static void a_file_shorter_than_its_sidecar_or_header_says_is_refused(void **state)
{
	const char *stated = make_recording(state, "stated", CELLS, FRAMES + 1);
	const char *cut = make_recording(state, "cut", CELLS, FRAMES);
	struct trial *trial = NULL;
	struct error err;
	struct stat st;

	expect_refusal(stated, ": 500 frames, its sidecar says 501 (cut short? copy it again)");
	assert_int_equal(stat(cut, &st), 0);
	assert_int_equal(truncate(cut, st.st_size / 2), 0);
	assert_int_equal(read_plain(cut, &trial, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "cut.w64"));
	assert_null(trial);
}

/* The checksum is of the samples as they stand in the file: 24-bit little endian here. */
static void a_stated_checksum_is_checked(void **state)
{
	static unsigned char bytes[10 * CELLS * 3];
	struct recording_info info;
	struct trial *trial = NULL;
	const char *path = scratch_path(state, "sum.w64");

	write_counts(path, CELLS, 10);
	for (size_t i = 0; i < 10; i++)
		for (size_t c = 0; c < CELLS; c++)
			for (size_t b = 0; b < 3; b++)
				bytes[(i * CELLS + c) * 3 + b] =
					(unsigned char)((uint32_t)count_at(i, c) >> (8 * b));
	describe(&info, CELLS);
	sha256_hex(bytes, sizeof(bytes), info.sha256);
	write_sidecar(scratch_path(state, "sum.json"), &info);
	assert_int_equal(read_plain(path, &trial, NULL), 0);
	trial_free(trial);

	path = scratch_path(state, "changed.w64");
	write_counts(path, CELLS, 10);
	describe(&info, CELLS);
	bytes[7] ^= 1;
	sha256_hex(bytes, sizeof(bytes), info.sha256);
	write_sidecar(scratch_path(state, "changed.json"), &info);
	expect_refusal(path, ": its samples do not have the checksum that its sidecar states: it "
			     "has changed since (restore it from a copy)");
}

static void a_rate_that_contradicts_the_sidecar_is_refused(void **state)
{
	struct recording_info info;
	const char *path = scratch_path(state, "rate.w64");

	write_counts(path, CELLS, 10);
	describe(&info, CELLS);
	info.rate_hz = 2000;
	write_sidecar(scratch_path(state, "rate.json"), &info);
	expect_refusal(path, ": 1000 Hz, its sidecar says 2000 Hz (pass --rate HZ)");
}

static void write_floats(const char *path, const float *frame, size_t frames)
{
	struct container *container;

	assert_int_equal(container_create(&container, path, CONTAINER_FLOAT32, CELLS, 1000, NULL),
			 0);
	assert_int_equal(container_write_floats(container, frame, frames, NULL), 0);
	assert_int_equal(container_close(container, NULL), 0);
}

static void a_sample_that_is_no_number_is_refused_with_its_frame(void **state)
{
	float samples[3 * CELLS] = {0};
	struct recording_info info;
	const char *path = scratch_path(state, "nan.w64");

	samples[2 * CELLS + 5] = NAN;
	write_floats(path, samples, 3);
	describe(&info, CELLS);
	info.unit = UNIT_NEWTON;
	write_sidecar(scratch_path(state, "nan.json"), &info);
	expect_refusal(path, ": frame 2, channel 5 is NaN, not a measured value");
}

static void integers_that_claim_to_be_newton_are_refused(void **state)
{
	struct recording_info info;
	const char *path = scratch_path(state, "unit.w64");

	write_counts(path, CELLS, 10);
	describe(&info, CELLS);
	info.unit = UNIT_NEWTON;
	write_sidecar(scratch_path(state, "unit.json"), &info);
	expect_refusal(path,
		       ": integer samples, its sidecar says Unit \"N\" (integers are \"count\")");
}

/* A gap of 5 ms or less becomes a line, a longer one NaN. */
static void gaps_of_the_sidecar_are_marked(void **state)
{
	struct recording_info info;
	struct trial *trial = NULL;
	const char *path = scratch_path(state, "gaps.w64");

	write_counts(path, CELLS, FRAMES);
	describe(&info, CELLS);
	assert_int_equal(
		recording_info_add_gap(&info, (struct gap){.frame = 100, .frames = 5}, NULL), 0);
	assert_int_equal(
		recording_info_add_gap(&info, (struct gap){.frame = 200, .frames = 6}, NULL), 0);
	write_sidecar(scratch_path(state, "gaps.json"), &info);
	assert_int_equal(read_plain(path, &trial, NULL), 0);
	assert_int_equal(trial->quality[102], QUALITY_INTERPOLATED);
	assert_near(trial->samples[102 * CELLS], count_at(102, 0), 1e-9);
	assert_int_equal(trial->quality[205], QUALITY_GAP);
	assert_nan(trial->samples[205 * CELLS + 3]);
	assert_int_equal(trial->quality[206], 0);
	trial_free(trial);
}

static void a_journal_is_read_as_far_as_it_is_good(void **state)
{
	const struct journal_stamp stamp = {0};
	const char *path = scratch_path(state, "set.hjl");
	struct recording_info info;
	struct journal *journal;
	struct trial *trial = NULL;
	int32_t frame[CELLS];
	FILE *file;

	describe(&info, CELLS);
	assert_int_equal(journal_create(&journal, path, &info, 0, NULL), 0);
	for (size_t i = 0; i < 20; i++) {
		if (i == 10)
			assert_int_equal(journal_gap(journal, 7, "test", 0, &stamp, NULL), 0);
		for (size_t c = 0; c < CELLS; c++)
			frame[c] = count_at(i, c);
		assert_int_equal(journal_append(journal, frame, 1, &stamp, NULL), 0);
	}
	assert_int_equal(journal_sync(journal, NULL), 0);
	journal_abandon(journal);
	recording_info_reset(&info);
	file = fopen(path, "ab");
	assert_true(fputs("half a block", file) >= 0);
	assert_int_equal(fclose(file), 0);

	assert_int_equal(read_plain(path, &trial, NULL), 0);
	assert_string_equal(trial->format, "journal");
	assert_int_equal(trial->frames, 27);
	assert_near(trial->samples[9 * CELLS + 2], count_at(9, 2), 0);
	assert_int_equal(trial->quality[10], QUALITY_GAP);
	assert_int_equal(trial->quality[16], QUALITY_GAP);
	assert_near(trial->samples[17 * CELLS + 2], count_at(10, 2), 0);
	trial_free(trial);
}

static void a_journal_with_a_damaged_header_is_refused(void **state)
{
	const char *path = scratch_path(state, "damaged.hjl");
	struct recording_info info;
	struct journal *journal;
	struct trial *trial = NULL;
	struct error err;
	FILE *file;

	describe(&info, CELLS);
	assert_int_equal(journal_create(&journal, path, &info, 0, NULL), 0);
	journal_abandon(journal);
	recording_info_reset(&info);
	file = fopen(path, "r+b");
	assert_int_equal(fseek(file, 40, SEEK_SET), 0);
	assert_int_equal(fputc(0x5a, file), 0x5a);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(read_plain(path, &trial, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "damaged.hjl"));
	assert_null(trial);
}

static void a_journal_of_nothing_but_a_gap_is_refused(void **state)
{
	const struct journal_stamp stamp = {0};
	const char *path = scratch_path(state, "lost.hjl");
	struct recording_info info;
	struct journal *journal;
	int32_t frame[CELLS] = {0};
	struct trial *trial = NULL;
	struct error err;

	describe(&info, CELLS);
	assert_int_equal(journal_create(&journal, path, &info, 0, NULL), 0);
	assert_int_equal(journal_append(journal, frame, 1, &stamp, NULL), 0);
	assert_int_equal(journal_gap(journal, 3600 * 1000 + 1, "test", 0, &stamp, NULL), 0);
	assert_int_equal(journal_close(journal, NULL), 0);
	recording_info_reset(&info);
	assert_int_equal(read_plain(path, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text + strlen(path), ": 3600001 lost frames");
	assert_null(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recording_gives_its_counts_and_what_its_sidecar_says),
		cmocka_unit_test(a_recording_without_a_sidecar_is_refused_with_what_is_missing),
		cmocka_unit_test(the_sidecar_may_be_named),
		cmocka_unit_test(a_wrong_channel_count_is_refused_both_ways),
		cmocka_unit_test(a_file_shorter_than_its_sidecar_or_header_says_is_refused),
		cmocka_unit_test(a_stated_checksum_is_checked),
		cmocka_unit_test(a_rate_that_contradicts_the_sidecar_is_refused),
		cmocka_unit_test(a_sample_that_is_no_number_is_refused_with_its_frame),
		cmocka_unit_test(integers_that_claim_to_be_newton_are_refused),
		cmocka_unit_test(gaps_of_the_sidecar_are_marked),
		cmocka_unit_test(a_journal_is_read_as_far_as_it_is_good),
		cmocka_unit_test(a_journal_with_a_damaged_header_is_refused),
		cmocka_unit_test(a_journal_of_nothing_but_a_gap_is_refused),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
