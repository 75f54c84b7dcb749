/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/iiod.h"
#include "tests/support/iiod_adc.h"

#include "acquisition/now.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 512, SKIP_AFTER = 5, RATE_MIN = 100, RATE_MAX = 200000 };

/* --- what it says --- */

static bool send_all(int fd, const void *data, size_t size)
{
	const char *at = data;

	while (size) {
		ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		at += sent;
		size -= (size_t)sent;
	}
	return true;
}

__attribute__((format(printf, 2, 3))) static bool say(int fd, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return send_all(fd, text, (size_t)size);
}

static bool say_text(int fd, const char *text)
{
	return say(fd, "%zu\n", strlen(text)) && send_all(fd, text, strlen(text)) && say(fd, "\n");
}

static bool print(struct iiod *iiod, int fd)
{
	struct iiod_text xml = {.used = 0};

	if (atomic_load(&iiod->lie) == IIOD_HUGE_XML)
		return say(fd, "2147483647\n<context>");
	if (atomic_load(&iiod->lie) == IIOD_NO_XML)
		return say_text(fd, "<context><device><channel id=");
	iiod_describe(&xml, iiod);
	return say_text(fd, xml.at);
}

/* --- requests --- */

struct reader {
	struct iiod *iiod;
	int fd;
	int64_t frame; /* the next one to be read; -1 = it was not opened */
	uint32_t mask;
};

static bool wait_until(const struct iiod *iiod, int64_t due_ns)
{
	while (now_ns() < due_ns) {
		if (atomic_load(&iiod->stop))
			return false;
		poll(NULL, 0, 1 + (int)((due_ns - now_ns()) / 2 / NS_PER_MS));
	}
	return true;
}

/* Those that come when it is full are lost: all of these came when it was. */
static void overflow(struct reader *reader)
{
	int64_t now = (int64_t)((double)now_ns() * 1e-9 * iiod_rate(reader->iiod));
	int fifo = reader->iiod->options.fifo_frames;

	if (fifo && now - reader->frame > fifo)
		reader->frame = now;
}

static bool send_samples(struct reader *reader, size_t frames)
{
	struct iiod *iiod = reader->iiod;
	size_t scan = iiod_scan_size(iiod), size = frames * scan;
	uint8_t *data = calloc(frames + 1, scan);
	int lie = atomic_load(&iiod->lie);
	bool ok;

	overflow(reader);
	for (size_t f = 0; f < frames; f++) {
		if (f == SKIP_AFTER)
			reader->frame += atomic_exchange(&iiod->skip, 0);
		iiod_put_scan(iiod, data + f * scan, reader->frame++);
	}
	if (!wait_until(iiod, (int64_t)((double)reader->frame * 1e9 / iiod_rate(iiod)))) {
		free(data);
		return false;
	}
	if (lie == IIOD_TOO_SHORT)
		size = scan / 2;
	ok = say(reader->fd, "%zu\n%08x\n", lie == IIOD_TOO_LONG ? 9 * size : size,
		 lie == IIOD_OTHER_MASK ? reader->mask & ~1u : reader->mask);
	if (lie == IIOD_VANISHES)
		size /= 2;
	for (int times = lie == IIOD_TOO_LONG ? 9 : 1; ok && times > 0; times--)
		ok = send_all(reader->fd, data, size);
	if (lie == IIOD_TOO_SHORT)
		ok = ok && say(reader->fd, "0\n");
	free(data);
	return ok && lie != IIOD_VANISHES;
}

static bool read_buffer(struct reader *reader, size_t bytes)
{
	struct iiod *iiod = reader->iiod;

	if (reader->frame < 0)
		return say(reader->fd, "%d\n", -EBADF);
	atomic_fetch_add(&iiod->reads, 1);
	switch (atomic_load(&iiod->lie)) {
	case IIOD_NEGATIVE:
		return say(reader->fd, "%d\n", -EPIPE);
	case IIOD_EMPTY:
		return say(reader->fd, "0\n");
	case IIOD_NOISE:
		return say(reader->fd, "ninety-nine\n");
	case IIOD_MUTE:
		while (!atomic_load(&iiod->stop) && atomic_load(&iiod->lie) == IIOD_MUTE)
			poll(NULL, 0, 5);
		return false;
	default:
		return send_samples(reader, bytes / iiod_scan_size(iiod));
	}
}

