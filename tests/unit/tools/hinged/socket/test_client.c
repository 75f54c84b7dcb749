/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/socket/client.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct pair {
	struct client *client;
	int peer;
};

static int pair_setup(void **state)
{
	struct pair *pair = malloc(sizeof(*pair));
	int fd[2];

	if (!pair || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd))
		return -1;
	pair->client = client_new(fd[0], 0, ROLE_ADMIN);
	pair->peer = fd[1];
	*state = pair;
	return pair->client ? 0 : -1;
}

static int pair_teardown(void **state)
{
	struct pair *pair = *state;

	client_free(pair->client);
	if (pair->peer >= 0)
		close(pair->peer);
	free(pair);
	return 0;
}

static void say(const struct pair *pair, const char *text)
{
	assert_int_equal(write(pair->peer, text, strlen(text)), strlen(text));
}

static void assert_line(struct client *client, const char *want)
{
	const char *line;
	size_t size;

	assert_true(client_take_line(client, &line, &size));
	assert_int_equal(size, strlen(want));
	assert_memory_equal(line, want, size);
}

static void lines_come_whole_however_they_were_cut(void **state)
{
	struct pair *pair = *state;
	const char *line;
	size_t size;

	say(pair, "one\ntw");
	assert_true(client_read(pair->client, 0));
	assert_line(pair->client, "one");
	assert_false(client_take_line(pair->client, &line, &size));
	say(pair, "o\n\nthree\n");
	assert_true(client_read(pair->client, 0));
	assert_line(pair->client, "two");
	assert_line(pair->client, "");
	assert_line(pair->client, "three");
	assert_false(client_take_line(pair->client, &line, &size));
}

static void half_a_line_expires_after_two_seconds_and_silence_does_not(void **state)
{
	struct pair *pair = *state;

	assert_false(client_expired(pair->client, 1000000));
	say(pair, "half");
	assert_true(client_read(pair->client, 5000));
	assert_false(client_expired(pair->client, 7000));
	assert_true(client_expired(pair->client, 7001));
}

static void a_steady_writer_of_whole_lines_never_expires(void **state)
{
	struct pair *pair = *state;

	/* each read ends within a line, as of a stream of calls */
	for (int64_t now_ms = 0; now_ms < 10000; now_ms += 500) {
		say(pair, now_ms ? "l\nhal" : "hal");
		assert_true(client_read(pair->client, now_ms));
		if (now_ms)
			assert_line(pair->client, "hall");
		assert_false(client_expired(pair->client, now_ms));
	}
}

static void a_line_without_end_is_noticed(void **state)
{
	struct pair *pair = *state;
	char block[4096];

	memset(block, 'x', sizeof(block));
	for (size_t sent = 0; sent < RPC_LINE_MAX; sent += sizeof(block)) {
		assert_false(client_overlong(pair->client));
		assert_int_equal(write(pair->peer, block, sizeof(block)), sizeof(block));
		assert_true(client_read(pair->client, 0));
	}
	assert_true(client_overlong(pair->client));
}

static void what_the_peer_does_not_read_expires(void **state)
{
	struct pair *pair = *state;
	int small = 4096;
	char *text = malloc(100001);

	setsockopt(pair->client->fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
	memset(text, 'x', 100000);
	text[100000] = '\0';
	client_send(pair->client, text, 1000);
	assert_true(pair->client->out_used > 0);
	assert_true(client_events(pair->client) & POLLOUT);
	assert_false(client_expired(pair->client, 3000));
	assert_true(client_expired(pair->client, 3001));
	free(text);
}

static void snapshots_are_skipped_for_a_slow_peer_but_answers_end_it(void **state)
{
	struct pair *pair = *state;
	int small = 4096;
	size_t waiting;
	char *text = malloc(100001);

	setsockopt(pair->client->fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
	memset(text, 'x', 100000);
	text[100000] = '\0';
	client_offer(pair->client, text, 0);
	waiting = pair->client->out_used;
	assert_true(waiting > 0);
	client_offer(pair->client, text, 0);
	assert_int_equal(pair->client->out_used, waiting);
	for (int i = 0; i < 3; i++)
		client_send(pair->client, text, 0);
	assert_true(pair->client->closing);
	free(text);
}

static void no_calls_are_taken_while_answers_pile_up(void **state)
{
	struct pair *pair = *state;
	const char *line;
	size_t size;

	say(pair, "call\n");
	assert_true(client_read(pair->client, 0));
	pair->client->out_used = CLIENT_OUT_MAX / 2 + 1;
	assert_false(client_take_line(pair->client, &line, &size));
	assert_false(client_events(pair->client) & POLLIN);
	/* waiting to be served is not the peer's half line */
	pair->client->out_since_ms = 100000;
	assert_false(client_expired(pair->client, 100000));
}

static void a_peer_that_will_send_no_more_still_gets_its_answer(void **state)
{
	struct pair *pair = *state;

	say(pair, "call\n");
	shutdown(pair->peer, SHUT_WR);
	assert_true(client_read(pair->client, 0));
	assert_line(pair->client, "call");
	assert_true(client_read(pair->client, 0));
	pair->client->waiting_for = STATION_ENDED;
	assert_false(client_finished(pair->client));
	pair->client->waiting_for = STATION_NONE;
	assert_true(client_finished(pair->client));
}

#define WITH_PAIR(test) cmocka_unit_test_setup_teardown(test, pair_setup, pair_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PAIR(lines_come_whole_however_they_were_cut),
		WITH_PAIR(half_a_line_expires_after_two_seconds_and_silence_does_not),
		WITH_PAIR(a_steady_writer_of_whole_lines_never_expires),
		WITH_PAIR(a_line_without_end_is_noticed),
		WITH_PAIR(what_the_peer_does_not_read_expires),
		WITH_PAIR(snapshots_are_skipped_for_a_slow_peer_but_answers_end_it),
		WITH_PAIR(no_calls_are_taken_while_answers_pile_up),
		WITH_PAIR(a_peer_that_will_send_no_more_still_gets_its_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
