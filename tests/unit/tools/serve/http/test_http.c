/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/http/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* PATIENCE: an answer that comes at all comes by then, however busy the computer. */
enum { DEADLINE_S = 1, PATIENCE_S = 60, STEP_MS = 50, LARGE = 8 << 20 };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- a server of a short text, a long one, and a stream that never ends --- */

static char text[LARGE];
static atomic_int streams;

static ssize_t read_stream(void *ctx, char *buffer, size_t room)
{
	(void)ctx;
	memset(buffer, 'x', room);
	return (ssize_t)room;
}

static void close_stream(void *ctx)
{
	(void)ctx;
	atomic_fetch_sub(&streams, 1);
}

static void answer(void *ctx, struct request *request, struct response *response)
{
	(void)ctx;
	response->status = 200;
	response->type = "text/plain";
	response->fixed = text;
	response->fixed_size = strcmp(request->path, "/large") ? 2 : LARGE;
	if (strcmp(request->path, "/stream") != 0)
		return;
	atomic_fetch_add(&streams, 1);
	response->stream = (struct stream){.read = read_stream, .close = close_stream};
}

static struct http *start(int deadline_s)
{
	const struct http_service service = {.deadline_s = deadline_s, .answer = answer};
	struct http *http;

	assert_int_equal(http_start(&http, &service, NULL), 0);
	return http;
}

/* --- clients --- */

/* With little room to receive: the server soon sees that nobody reads. */
static int dial(const struct http *http)
{
	const int little = 4096;
	const struct sockaddr_in address = {.sin_family = AF_INET,
					    .sin_port = htons((uint16_t)http_port(http)),
					    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof(little)), 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	return fd;
}

static void say(int fd, const char *words, size_t size)
{
	/* whoever has been hung up on cannot; that is seen by his place */
	(void)!send(fd, words, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Whether a client that behaves gets his answer. */
static bool is_served(const struct http *http)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
	static const char want[] = "HTTP/1.1 200 ";
	char got[sizeof(want)] = "";
	int fd = dial(http);
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	say(fd, request, sizeof(request) - 1);
	if (poll(&wait, 1, PATIENCE_S * 1000) > 0)
		(void)!recv(fd, got, sizeof(got) - 1, MSG_WAITALL);
	close(fd);
	return !strcmp(got, want);
}

#define HEAD(path) path " HTTP/1.1\r\nHost: x\r\n"
#define FORM       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\na="

static const struct dawdler {
	const char *name, *first;
	bool drips; /* a byte more at every step */
} dawdlers[] = {
	{"says nothing", "", false},
	{"sends half a head", HEAD("GET /"), false},
	{"drips a head", HEAD("GET /") "X: ", true},
	{"sends half a form", HEAD("POST /") FORM, false},
	{"drips a form", HEAD("POST /") FORM, true},
	{"asks once and stays", HEAD("GET /") "\r\n", false},
	{"never reads", HEAD("GET /large") "\r\n", false},
	{"never reads a stream", HEAD("GET /stream") "\r\n", false},
};
enum { DAWDLERS = sizeof(dawdlers) / sizeof(dawdlers[0]) };

static int begin(const struct http *http, const struct dawdler *kind)
{
	int fd = dial(http);

	say(fd, kind->first, strlen(kind->first));
	return fd;
}

static void step(int fd, const struct dawdler *kind)
{
	if (kind->drips)
		say(fd, "x", 1);
}

/* --- tests --- */

static void check_deadline(const struct dawdler *kind)
{
	struct http *http = start(DEADLINE_S);
	int64_t begun_ms = now_ms();
	int fd[HTTP_CONNECTIONS];
	bool served = false;

	for (size_t i = 0; i < HTTP_CONNECTIONS; i++)
		fd[i] = begin(http, kind);
	while (!served && now_ms() - begun_ms < PATIENCE_S * 1000) {
		for (size_t i = 0; i < HTTP_CONNECTIONS; i++)
			step(fd[i], kind);
		served = is_served(http);
		poll(NULL, 0, served ? 0 : STEP_MS);
	}
	if (!served)
		fail_msg("a client that %s keeps its place", kind->name);
	/* all places were taken until then */
	assert_true(now_ms() - begun_ms >= DEADLINE_S * 1000);
	for (size_t i = 0; i < HTTP_CONNECTIONS; i++)
		close(fd[i]);
	http_stop(http);
	assert_int_equal(atomic_load(&streams), 0);
}

static void however_a_client_dawdles_its_place_is_another_s_after_the_deadline(void **state)
{
	(void)state;
	for (size_t i = 0; i < DAWDLERS; i++)
		check_deadline(&dawdlers[i]);
}

static void while_others_dawdle_a_client_is_served(void **state)
{
	/* a client who has been served may keep his place for a moment */
	enum { TRIES = 10, EACH = (HTTP_CONNECTIONS - TRIES - 1) / DAWDLERS };
	struct http *http = start(HTTP_DEADLINE_S);
	int fd[DAWDLERS * EACH];

	(void)state;
	for (size_t i = 0; i < DAWDLERS * EACH; i++)
		fd[i] = begin(http, &dawdlers[i % DAWDLERS]);
	for (int tries = 0; tries < TRIES; tries++) {
		for (size_t i = 0; i < DAWDLERS * EACH; i++)
			step(fd[i], &dawdlers[i % DAWDLERS]);
		assert_true(is_served(http));
	}
	for (size_t i = 0; i < DAWDLERS * EACH; i++)
		close(fd[i]);
	http_stop(http);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			however_a_client_dawdles_its_place_is_another_s_after_the_deadline),
		cmocka_unit_test(while_others_dawdle_a_client_is_served),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
