/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/starve.h"

#include "formats/history.h"
#include "formats/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

/* Of subject S1; the file's checksum is that of the recording twice over. */
static void add(struct history *history, const char *start, const char *raw)
{
	struct earlier earlier = {.load_kg = 100};
	struct error err;

	COPY(earlier.file, raw);
	COPY(earlier.subject, "S1");
	COPY(earlier.start_time, start);
	COPY(earlier.raw_sha256, raw);
	snprintf(earlier.sha256, sizeof(earlier.sha256), "%s-%s", raw, start);
	earlier.metric = calloc(1, sizeof(*earlier.metric));
	assert_non_null(earlier.metric);
	if (history_add(history, &earlier, &err))
		fail_msg("%s", err.text);
	assert_null(earlier.metric);
}

static struct history before(const struct history *all, const char *subject, const char *start,
			     const char *raw)
{
	struct recording_info info;
	struct history out;
	struct error err;

	recording_info_init(&info);
	COPY(info.subject, subject);
	COPY(info.start_time, start);
	if (history_before(all, &info, raw, &out, &err))
		fail_msg("%s", err.text);
	return out;
}

static void the_order_of_adding_does_not_matter(void **state)
{
	struct history one = {0}, two = {0};
	char sum_one[65], sum_two[65];

	(void)state;
	add(&one, "2026-01-03", "c");
	add(&one, "2026-01-01", "a");
	add(&one, "2026-01-02", "b");
	add(&two, "2026-01-01", "a");
	add(&two, "2026-01-02", "b");
	add(&two, "2026-01-03", "c");
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(one.trial[i].raw_sha256, two.trial[i].raw_sha256);
	assert_string_equal(one.trial[0].start_time, "2026-01-01");
	assert_int_equal(history_sha256(&one, sum_one, NULL), 0);
	assert_int_equal(history_sha256(&two, sum_two, NULL), 0);
	assert_string_equal(sum_one, sum_two);
	assert_int_equal(strlen(sum_one), 64);
	history_reset(&two);
	add(&two, "2026-01-01", "a");
	assert_int_equal(history_sha256(&two, sum_two, NULL), 0);
	assert_string_not_equal(sum_one, sum_two);
	history_reset(&one);
	history_reset(&two);
}

static void the_trial_itself_and_what_came_later_are_left_out(void **state)
{
	struct history all = {0}, some;

	(void)state;
	add(&all, "2026-01-01", "a");
	add(&all, "2026-01-02", "b");
	add(&all, "2026-01-03", "c");
	some = before(&all, "S1", "2026-01-02", "b");
	assert_int_equal(some.count, 1);
	assert_string_equal(some.trial[0].raw_sha256, "a");
	free(some.trial);
	some = before(&all, "S1", "2026-01-04", "d");
	assert_int_equal(some.count, 3);
	free(some.trial);
	/* no start: nothing can be said to be later */
	some = before(&all, "S1", "", "b");
	assert_int_equal(some.count, 2);
	free(some.trial);
	history_reset(&all);
}

/* A set of subject S1, session 01 and the trial's task. */
static void name_run(struct history *history, size_t index, int run, int supersedes)
{
	struct run_key *key = &history->trial[index].run;

	*key = (struct run_key){.subject = "S1", .session = "01", .task = "deadlift"};
	key->run = run;
	key->supersedes = supersedes;
}

static void what_was_done_again_is_left_out(void **state)
{
	struct history all = {0}, some;
	struct recording_info info;

	(void)state;
	add(&all, "2026-01-01", "a");
	add(&all, "2026-01-02", "b");
	add(&all, "2026-01-03", "c");
	name_run(&all, 0, 1, 0);
	name_run(&all, 1, 2, 1);
	name_run(&all, 2, 3, 0);
	assert_int_equal(history_superseded_by(&all, 0, NULL), 2);
	assert_int_equal(history_superseded_by(&all, 1, NULL), 0);
	some = before(&all, "S1", "2026-01-04", "d");
	assert_int_equal(some.count, 2);
	assert_string_equal(some.trial[0].raw_sha256, "b");
	free(some.trial);
	/* the trial itself takes the place of the last one */
	recording_info_init(&info);
	COPY(info.subject, "S1");
	COPY(info.session, "01");
	info.run = 4;
	info.supersedes = 3;
	assert_int_equal(history_superseded_by(&all, 2, &info), 4);
	assert_int_equal(history_superseded_by(&all, 1, &info), 0);
	assert_int_equal(history_before(&all, &info, "d", &some, NULL), 0);
	assert_int_equal(some.count, 1);
	free(some.trial);
	history_reset(&all);
}

static void a_recording_counts_once_however_often_it_was_analysed(void **state)
{
	struct history all = {0}, some;

	(void)state;
	add(&all, "2026-01-01", "a");
	add(&all, "2026-01-01", "a");
	add(&all, "2026-01-02", "");
	add(&all, "2026-01-02", "");
	some = before(&all, "S1", "2026-01-04", "d");
	assert_int_equal(some.count, 3);
	free(some.trial);
	history_reset(&all);
}

