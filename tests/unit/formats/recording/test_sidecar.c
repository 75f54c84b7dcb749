/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"
#include "tests/unit/formats/recording/sidecar/texts.h"

#include "formats/files.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WRENCH(columns, rest) \
	HEAD "\"Unit\": \"N\", \"Plates\": [{\"Wrench\": {\"Columns\": " columns ", " rest "}}]}"

static const char full[] = START
	"\"TaskName\": \"deadlift\", \"SamplingFrequency\": 1000.5,"
	"\"StartTime\": \"2026-11-22T10:15:30.123456789Z\", \"TimeZone\": \"Europe/Berlin\","
	"\"Subject\": \"S012\", \"Session\": \"03\", \"Run\": 2, \"LoadKg\": 102.5, "
	"\"BodyMassKg\": 80.1,"
	"\"Style\": \"conventional\", \"Grip\": \"double-overhand\", \"Unit\": \"count\","
	"\"Plates\": [ {\"Name\": \"left\", \"Foot\": \"left\", \"Maker\": \"own\", \"Cells\": ["
	"  {\"Column\": 0, \"Position\": [-0.15, 0.25], \"NewtonPerUnit\": 0.000238418579, "
	"\"Zero\": 12.5},"
	"  {\"Column\": 1, \"Position\": [0.15, -0.25], \"NewtonPerUnit\": -0.0002, \"Serial\": "
	"\"LC7\"}]},"
	" {\"Foot\": \"right\", \"Fz\": {\"Column\": 2, \"NewtonPerUnit\": 0.1, \"Zero\": -3},"
	"  \"CopX\": {\"Column\": 3, \"MetrePerUnit\": 0.001}, \"CopY\": {\"Column\": 4, "
	"\"MetrePerUnit\": 0.001}},"
	" {\"Name\": \"floor\", \"Wrench\": {\"Columns\": [5, 6, 7, 8, 9, 10], \"Scale\": [1, 1, "
	"1, 0.001, 0.001, 0.001],"
	"  \"Origin\": [0, 0, -0.04], \"Corners\": [[1, 2, 0], [3, 2, 0], [3, 4, 0], [1, 4, 0]], "
	"\"C3dType\": 2}}],"
	"\"Crosstalk\": null, \"Calibration\": {\"Certificate\": \"C-7\", \"Date\": "
	"\"2026-01-02\", \"Lab\": \"X\"},"
	"\"Tare\": {\"Before\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], \"After\": []},"
	"\"Gaps\": [{\"Frame\": 100, \"Frames\": 37, \"Cause\": \"device-fifo\", "
	"\"FramesUncertainty\": 1},"
	"           {\"Frame\": 137, \"Frames\": 1}],"
	"\"ClockPairs\": [[1, 2]], \"Device\": {\"Source\": \"usb\", \"Serial\": \"A1\", "
	"\"Firmware\": \"2.0\"},"
	"\"Samples\": {\"Frames\": 60000,"
	" \"Sha256\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}}";

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

