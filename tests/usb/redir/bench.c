/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/bench.h"

#include <stdio.h>
#include <string.h>

static const char *command_plate(struct bench *bench, size_t port, const char *rest)
{
	struct plate *plate = plate_new(rest);

	if (!plate)
		return "no memory";
	port_unplug(bench->ports[port]);
	plate_free(bench->plates[port]);
	bench->plates[port] = plate;
	return NULL;
}

static const char *command_plug(struct bench *bench, size_t port, const char *rest)
{
	(void)rest;
	if (!bench->plates[port])
		return "there is no plate for this port";
	if (port_is_plugged(bench->ports[port]))
		return "it is plugged in";
	port_plug(bench->ports[port], plate_device(bench->plates[port]));
	return NULL;
}

static const char *command_unplug(struct bench *bench, size_t port, const char *rest)
{
	(void)rest;
	port_unplug(bench->ports[port]);
	return NULL;
}

static const struct {
	const char *name;
	const char *(*run)(struct bench *, size_t port, const char *rest);
} commands[] = {
	{"plate", command_plate},
	{"plug", command_plug},
	{"unplug", command_unplug},
};

const char *bench_command(struct bench *bench, const char *line)
{
	char name[16];
	unsigned port;
	int used = 0;

	if (sscanf(line, "%15s %u %n", name, &port, &used) != 2 || port < 1 || port > PORTS)
		return "not: COMMAND PORT ...";
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcmp(name, commands[i].name))
			return commands[i].run(bench, port - 1, line + used);
	return "no such command";
}

void bench_free(struct bench *bench)
{
	for (size_t i = 0; i < PORTS; i++) {
		port_free(bench->ports[i]);
		plate_free(bench->plates[i]);
	}
}
