/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/gadget/tty.h"

#include "acquisition/hpp/model/tty.h"
#include "tools/gadget/now.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

enum { OUT_BYTES = 16 * HPP_BLOCK_BYTES, WAIT_MS = 100 };

struct line {
	int fd;
	struct hpp_model *model;
	struct hpp_tty_plate plate;
	uint8_t out[OUT_BYTES];
	size_t size, sent;
};

static int line_open(struct line *line, const char *path, struct error *err)
{
	struct termios settings;

	line->fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (line->fd < 0)
		return fail_errno(err, HINGE_EDEVICE, "%s", path);
	if (tcgetattr(line->fd, &settings)) {
		close(line->fd);
		return fail_errno(err, HINGE_EDEVICE, "%s is no serial port", path);
	}
	cfmakeraw(&settings);
	tcsetattr(line->fd, TCSANOW, &settings);
	line->size = line->sent = 0;
	hpp_tty_init(&line->plate, line->model);
	hpp_model_plug(line->model, monotonic_ns());
	return 0;
}

static void line_close(struct line *line)
{
	hpp_model_unplug(line->model);
	close(line->fd);
}

static bool may_come_later(ssize_t done)
{
	return done < 0 && (errno == EAGAIN || errno == EINTR);
}

/* False: the line has hung up. */
static bool take(struct line *line)
{
	uint8_t bytes[512];
	ssize_t got = read(line->fd, bytes, sizeof(bytes));

	if (got > 0)
		hpp_tty_take(&line->plate, bytes, (size_t)got, monotonic_ns());
	return got > 0 || may_come_later(got);
}

static bool give(struct line *line)
{
	ssize_t put;

	if (line->sent == line->size) {
		line->sent = 0;
		line->size =
			hpp_tty_give(&line->plate, line->out, sizeof(line->out), monotonic_ns());
	}
	if (line->sent == line->size)
		return true;
	put = write(line->fd, line->out + line->sent, line->size - line->sent);
	if (put > 0)
		line->sent += (size_t)put;
	return put >= 0 || may_come_later(put);
}

static int wait_ms(const struct line *line)
{
	int64_t now = monotonic_ns();
	int64_t ready = hpp_model_ready_ns(line->model, now);

	if (ready > now + WAIT_MS * INT64_C(1000000))
		return WAIT_MS;
	return ready > now ? (int)((ready - now) / 1000000) + 1 : 1;
}

/* Until the line hangs up, or there is a signal. */
static void serve_line(struct line *line, struct pollfd *signals)
{
	struct pollfd fds[2] = {{.fd = line->fd}, *signals};
	bool lives = true;

	while (lives && !fds[1].revents) {
		bool pending = line->sent < line->size;

		fds[0].events = (short)(POLLIN | (pending ? POLLOUT : 0));
		poll(fds, 2, pending ? WAIT_MS : wait_ms(line));
		if (fds[0].revents & (POLLHUP | POLLERR))
			lives = false;
		else if (fds[0].revents & POLLIN)
			lives = take(line);
		lives = lives && give(line);
	}
	signals->revents = fds[1].revents;
}

int tty_serve(const char *path, struct hpp_model *model, int signals, struct error *err)
{
	struct pollfd ends = {.fd = signals, .events = POLLIN};
	struct line line = {.model = model};
	int ret = line_open(&line, path, err);

	if (ret)
		return ret;
	for (;;) {
		serve_line(&line, &ends);
		line_close(&line);
		do {
			if (ends.revents)
				return 0;
			poll(&ends, 1, WAIT_MS);
		} while (line_open(&line, path, NULL));
	}
}