static void parse_good(const char *text, struct recording_info *info)
{
	struct error err = {0};

	if (sidecar_parse(text, strlen(text), "t.json", info, &err))
		fail_msg("%s", err.text);
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

static const struct {
	const char *text, *want;
} broken_rules[] = {
	{"", "t.json:1:0: "},
	{"[1]", "t.json: must be a JSON object"},
	{"{}", "t.json: Format: is required"},
	{"{\"Format\": \"bids\"}", "Format: 'bids', expected"},
	{"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"2.0\"}", "FormatVersion: '2.0'"},
	{START TWO_FZ "}", "t.json: SamplingFrequency: is required"},
	{START "\"SamplingFrequency\": \"1000\", " TWO_FZ "}",
	 "SamplingFrequency: must be a number"},
	{START "\"SamplingFrequency\": 99, " TWO_FZ "}", "SamplingFrequency: must be from 100"},
	{START "\"SamplingFrequency\": 1e9, " TWO_FZ "}", "SamplingFrequency: must be from 100"},
	{HEAD TWO_FZ ", \"Unit\": \"N\"}", "t.json:1:"},
	{HEAD "\"Unit\": \"kg\"}", "Unit: must be count, N or normalised"},
	{HEAD "\"Unit\": \"N\"}", "Plates: is required"},
	{HEAD "\"Unit\": \"N\", \"Plates\": []}", "Plates: must be an array of 1 to 4"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{}]}", "Plates[0].Cells: a plate has exactly one"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [1]}", "Plates[0]: must be an object"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": 0}, {\"Fz\": 0}]}",
	 "Plates[1].Fz.Column: is used twice"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": 64}]}", "Plates[0].Fz: must be a column"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": \"Fz1\"}]}",
	 "Plates[0].Fz: must be a number"},
	{HEAD "\"Unit\": \"count\", \"Plates\": [{\"Fz\": 0}]}",
	 "Plates[0].Fz: must be an object with"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": 0, \"CopX\": 1}]}",
	 "Plates[0].CopY: CopX and CopY"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Foot\": \"links\", \"Fz\": 0}]}",
	 "Plates[0].Foot: must be left"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Foot\": \"left\", \"Fz\": 0}, {\"Foot\": "
	      "\"left\", \"Fz\": 1}]}",
	 "Plates[1].Foot: is left, as Plates[0] is"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Cells\": [{\"Column\": 0}]}]}",
	 "Plates[0].Cells[0].Position: is required"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Cells\": [{\"Column\": 0, \"Position\": "
	      "[1]}]}]}",
	 "Plates[0].Cells[0].Position: must be an array of 2 numbers"},
	{HEAD "\"Unit\": \"count\", \"Plates\": [{\"Cells\": [{\"Column\": 0, "
	      "\"Position\": [0, 0]}]}]}",
	 "Plates[0].Cells[0].NewtonPerUnit: is required"},
	{HEAD "\"Unit\": \"count\", \"Plates\": [{\"Cells\": [{\"Column\": 0, "
	      "\"Position\": [0, 0], \"NewtonPerUnit\": 0}]}]}",
	 "Plates[0].Cells[0].NewtonPerUnit: must be a number other than 0"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Wrench\": {\"Columns\": [1]}}]}",
	 "Plates[0].Wrench.Columns: must be six"},
	{WRENCH("[1, 2, 3, 4, 5, 6, 7, 8]", "\"Origin\": null"),
	 "Plates[0].Wrench.Columns: must be six"},
	{WRENCH("[1, 2, 3, 4, 5, 6]", "\"Scale\": [1, 1, 1, 1, 1, 1]"),
	 "Plates[0].Wrench.Origin: is required"},
	{WRENCH("[1, 2, 3, 4, 5]", "\"Origin\": null, \"Matrix\": []"),
	 "Plates[0].Wrench.Columns: must be 6 to 8 columns"},
	{WRENCH("[1, 2, 3, 4, 5, 6]", "\"Origin\": null, \"Matrix\": [[1], [2]]"),
	 "Plates[0].Wrench.Matrix: must be 6 arrays of 6 numbers"},
	{WRENCH("[1, 2, 3, 4, 5, 6]", "\"Origin\": null, \"CopPolynomial\": [1, 2]"),
	 "Plates[0].Wrench.CopPolynomial: must be 2 arrays of 6 numbers"},
	{WRENCH("[1, 2, 3, 4, 5, 6]", "\"Origin\": null, \"Corners\": [[0, 0, 0]]"),
	 "Plates[0].Wrench.Corners: must be 4 arrays of 3 numbers"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Cells\": [{\"Column\": 0, \"Position\": "
	      "[0, 0]}], \"Crosstalk\": [[1, 0]]}]}",
	 "Plates[0].Crosstalk: must be 1 arrays of 1 numbers"},
	{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": 0, \"Crosstalk\": [[1]]}]}",
	 "Plates[0].Crosstalk: goes with Cells"},
	{HEAD TWO_FZ ", \"Subject\": \"Max Muster\"}", "Subject: must be a code"},
	{HEAD TWO_FZ ", \"Session\": \"../1\"}", "Session: must be a code"},
	{HEAD TWO_FZ ", \"TaskName\": \"dead_lift\"}", "TaskName: must be letters"},
	{HEAD TWO_FZ ", \"StartTime\": \"2026-11-22 10:15\"}", "StartTime: must be a UTC time"},
	{HEAD TWO_FZ ", \"Style\": \"a\\nb\"}", "Style: must be free of control characters"},
	{HEAD TWO_FZ ", \"Style\": \"conventionalconventionalconventional\"}",
	 "Style: must be 31 bytes at most"},
	{HEAD TWO_FZ ", \"Channels\": 1}",
	 "Plates[1].Fz.Column: is 1, and the recording has 1 channels"},
	{HEAD TWO_FZ ", \"Run\": 1.5}", "Run: must be a whole number from 1"},
	{HEAD TWO_FZ ", \"LoadKg\": -1}", "LoadKg: must be from 0"},
	{HEAD TWO_FZ ", \"BodyMassKg\": 0}", "BodyMassKg: must be from 1"},
	{HEAD TWO_FZ ", \"Crosstalk\": [[1]]}", "Crosstalk: must be null"},
	{HEAD TWO_FZ ", \"Tare\": {\"Before\": [1]}}",
	 "Tare.Before: must have one number for each"},
	{HEAD TWO_FZ ", \"Tare\": {\"Before\": [1, \"2\"]}}",
	 "Tare.Before: must be an array of 2 numbers"},
	{HEAD TWO_FZ ", \"Gaps\": [{\"Frame\": 5}]}", "Gaps[0].Frames: is required"},
	{HEAD TWO_FZ ", \"Gaps\": [{\"Frame\": 5, \"Frames\": 0}]}",
	 "Gaps[0].Frames: must be a whole number"},
	{HEAD TWO_FZ ", \"Gaps\": [{\"Frame\": 5, \"Frames\": 5}, {\"Frame\": 9, \"Frames\": 1}]}",
	 "Gaps[1]: must follow"},
	{HEAD TWO_FZ ", \"Gaps\": [{\"Frame\": 5, \"Frames\": 6}], \"Samples\": {\"Frames\": 10}}",
	 "Gaps[0]: lies beyond"},
	{HEAD TWO_FZ ", \"Samples\": {\"Sha256\": \"12\"}}", "Samples.Sha256: must be 64"},
	{HEAD TWO_FZ ", \"Device\": 7}", "Device: must be an object"},
};

