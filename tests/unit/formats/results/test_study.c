/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/results_faults.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"
#include "formats/results/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A result of subject, session and run; name is its file. */
static const char *result(void **state, const char *name, const char *subject, const char *session,
			  int run)
{
	struct trial_report *report = sample_report_without_reps(5);
	struct metric metric = {.set = 1,
				.rep = 0,
				.value = 0.1,
				.ci_low = -2.0,
				.ci_high = 1e-300,
				.bca_low = NAN,
				.bca_high = NAN,
				.n = 8};
	const char *path = scratch_path(state, name);

	snprintf(report->info.subject, sizeof(report->info.subject), "%s", subject);
	snprintf(report->info.session, sizeof(report->info.session), "%s", session);
	report->info.run = run;
	snprintf(report->trial_id, sizeof(report->trial_id), "%s-%s-%d", subject, session, run);
	snprintf(metric.trial, sizeof(metric.trial), "%s", report->trial_id);
	strcpy(metric.metric, "z_first_in_file");
	strcpy(metric.unit, "%");
	assert_int_equal(report_add_metric(report, &metric, NULL), 0);
	strcpy(metric.metric, "a \"quoted\", name");
	metric.value = NAN;
	assert_int_equal(report_add_metric(report, &metric, NULL), 0);
	write_report(path, report);
	report_free(report);
	return path;
}

static void read_text(const char *path, char **text)
{
	size_t size;

	assert_int_equal(file_read(path, 1 << 24, text, &size, NULL), 0);
}

static struct study *study_of(const char *const *paths, size_t count)
{
	struct study *study;
	struct error err = {0};

	assert_int_equal(study_new(&study, &err), 0);
	for (size_t i = 0; i < count; i++)
		if (study_add(study, paths[i], &err))
			fail_msg("%s", err.text);
	return study;
}

static void a_row_says_whose_it_is_and_what(void **state)
{
	const char *path = result(state, "a.h5", "S012", "03", 2);
	struct study *study = study_of(&path, 1);
	struct error err = {0};
	char *text;

	assert_int_equal(study_rows(study), 2);
	assert_int_equal(study_write_csv(study, scratch_path(state, "a.csv"), &err), 0);
	read_text(scratch_path(state, "a.csv"), &text);
	assert_string_equal(text,
			    "subject,session,task,run,load_kg,load_source,body_mass_kg,body_mass_"
			    "source,status,trial,set,rep,phase,side,"
			    "metric,value,unit,ci_low,ci_high,bca_low,bca_high,n,formula,flags\r\n"
			    "S012,03,deadlift,2,100,entered,81.25,measured,ok,S012-03-2,1,0,,,z_"
			    "first_in_file,0.1,%,-2,1e-300,,"
			    ",8,,0\r\n"
			    "S012,03,deadlift,2,100,entered,81.25,measured,ok,S012-03-2,1,0,,,\"a "
			    "\"\"quoted\"\", name\",,%,-2,"
			    "1e-300,,,8,,0\r\n");
	free(text);
	study_free(study);
}

static void the_order_of_adding_changes_no_byte(void **state)
{
	const char *paths[] = {
		result(state, "1.h5", "S002", "01", 10), result(state, "2.h5", "S002", "01", 9),
		result(state, "3.h5", "S001", "02", 1), result(state, "4.h5", "S001", "01", 1)};
	const char *back[] = {paths[3], paths[1], paths[2], paths[0]};
	struct study *one = study_of(paths, 4), *two = study_of(back, 4);
	struct error err = {0};
	char first[65], second[65], *text, *at;

	assert_int_equal(study_write_csv(one, scratch_path(state, "1.csv"), &err), 0);
	assert_int_equal(study_write_csv(two, scratch_path(state, "2.csv"), &err), 0);
	assert_int_equal(file_sha256(scratch_path(state, "1.csv"), first, NULL), 0);
	assert_int_equal(file_sha256(scratch_path(state, "2.csv"), second, NULL), 0);
	assert_string_equal(first, second);
	assert_int_equal(study_write_h5(one, scratch_path(state, "1s.h5"), &err), 0);
	assert_int_equal(study_write_h5(two, scratch_path(state, "2s.h5"), &err), 0);
	assert_int_equal(file_sha256(scratch_path(state, "1s.h5"), first, NULL), 0);
	assert_int_equal(file_sha256(scratch_path(state, "2s.h5"), second, NULL), 0);
	assert_string_equal(first, second);
	/* subject, session, then run as a number */
	read_text(scratch_path(state, "1.csv"), &text);
	at = strstr(text, "\nS001,01,deadlift,1");
	assert_non_null(at);
	at = strstr(at, "\nS001,02,deadlift,1");
	assert_non_null(at);
	at = strstr(at, "\nS002,01,deadlift,9");
	assert_non_null(at);
	assert_non_null(strstr(at, "\nS002,01,deadlift,10"));
	free(text);
	study_free(one);
	study_free(two);
}

