/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files without a fault, and what is no results file at all. */
#include "tests/support/assert_near.h"
#include "tests/support/results_faults.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/results/broken_files.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_file_of_ours_has_no_fault(void **state)
{
	struct trial_report *reports[] = {sample_report(), sample_report_without_reps(0),
					  sample_report_without_reps(9000)};

	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		struct faults faults = {0};

		write_report(scratch_path(state, "a.h5"), reports[i]);
		if (validate(scratch_path(state, "a.h5"), &faults))
			fail_msg("%s", faults.said);
		report_free(reports[i]);
	}
}

static void a_file_that_is_no_hdf5_is_an_error(void **state)
{
	const char *path = scratch_path(state, "b.h5");
	struct results_identity identity;
	struct trial_report *report;
	struct faults faults = {0};
	struct error err;

	assert_int_equal(file_write_atomic(path, "left,right\n", 11, true, NULL), 0);
	assert_int_equal(validate(path, &faults), HINGE_EFORMAT);
	assert_non_null(strstr(faults.said, "b.h5: not an HDF5 file"));
	assert_int_equal(results_read(path, &report, &err), HINGE_EFORMAT);
	assert_int_equal(results_identity(path, &identity, &err), HINGE_EFORMAT);
	path = scratch_path(state, "missing.h5");
	assert_int_equal(validate(path, &faults), HINGE_EREAD);
	assert_non_null(strstr(faults.said, "missing.h5: No such file"));
	assert_int_equal(results_read(path, &report, &err), HINGE_EREAD);
}

static void a_file_cut_short_is_an_error_or_a_fault(void **state)
{
	const char *path = scratch_path(state, "a.h5"), *cut = scratch_path(state, "cut.h5");
	struct trial_report *report = sample_report(), *read;
	size_t size;
	char *bytes;

	write_report(path, report);
	assert_int_equal(file_read(path, 1 << 24, &bytes, &size, NULL), 0);
	for (size_t part = 0; part < 16; part++) {
		struct faults faults = {0};

		put_file(cut, bytes, size * part / 16);
		assert_int_not_equal(validate(cut, &faults), 0);
		assert_true(results_read(cut, &read, NULL) < 0);
	}
	free(bytes);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_ours_has_no_fault),
		cmocka_unit_test(a_file_that_is_no_hdf5_is_an_error),
		cmocka_unit_test(a_file_cut_short_is_an_error_or_a_fault),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
