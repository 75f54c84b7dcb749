/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"

#include "tools/cli/log.h"

#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int say_all(void *ctx)
{
	log_init("hinge test");
	log_set_level(*(const enum log_level *)ctx);
	log_write(LOG_ERROR, "e%d", 1);
	log_write(LOG_WARN, "w");
	log_write(LOG_INFO, "i");
	log_write(LOG_DEBUG, "d");
	return 0;
}

static void the_level_decides_what_is_said(void **state)
{
	static const char *const said[] = {
		"hinge test: e1\n",
		"hinge test: e1\nhinge test: warning: w\n",
		"hinge test: e1\nhinge test: warning: w\nhinge test: i\n",
		"hinge test: e1\nhinge test: warning: w\nhinge test: i\nhinge test: d\n",
	};
	struct child child;

	(void)state;
	for (enum log_level level = LOG_ERROR; level <= LOG_DEBUG; level++) {
		child_run(&child, say_all, &level);
		assert_string_equal(child.err, said[level]);
		assert_string_equal(child.out, "");
	}
}

static int say_to_journal(void *ctx)
{
	enum log_level level = LOG_DEBUG;
	struct stat status;
	char stream[64];

	(void)ctx;
	fstat(STDERR_FILENO, &status);
	snprintf(stream, sizeof(stream), "%llu:%llu", (unsigned long long)status.st_dev,
		 (unsigned long long)status.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	return say_all(&level);
}

static void the_journal_gets_priorities(void **state)
{
	struct child child;

	(void)state;
	child_run(&child, say_to_journal, NULL);
	assert_string_equal(child.err, "<3>e1\n<4>w\n<6>i\n<7>d\n");
}

static int fail_with(void *ctx)
{
	struct error err;

	fail(&err, *(int *)ctx, "x.w64: no");
	log_init("hinge test");
	return report_error(&err);
}

static void an_error_is_one_line_and_its_exit_status(void **state)
{
	int code = HINGE_EFORMAT;
	struct child child;

	(void)state;
	child_run(&child, fail_with, &code);
	assert_int_equal(child.status, 3);
	assert_string_equal(child.err, "hinge test: x.w64: no\n");
	code = HINGE_EWRITE;
	child_run(&child, fail_with, &code);
	assert_int_equal(child.status, 74);
}

static int make_progress(void *ctx)
{
	struct progress progress;

	log_set_level(*(const enum log_level *)ctx);
	progress_start(&progress, "batch", "files", 3);
	for (int i = 0; i <= 3; i++)
		progress_update(&progress, i);
	progress_end(&progress, 3);
	return 0;
}

static void progress_is_one_line_at_the_end_where_there_is_no_terminal(void **state)
{
	enum log_level level = LOG_INFO;
	struct child child;

	(void)state;
	child_run(&child, make_progress, &level);
	assert_ptr_equal(strstr(child.err, "batch: 3 files in "), child.err);
	assert_ptr_equal(strchr(child.err, '\n'), child.err + strlen(child.err) - 1);
	assert_null(strchr(child.err, '\r'));
	level = LOG_ERROR;
	child_run(&child, make_progress, &level);
	assert_string_equal(child.err, "");
}

/* On a terminal of its own; what it showed goes to standard output. */
static int make_progress_on_terminal(void *ctx)
{
	char shown[4096];
	struct progress progress;
	int master, slave;
	ssize_t got;

	(void)ctx;
	if (openpty(&master, &slave, NULL, NULL, NULL))
		return 1;
	dup2(slave, STDERR_FILENO);
	setenv("TERM", "xterm", 1);
	progress_start(&progress, "batch", "files", 40);
	progress.start_s -= 9.5; /* as if they had passed */
	progress_update(&progress, 20);
	progress_update(&progress, 21); /* too soon to be drawn */
	log_write(LOG_WARN, "x.w64 is odd");
	progress_end(&progress, 40);
	/* with the last writer gone, the reader gets all that is on its way, then an error */
	close(STDERR_FILENO);
	close(slave);
	while ((got = read(master, shown, sizeof(shown))) > 0)
		fwrite(shown, 1, (size_t)got, stdout);
	return 0;
}

static void a_terminal_gets_a_bar_with_rate_and_time_left_that_gives_way_to_messages(void **state)
{
	struct child child;
	const char *bar, *message;

	(void)state;
	child_run(&child, make_progress_on_terminal, NULL);
	assert_int_equal(child.status, 0);
	bar = strstr(child.out, "batch [############............] 20/40 files, 2.");
	assert_non_null(bar);
	assert_non_null(strstr(bar, "/s, 0:10 left"));
	message = strstr(bar, "\r\033[Khinge: warning: x.w64 is odd\r\n");
	assert_non_null(message);
	assert_non_null(strstr(message, "batch: 40 files in "));
	assert_null(strstr(child.out, "21/40"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_level_decides_what_is_said),
		cmocka_unit_test(the_journal_gets_priorities),
		cmocka_unit_test(an_error_is_one_line_and_its_exit_status),
		cmocka_unit_test(progress_is_one_line_at_the_end_where_there_is_no_terminal),
		cmocka_unit_test(
			a_terminal_gets_a_bar_with_rate_and_time_left_that_gives_way_to_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
