/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redir FOLDER: emulated USB devices for a QEMU whose usb-redir ports listen on FOLDER/port1 and
 * FOLDER/port2. The guest says on FOLDER/control what it wants (bench.h). Ends with QEMU. */
#include "tests/usb/redir/bench.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_TRIES = 200, TICK_MS = 1 };

static int64_t monotonic_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* QEMU may not listen yet. */
static int connect_to(const char *folder, const char *name)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/%s", folder, name);
	for (int i = 0; i < CONNECT_TRIES; i++) {
		if (!connect(fd, (const struct sockaddr *)&address, sizeof(address)) &&
		    !fcntl(fd, F_SETFL, O_NONBLOCK))
			return fd;
		usleep(50000);
	}
	fprintf(stderr, "redir: %s: %s\n", address.sun_path, strerror(errno));
	close(fd);
	return -1;
}

struct conversation {
	int fd;
	char line[256];
	size_t length;
};

static void answer(const struct conversation *talk, struct bench *bench)
{
	struct error err;

	fprintf(stderr, "redir: %s\n", talk->line);
	if (bench_command(bench, talk->line, &err))
		dprintf(talk->fd, "no: %s\n", err.text);
	else
		dprintf(talk->fd, "ok\n");
}

/* False: the other end has gone. */
static bool listen_to(struct conversation *talk, struct bench *bench)
{
	char byte;
	ssize_t got;

	while ((got = read(talk->fd, &byte, 1)) == 1) {
		if (byte != '\n') {
			if (talk->length < sizeof(talk->line) - 1)
				talk->line[talk->length++] = byte;
			continue;
		}
		talk->line[talk->length] = 0;
		talk->length = 0;
		answer(talk, bench);
	}
	return got < 0 && (errno == EAGAIN || errno == EINTR);
}

static bool serve(struct bench *bench, struct conversation *talk)
{
	struct pollfd poll_fds[PORTS + 1] = {[PORTS] = {.fd = talk->fd, .events = POLLIN}};

	for (size_t i = 0; i < PORTS; i++) {
		bool output = port_has_output(bench->ports[i]);

		poll_fds[i].fd = port_fd(bench->ports[i]);
		poll_fds[i].events = (short)(POLLIN | (output ? POLLOUT : 0));
	}
	poll(poll_fds, PORTS + 1, TICK_MS);
	bench->now_ns = monotonic_ns();
	bench_tick(bench);
	for (size_t i = 0; i < PORTS; i++)
		if (!port_serve(bench->ports[i], poll_fds[i].revents, bench->now_ns))
			return false;
	return !poll_fds[PORTS].revents || listen_to(talk, bench);
}

static bool connect_all(struct bench *bench, struct conversation *talk, const char *folder)
{
	static const char *const names[PORTS] = {"port1", "port2"};

	for (size_t i = 0; i < PORTS; i++) {
		int fd = connect_to(folder, names[i]);

		bench->ports[i] = fd < 0 ? NULL : port_new(fd);
		if (!bench->ports[i])
			return false;
	}
	talk->fd = connect_to(folder, "control");
	return talk->fd >= 0;
}

int main(int argc, char **argv)
{
	struct bench bench = {.start_ns = monotonic_ns()};
	struct conversation talk = {.fd = -1};
	bool connected;

	if (argc != 2) {
		fputs("usage: redir FOLDER\n", stderr);
		return 2;
	}
	connected = connect_all(&bench, &talk, argv[1]);
	while (connected && serve(&bench, &talk))
		;
	if (talk.fd >= 0)
		close(talk.fd);
	bench_free(&bench);
	return connected ? 0 : 1;
}