static bool open_buffer(struct reader *reader, const char *line)
{
	uint32_t all =
		(1u << (reader->iiod->options.channels + reader->iiod->options.has_time)) - 1;

	if (sscanf(line, "OPEN %*s %*u %x", &reader->mask) != 1 || reader->mask != all)
		return say(reader->fd, "%d\n", -EINVAL);
	if (atomic_load(&reader->iiod->lie) == IIOD_REFUSES_OPEN)
		return say(reader->fd, "%d\n", -EBUSY);
	reader->frame = (int64_t)((double)now_ns() * 1e-9 * iiod_rate(reader->iiod)) + 1;
	return say(reader->fd, "0\n");
}

static bool read_attribute(const struct reader *reader, const char *line)
{
	struct iiod *iiod = reader->iiod;
	char value[64];
	int channel = 0;

	if (strstr(line, "sampling_frequency_available"))
		return say(reader->fd, "%d\n", -ENOENT);
	if (strstr(line, "sampling_frequency"))
		snprintf(value, sizeof(value), "%g", iiod_rate(iiod));
	else if (sscanf(line, "READ %*s INPUT voltage%d scale", &channel) == 1 &&
		 strstr(line, "scale"))
		snprintf(value, sizeof(value), "%.9f",
			 0.001 * (1 + channel * iiod->options.scale_step));
	else if (strstr(line, "offset"))
		snprintf(value, sizeof(value), "%d", iiod->options.offset);
	else
		return say(reader->fd, "%d\n", -ENOENT);
	return say_text(reader->fd, value);
}

static bool receive_all(int fd, char *out, size_t size)
{
	return size == 0 || recv(fd, out, size, MSG_WAITALL) == (ssize_t)size;
}

static bool write_attribute(const struct reader *reader, const char *line)
{
	struct iiod *iiod = reader->iiod;
	const char *last = strrchr(line, ' ');
	size_t size = last ? strtoul(last, NULL, 10) : 0;
	char value[LINE_MAX_BYTES] = "";
	double hz;

	if (size >= sizeof(value) || !receive_all(reader->fd, value, size))
		return false;
	hz = strtod(value, NULL);
	if (iiod->options.refuses_rate || !strstr(line, "sampling_frequency") ||
	    !(hz >= RATE_MIN && hz <= RATE_MAX))
		return say(reader->fd, "%d\n", -EINVAL);
	atomic_store(&iiod->rate_mhz, (int)lrint(hz * 1000));
	return say(reader->fd, "%zu\n", size);
}

