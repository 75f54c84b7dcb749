/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/files.h"
#include "formats/import/formats.h"
#include "formats/import/text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char real_file[] = "../shared/data/vald_forcedecks_raw_v2/cmj_trial1.csv";

#define HEADER(version)                                        \
	"ForceDecks Raw Data Export," version ",,\n"           \
	"Weight,93.7,,\n"                                      \
	"Frequency,1000,,\n"                                   \
	"Recording Date,2022-09-02 10:33:20,,\n"               \
	"Data Source,\"ForceDecks;FD42-1,0380 (Trial 1)\",,\n" \
	"AthleteId,SMITH,,\n"                                  \
	",,,\n"
#define COLUMNS                                                                    \
	"Time,Z Left,COPX Left,COPY Left,Z Right,COPX Right,COPY Right,,Fz1 Left," \
	"Fz2 Left,Fz3 Left,Fz4 Left,Fz1 Right,Fz2 Right,Fz3 Right,Fz4 Right,,Power\n"
/* 400 N left at (+20, +10) mm of a plate of 296 x 646 mm: by hand, f = 100 (1 +- 20/148 ...) */
#define LEFT_Z "400,14.8,32.3,"
#define LEFT_F "100,120,100,80,"

static int parse(const char *source, struct trial **out, struct error *err)
{
	struct import_options options;
	char *bytes = strdup(source);
	int rc;

	import_options_init(&options);
	rc = import_forcedecks.parse(bytes, strlen(bytes), "fd.csv", &options, out, err);
	free(bytes);
	return rc;
}

