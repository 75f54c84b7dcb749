/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/answer.h"
#include "tools/command.h"
#include "tools/control.h"
#include "tools/log.h"
#include "tools/options.h"

#include <stdio.h>
#include <stdlib.h>

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = state->input;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_devices(const struct js *devices)
{
	for (size_t i = 0; i < js_count(devices); i++) {
		const struct js *device = js_at(devices, i);
		const char *serial = answer_text(device, "serial");

		printf("%-24s  %s%s%s  %s\n", answer_text(device, "address"),
		       answer_text(device, "name"), *serial ? "  serial " : "", serial,
		       answer_text(device, "detail"));
	}
}

static int show(const char *text, bool json, struct error *err)
{
	struct js *result;
	const struct js *devices;
	int ret = answer_parse(&result, text, err);

	if (ret)
		return ret;
	devices = js_get(result, "devices");
	if (json)
		puts(text);
	else
		print_devices(devices);
	if (js_count(devices) == 0)
		ret = fail(
			err, HINGE_EDEVICE,
			"no device is connected (is it plugged in and powered? to try things out: "
			"hinged --source sim:)");
	js_free(result);
	return ret;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.parser = parse,
		.children = common_children,
		.doc = "List the devices of the daemon, one a line, by the address that "
		       "`hinge record --source` takes."};
	struct common_options common = {0};
	struct control *control;
	struct error err;
	char *text;
	int ret;

	options_parse(&argp, "  hinge devices\n  hinge devices --json | jq .devices\n", argc, argv,
		      &common);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = control_call(control, "devices.list", NULL, &text, &err);
	if (!ret) {
		ret = show(text, common.json, &err);
		free(text);
	}
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_devices = {"devices", "list the connected plates", run};