static bool begins(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

static bool answer(struct reader *reader, const char *line)
{
	unsigned long bytes;

	if (begins(line, "VERSION"))
		return say(reader->fd, "0.24.0000000\n");
	if (begins(line, "PRINT"))
		return print(reader->iiod, reader->fd);
	if (begins(line, "TIMEOUT") || begins(line, "SET "))
		return say(reader->fd, "0\n");
	if (begins(line, "GETTRIG"))
		return say(reader->fd, "%d\n", -ENODEV);
	if (begins(line, "OPEN"))
		return open_buffer(reader, line);
	if (sscanf(line, "READBUF %*s %lu", &bytes) == 1)
		return read_buffer(reader, bytes);
	if (begins(line, "READ "))
		return read_attribute(reader, line);
	if (begins(line, "WRITE "))
		return write_attribute(reader, line);
	if (begins(line, "CLOSE")) {
		reader->frame = -1;
		return say(reader->fd, "0\n");
	}
	return !begins(line, "EXIT") && say(reader->fd, "%d\n", -EINVAL);
}

/* Without the end of the line; false where there will be none. */
static bool receive_line(int fd, char *line)
{
	size_t used = 0;

	while (used < LINE_MAX_BYTES - 1 && recv(fd, line + used, 1, 0) == 1) {
		if (line[used] == '\n') {
			line[used] = '\0';
			line[strcspn(line, "\r")] = '\0';
			return true;
		}
		used++;
	}
	return false;
}

static void *serve(void *ctx)
{
	struct iiod_connection *connection = ctx;
	struct reader reader = {.iiod = connection->iiod, .fd = connection->fd, .frame = -1};
	char line[LINE_MAX_BYTES];

	while (receive_line(reader.fd, line))
		if (*line && !answer(&reader, line))
			break;
	shutdown(reader.fd, SHUT_RDWR);
	atomic_store(&connection->ended, true);
	return NULL;
}

/* --- connections --- */

static void forget(struct iiod_connection *connection)
{
	if (!atomic_load(&connection->in_use))
		return;
	pthread_join(connection->thread, NULL);
	close(connection->fd);
	atomic_store(&connection->in_use, false);
}

static void accept_one(struct iiod *iiod)
{
	int fd = accept4(iiod->fd, NULL, NULL, SOCK_CLOEXEC), yes = 1;

	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	for (int i = 0; i < IIOD_CONNECTIONS_MAX; i++) {
		struct iiod_connection *connection = &iiod->connection[i];

		if (atomic_load(&connection->in_use) && atomic_load(&connection->ended))
			forget(connection);
		if (atomic_load(&connection->in_use))
			continue;
		connection->iiod = iiod;
		connection->fd = fd;
		atomic_store(&connection->ended, false);
		if (!pthread_create(&connection->thread, NULL, serve, connection)) {
			atomic_store(&connection->in_use, true);
			return;
		}
	}
	close(fd);
}

static void *run(void *ctx)
{
	struct iiod *iiod = ctx;

	while (!atomic_load(&iiod->stop))
		if (poll(&(struct pollfd){.fd = iiod->fd, .events = POLLIN}, 1, 20) > 0)
			accept_one(iiod);
	return NULL;
}

static int listen_on(struct iiod *iiod, int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int yes = 1;

	iiod->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (iiod->fd < 0)
		return -errno;
	setsockopt(iiod->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(iiod->fd, (struct sockaddr *)&at, sizeof(at)) || listen(iiod->fd, 8) ||
	    getsockname(iiod->fd, (struct sockaddr *)&at, &size)) {
		int code = errno;

		close(iiod->fd);
		return -code;
	}
	iiod->port = ntohs(at.sin_port);
	return 0;
}

int iiod_start(struct iiod *iiod, const struct iiod_options *options)
{
	int ret;

	memset(iiod, 0, sizeof(*iiod));
	iiod->options = *options;
	if (!options->name)
		iiod->options.name = "emulated";
	if (!options->channels)
		iiod->options.channels = 8;
	if (!options->format)
		iiod->options.format = "le:s24/32>>0";
	iiod->layout = iiod_parse_format(iiod->options.format);
	atomic_store(&iiod->rate_mhz,
		     (int)lrint((options->rate_hz > 0 ? options->rate_hz : 1000) * 1000));
	ret = listen_on(iiod, options->port);
	if (ret)
		return ret;
	ret = -pthread_create(&iiod->thread, NULL, run, iiod);
	if (ret)
		close(iiod->fd);
	return ret;
}

void iiod_cut(struct iiod *iiod)
{
	for (int i = 0; i < IIOD_CONNECTIONS_MAX; i++)
		if (atomic_load(&iiod->connection[i].in_use))
			shutdown(iiod->connection[i].fd, SHUT_RDWR);
}

void iiod_stop(struct iiod *iiod)
{
	atomic_store(&iiod->stop, true);
	pthread_join(iiod->thread, NULL);
	iiod_cut(iiod);
	for (int i = 0; i < IIOD_CONNECTIONS_MAX; i++)
		forget(&iiod->connection[i]);
	close(iiod->fd);
}