static void a_broken_rule_is_named_with_file_and_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken_rules) / sizeof(broken_rules[0]); i++) {
		struct recording_info info;
		struct error err = {0};

		assert_int_equal(sidecar_parse(broken_rules[i].text, strlen(broken_rules[i].text),
					       "t.json", &info, &err),
				 HINGE_EFORMAT);
		if (!strstr(err.text, broken_rules[i].want))
			fail_msg("case %zu: '%s' lacks '%s'", i, err.text, broken_rules[i].want);
		assert_int_equal(info.plates, 0);
		assert_null(info.gap);
	}
}

static void columns_must_lie_below_the_channels_there_are(void **state)
{
	struct recording_info info;
	struct error err;

	(void)state;
	parse_good(HEAD TWO_FZ "}", &info);
	assert_int_equal(info.channels, 2);
	info.channels = 1;
	assert_int_equal(sidecar_check(&info, "t.json", &err), HINGE_EFORMAT);
	assert_non_null(
		strstr(err.text, "Plates[1].Fz.Column: is 1, and the recording has 1 channels"));
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

static void assert_refused(const struct recording_info *info, const char *why)
{
	struct error err = {0};

	assert_int_equal(sidecar_check(info, "x", &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, why));
}

/* What comes from C and not from JSON obeys the same rules. */
static void the_check_sees_what_no_json_can_say(void **state)
{
	struct recording_info info;

	(void)state;
	parse_good(full, &info);
	info.plate[0].cell[0].x_m = NAN;
	assert_refused(&info, "Plates[0].Cells[0].Position");
	info.plate[0].cell[0].x_m = 0;
	info.plate[0].cell[0].zero = INFINITY;
	assert_refused(&info, "Plates[0].Cells[0].Zero");
	info.plate[0].cell[0].zero = 0;
	info.plate[0].cell[1].column = -1;
	assert_refused(&info, "Plates[0].Cells[1].Column: is missing");
	info.plate[0].cell[1].column = 1;
	info.plate[0].cells = 9;
	assert_refused(&info, "");
	info.plate[0].cells = 2;
	info.plate[1].cop_metre_per_unit = 0;
	assert_refused(&info, "MetrePerUnit other than 0");
	info.plate[1].cop_metre_per_unit = 1;
	info.plate[2].wrench_scale[4] = 0;
	assert_refused(&info, "Plates[2].Wrench.Scale[4]");
	info.plate[2].wrench_scale[4] = 1;
	info.plate[2].wrench_inputs = 7;
	assert_refused(&info, "must be six, or six to eight with a Matrix");
	info.plate[2].wrench_inputs = 6;
	info.plate[2].has_matrix = true;
	info.plate[2].matrix[5][5] = INFINITY;
	assert_refused(&info, "Plates[2].Wrench.Matrix: must be finite numbers");
	info.plate[2].has_matrix = false;
	info.plate[2].origin_m[1] = NAN;
	assert_refused(&info, "Plates[2].Wrench.Origin");
	info.plate[2].origin_m[1] = 0;
	info.plate[0].has_matrix = true;
	info.plate[0].matrix[1][0] = NAN;
	assert_refused(&info, "Plates[0].Crosstalk: must be finite numbers");
	info.plate[0].has_matrix = false;
	info.gap[1].frames = 0;
	assert_refused(&info, "");
	info.gap[1].frames = 1;
	info.frames = -1;
	assert_refused(&info, "");
	info.frames = 60000;
	info.has_tare_after = true;
	info.tare_after[3] = NAN;
	assert_refused(&info, "Tare.After");
	info.channels = CHANNELS_MAX + 1;
	assert_refused(&info, "");
	recording_info_reset(&info);
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
		cmocka_unit_test(a_broken_rule_is_named_with_file_and_key),
		cmocka_unit_test(columns_must_lie_below_the_channels_there_are),
		WITH_FOLDER(running_out_of_memory_while_a_file_is_read_is_an_error),
		WITH_FOLDER(a_sidecar_on_disk_is_never_replaced),
		cmocka_unit_test(the_check_sees_what_no_json_can_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
