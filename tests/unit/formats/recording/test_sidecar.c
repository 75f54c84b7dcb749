/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"
#include "tests/unit/formats/recording/sidecar/parsed.h"
#include "tests/unit/formats/recording/sidecar/texts.h"

#include "formats/files.h"
#include "formats/recording/sidecar.h"

#include <stdlib.h>
#include <string.h>

static void assert_full(const struct recording_info *info)
{
	assert_string_equal(info->task, "deadlift");
	assert_string_equal(info->subject, "S012");
	assert_string_equal(info->session, "03");
	assert_string_equal(info->start_time, "2026-11-22T10:15:30.123456789Z");
	assert_int_equal(info->run, 2);
	assert_near(info->rate_hz, 1000.5, 0);
	assert_near(info->load_kg, 102.5, 0);
	assert_near(info->mass_kg, 80.1, 0);
	assert_int_equal(info->unit, UNIT_COUNT);
	assert_int_equal(info->channels, 11);
	assert_int_equal(info->plates, 3);
	assert_int_equal(info->plate[0].kind, PLATE_CELLS);
	assert_int_equal(info->plate[0].foot, FOOT_LEFT);
	assert_int_equal(info->plate[0].cells, 2);
	assert_near(info->plate[0].cell[0].newton_per_unit, 0.000238418579, 0);
	assert_near(info->plate[0].cell[0].zero, 12.5, 0);
	assert_near(info->plate[0].cell[1].x_m, 0.15, 0);
	assert_near(info->plate[0].cell[1].y_m, -0.25, 0);
	assert_int_equal(info->plate[1].kind, PLATE_FZ);
	assert_int_equal(info->plate[1].cell[0].column, 2);
	assert_near(info->plate[1].cell[0].zero, -3, 0);
	assert_int_equal(info->plate[1].cop_column[1], 4);
	assert_near(info->plate[1].cop_metre_per_unit, 0.001, 0);
	assert_int_equal(info->plate[2].kind, PLATE_WRENCH);
	assert_int_equal(info->plate[2].foot, FOOT_UNKNOWN);
	assert_int_equal(info->plate[2].wrench_column[5], 10);
	assert_near(info->plate[2].wrench_scale[3], 0.001, 0);
	assert_near(info->plate[2].origin_m[2], -0.04, 0);
	assert_near(info->plate[2].corner_m[2][1], 4, 0);
	assert_int_equal(info->plate[2].c3d_type, 2);
	assert_true(info->has_tare_before);
	assert_false(info->has_tare_after);
	assert_near(info->tare_before[10], 11, 0);
	assert_int_equal(info->gaps, 2);
	assert_int_equal(info->gap[0].frame, 100);
	assert_int_equal(info->gap[0].frames, 37);
	assert_int_equal(info->gap[0].frames_uncertainty, 1);
	assert_string_equal(info->gap[0].cause, "device-fifo");
	assert_string_equal(info->certificate, "C-7");
	assert_string_equal(info->source, "usb");
	assert_int_equal(info->frames, 60000);
	assert_int_equal(strlen(info->sha256), 64);
}

static const char matrices[] = HEAD
	"\"Unit\": \"count\", \"Plates\": [{\"Name\": \"cells\", \"Cells\": ["
	"{\"Column\": 0, \"Position\": [0.1, 0], \"NewtonPerUnit\": 2},"
	"{\"Column\": 1, \"Position\": [-0.1, 0], \"NewtonPerUnit\": 3}],"
	"\"Crosstalk\": [[1.01, 0.02], [-0.03, 0.99]]},"
	"{\"Name\": \"eight\", \"Wrench\": {\"Columns\": [2, 3, 4, 5, 6, 7, 8, 9], \"Origin\": "
	"null,"
	"\"Matrix\": [[1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1],"
	"[0, 0, 0, 0, 0.2, 0.2, -0.2, -0.2], [0, 0, 0, 0, -0.12, 0.12, 0.12, -0.12],"
	"[-0.2, 0.2, 0.12, -0.12, 0, 0, 0, 0]],"
	"\"CopPolynomial\": [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12.5]]}}]}";

static void assert_matrices(const struct recording_info *info)
{
	assert_true(info->plate[0].has_matrix);
	assert_near(info->plate[0].matrix[0][1], 0.02, 0);
	assert_near(info->plate[0].matrix[1][0], -0.03, 0);
	assert_int_equal(info->plate[1].wrench_inputs, 8);
	assert_int_equal(info->plate[1].wrench_column[7], 9);
	assert_near(info->plate[1].wrench_scale[7], 1, 0);
	assert_near(info->plate[1].matrix[5][3], -0.12, 0);
	assert_near(info->plate[1].cop_polynomial[1][5], 12.5, 0);
	assert_nan(info->plate[1].origin_m[0]);
}

static void matrices_are_read_and_written(void **state)
{
	struct recording_info info, again;
	char *text;

	(void)state;
	parse_good(matrices, &info);
	assert_matrices(&info);
	assert_int_equal(info.channels, 10);
	assert_int_equal(sidecar_format(&info, &text, NULL), 0);
	parse_good(text, &again);
	assert_matrices(&again);
	free(text);
	recording_info_reset(&info);
	recording_info_reset(&again);
}

static int parse_once(void *text)
{
	struct recording_info info;
	int rc = sidecar_parse(text, strlen(text), "t.json", &info, NULL);

	recording_info_reset(&info);
	return rc;
}

