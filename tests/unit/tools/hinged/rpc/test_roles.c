/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/rpc/rpc.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OWNER = 990, OBSERVERS = 991, STATIONS = 992 };

static const struct role_rules rules = {OWNER, OBSERVERS, STATIONS};

static void who_connects_decides_the_role(void **state)
{
	static const struct {
		struct peer peer;
		enum role role;
	} cases[] = {
		{{.uid = 0, .gid = 0}, ROLE_ADMIN},
		{{.uid = OWNER, .gid = 5}, ROLE_ADMIN},
		{{.uid = 1000, .gid = STATIONS}, ROLE_RECORD},
		{{.uid = 1000, .gid = 5, .groups = {7, STATIONS}, .group_count = 2}, ROLE_RECORD},
		{{.uid = 1000, .gid = OBSERVERS, .groups = {STATIONS}, .group_count = 1},
		 ROLE_RECORD},
		{{.uid = 1000, .gid = OBSERVERS}, ROLE_OBSERVE},
		{{.uid = 1000, .gid = 5, .groups = {OBSERVERS}, .group_count = 1}, ROLE_OBSERVE},
		{{.uid = 1000, .gid = 5, .groups = {7, STATIONS}, .group_count = 1}, ROLE_NONE},
		{{.uid = 1000, .gid = 1000}, ROLE_NONE},
		/* root's group is not root */
		{{.uid = 1000, .gid = 0}, ROLE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(role_of(&rules, &cases[i].peer), cases[i].role);
}

static void a_group_that_does_not_exist_lets_nobody_in(void **state)
{
	const struct role_rules none = {OWNER, (gid_t)-1, (gid_t)-1};
	const struct peer peer = {.uid = 1000, .gid = (gid_t)-1};

	(void)state;
	assert_int_equal(role_of(&none, &peer), ROLE_NONE);
}

static void the_kernel_says_who_is_at_the_other_end(void **state)
{
	struct peer peer;
	int fd[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	assert_int_equal(peer_read(fd[0], &peer, NULL), 0);
	assert_int_equal(peer.uid, geteuid());
	assert_int_equal(peer.gid, getegid());
	assert_int_equal(peer.pid, getpid());
	close(fd[0]);
	close(fd[1]);
}

/* the promise of docs/control-protocol.md */
static const struct {
	const char *method;
	bool observe, record, admin;
} promised[] = {
	{"hello", true, true, true},
	{"status", true, true, true},
	{"subscribe", true, true, true},
	{"devices.list", true, true, true},
	{"zero", false, true, true},
	{"record.start", false, true, true},
	{"record.stop", false, true, true},
	{"record.discard", false, true, true},
	{"record.mark", false, true, true},
	{"shutdown", false, false, true},
	{"doctor", false, true, true},
	{"measure", false, true, true},
	{"devices.identify", false, true, true},
	{"plates.list", true, true, true},
	{"plates.bind", false, false, true},
	{"plates.keep", false, false, true},
	{"plates.use", false, false, true},
};

static void each_role_may_call_what_is_promised_and_nothing_else(void **state)
{
	size_t count = 0;

	(void)state;
	for (; rpc_methods[count]; count++) {
		const struct rpc_method *method = rpc_methods[count];
		size_t row = 0;

		while (strcmp(promised[row].method, method->name) != 0)
			assert_true(++row < sizeof(promised) / sizeof(promised[0]));
		assert_int_equal(rpc_check_role(method, ROLE_NONE, NULL), HINGE_EREFUSED);
		assert_int_equal(!rpc_check_role(method, ROLE_OBSERVE, NULL),
				 promised[row].observe);
		assert_int_equal(!rpc_check_role(method, ROLE_RECORD, NULL), promised[row].record);
		assert_int_equal(!rpc_check_role(method, ROLE_ADMIN, NULL), promised[row].admin);
	}
	assert_int_equal(count, sizeof(promised) / sizeof(promised[0]));
}

static void a_refusal_says_which_role_and_how_to_get_it(void **state)
{
	struct error err;

	(void)state;
	rpc_check_role(rpc_find("zero"), ROLE_OBSERVE, &err);
	assert_string_equal(err.text, "zero needs the role record, you have observe (join the "
				      "group hinge-record)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_connects_decides_the_role),
		cmocka_unit_test(a_group_that_does_not_exist_lets_nobody_in),
		cmocka_unit_test(the_kernel_says_who_is_at_the_other_end),
		cmocka_unit_test(each_role_may_call_what_is_promised_and_nothing_else),
		cmocka_unit_test(a_refusal_says_which_role_and_how_to_get_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
