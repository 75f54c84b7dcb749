/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a capture takes from the system: no memory while it runs, precedence where it may. */
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/child.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a thread that must not be late may meet: blocks, losses, marks of its own and of others,
 * pairs of clocks, the pre-roll, syncs. A capture that waits for memory can wait too long. */
static void check_lean(void **state, const char *name, const char *address, bool feet)
{
	struct capture_options options = capturing_options(scratch_path(state, name));
	struct source *source = capturing_source(address);
	struct capture_status after;
	struct capture *capture;
	long allocations;

	options.auto_start = options.auto_stop = feet;
	capture = capturing_start(source, &options);
	/* of every thread; this one asks for none */
	allocations = allocations_so_far();
	assert_int_equal(capture_mark(capture, "note", "a mark", NULL), 0);
	while (!capture_wait(capture, 50))
		capture_status(capture, &after);
	allocations = allocations_so_far() - allocations;
	assert_int_equal(capture_close(capture, &after, NULL), 0);
	source_close(source);
	assert_true(after.frames > 1000);
	assert_true(after.durable_frames > 0);
	assert_int_equal(after.gaps, feet ? 0 : 2);
	assert_int_equal(allocations, 0);
}

static void a_running_capture_allocates_nothing(void **state)
{
	check_lean(state, "lean.hjl",
		   "sim:seed=3,rate=2000,seconds=1.5,pace=real,sync=20,pairs=20,"
		   "fault=gap:0.3:0.01+replug:0.6:0.3",
		   false);
	check_lean(state, "feet.hjl", "sim:seed=3,reps=1,seconds=20,sync=5,pairs=5,tier=clean",
		   true);
}

static int record_without_rights(void *ctx)
{
	const struct rlimit none = {0};
	struct capture_options options = capturing_options(ctx);
	struct source *source = capturing_source("sim:seed=3,seconds=0.2,pace=real");
	struct capture_status status;
	struct capture *capture;

	setrlimit(RLIMIT_RTPRIO, &none);
	setrlimit(RLIMIT_MEMLOCK, &none);
	if (!getuid() && (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534)))
		return 2;
	capture = capturing_start(source, &options);
	capture_status(capture, &status);
	dprintf(STDOUT_FILENO, "%s", status.warning);
	capture_wait(capture, PATIENCE_MS);
	if (capture_close(capture, &status, NULL))
		return 1;
	source_close(source);
	return status.realtime || status.frames != 200;
}

/* It records all the same. */
static void limits_that_stand_in_the_way_are_named(void **state)
{
	const char *path = scratch_path(state, "poor.hjl");
	char folder[512];
	struct child child;

	snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
	assert_int_equal(chmod(folder, 0777), 0);
	child_run(&child, record_without_rights, (void *)path);
	if (child.status)
		fail_msg("exit %d: %s", child.status, child.err);
	assert_non_null(strstr(child.out, "RLIMIT_RTPRIO is 0"));
	/* the sanitizers lock nothing and say that they did */
	if (!SLOW_BUILD)
		assert_non_null(strstr(child.out, "RLIMIT_MEMLOCK is 0 KiB"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_running_capture_allocates_nothing),
		cmocka_unit_test(limits_that_stand_in_the_way_are_named),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
