/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/chronojump/link.h"

#include "acquisition/now.h"

#include <ctype.h>
#include <string.h>

enum {
	QUIET_MS = 1100,  /* the board's own patience is 1 s */
	ANSWER_MS = 1600, /* that, and the answer */
	SAMPLES_MS = 4000,
	WRITE_MS = 200,
	GLANCE_MS = 2, /* how long it may be unknown when bytes came */
	PART = 64,
	SLACK_US = 1000000
};
#define VERSION "Force_Platform-"

static void enter(struct chronojump_link *link, enum chronojump_step step, int duration_ms)
{
	link->step = step;
	link->step_end_ns = now_ns() + (int64_t)duration_ms * NS_PER_MS;
}

/* Before more may come. */
static void empty(struct chronojump_link *link)
{
	chronojump_stream_init(&link->stream);
	link->since_ns = link->empty_ns = now_ns();
}

void chronojump_link_init(struct chronojump_link *link, struct serial_port *port)
{
	*link = (struct chronojump_link){.port = port};
	empty(link);
	enter(link, CHRONOJUMP_QUIET, QUIET_MS);
}

static int tell(struct chronojump_link *link, const char *command, struct error *err)
{
	return tty_write(&link->port->tty, command, strlen(command), WRITE_MS, err);
}

/* --- the version --- */

/* Keeps the last bytes, with '.' for what is no text. */
static void remember(struct chronojump_link *link, const char *bytes, size_t size)
{
	size_t last = sizeof(link->text) - 1;

	memmove(link->text, link->text + size, last - size);
	for (size_t i = 0; i < size; i++)
		link->text[last - size + i] = bytes[i] ? bytes[i] : '.';
}

/* Whole only with what follows it. */
static bool find_version(struct chronojump_link *link)
{
	size_t last = sizeof(link->text) - 1, size = 0;
	const char *at = memmem(link->text, last, VERSION, strlen(VERSION));

	if (!at)
		return false;
	while (at + size < link->text + last && isgraph((unsigned char)at[size]))
		size++;
	if (at + size == link->text + last || size >= sizeof(link->version))
		return false;
	memcpy(link->version, at, size);
	link->version[size] = '\0';
	return true;
}

/* Some of what came goes into the text. */
static int hear(struct chronojump_link *link, int timeout_ms, struct error *err)
{
	char bytes[PART];
	int got = tty_read(&link->port->tty, bytes, sizeof(bytes), timeout_ms, err);

	if (got > 0)
		remember(link, bytes, (size_t)got);
	return got;
}

static int ask_version(struct chronojump_link *link, struct error *err)
{
	int ret = tell(link, "get_version:", err);

	memset(link->text, 0, sizeof(link->text));
	enter(link, CHRONOJUMP_ASKED, ANSWER_MS);
	return ret;
}

static int start_capture(struct chronojump_link *link, struct error *err)
{
	int ret;

	empty(link);
	link->started_ns = link->since_ns;
	ret = tell(link, "start_capture:", err);
	enter(link, CHRONOJUMP_STARTED, SAMPLES_MS);
	return ret;
}

int chronojump_link_ask(struct chronojump_link *link, struct error *err)
{
	int ret = 0;

	while (ret >= 0 && now_ns() < link->step_end_ns)
		ret = hear(link, ms_until(link->step_end_ns), err);
	if (ret >= 0)
		ret = ask_version(link, err);
	/* a last look after the end: the host may be late for what came in time */
	for (bool is_over = false; ret >= 0 && !is_over;) {
		is_over = now_ns() >= link->step_end_ns;
		ret = hear(link, ms_until(link->step_end_ns), err);
		if (ret > 0 && find_version(link))
			return 1;
	}
	if (ret == HINGE_EDEVICE)
		return ret;
	enter(link, CHRONOJUMP_QUIET, QUIET_MS);
	return 0;
}

/* --- samples --- */

/* Waiting in glances: each that finds nothing tells from when on the next bytes came, however late
 * this program is for them. */
int chronojump_link_fill(struct chronojump_link *link, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;
	size_t room;
	uint8_t *at = chronojump_room(&link->stream, &room);
	int got;

	do {
		int64_t looked_ns = now_ns();
		int left_ms = ms_until(end_ns);

		got = tty_read(&link->port->tty, at, room,
			       left_ms < GLANCE_MS ? left_ms : GLANCE_MS, err);
		if (!got)
			link->empty_ns = looked_ns;
	} while (!got && now_ns() < end_ns);
	if (got > 0) {
		chronojump_added(&link->stream, (size_t)got);
		link->heard_ns = now_ns();
		link->empty_before_ns = link->empty_ns;
		if (tty_is_empty(&link->port->tty))
			link->empty_ns = link->heard_ns;
	}
	return got;
}

/* The first of this capture: those of one before it are older than it. */
static bool find_first(struct chronojump_link *link, struct chronojump_sample *first)
{
	while (chronojump_next(&link->stream, first))
		if (first->time_us <= (now_ns() - link->started_ns) / 1000 + SLACK_US)
			return true;
	return false;
}

/* What is to be done now that the time of a step is over. */
static int begin_next(struct chronojump_link *link, struct error *err)
{
	if (link->step == CHRONOJUMP_QUIET)
		return ask_version(link, err);
	enter(link, CHRONOJUMP_QUIET, QUIET_MS);
	return fail(err, HINGE_EAGAIN, "it does not answer");
}

/* > 0 = *first, else that or an error of the port. */
static int listen(struct chronojump_link *link, struct chronojump_sample *first, int64_t end_ns,
		  struct error *err)
{
	int wait_ms = ms_until(end_ns < link->step_end_ns ? end_ns : link->step_end_ns);
	int got;

	if (link->step == CHRONOJUMP_STARTED) {
		got = chronojump_link_fill(link, wait_ms, err);
		if (got > 0 && find_first(link, first))
			return 1;
	} else {
		got = hear(link, wait_ms, err);
		if (got > 0 && link->step == CHRONOJUMP_ASKED && find_version(link))
			got = start_capture(link, err);
	}
	if (got >= 0 && now_ns() >= link->step_end_ns)
		got = begin_next(link, err);
	return got < 0 ? got : 0;
}

int chronojump_link_connect(struct chronojump_link *link, struct chronojump_sample *first,
			    int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;

	do {
		bool was_lost = link->port->tty.lost || link->port->tty.fd < 0;

		if (was_lost) {
			if (serial_port_reopen(link->port, ms_until(end_ns), err))
				return 0;
			enter(link, CHRONOJUMP_QUIET, QUIET_MS);
		}
		if (listen(link, first, end_ns, err) > 0)
			return 1;
	} while (now_ns() < end_ns);
	return 0;
}

void chronojump_link_drop(struct chronojump_link *link)
{
	empty(link);
	tty_drop_input(&link->port->tty);
}

void chronojump_link_end(struct chronojump_link *link)
{
	/* one that is just gone has ended it anyway */
	(void)tell(link, "end_capture:", NULL);
}
