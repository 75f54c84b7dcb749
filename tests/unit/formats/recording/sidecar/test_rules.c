/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sidecar must say, and what it must not. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/sidecar/parsed.h"
#include "tests/unit/formats/recording/sidecar/texts.h"

#include "formats/recording/sidecar.h"

#include <stdlib.h>
#include <string.h>

#define WRENCH(columns, rest) \
	HEAD "\"Unit\": \"N\", \"Plates\": [{\"Wrench\": {\"Columns\": " columns ", " rest "}}]}"

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
		cmocka_unit_test(a_broken_rule_is_named_with_file_and_key),
		cmocka_unit_test(columns_must_lie_below_the_channels_there_are),
		cmocka_unit_test(the_check_sees_what_no_json_can_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
