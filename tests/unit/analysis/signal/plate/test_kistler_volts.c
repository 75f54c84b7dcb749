/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight channels of a Kistler plate in volts, calibrated by a profile's matrix, against what the
 * published formula gives for that file (../shared/data/README.md). */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "analysis/signal/plate/wrench.h"
#include "formats/files.h"
#include "formats/import/import.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME "../shared/data/kistler_volts_txt/kistler_fp_data.txt"

/* newton a volt = 1000 / sensitivity; a = 0.12, b = 0.2, az0 = -0.048 */
static const char profile[] =
	"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"Unit\": \"N\","
	"\"Text\": {\"Delimiter\": \"\\t\", \"HeaderLines\": 1, \"TimeColumn\": 0},"
	"\"Plates\": [{\"Foot\": \"both\", \"Wrench\": {"
	"\"Columns\": [1, 2, 3, 4, 5, 6, 7, 8], \"Origin\": [0, 0, -0.048],"
	"\"Scale\": [26.235013248681692, 26.509026323463138, 26.272923125427459,"
	" 26.310250473584508, 256.541816316059518, 257.135510413988171, 257.400257400257400,"
	" 257.003341043433565],"
	"\"Matrix\": [[1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0],"
	" [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0.2, 0.2, -0.2, -0.2],"
	" [0, 0, 0, 0, -0.12, 0.12, 0.12, -0.12], [-0.2, 0.2, 0.12, -0.12, 0, 0, 0, 0]]}}]}";

static void eight_channels_in_volts_become_force_and_place(void **state)
{
	const char *path = scratch_path(state, "kistler.json");
	double sum_n = 0.0, sum_m[2] = {0}, free_nm, cop_m[2], wrench[WRENCH_SIZE];
	struct import_options options;
	struct trial *trial = NULL;
	struct plate_map map;
	struct error err;

	if (!file_exists(FILE_NAME)) {
		print_message("SKIP: " FILE_NAME " is not there\n");
		skip();
	}
	assert_int_equal(file_write_atomic(path, profile, strlen(profile), false, NULL), 0);
	import_options_init(&options);
	options.profile = path;
	if (import_read(FILE_NAME, &options, &trial, &err))
		fail_msg("%s", err.text);
	plate_map_init(&map, &trial->info.plate[0]);
	for (size_t i = 0; i < trial->frames; i++) {
		plate_map_apply(&map, trial->samples + i * trial->channels, wrench);
		assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
		sum_n += wrench[FZ];
		for (size_t axis = 0; axis < 2; axis++)
			sum_m[axis] += cop_m[axis];
	}
	assert_near(sum_n / (double)trial->frames, 437.18, 0.005);
	assert_near(sum_m[0] / (double)trial->frames, 0.01190, 0.000005);
	assert_near(sum_m[1] / (double)trial->frames, -0.01807, 0.000005);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_channels_in_volts_become_force_and_place),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
