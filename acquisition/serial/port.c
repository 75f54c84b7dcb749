/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/port.h"

#include "acquisition/now.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_NS       INT64_C(200000000) /* between two looks for it */
#define BITS_PER_BYTE 10.0               /* 8N1 */

/* What says how fast it is in truth: a chip that makes a serial line of it. */
static bool has_line(const char *path)
{
	char node[PATH_MAX];

	return realpath(path, node) && !strstr(node, "/ttyACM") && !strstr(node, "/pts/");
}

int serial_port_open(struct serial_port *port, const char *path, unsigned baud, struct error *err)
{
	*port = (struct serial_port){.baud = baud, .tty.fd = -1};
	if (!*path || strlen(path) >= sizeof(port->path))
		return fail(err, HINGE_EUSAGE,
			    "serial: expected the path of a serial port of at most %zu characters "
			    "(serial:/dev/ttyACM0; `hinge devices` lists those there are)",
			    sizeof(port->path) - 1);
	node_find_stable(port->path, NODE_BY_ID, path);
	node_name(port->name, sizeof(port->name), port->path);
	if (has_line(port->path))
		port->bytes_per_s = baud / BITS_PER_BYTE;
	return tty_open(&port->tty, port->path, baud, err);
}

static void wait_until(int64_t then_ns)
{
	const struct timespec then = {.tv_sec = then_ns / 1000000000,
				      .tv_nsec = then_ns % 1000000000};

	/* a signal only makes it look sooner */
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL);
}

int serial_port_reopen(struct serial_port *port, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;
	int64_t look_ns = port->looked_ns + LOOK_NS;

	if (!port->tty.lost && port->tty.fd >= 0)
		return 0;
	tty_close(&port->tty);
	if (look_ns > end_ns) {
		wait_until(end_ns);
		return fail(err, HINGE_EAGAIN, "%s is not there yet", port->path);
	}
	if (look_ns > now_ns())
		wait_until(look_ns);
	port->looked_ns = now_ns();
	return tty_open(&port->tty, port->path, port->baud, err);
}

void serial_port_close(struct serial_port *port)
{
	tty_close(&port->tty);
}
