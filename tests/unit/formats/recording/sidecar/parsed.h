/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sidecar with every key. */
#ifndef TESTS_UNIT_FORMATS_RECORDING_SIDECAR_PARSED_H
#define TESTS_UNIT_FORMATS_RECORDING_SIDECAR_PARSED_H

#include "tests/support/assert_near.h"
#include "tests/unit/formats/recording/sidecar/texts.h"

#include "formats/recording/sidecar.h"

#include <string.h>

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

static inline void parse_good(const char *text, struct recording_info *info)
{
	struct error err = {0};

	if (sidecar_parse(text, strlen(text), "t.json", info, &err))
		fail_msg("%s", err.text);
}

#endif
