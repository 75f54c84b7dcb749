/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a later trial reads of a result. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>

static void write_report(const char *path, const struct trial_report *report)
{
	struct config config;
	struct error err;

	config_init(&config);
	if (results_write(path, report, &config, &(struct results_options){.replace = true}, &err))
		fail_msg("%s", err.text);
}

static void heads_findings_and_rows_of_whole_sets_are_read(void **state)
{
	const char *path = scratch_path(state, "old.h5");
	struct trial_report *report = sample_report();
	struct earlier earlier = {0};
	struct error err;
	size_t sets = 0;
	char sum[65];

	for (size_t i = 0; i < report->metrics; i++)
		sets += report->metric[i].rep == 0 && report->metric[i].set >= 1;
	assert_true(sets > 0 && sets < report->metrics);
	write_report(path, report);
	if (results_read_earlier(path, &earlier, &err))
		fail_msg("%s", err.text);
	assert_string_equal(earlier.file, "old.h5");
	assert_int_equal(file_sha256(path, sum, NULL), 0);
	assert_string_equal(earlier.sha256, sum);
	assert_string_equal(earlier.trial_id, report->trial_id);
	assert_string_equal(earlier.raw_sha256, report->raw_sha256);
	assert_string_equal(earlier.subject, report->info.subject);
	assert_string_equal(earlier.session, report->info.session);
	assert_string_equal(earlier.task, report->task);
	assert_string_equal(earlier.style, report->info.style);
	assert_string_equal(earlier.start_time, report->info.start_time);
	assert_near(earlier.load_kg, report->load_kg, 0);
	assert_int_equal(earlier.findings, report->findings);
	assert_int_equal(earlier.finding[0].outcome, report->finding[0].outcome);
	assert_int_equal(earlier.metrics, sets);
	for (size_t i = 0; i < sets; i++)
		assert_int_equal(earlier.metric[i].rep, 0);
	earlier_reset(&earlier);
	report_free(report);
}

static void what_is_no_result_is_refused(void **state)
{
	const char *path = scratch_path(state, "x.h5");
	struct earlier earlier = {0};
	struct error err;

	assert_int_equal(results_read_earlier(path, &earlier, &err), HINGE_EREAD);
	assert_int_equal(file_write_atomic(path, "text", 4, true, NULL), 0);
	assert_int_equal(results_read_earlier(path, &earlier, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "x.h5"));
	assert_null(earlier.metric);
}

static void a_newer_schema_is_refused_by_its_version(void **state)
{
	const char *path = scratch_path(state, "new.h5");
	struct trial_report *report = sample_report();
	struct earlier earlier = {0};
	struct error err;
	const char *version = "2.0";
	hid_t file, type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR), attribute;

	write_report(path, report);
	report_free(report);
	file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
	H5Tset_size(type, H5T_VARIABLE);
	H5Tset_cset(type, H5T_CSET_UTF8);
	assert_true(H5Adelete(file, "format_version") >= 0);
	attribute = H5Acreate2(file, "format_version", type, space, H5P_DEFAULT, H5P_DEFAULT);
	assert_true(H5Awrite(attribute, type, &version) >= 0);
	H5Aclose(attribute);
	H5Sclose(space);
	H5Tclose(type);
	H5Fclose(file);
	assert_int_equal(results_read_earlier(path, &earlier, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "new.h5"));
	assert_non_null(strstr(err.text, "format_version"));
	assert_non_null(strstr(err.text, "2.0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(heads_findings_and_rows_of_whole_sets_are_read,
						scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(what_is_no_result_is_refused, scratch_setup,
						scratch_teardown),
		cmocka_unit_test_setup_teardown(a_newer_schema_is_refused_by_its_version,
						scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