static void expect_refusal(const char *source, const char *message)
{
	struct trial *trial = NULL;
	struct error err;

	assert_int_equal(parse(source, &trial, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, message);
	assert_null(trial);
}

/* (-F1 + F2 + F3 - F4)/Fz = (-100+120+100-80)/400 = 0.1, (F1+F2-F3-F4)/Fz = 0.1. */
static void cells_and_header_become_two_plates(void **state)
{
	static const char source[] =
		HEADER("2") COLUMNS "45.713," LEFT_Z "40,0,0,," LEFT_F "10,10,10,10,,0\n"
				    "45.714," LEFT_Z "40,0,0,," LEFT_F "10,10,10,10,,0\n"
				    ",,,,,,,,,,,,,,,,,\n";
	struct trial *trial = NULL;
	const struct recording_info *info;

	(void)state;
	assert_int_equal(parse(source, &trial, NULL), 0);
	info = &trial->info;
	assert_int_equal(trial->frames, 2);
	assert_int_equal(trial->channels, 8);
	assert_near(info->rate_hz, 1000, 0);
	assert_near(info->mass_kg, 93.7, 0);
	assert_string_equal(info->start_time, "2022-09-02T10:33:20");
	assert_string_equal(info->serial, "FD42-1,0380");
	assert_string_equal(info->subject, "");
	assert_int_equal(info->unit, UNIT_NEWTON);
	assert_int_equal(info->plates, 2);
	assert_int_equal(info->plate[0].foot, FOOT_LEFT);
	assert_int_equal(info->plate[1].foot, FOOT_RIGHT);
	assert_int_equal(info->plate[0].kind, PLATE_CELLS);
	assert_int_equal(info->plate[0].cells, 4);
	assert_int_equal(info->plate[1].cell[2].column, 6);
	assert_near(trial->samples[1], 120, 0);
	assert_near(trial->samples[7], 10, 0);
	/* cells +-0.148 m and +-0.323 m from the centre: first is left toe, second right toe */
	assert_near(info->plate[0].cell[0].x_m, -0.148, 1e-9);
	assert_near(info->plate[0].cell[0].y_m, 0.323, 1e-9);
	assert_near(info->plate[0].cell[2].x_m, 0.148, 1e-9);
	assert_near(info->plate[0].cell[2].y_m, -0.323, 1e-9);
	trial_free(trial);
}

/* A plate of another model: the vendor's own centre of pressure tells the distances. */
static void the_distance_of_the_cells_follows_from_the_file(void **state)
{
	static const char source[] =
		HEADER("2") COLUMNS "0,400,10,20,40,0,0,," LEFT_F "10,10,10,10,,0\n"
				    "0.001,400,10,20,40,0,0,," LEFT_F "10,10,10,10,,0\n";
	struct trial *trial = NULL;

	(void)state;
	assert_int_equal(parse(source, &trial, NULL), 0);
	assert_near(trial->info.plate[0].cell[1].x_m, 0.1, 1e-9);
	assert_near(trial->info.plate[0].cell[1].y_m, 0.2, 1e-9);
	trial_free(trial);
}

static void columns_that_contradict_each_other_are_refused(void **state)
{
	(void)state;
	expect_refusal(HEADER("2") COLUMNS "0,410,14.8,32.3,40,0,0,," LEFT_F "10,10,10,10,,0\n"
					   "0.001,400,0,0,40,0,0,," LEFT_F "10,10,10,10,,0\n",
		       "fd.csv:9: the left cells add up to 400.0 N, column Z says 410.0 N");
	expect_refusal(HEADER("2") COLUMNS "0,400,14.8,32.3,40,0,0,," LEFT_F "10,10,10,10,,0\n"
					   "0.001,400,14.8,34.3,40,0,0,," LEFT_F "10,10,10,10,,0\n",
		       "fd.csv:9: COPY of the left plate does not follow from its cells (33.3 mm, "
		       "the file says 32.3 mm)");
}

static void version_one_has_a_force_a_foot_and_a_decimal_comma(void **state)
{
	static const char source[] =
		"\xef\xbb\xbf"
		"ForceDecks Raw Data Export,\"1,0\"\nWeight,\"70,5\"\n"
		"Frequency,500\n\nTime,Left,Right,,Acceleration\n"
		"\"1,002\",\"350,25\",340,,1E-05\n\"1,004\",351,\"208,56\",,0\n";
	struct trial *trial = NULL;

	(void)state;
	assert_int_equal(parse(source, &trial, NULL), 0);
	assert_int_equal(trial->channels, 2);
	assert_near(trial->info.rate_hz, 500, 0);
	assert_near(trial->info.mass_kg, 70.5, 0);
	assert_near(trial->samples[0], 350.25, 0);
	assert_near(trial->samples[3], 208.56, 0);
	assert_int_equal(trial->info.plate[1].kind, PLATE_FZ);
	assert_int_equal(trial->info.plate[1].foot, FOOT_RIGHT);
	trial_free(trial);
}

static void a_damaged_export_is_refused_with_its_place(void **state)
{
	(void)state;
	expect_refusal(HEADER("3") COLUMNS,
		       "fd.csv: ForceDecks raw export version \"3\", known are 1.0 and 2 (describe "
		       "its columns in a --profile)");
	expect_refusal(HEADER("2"), "fd.csv: no row of column names that starts with Time");
	expect_refusal(HEADER("2") "Time,Z Left\n0,1\n",
		       "fd.csv:8: no column \"Fz1 Left\" in the header");
	expect_refusal(HEADER("2") COLUMNS "0,1,2\n", "fd.csv:9: 3 fields, expected 18");
	expect_refusal(HEADER("2") COLUMNS, "fd.csv: no rows of numbers below the header");
	expect_refusal("ForceDecks Raw Data Export,1.0\nTime,Left,Right",
		       "fd.csv: no rows of numbers below the header");
	expect_refusal("ForceDecks Raw Data Export,2\nWeight,heavy\n",
		       "fd.csv:2: Weight is not a number: \"heavy\"");
	expect_refusal(HEADER("2") COLUMNS "0,0,0,0,0,0,0,,0,0,0,0,0,0,0,0,,0\n"
					   "0.002,0,0,0,0,0,0,,0,0,0,0,0,0,0,0,,0\n",
		       "fd.csv: 1000 Hz are stated, its times say 500 Hz (pass --rate HZ)");
}

struct vendor {
	struct text_table table;
	char *bytes;
};

/* The columns of the vendor, read apart from the importer's choice. */
static void read_vendor(struct text_table *table)
{
	static const char *const names[] = {"Z Left",  "COPX Left",  "COPY Left",
					    "Z Right", "COPX Right", "COPY Right"};
	struct text_row row;
	struct text text;
	char *bytes;
	size_t size;
	int column[6];

	assert_int_equal(file_read(real_file, 1 << 24, &bytes, &size, NULL), 0);
	text_init(&text, real_file, bytes, size, ',', '.');
	do
		assert_int_equal(text_next(&text, &row, NULL), 1);
	while (!row.count || strcmp(row.field[0], "Time") != 0);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(text_column(&text, &row, names[i], &column[i], NULL), 0);
	assert_int_equal(text_numbers(&text, &row, column, 6, table, NULL), 0);
	free(bytes);
}

static void check_frame(const struct trial *trial, const double *vendor, size_t i, size_t side)
{
	const struct plate *plate = &trial->info.plate[side];
	const double *v = vendor + 3 * side;
	double z = 0, x = 0, y = 0;

	for (size_t c = 0; c < plate->cells; c++) {
		double f = trial->samples[i * trial->channels + (size_t)plate->cell[c].column];

		z += f;
		x += f * plate->cell[c].x_m;
		y += f * plate->cell[c].y_m;
	}
	assert_near(z, v[0], 1e-3);
	if (v[0] >= 30) {
		assert_near(1e3 * x / z, v[1], 1e-3);
		assert_near(1e3 * y / z, v[2], 1e-3);
	}
}

static void force_and_centre_of_pressure_equal_the_vendors(void **state)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct text_table vendor;
	double start_n = 0;

	(void)state;
	if (access(real_file, R_OK)) {
		print_message("SKIP: %s is not there\n", real_file);
		return;
	}
	import_options_init(&options);
	assert_int_equal(import_read(real_file, &options, &trial, NULL), 0);
	read_vendor(&vendor);
	assert_int_equal(trial->frames, 3156);
	assert_int_equal(vendor.rows, 3156);
	assert_string_equal(trial->format, "forcedecks");
	assert_string_equal(trial->mass_source, "header");
	assert_string_equal(trial->raw_file, "cmj_trial1.csv");
	assert_near(trial->info.rate_hz, 1000, 0);
	for (size_t i = 0; i < trial->frames; i++) {
		check_frame(trial, vendor.value + 6 * i, i, 0);
		check_frame(trial, vendor.value + 6 * i, i, 1);
	}
	for (size_t i = 0; i < 500 * trial->channels; i++)
		start_n += trial->samples[i] / 500;
	assert_near(start_n, 921.1, 0.1);
	trial_free(trial);
	free(vendor.value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_and_header_become_two_plates),
		cmocka_unit_test(the_distance_of_the_cells_follows_from_the_file),
		cmocka_unit_test(columns_that_contradict_each_other_are_refused),
		cmocka_unit_test(version_one_has_a_force_a_foot_and_a_decimal_comma),
		cmocka_unit_test(a_damaged_export_is_refused_with_its_place),
		cmocka_unit_test(force_and_centre_of_pressure_equal_the_vendors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
