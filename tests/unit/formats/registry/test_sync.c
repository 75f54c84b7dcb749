/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results files in the registry, as they come and go. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/registry/registries.h"

#include "formats/files.h"
#include "formats/registry/registry.h"
#include "formats/results/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_run(void **state, const char *name, const char *subject, const char *session,
		      const char *start, const char *raw, int run, int supersedes)
{
	struct trial_report *report = sample_report_without_reps(50);
	struct results_options options = {.replace = true};
	struct config config;
	struct error err;

	config_init(&config);
	snprintf(report->info.subject, sizeof(report->info.subject), "%s", subject);
	snprintf(report->info.session, sizeof(report->info.session), "%s", session);
	snprintf(report->info.start_time, sizeof(report->info.start_time), "%s", start);
	memset(report->raw_sha256, *raw, 64);
	report->info.run = run;
	report->info.supersedes = supersedes;
	if (folder_make(scratch_path(state, "derivatives/hinge"), &err) ||
	    results_write(scratch_path(state, name), report, &config, &options, &err))
		fail_msg("%s", err.text);
	report_free(report);
}

static void write_result(void **state, const char *name, const char *subject, const char *session,
			 const char *start, const char *raw)
{
	write_run(state, name, subject, session, start, raw, 0, 0);
}

struct named {
	int count;
	char path[512], why[512];
};

static void name_bad(void *ctx, const char *path, const char *why)
{
	struct named *named = ctx;

	named->count++;
	snprintf(named->path, sizeof(named->path), "%s", path);
	snprintf(named->why, sizeof(named->why), "%s", why);
}

static struct registry_changes synced(struct registry *registry, struct named *named)
{
	struct registry_changes changes;
	struct error err;

	*named = (struct named){0};
	if (registry_sync(registry, &changes, name_bad, named, &err))
		fail_msg("%s", err.text);
	return changes;
}

#define R "derivatives/hinge/"

static void results_are_indexed_as_they_come_and_go(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_changes changes;
	struct registry_subject subject;
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	changes = synced(registry, &named);
	assert_int_equal(changes.added, 0);
	write_result(state, R "b.h5", "S1", "02", "2026-01-09T10:00:00Z", "b");
	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_result(state, R "c.h5", "S2", "01", "2026-01-03T10:00:00Z", "c");
	changes = synced(registry, &named);
	assert_int_equal(changes.added, 3);
	assert_int_equal(changes.bad, 0);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[0].path, R "a.h5");
	assert_string_equal(trial[1].session, "02");
	assert_string_equal(trial[1].start_time, "2026-01-09T10:00:00Z");
	assert_int_equal(trial[1].raw_sha256[63], 'b');
	free(trial);
	assert_int_equal(registry_find_subject(registry, "S1", &subject, &err), 0);
	assert_int_equal(subject.sessions, 2);
	assert_int_equal(subject.trials, 2);
	assert_string_equal(subject.last_session, "02");
	assert_string_equal(subject.created, "2026-01-02");
	changes = synced(registry, &named);
	assert_int_equal(changes.unchanged, 3);
	assert_int_equal(changes.changed + changes.added + changes.removed, 0);
	write_result(state, R "b.h5", "S1", "03", "2026-01-10T10:00:00.5Z", "d");
	assert_int_equal(unlink(scratch_path(state, R "c.h5")), 0);
	changes = synced(registry, &named);
	assert_int_equal(changes.changed, 1);
	assert_int_equal(changes.removed, 1);
	assert_int_equal(registry_trials(registry, NULL, &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[1].session, "03");
	free(trial);
	/* who has no results any more is still a person */
	assert_int_equal(registry_find_subject(registry, "S2", &subject, &err), 0);
	assert_int_equal(subject.trials, 0);
	registry_close(registry);
}

static void a_bad_result_is_named_and_the_rest_indexed(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_changes changes;
	struct named named;

	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_bytes(scratch_path(state, R "b.h5"), "no HDF5", 7);
	changes = synced(registry, &named);
	assert_int_equal(changes.added, 1);
	assert_int_equal(changes.bad, 1);
	assert_int_equal(named.count, 1);
	assert_string_equal(named.path, R "b.h5");
	write_result(state, R "b.h5", "", "01", "2026-01-02T10:00:00Z", "b");
	changes = synced(registry, &named);
	assert_int_equal(changes.bad, 1);
	assert_non_null(strstr(named.why, "no subject"));
	write_bytes(scratch_path(state, R "a.h5"), "went bad", 8);
	changes = synced(registry, &named);
	assert_int_equal(changes.removed, 1);
	registry_close(registry);
}

static void a_second_result_of_a_recording_is_left_out(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	write_result(state, R "b.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	write_result(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a");
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_string_equal(trial[0].path, R "a.h5");
	free(trial);
	assert_int_equal(unlink(scratch_path(state, R "a.h5")), 0);
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 1);
	assert_string_equal(trial[0].path, R "b.h5");
	free(trial);
	registry_close(registry);
}

static void a_set_that_was_done_again_is_left_out(void **state)
{
	struct registry *registry = opened(*state);
	struct registry_trial *trial;
	struct named named;
	size_t count;
	struct error err;

	write_run(state, R "a.h5", "S1", "01", "2026-01-02T10:00:00Z", "a", 1, 0);
	write_run(state, R "b.h5", "S1", "01", "2026-01-02T10:05:00Z", "b", 2, 1);
	write_run(state, R "c.h5", "S1", "02", "2026-01-09T10:00:00Z", "c", 1, 0);
	synced(registry, &named);
	assert_int_equal(registry_trials(registry, "S1", &trial, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(trial[0].path, R "b.h5");
	assert_string_equal(trial[1].path, R "c.h5");
	free(trial);
	registry_close(registry);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(results_are_indexed_as_they_come_and_go),
		WITH_FOLDER(a_bad_result_is_named_and_the_rest_indexed),
		WITH_FOLDER(a_second_result_of_a_recording_is_left_out),
		WITH_FOLDER(a_set_that_was_done_again_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
