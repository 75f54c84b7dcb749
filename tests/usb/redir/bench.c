/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/bench.h"

#include <stdio.h>
#include <string.h>

static void remove_plate(struct bench *bench, size_t port)
{
	bench->replug_ns[port] = 0;
	port_unplug(bench->ports[port]);
	hpp_plate_free(bench->plates[port]);
	mcc_box_free(bench->boxes[port]);
	bench->plates[port] = NULL;
	bench->boxes[port] = NULL;
}

static int command_lifter(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	struct simulator_options options;
	int ret;

	(void)port;
	for (size_t i = 0; i < PORTS; i++)
		remove_plate(bench, i);
	simulation_free(bench->lifter.simulation);
	bench->lifter = (struct lifter){0};
	if (!*rest)
		return 0;
	simulator_options_init(&options);
	ret = simulator_options_parse(&options, rest, err);
	return ret ? ret : simulate(&options, &bench->lifter.simulation, err);
}

static int set_option(struct hpp_plate_options *options, const struct bench *bench,
		      const char *word, struct error *err)
{
	double value;

	if (sscanf(word, "channels=%u", &options->channels) == 1 ||
	    sscanf(word, "right=%u", &options->first_plate) == 1 ||
	    sscanf(word, "ppm=%lf", &options->clock_ppm) == 1)
		return 0;
	if (sscanf(word, "sync=%lf", &value) != 1)
		return fail(err, HINGE_EUSAGE, "%s: channels=, right=, ppm= or sync=", word);
	options->sync_from_ns = value != 0 ? bench->start_ns : 0;
	return 0;
}

static int command_plate(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	struct hpp_plate_options options = {
		.channels = 8, .lifter = bench->lifter.simulation ? &bench->lifter : NULL};
	struct hpp_plate *plate;
	char word[64];
	int used, ret;

	if (sscanf(rest, "%32s %n", options.serial, &used) != 1)
		return fail(err, HINGE_EUSAGE, "a plate needs a serial");
	for (rest += used; sscanf(rest, "%63s %n", word, &used) == 1; rest += used) {
		ret = set_option(&options, bench, word, err);
		if (ret)
			return ret;
	}
	ret = hpp_plate_new(&plate, &options, err);
	if (ret)
		return ret;
	remove_plate(bench, port);
	bench->plates[port] = plate;
	return 0;
}

static int command_box(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	struct mcc_box *box;
	char serial[33];
	int ret;

	if (sscanf(rest, "%32s", serial) != 1)
		return fail(err, HINGE_EUSAGE, "a box needs a serial");
	ret = mcc_box_new(&box, serial, err);
	if (ret)
		return ret;
	remove_plate(bench, port);
	bench->boxes[port] = box;
	return 0;
}

static const struct usb_device *device_of(const struct bench *bench, size_t port)
{
	if (bench->boxes[port])
		return mcc_box_device(bench->boxes[port]);
	return bench->plates[port] ? hpp_plate_device(bench->plates[port]) : NULL;
}

static int command_plug(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	(void)rest;
	if (!device_of(bench, port) || port_is_plugged(bench->ports[port]))
		return fail(err, HINGE_EREFUSED, "nothing for this port, or it is plugged in");
	port_plug(bench->ports[port], device_of(bench, port), bench->now_ns);
	return 0;
}

static int command_unplug(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	(void)rest;
	(void)err;
	port_unplug(bench->ports[port]);
	return 0;
}

static int command_fault(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	if (!bench->plates[port])
		return fail(err, HINGE_EREFUSED, "no plate for this port");
	return hpp_plate_fault(bench->plates[port], rest, err);
}

static int command_replug(struct bench *bench, size_t port, const char *rest, struct error *err)
{
	unsigned ms;

	if (sscanf(rest, "%u", &ms) != 1 || !port_is_plugged(bench->ports[port]))
		return fail(err, HINGE_EUSAGE, "after how many ms? It must be plugged in");
	bench->replug_ns[port] = (int64_t)ms * 1000000;
	bench->gone_ns[port] = 0;
	return 0;
}

void bench_tick(struct bench *bench)
{
	for (size_t i = 0; i < PORTS; i++) {
		if (!bench->replug_ns[i] || port_is_plugged(bench->ports[i]))
			continue;
		if (!bench->gone_ns[i])
			bench->gone_ns[i] = bench->now_ns;
		if (bench->now_ns - bench->gone_ns[i] < bench->replug_ns[i])
			continue;
		bench->replug_ns[i] = 0;
		command_plug(bench, i, "", NULL);
	}
}

static const struct {
	const char *name;
	bool has_port;
	int (*run)(struct bench *, size_t port, const char *rest, struct error *);
} commands[] = {
	{"lifter", false, command_lifter}, {"plate", true, command_plate},
	{"plug", true, command_plug},      {"unplug", true, command_unplug},
	{"fault", true, command_fault},    {"replug", true, command_replug},
	{"box", true, command_box},
};

int bench_command(struct bench *bench, const char *line, struct error *err)
{
	char name[16] = "";
	unsigned port = 1;
	int used = 0, more = 0;

	sscanf(line, "%15s %n", name, &used);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (strcmp(name, commands[i].name) != 0)
			continue;
		if (commands[i].has_port &&
		    (sscanf(line + used, "%u %n", &port, &more) != 1 || port < 1 || port > PORTS))
			return fail(err, HINGE_EUSAGE, "which port?");
		return commands[i].run(bench, port - 1, line + used + more, err);
	}
	return fail(err, HINGE_EUSAGE, "no such command");
}

void bench_free(struct bench *bench)
{
	for (size_t i = 0; i < PORTS; i++) {
		if (bench->ports[i])
			remove_plate(bench, i);
		port_free(bench->ports[i]);
	}
	simulation_free(bench->lifter.simulation);
}