static int format_once(void *info)
{
	char *text = NULL;
	int rc = sidecar_format(info, &text, NULL);

	free(text);
	return rc;
}

static void running_out_of_memory_leaves_nothing(void **state)
{
	char text[sizeof(matrices)];
	struct recording_info info;

	(void)state;
	memcpy(text, matrices, sizeof(text));
	starve(parse_once, text);
	/* those of the document; the search for the shortest numbers may do without */
	parse_good(matrices, &info);
	starve_first(200, format_once, &info);
	recording_info_reset(&info);
}

static int read_once(void *path)
{
	struct recording_info info;
	int rc = sidecar_read(path, &info, NULL);

	recording_info_reset(&info);
	return rc;
}

static void running_out_of_memory_while_a_file_is_read_is_an_error(void **state)
{
	const char *path = scratch_path(state, "s.json");

	assert_int_equal(file_write_atomic(path, full, strlen(full), true, NULL), 0);
	starve(read_once, (void *)path);
}

static void every_key_arrives_in_its_field(void **state)
{
	struct recording_info info;

	(void)state;
	parse_good(full, &info);
	assert_full(&info);
	recording_info_reset(&info);
}

static void what_is_written_reads_back_the_same(void **state)
{
	struct recording_info info;
	struct error err;
	char *first, *second;

	(void)state;
	parse_good(full, &info);
	assert_int_equal(sidecar_format(&info, &first, &err), 0);
	recording_info_reset(&info);
	parse_good(first, &info);
	assert_full(&info);
	assert_int_equal(sidecar_format(&info, &second, &err), 0);
	assert_string_equal(first, second);
	assert_int_equal(first[strlen(first) - 1], '\n');
	recording_info_reset(&info);
	free(first);
	free(second);
}

static void keys_of_other_versions_are_passed_on_at_their_place(void **state)
{
	struct recording_info info;
	struct error err;
	char *text, *cell;

	(void)state;
	parse_good(full, &info);
	assert_int_equal(sidecar_format(&info, &text, &err), 0);
	assert_non_null(strstr(text, "\"ClockPairs\""));
	assert_non_null(strstr(text, "\"Lab\": \"X\""));
	assert_non_null(strstr(text, "\"Maker\": \"own\""));
	/* within the second cell, whose scale comes before it */
	cell = strstr(text, "-0.0002");
	assert_non_null(cell);
	assert_non_null(strstr(cell, "\"Serial\": \"LC7\""));
	recording_info_reset(&info);
	free(text);
}

static void numbers_are_written_short_and_exactly(void **state)
{
	struct recording_info info;
	struct error err;
	char *text;

	(void)state;
	parse_good(HEAD TWO_FZ "}", &info);
	info.load_kg = 0.1;
	assert_int_equal(sidecar_format(&info, &text, &err), 0);
	assert_non_null(strstr(text, "\"LoadKg\": 0.1,"));
	free(text);
	info.load_kg = 1.0 / 3;
	assert_int_equal(sidecar_format(&info, &text, &err), 0);
	recording_info_reset(&info);
	parse_good(text, &info);
	assert_near(info.load_kg, 1.0 / 3, 0);
	free(text);
	recording_info_reset(&info);
}

static void a_newton_file_needs_no_scales_and_nulls_are_absent(void **state)
{
	struct recording_info info;

	(void)state;
	parse_good(HEAD TWO_FZ ", \"LoadKg\": null, \"Gaps\": null, \"Tare\": null}", &info);
	assert_near(info.plate[0].cell[0].newton_per_unit, 1, 0);
	assert_int_equal(info.plate[1].cop_column[0], -1);
	assert_nan(info.load_kg);
	assert_null(info.extra_json);
	assert_int_equal(sidecar_channels(&info), 2);
	recording_info_reset(&info);
}

static void a_sidecar_on_disk_is_never_replaced(void **state)
{
	const char *path = scratch_path(state, "t.json");
	struct recording_info info;
	struct error err;

	parse_good(full, &info);
	assert_int_equal(sidecar_write(path, &info, &err), 0);
	assert_int_equal(sidecar_write(path, &info, &err), HINGE_EREFUSED);
	recording_info_reset(&info);
	assert_int_equal(sidecar_read(path, &info, &err), 0);
	assert_full(&info);
	recording_info_reset(&info);
	assert_int_equal(sidecar_read(scratch_path(state, "none"), &info, &err), HINGE_EREAD);
	assert_int_equal(sidecar_write(scratch_path(state, "bad.json"), &info, &err),
			 HINGE_EFORMAT);
	assert_false(file_exists(scratch_path(state, "bad.json")));
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_arrives_in_its_field),
		cmocka_unit_test(matrices_are_read_and_written),
		cmocka_unit_test(running_out_of_memory_leaves_nothing),
		cmocka_unit_test(what_is_written_reads_back_the_same),
		cmocka_unit_test(keys_of_other_versions_are_passed_on_at_their_place),
		cmocka_unit_test(numbers_are_written_short_and_exactly),
		cmocka_unit_test(a_newton_file_needs_no_scales_and_nulls_are_absent),
		WITH_FOLDER(running_out_of_memory_while_a_file_is_read_is_an_error),
		WITH_FOLDER(a_sidecar_on_disk_is_never_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
