/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/tty.h"

#include "acquisition/now.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* --- speeds --- */

static const struct speed {
	unsigned baud;
	speed_t code;
} speeds[] = {
	{9600, B9600},       {19200, B19200},     {38400, B38400},     {57600, B57600},
	{115200, B115200},   {230400, B230400},   {460800, B460800},   {500000, B500000},
	{576000, B576000},   {921600, B921600},   {1000000, B1000000}, {1152000, B1152000},
	{1500000, B1500000}, {2000000, B2000000}, {2500000, B2500000}, {3000000, B3000000},
	{3500000, B3500000}, {4000000, B4000000},
};

static int find_speed(speed_t *code, unsigned baud, struct error *err)
{
	for (size_t i = 0; i < sizeof(speeds) / sizeof(*speeds); i++)
		if (speeds[i].baud == baud) {
			*code = speeds[i].code;
			return 0;
		}
	return fail(err, HINGE_EUSAGE,
		    "no serial port runs at %u baud (usual are 115200, 230400, 460800, 921600, "
		    "1000000, 2000000, 3000000, 4000000)",
		    baud);
}

/* --- opening --- */

/* The group that serial ports are for: the node's own where that may read and write. */
static int refuse_permission(const char *path, struct error *err)
{
	const mode_t both = S_IRGRP | S_IWGRP;
	struct group group, *found = NULL;
	struct stat st;
	char text[1024];

	if (!stat(path, &st) && st.st_gid && (st.st_mode & both) == both)
		getgrgid_r(st.st_gid, &group, text, sizeof(text), &found);
	return fail(err, HINGE_EDEVICE,
		    "%s: no permission; serial ports are open to the group %s (usermod -aG %s "
		    "USER, then log in again)",
		    path, found ? found->gr_name : "dialout", found ? found->gr_name : "dialout");
}

static int refuse_busy(const char *path, struct error *err)
{
	return fail(err, HINGE_EDEVICE,
		    "%s: in use by another program (fuser %s tells which; ModemManager leaves "
		    "alone what udev marks ID_MM_DEVICE_IGNORE)",
		    path, path);
}

static int refuse(const char *path, struct error *err)
{
	switch (errno) {
	case EACCES:
	case EPERM:
		return refuse_permission(path, err);
	case EBUSY:
		return refuse_busy(path, err);
	case ENOENT:
		return fail(err, HINGE_EDEVICE,
			    "%s: there is no such serial port (is it plugged in? `hinge devices` "
			    "lists what there is)",
			    path);
	default:
		return fail_errno(err, HINGE_EDEVICE, "%s", path);
	}
}

/* No terminal's ways, no flow control; closing it does not reset what hangs on it. */
static int make_raw(int fd, speed_t speed)
{
	struct termios settings;

	if (tcgetattr(fd, &settings))
		return -1;
	cfmakeraw(&settings);
	settings.c_cflag |= CLOCAL | CREAD;
	settings.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
	settings.c_iflag &= ~(tcflag_t)(IXOFF | IXANY);
	settings.c_cc[VMIN] = 1;
	settings.c_cc[VTIME] = 0;
	cfsetspeed(&settings, speed);
	return tcsetattr(fd, TCSANOW, &settings) || tcflush(fd, TCIOFLUSH) ? -1 : 0;
}

/* A lock for those who ask, and for those who do not. */
static int take_for_us(int fd)
{
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		errno = EBUSY;
		return -1;
	}
	return ioctl(fd, TIOCEXCL);
}

int tty_open(struct tty *tty, const char *path, unsigned baud, struct error *err)
{
	speed_t speed = 0;
	int ret = find_speed(&speed, baud, err);
	int fd;

	if (ret)
		return ret;
	fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return refuse(path, err);
	if (!isatty(fd))
		ret = fail(err, HINGE_EUSAGE, "%s is no serial port", path);
	else if (take_for_us(fd) || make_raw(fd, speed))
		ret = refuse(path, err);
	if (ret) {
		close(fd);
		return ret;
	}
	*tty = (struct tty){.fd = fd};
	return 0;
}

void tty_close(struct tty *tty)
{
	if (tty->fd < 0)
		return;
	ioctl(tty->fd, TIOCNXCL);
	close(tty->fd);
	tty->fd = -1;
}

/* --- bytes --- */

static int lose(struct tty *tty, struct error *err)
{
	tty->lost = true;
	return fail(err, HINGE_EDEVICE, "it is unplugged");
}

/* What poll() says of it, 0 = nothing in time. */
static short wait_for(const struct tty *tty, short events, int timeout_ms)
{
	struct pollfd pollfd = {.fd = tty->fd, .events = events};

	return poll(&pollfd, 1, timeout_ms) > 0 ? pollfd.revents : 0;
}

int tty_read(struct tty *tty, void *bytes, size_t room, int timeout_ms, struct error *err)
{
	short events;
	ssize_t got;

	if (tty->lost || tty->fd < 0)
		return lose(tty, err);
	events = wait_for(tty, POLLIN, timeout_ms);
	if (!events)
		return 0;
	/* what came before it was hung up is still there */
	got = read(tty->fd, bytes, room);
	if (got > 0)
		return (int)got;
	if (got < 0 && (errno == EAGAIN || errno == EINTR) && !(events & ~POLLIN))
		return 0;
	return lose(tty, err);
}

bool tty_is_empty(const struct tty *tty)
{
	return !wait_for(tty, POLLIN, 0);
}

int tty_write(struct tty *tty, const void *bytes, size_t size, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;
	const char *at = bytes;

	if (tty->lost || tty->fd < 0)
		return lose(tty, err);
	while (size) {
		ssize_t put = write(tty->fd, at, size);

		if (put > 0) {
			at += put;
			size -= (size_t)put;
			continue;
		}
		if (put < 0 && errno != EAGAIN && errno != EINTR)
			return lose(tty, err);
		if (now_ns() >= end_ns)
			return fail(err, HINGE_EAGAIN, "it takes no bytes");
		if (wait_for(tty, POLLOUT, ms_until(end_ns)) & ~POLLOUT)
			return lose(tty, err);
	}
	return 0;
}

void tty_drop_input(struct tty *tty)
{
	if (tty->fd >= 0)
		tcflush(tty->fd, TCIFLUSH);
}