static void another_persons_result_is_refused(void **state)
{
	struct history all = {0}, out;
	struct recording_info info;
	struct error err;

	(void)state;
	add(&all, "2026-01-01", "a");
	recording_info_init(&info);
	COPY(info.subject, "S2");
	assert_int_equal(history_before(&all, &info, "d", &out, &err), HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "a: a result of S1, not of S2"));
	/* also where the trial does not say whose it is */
	COPY(all.trial[0].subject, "S3");
	add(&all, "2026-01-02", "b");
	COPY(info.subject, "");
	assert_int_equal(history_before(&all, &info, "d", &out, &err), HINGE_EUSAGE);
	history_reset(&all);
}

static void no_history_has_no_checksum(void **state)
{
	const struct history none = {0};
	char sum[65] = "x";

	(void)state;
	assert_int_equal(history_sha256(&none, sum, NULL), 0);
	assert_string_equal(sum, "");
	history_reset(NULL);
}

static void a_session_is_its_code_else_its_day_else_its_recording(void **state)
{
	struct earlier a = {.session = "01", .start_time = "2026-01-01T10", .raw_sha256 = "a"};
	struct earlier b = {.session = "01", .start_time = "2026-01-02T10", .raw_sha256 = "b"};

	(void)state;
	assert_true(earlier_same_session(&a, &b));
	COPY(b.session, "02");
	assert_false(earlier_same_session(&a, &b));
	COPY(a.session, "");
	COPY(b.session, "");
	assert_false(earlier_same_session(&a, &b));
	COPY(b.start_time, "2026-01-01T23");
	assert_true(earlier_same_session(&a, &b));
	COPY(a.start_time, "");
	COPY(b.start_time, "");
	assert_false(earlier_same_session(&a, &b));
	COPY(b.raw_sha256, "a");
	assert_true(earlier_same_session(&a, &b));
}

/* --- without memory --- */

static int make_history(void *ctx)
{
	const struct trial_report *report = ctx;
	struct history all = {0}, some = {0};
	struct earlier earlier;
	struct recording_info info;
	char sum[65];
	int ret = 0;

	recording_info_init(&info);
	for (int i = 0; i < 2 && !ret; i++) {
		ret = earlier_from_report(&earlier, report, NULL);
		if (!ret)
			ret = history_add(&all, &earlier, NULL);
	}
	if (!ret)
		ret = history_before(&all, &info, "x", &some, NULL);
	if (!ret)
		ret = history_sha256(&some, sum, NULL);
	free(some.trial);
	history_reset(&all);
	return ret;
}

static void a_history_without_memory_leaves_nothing(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	starve(make_history, report);
	report_free(report);
}

/* Their load is another, so they are no part of what sessions are compared by. */
static void warm_up_sets_stand_apart(void **state)
{
	struct trial_report *report = sample_report();
	struct earlier with, without;
	int set = report->rep[0].set;
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; i < report->metrics; i++)
		rows += report->metric[i].rep == 0 && report->metric[i].set == set;
	assert_true(rows > 0);
	assert_int_equal(earlier_from_report(&with, report, NULL), 0);
	report->rep[0].flags |= FLAG_WARM_UP;
	assert_int_equal(earlier_from_report(&without, report, NULL), 0);
	assert_int_equal(without.metrics, with.metrics - rows);
	assert_int_equal(with.warm_up_metrics, 0);
	assert_int_equal(without.warm_up_metrics, rows);
	for (size_t i = 0; i < rows; i++)
		assert_int_equal(without.metric[without.metrics + i].set, set);
	earlier_reset(&with);
	earlier_reset(&without);
	report_free(report);
}

static void set_load(struct trial_report *report, int set, double load_kg)
{
	struct metric row = {.set = set, .value = load_kg, .metric = "load", .unit = "kg"};

	assert_int_equal(report_add_metric(report, &row, NULL), 0);
}

/* Within a tenth of the heaviest is the same work; below it is on the way up to it. */
static void lighter_sets_stand_apart_as_warm_ups_do(void **state)
{
	struct trial_report *report = sample_report();
	struct earlier earlier;
	int set = report->rep[0].set;

	(void)state;
	set_load(report, set, 90);
	set_load(report, set + 1, 100);
	assert_true(report_is_working_set(report, set));
	assert_true(report_is_working_set(report, set + 1));
	report->metric[report->metrics - 2].value = 89.9;
	assert_false(report_is_working_set(report, set));
	assert_true(report_is_working_set(report, set + 1));
	assert_int_equal(earlier_from_report(&earlier, report, NULL), 0);
	for (size_t i = 0; i < earlier.metrics; i++)
		assert_int_not_equal(earlier.metric[i].set, set);
	assert_true(earlier.warm_up_metrics > 0);
	earlier_reset(&earlier);
	report->metric[report->metrics - 2].value = NAN;
	assert_true(report_is_working_set(report, set));
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_adding_does_not_matter),
		cmocka_unit_test(the_trial_itself_and_what_came_later_are_left_out),
		cmocka_unit_test(what_was_done_again_is_left_out),
		cmocka_unit_test(a_recording_counts_once_however_often_it_was_analysed),
		cmocka_unit_test(another_persons_result_is_refused),
		cmocka_unit_test(no_history_has_no_checksum),
		cmocka_unit_test(a_history_without_memory_leaves_nothing),
		cmocka_unit_test(warm_up_sets_stand_apart),
		cmocka_unit_test(lighter_sets_stand_apart_as_warm_ups_do),
		cmocka_unit_test(a_session_is_its_code_else_its_day_else_its_recording),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
