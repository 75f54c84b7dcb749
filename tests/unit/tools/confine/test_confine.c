/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/child.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/cli/log.h"
#include "tools/confine/confine.h"
#include "tools/runtime/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Each runs confined in a child, with the scratch folder to write in; 0 = as it must be. */
struct deed {
	int (*body)(const char *folder);
	const char *folder;
};

static int act(void *ctx)
{
	const struct deed *deed = ctx;
	const char *const writable[] = {deed->folder, "/nowhere/at/all", NULL};

	confine_self(writable);
	return deed->body(deed->folder);
}

static void assert_confined(void **state, int (*body)(const char *folder))
{
	struct deed deed = {body, *state};
	struct child child;

	child_run(&child, act, &deed);
	if (child.status)
		fail_msg("status %d: %s", child.status, child.err);
}

static const char *path_in(const char *folder, const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int write_outside(const char *folder)
{
	(void)folder;
	if (open("/etc/passwd", O_WRONLY) >= 0 || errno != EACCES)
		return 1;
	if (open("/tmp/hinge-confine-test", O_WRONLY | O_CREAT, 0600) >= 0)
		return 2;
	return mkdir("/tmp/hinge-confine-folder", 0700) ? 0 : 3;
}

static void nothing_outside_its_folders_can_be_written(void **state)
{
	assert_confined(state, write_outside);
}

static int reach_out(const char *folder)
{
	char *const argv[] = {(char *)"true", NULL};

	(void)folder;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return 1;
	if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
		return 2;
	if (execv("/bin/true", argv) != -1)
		return 3;
	if (fork() >= 0)
		return 4;
	if (!kill(getppid(), 0))
		return 5;
	if (syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS)
		return 7;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
			       MAP_FAILED
		       ? 0
		       : 6;
}

static void no_socket_program_process_or_signal_is_left(void **state)
{
	assert_confined(state, reach_out);
}

static int type_into_terminal(const char *folder)
{
	char letter = 'x';

	(void)folder;
	return ioctl(STDIN_FILENO, TIOCSTI, &letter) == -1 && errno == EPERM ? 0 : 1;
}

static void a_terminal_can_be_asked_but_not_typed_into(void **state)
{
	assert_confined(state, type_into_terminal);
}

static int limits_are_low(const char *folder)
{
	struct rlimit core, memory;

	(void)folder;
	getrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_AS, &memory);
	return core.rlim_max == 0 && memory.rlim_cur != RLIM_INFINITY ? 0 : 1;
}

static void no_core_is_written_and_memory_ends_somewhere(void **state)
{
	assert_confined(state, limits_are_low);
}

static int work_as_usual(const char *folder)
{
	struct error err;
	char head[16];
	size_t got;

	if (folder_make(path_in(folder, "a/b"), &err))
		return 1;
	if (file_write_atomic(path_in(folder, "a/b/x"), "text", 4, true, &err) ||
	    file_write_atomic(path_in(folder, "a/b/x"), "more", 4, true, &err) ||
	    file_write_atomic(path_in(folder, "a/b/y"), "text", 4, false, &err)) {
		fputs(err.text, stderr);
		return 2;
	}
	if (file_head("/etc/passwd", head, sizeof(head), &got, &err))
		return 3;
	return unlink(path_in(folder, "a/b/x"));
}

static void its_folders_and_all_reading_stay_open(void **state)
{
	assert_confined(state, work_as_usual);
}

static void touch_memory(void *ctx, size_t i)
{
	char *bytes = malloc(8 << 20);

	((bool *)ctx)[i] = bytes && memset(bytes, 1, 8 << 20);
	free(bytes);
}

static int use_threads(const char *folder)
{
	bool done[16] = {0};
	struct pool *pool;
	struct error err;

	(void)folder;
	if (thread_pool_new(&pool, 4, &err)) {
		fputs(err.text, stderr);
		return 1;
	}
	pool->run(pool->self, 16, touch_memory, done);
	thread_pool_free(pool);
	for (size_t i = 0; i < 16; i++)
		if (!done[i])
			return 2;
	return 0;
}

static void threads_and_memory_work_as_before(void **state)
{
	assert_confined(state, use_threads);
}

static int act_for_files(void *ctx)
{
	const char *folder = ctx;
	char file[4096];
	struct error err;

	snprintf(file, sizeof(file), "%s/sub/out.h5", folder);
	if (folder_make(path_in(folder, "sub"), &err))
		return 1;
	confine_to_files((const char *const[]){NULL, file, NULL}, NULL);
	if (file_write_atomic(file, "x", 1, true, &err))
		return 2;
	return file_write_atomic(path_in(folder, "beside"), "x", 1, true, &err) == HINGE_EWRITE ? 0
												: 3;
}

static void the_folders_of_named_files_stay_open(void **state)
{
	struct child child;

	child_run(&child, act_for_files, *state);
	assert_int_equal(child.status, 0);
}

/* A kernel without landlock, as far as this process can tell. */
static int act_without_landlock(void *ctx)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (!filter ||
	    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset),
			     0) ||
	    seccomp_load(filter))
		return 1;
	seccomp_release(filter);
	log_set_level(LOG_DEBUG);
	confine_self((const char *const[]){ctx, NULL});
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 2;
}

static void what_the_kernel_lacks_is_left_out_with_a_note_and_the_rest_is_done(void **state)
{
	struct child child;

	child_run(&child, act_without_landlock, *state);
	assert_int_equal(child.status, 0);
	assert_string_equal(child.err, "hinge: files are not confined: Function not implemented\n");
}

static int give_up(const char *folder)
{
	(void)folder;
	abort();
}

static void an_abort_is_still_an_abort(void **state)
{
	struct deed deed = {give_up, *state};
	struct child child;

	child_run(&child, act, &deed);
	assert_int_equal(child.status, 128 + SIGABRT);
}

static bool sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return true;
#else
	return false;
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_outside_its_folders_can_be_written),
		cmocka_unit_test(no_socket_program_process_or_signal_is_left),
		cmocka_unit_test(a_terminal_can_be_asked_but_not_typed_into),
		cmocka_unit_test(no_core_is_written_and_memory_ends_somewhere),
		cmocka_unit_test(its_folders_and_all_reading_stay_open),
		cmocka_unit_test(the_folders_of_named_files_stay_open),
		cmocka_unit_test(
			what_the_kernel_lacks_is_left_out_with_a_note_and_the_rest_is_done),
		cmocka_unit_test(threads_and_memory_work_as_before),
		cmocka_unit_test(an_abort_is_still_an_abort),
	};

	if (sanitized()) {
		puts("SKIP: nothing is confined under a sanitizer");
		return 77;
	}
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) {
		puts("SKIP: this kernel has no landlock");
		return 77;
	}
	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
