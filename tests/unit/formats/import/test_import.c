/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/import/import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FORMATS "(known: recording, journal, c3d, text, forcedecks, two-plate-csv)"
#define TWO_PLATES                                                                  \
	"Jump\nendheader\ntime,ground_force1_vy,ground_force1_px,ground_force1_pz," \
	"ground_force2_vy,ground_force2_px,ground_force2_pz\n"                      \
	"0,400,0,0,400,0,0\n0.01,400,0,0,400,0,0\n"

static const char *write_bytes(void **state, const char *name, const void *bytes, size_t size)
{
	const char *path = scratch_path(state, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	return path;
}

static const char *write_text(void **state, const char *name, const char *text)
{
	return write_bytes(state, name, text, strlen(text));
}

static void expect_refusal(const char *path, const char *why)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;

	import_options_init(&options);
	assert_int_equal(import_read(path, &options, &trial, &err), HINGE_EFORMAT);
	assert_memory_equal(err.text, path, strlen(path));
	assert_string_equal(err.text + strlen(path), why);
	assert_null(trial);
}

static void an_empty_file_is_said_to_be_empty(void **state)
{
	expect_refusal(write_text(state, "empty.csv", ""), ": is empty");
}

static void a_file_that_is_not_there_cannot_be_read(void **state)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;

	import_options_init(&options);
	assert_int_equal(import_read(scratch_path(state, "none.w64"), &options, &trial, &err),
			 HINGE_EREAD);
	assert_non_null(strstr(err.text, "none.w64"));
	assert_non_null(strstr(err.text, "No such file"));
}

static void text_that_nothing_describes_is_refused_with_what_to_pass(void **state)
{
	expect_refusal(write_text(state, "plain.txt", "1 2 3\n"),
		       ": text of no known format " FORMATS
		       "; describe its columns in a profile and pass --profile FILE");
	expect_refusal(write_text(state, "bytes.bin", "\x01\x02\x03"),
		       ": no known format " FORMATS);
}

static void what_is_recognised_and_not_read_is_named(void **state)
{
	char dat[64] = {'K', 1, 2, 3};

	expect_refusal(write_bytes(state, "a.DAT", dat, sizeof(dat)),
		       ": is a binary .dat as BioWare writes it, a format that is not published "
		       "(export it as text and describe it in a --profile)");
	expect_refusal(write_text(state, "a.xlsx", "PK\x03\x04more"),
		       ": is a spreadsheet or a zip archive (export it as CSV)");
	expect_refusal(write_text(state, "a.csv", "\xff\xfet"),
		       ": is text in UTF-16 (save it as UTF-8)");
	expect_refusal(write_text(state, "a.h5", "\x89HDF\r\n\x1a\nxx"),
		       ": is an HDF5 file: results are not analysed again (pass the recording they "
		       "came from)");
	expect_refusal(write_text(state, "a.json", "{\"Format\": \"hinge-recording\"}"),
		       ": is a sidecar or a profile (pass the recording that it describes)");
}

static void the_format_is_found_from_the_content_and_the_file_identified(void **state)
{
	const char *path = write_text(state, "name.dat", TWO_PLATES);
	struct import_options options;
	struct trial *trial = NULL;
	char sha256[65];

	import_options_init(&options);
	assert_int_equal(import_read(path, &options, &trial, NULL), 0);
	assert_string_equal(trial->format, "two-plate-csv");
	assert_string_equal(trial->raw_file, "name.dat");
	assert_int_equal(file_sha256(path, sha256, NULL), 0);
	assert_string_equal(trial->raw_sha256, sha256);
	assert_string_equal(trial->mass_source, "");
	trial_free(trial);
}

static void a_byte_order_mark_does_not_hide_the_format(void **state)
{
	const char *path = write_text(state, "bom.csv",
				      "\xef\xbb\xbf"
				      "ForceDecks Raw Data Export,1.0\n"
				      "Time,Left,Right\n0,400,400\n0.01,400,400\n");
	struct import_options options;
	struct trial *trial = NULL;

	import_options_init(&options);
	assert_int_equal(import_read(path, &options, &trial, NULL), 0);
	assert_string_equal(trial->format, "forcedecks");
	trial_free(trial);
}

static void options_go_before_what_the_file_says(void **state)
{
	const char *path = write_text(state, "two.csv", TWO_PLATES);
	struct import_options options;
	struct trial *trial = NULL;

	import_options_init(&options);
	options.rate_hz = 2000;
	options.mass_kg = 81.5;
	options.load_kg = 100;
	options.sides_count = 2;
	options.sides[0] = FOOT_RIGHT;
	options.sides[1] = FOOT_LEFT;
	assert_int_equal(import_read(path, &options, &trial, NULL), 0);
	assert_near(trial->info.rate_hz, 2000, 0);
	assert_near(trial->info.mass_kg, 81.5, 0);
	assert_string_equal(trial->mass_source, "typed");
	assert_near(trial->info.load_kg, 100, 0);
	assert_int_equal(trial->info.plate[0].foot, FOOT_RIGHT);
	assert_int_equal(trial->info.plate[1].foot, FOOT_LEFT);
	trial_free(trial);
}

static void sides_must_fit_the_plates(void **state)
{
	const char *path = write_text(state, "two.csv", TWO_PLATES);
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	size_t at = strlen(path);

	import_options_init(&options);
	options.sides_count = 1;
	options.sides[0] = FOOT_LEFT;
	assert_int_equal(import_read(path, &options, &trial, &err), HINGE_EUSAGE);
	assert_string_equal(err.text + at, ": --sides names 1 plates, the file has 2");
	options.sides_count = 2;
	options.sides[1] = FOOT_LEFT;
	assert_int_equal(import_read(path, &options, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text + at, ": Plates[1].Foot: is left, as Plates[0] is");
	assert_null(trial);
}

static void standard_input_is_read_as_text(void **state)
{
	const char *path = write_text(state, "in.csv", TWO_PLATES);
	struct import_options options;
	struct trial *trial = NULL;
	int saved = dup(STDIN_FILENO);

	assert_non_null(freopen(path, "r", stdin));
	import_options_init(&options);
	assert_int_equal(import_read("-", &options, &trial, NULL), 0);
	assert_string_equal(trial->raw_file, "standard input");
	assert_int_equal(trial->frames, 2);
	trial_free(trial);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

static void a_recording_cannot_come_through_a_pipe(void **state)
{
	const char *path = write_text(state, "in.wav", "RIFF\x24\x80\x10\x01WAVEfmt ");
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	int saved = dup(STDIN_FILENO);

	assert_non_null(freopen(path, "r", stdin));
	import_options_init(&options);
	assert_int_equal(import_read("-", &options, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text,
			    "standard input: a recording cannot be read from a pipe (save "
			    "it and name the file)");
	dup2(saved, STDIN_FILENO);
	close(saved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_file_is_said_to_be_empty),
		cmocka_unit_test(a_file_that_is_not_there_cannot_be_read),
		cmocka_unit_test(text_that_nothing_describes_is_refused_with_what_to_pass),
		cmocka_unit_test(what_is_recognised_and_not_read_is_named),
		cmocka_unit_test(the_format_is_found_from_the_content_and_the_file_identified),
		cmocka_unit_test(a_byte_order_mark_does_not_hide_the_format),
		cmocka_unit_test(options_go_before_what_the_file_says),
		cmocka_unit_test(sides_must_fit_the_plates),
		cmocka_unit_test(standard_input_is_read_as_text),
		cmocka_unit_test(a_recording_cannot_come_through_a_pipe),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
