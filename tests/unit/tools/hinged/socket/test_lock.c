/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "tools/hinged/socket/lock.h"
#include "tools/hinged/socket/socket.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_second_one_is_refused_and_told_who_runs(void **state)
{
	const char *path = scratch_path(state, "control.sock");
	char text[128];
	struct error err;
	int first, second;

	assert_int_equal(lock_take(&first, path, &err), 0);
	assert_int_equal(lock_take(&second, path, &err), HINGE_EREFUSED);
	snprintf(text, sizeof(text), "hinged runs already (process %ld on %s)", (long)getpid(),
		 path);
	assert_string_equal(err.text, text);
	close(first);
}

static void the_lock_is_free_after_its_holder_is_killed(void **state)
{
	const char *path = scratch_path(state, "control.sock");
	int ready[2];
	char byte;
	pid_t child;
	int fd;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		int held;

		if (lock_take(&held, path, NULL) || write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	assert_int_equal(lock_take(&fd, path, NULL), HINGE_EREFUSED);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_int_equal(lock_take(&fd, path, NULL), 0);
	close(fd);
}

static void a_symbolic_link_is_not_followed(void **state)
{
	const char *path = scratch_path(state, "control.sock");
	const char *victim = scratch_path(state, "victim");
	struct error err;
	int fd;

	assert_int_equal(symlink(victim, scratch_path(state, "control.sock.lock")), 0);
	assert_int_equal(lock_take(&fd, path, &err), HINGE_EWRITE);
	assert_int_not_equal(access(victim, F_OK), 0);
}

static void the_socket_is_for_owner_and_group_only(void **state)
{
	const char *path = scratch_path(state, "control.sock");
	struct stat status;
	int fd;

	assert_int_equal(socket_listen(&fd, path, NULL), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0660);
	close(fd);
	/* what a killed daemon left is replaced */
	assert_int_equal(socket_listen(&fd, path, NULL), 0);
	close(fd);
}

static void a_file_in_the_socket_s_place_is_kept(void **state)
{
	const char *path = scratch_path(state, "trial.w64");
	struct error err;
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_int_equal(write(fd, "data", 4), 4);
	close(fd);
	assert_int_equal(socket_listen(&fd, path, &err), HINGE_EREFUSED);
	assert_int_equal(access(path, F_OK), 0);
}

static void a_path_too_long_for_a_socket_is_a_usage_error(void **state)
{
	char path[200];
	struct error err;
	int fd;

	(void)state;
	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(socket_listen(&fd, path, &err), HINGE_EUSAGE);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(a_second_one_is_refused_and_told_who_runs),
		IN_SCRATCH(the_lock_is_free_after_its_holder_is_killed),
		IN_SCRATCH(a_symbolic_link_is_not_followed),
		IN_SCRATCH(the_socket_is_for_owner_and_group_only),
		IN_SCRATCH(a_file_in_the_socket_s_place_is_kept),
		cmocka_unit_test(a_path_too_long_for_a_socket_is_a_usage_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