static void the_table_satisfies_its_schema(void **state)
{
	const char *path = result(state, "a.h5", "S012", "03", 2);
	struct study *study = study_of(&path, 1), *empty = study_of(NULL, 0);
	struct faults faults = {0};
	struct error err = {0};

	assert_int_equal(study_write_h5(study, scratch_path(state, "s.h5"), &err), 0);
	if (validate(scratch_path(state, "s.h5"), &faults))
		fail_msg("%s", faults.said);
	assert_int_equal(study_write_h5(empty, scratch_path(state, "s.h5"), &err), 0);
	if (validate(scratch_path(state, "s.h5"), &faults))
		fail_msg("%s", faults.said);
	study_free(study);
	study_free(empty);
}

static void a_recording_counts_once(void **state)
{
	const char *path = result(state, "a.h5", "S012", "03", 2);
	struct study *study = study_of(&path, 1);
	struct error err = {0};

	path = result(state, "copy.h5", "S012", "03", 2);
	assert_int_equal(study_add(study, path, &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "copy.h5: a result of the same recording (S012-03-2)"));
	assert_int_equal(study_rows(study), 2);
	study_free(study);
}

static void add_result(struct study *study, const struct trial_report *report,
		       const struct config *config, const char *path)
{
	struct error err = {0};

	assert_int_equal(results_write(path, report, config, &(struct results_options){0}, &err),
			 0);
	assert_int_equal(study_add(study, path, &err), 0);
}

static void results_of_other_parameters_are_noticed(void **state)
{
	const char *path = result(state, "a.h5", "S012", "03", 2);
	struct trial_report *report = sample_report_without_reps(5);
	struct study *study = study_of(&path, 1);
	struct config config;
	struct error err = {0};

	assert_false(study_is_mixed(study));
	path = result(state, "b.h5", "S012", "03", 3);
	assert_int_equal(study_add(study, path, &err), 0);
	assert_false(study_is_mixed(study));
	config_init(&config);
	/* each recording has earlier ones of its own, and its window */
	memset(config.history_sha256, 'a', sizeof(config.history_sha256) - 1);
	config.window_start_s = 1;
	config.window_end_s = 2;
	strcpy(report->trial_id, "later");
	add_result(study, report, &config, scratch_path(state, "later.h5"));
	assert_false(study_is_mixed(study));
	config.alpha = 0.01;
	strcpy(report->trial_id, "other");
	add_result(study, report, &config, scratch_path(state, "c.h5"));
	assert_true(study_is_mixed(study));
	study_free(study);
	report_free(report);
}

static void what_is_no_result_is_named_and_left_out(void **state)
{
	struct study *study = study_of(NULL, 0);
	const char *path = scratch_path(state, "t.h5");
	struct error err = {0};

	assert_int_equal(study_write_h5(study, path, &err), 0);
	assert_int_equal(study_add(study, path, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "t.h5: /: @format is 'hinge-study'"));
	assert_int_equal(study_add(study, scratch_path(state, "none.h5"), &err), HINGE_EREAD);
	assert_int_equal(study_rows(study), 0);
	study_free(study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_says_whose_it_is_and_what),
		cmocka_unit_test(the_order_of_adding_changes_no_byte),
		cmocka_unit_test(the_table_satisfies_its_schema),
		cmocka_unit_test(a_recording_counts_once),
		cmocka_unit_test(results_of_other_parameters_are_noticed),
		cmocka_unit_test(what_is_no_result_is_named_and_left_out),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
