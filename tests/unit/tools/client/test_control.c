/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "tools/client/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int clean_setup(void **state)
{
	unsetenv("HINGE_SOCKET");
	unsetenv("RUNTIME_DIRECTORY");
	unsetenv("XDG_RUNTIME_DIR");
	return scratch_setup(state);
}

static void the_variable_wins(void **state)
{
	char path[128];

	(void)state;
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	setenv("HINGE_SOCKET", "/somewhere/else", 1);
	assert_int_equal(control_socket_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/somewhere/else");
}

static void the_service_stands_before_the_user_s_own(void **state)
{
	char path[128];

	(void)state;
	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	assert_int_equal(control_socket_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/run/user/7/hinge/control.sock");
	setenv("RUNTIME_DIRECTORY", "/run/hinge", 1);
	assert_int_equal(control_socket_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/run/hinge/control.sock");
}

static void the_temporary_folder_is_used_only_when_it_is_ours_and_closed(void **state)
{
	const char *base = *state;
	char folder[200], want[256], path[256];
	struct error err;

	setenv("TMPDIR", base, 1);
	snprintf(folder, sizeof(folder), "%s/hinge-%u", base, (unsigned)geteuid());
	snprintf(want, sizeof(want), "%s/control.sock", folder);
	assert_int_equal(control_socket_path(path, sizeof(path), &err), 0);
	assert_string_equal(path, want);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(control_socket_path(path, sizeof(path), &err), 0);
	assert_int_equal(chmod(folder, 0750), 0);
	assert_int_equal(control_socket_path(path, sizeof(path), &err), HINGE_EREFUSED);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(symlink("/tmp", folder), 0);
	assert_int_equal(control_socket_path(path, sizeof(path), &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "mode 0700"));
	unsetenv("TMPDIR");
}

static void no_daemon_is_said_with_what_to_start(void **state)
{
	struct control *control;
	struct error err;

	setenv("HINGE_SOCKET", scratch_path(state, "none.sock"), 1);
	assert_int_equal(control_open(&control, &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "hinged --foreground"));
}

/* Answers the first line it hears with `answer`, then hangs up. */
static pid_t daemon_that_says(const char *path, const char *answer)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	pid_t child;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(fd, 1), 0);
	child = fork();
	if (child == 0) {
		char heard[4096];
		int peer = accept(fd, NULL, NULL);
		ssize_t got = read(peer, heard, sizeof(heard));
		ssize_t sent = write(peer, answer, strlen(answer));

		_exit(got > 0 && sent == (ssize_t)strlen(answer) ? 0 : 1);
	}
	close(fd);
	setenv("HINGE_SOCKET", path, 1);
	return child;
}

static int call(void **state, const char *answer, char **result, struct error *err)
{
	struct control *control;
	pid_t child = daemon_that_says(scratch_path(state, "d.sock"), answer);
	int ret = control_open(&control, err);

	assert_int_equal(ret, 0);
	ret = control_call(control, "status", NULL, result, err);
	control_close(control);
	waitpid(child, NULL, 0);
	return ret;
}

static void the_answer_comes_past_notifications_and_old_answers(void **state)
{
	char *result = NULL;
	struct error err;

	assert_int_equal(call(state,
			      "{\"jsonrpc\":\"2.0\",\"method\":\"status\",\"params\":{}}\n"
			      "{\"jsonrpc\":\"2.0\",\"result\":7,\"id\":99}\n"
			      "{\"jsonrpc\":\"2.0\",\"result\":{\"a\":1},\"id\":1}\n",
			      &result, &err),
			 0);
	assert_string_equal(result, "{\"a\": 1}");
	free(result);
}

static void an_error_comes_back_with_its_code_and_text(void **state)
{
	struct error err;

	assert_int_equal(call(state,
			      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32005,\"message\":\"step "
			      "off\",\"data\":{\"code\":-5}},\"id\":1}\n",
			      NULL, &err),
			 HINGE_EREFUSED);
	assert_string_equal(err.text, "step off");
}

static void being_turned_away_is_an_error_with_its_reason(void **state)
{
	struct error err;

	assert_int_equal(call(state,
			      "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32007,\"message\":\"16 "
			      "clients\",\"data\":{\"code\":-7}},\"id\":null}\n",
			      NULL, &err),
			 HINGE_EAGAIN);
	assert_string_equal(err.text, "16 clients");
}

static void a_daemon_that_hangs_up_or_babbles_is_an_error(void **state)
{
	struct error err;

	assert_int_equal(call(state, "", NULL, &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "hinge recover"));
	assert_int_equal(unlink(scratch_path(state, "d.sock")), 0);
	assert_int_equal(call(state, "HTTP/1.1 400\n", NULL, &err), HINGE_EFORMAT);
}

#define CLEAN(test) cmocka_unit_test_setup_teardown(test, clean_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLEAN(the_variable_wins),
		CLEAN(the_service_stands_before_the_user_s_own),
		CLEAN(the_temporary_folder_is_used_only_when_it_is_ours_and_closed),
		CLEAN(no_daemon_is_said_with_what_to_start),
		CLEAN(the_answer_comes_past_notifications_and_old_answers),
		CLEAN(an_error_comes_back_with_its_code_and_text),
		CLEAN(being_turned_away_is_an_error_with_its_reason),
		CLEAN(a_daemon_that_hangs_up_or_babbles_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
