/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows a recording hears from a daemon, up to its card. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tools/record/follow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SNAPSHOT(STATE, LAST)                                                       \
	"{\"jsonrpc\":\"2.0\",\"method\":\"status\",\"params\":{\"state\":\"" STATE \
	"\",\"recording\":null,\"trouble\":\"unplugged\",\"live\":null,\"last\":" LAST "}}\n"

/* A daemon that has said all of this, and listens on. */
static int follow(void **state, const char *said, int64_t number, bool awaited, struct js **card,
		  struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), peer, ret;
	struct control *control;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", scratch_path(state, "d.sock"));
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(fd, 1), 0);
	setenv("HINGE_SOCKET", address.sun_path, 1);
	assert_int_equal(control_open(&control, err), 0);
	peer = accept(fd, NULL, NULL);
	assert_int_equal(write(peer, said, strlen(said)), strlen(said));
	ret = record_follow(control, number, awaited, card, err);
	control_close(control);
	close(peer);
	close(fd);
	unlink(address.sun_path);
	return ret;
}

static void its_card_is_taken_when_it_has_ended(void **state)
{
	static const char said[] = SNAPSHOT("finalising", "{\"number\":3,\"next\":null}")
		SNAPSHOT("waiting", "{\"number\":4,\"next\":5}");
	struct js *card = NULL;
	int64_t next = 0;
	struct error err;

	assert_int_equal(follow(state, said, 4, false, &card, &err), 0);
	assert_true(js_int(js_get(card, "next"), &next));
	assert_int_equal(next, 5);
	js_free(card);
}

static void who_is_awaited_may_come(void **state)
{
	static const char said[] = SNAPSHOT("waiting", "{\"number\":4,\"next\":5}")
		SNAPSHOT("arming", "{\"number\":4,\"next\":5}")
			SNAPSHOT("idle", "{\"number\":5,\"next\":null}");
	struct js *card = NULL;
	int64_t number = 0;
	struct error err;

	assert_int_equal(follow(state, said, 5, true, &card, &err), 0);
	assert_true(js_int(js_get(card, "number"), &number));
	assert_int_equal(number, 5);
	js_free(card);
}

static void who_is_awaited_in_vain_has_no_card(void **state)
{
	static const char said[] = SNAPSHOT("waiting", "{\"number\":4,\"next\":5}")
		SNAPSHOT("idle", "{\"number\":4,\"next\":null}");
	struct js *none = js_null(), *card = none;
	struct error err;

	assert_int_equal(follow(state, said, 5, true, &card, &err), 0);
	assert_null(card);
	js_free(none);
}

static void a_card_that_was_missed_is_said(void **state)
{
	static const char said[] = SNAPSHOT("idle", "{\"number\":6,\"next\":null}");
	struct js *card = NULL;
	struct error err;

	assert_int_equal(follow(state, said, 5, false, &card, &err), HINGE_EAGAIN);
	assert_non_null(strstr(err.text, "a later recording has ended"));
	assert_null(card);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_card_is_taken_when_it_has_ended),
		cmocka_unit_test(who_is_awaited_may_come),
		cmocka_unit_test(who_is_awaited_in_vain_has_no_card),
		cmocka_unit_test(a_card_that_was_missed_is_said),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
