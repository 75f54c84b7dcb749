/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BINDS_MAX = 8 };

struct arguments {
	struct common_options common;
	const char *identify, *bind[BINDS_MAX];
	size_t binds;
};

enum { KEY_BIND = 0x2000, KEY_IDENTIFY };

static const struct argp_option options[] = {
	{"bind", KEY_BIND, "FOOT=SERIAL", 0,
	 "the plate of that serial number is left or right from now on (or none); SERIAL/2 is the "
	 "second plate of one device",
	 0},
	{"identify", KEY_IDENTIFY, "DEVICE", 0,
	 "let a plate blink for five seconds: its address, left or right", 0},
	{0},
};

static void add_bind(struct arguments *arguments, const char *text, struct argp_state *state)
{
	const char *equals = strchr(text, '=');
	size_t size = equals ? (size_t)(equals - text) : 0;

	if ((size != 4 || (strncmp(text, "left", 4) && strncmp(text, "none", 4))) &&
	    (size != 5 || strncmp(text, "right", 5)))
		argp_error(state, "--bind %s: expected left=SERIAL, right=SERIAL or none=SERIAL",
			   text);
	else if (arguments->binds == BINDS_MAX)
		argp_error(state, "--bind: at most %d", BINDS_MAX);
	else
		arguments->bind[arguments->binds++] = text;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_BIND:
		add_bind(arguments, arg, state);
		return 0;
	case KEY_IDENTIFY:
		arguments->identify = arg;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Takes params over; *answer may be NULL to drop it. */
static int call(struct control *control, const char *method, struct js *params, struct js **answer,
		struct error *err)
{
	char *text = js_dump(params, 17, 0), *said;
	int ret;

	js_free(params);
	if (!text)
		return fail(err, HINGE_EUSAGE, "not UTF-8");
	ret = control_call(control, method, text, answer ? &said : NULL, err);
	free(text);
	if (ret || !answer)
		return ret;
	ret = answer_parse(answer, said, err);
	free(said);
	return ret;
}

/* --- bind, identify --- */

static int bind_plate(struct control *control, const char *text, struct error *err)
{
	const char *serial = strchr(text, '=') + 1;
	struct js *params = js_object();
	char foot[8];

	snprintf(foot, sizeof(foot), "%.*s", (int)(serial - 1 - text), text);
	if (!strcmp(foot, "none"))
		snprintf(foot, sizeof(foot), "unknown");
	if (js_set(params, "plate", js_string(serial)) || js_set(params, "foot", js_string(foot))) {
		js_free(params);
		return fail(err, HINGE_EUSAGE, "--bind: not UTF-8");
	}
	return call(control, "plates.bind", params, NULL, err);
}

static int identify(struct control *control, const char *device, struct error *err)
{
	struct js *params = js_object();
	const char *key = strchr(device, ':') ? "source" : "plate";

	if (js_set(params, key, js_string(device))) {
		js_free(params);
		return fail(err, HINGE_EUSAGE, "--identify: not UTF-8");
	}
	return call(control, "devices.identify", params, NULL, err);
}

/* --- list --- */

static void print_role(const struct js *plate)
{
	const char *foot = answer_text(plate, "foot");
	int index = (int)answer_number(plate, "index");
	int in_force = (int)answer_number(plate, "in_force");

	printf("  ");
	if (index > 1)
		printf("plate %d: ", index);
	if (strcmp(foot, "unknown"))
		printf("%s%s", foot, in_force ? ", " : "");
	if (in_force)
		printf("certificate %d", in_force);
}

static void print_devices(const struct js *devices, const struct js *plates)
{
	for (size_t i = 0; i < js_count(devices); i++) {
		const struct js *device = js_at(devices, i);
		const char *serial = answer_text(device, "serial");

		printf("%-24s  %s%s%s  %s", answer_text(device, "address"),
		       answer_text(device, "name"), *serial ? "  serial " : "", serial,
		       answer_text(device, "detail"));
		for (size_t p = 0; *serial && p < js_count(plates); p++)
			if (!strcmp(answer_text(js_at(plates, p), "serial"), serial))
				print_role(js_at(plates, p));
		putchar('\n');
	}
}

static bool is_connected(const struct js *devices, const char *serial)
{
	for (size_t i = 0; i < js_count(devices); i++)
		if (!strcmp(answer_text(js_at(devices, i), "serial"), serial))
			return true;
	return false;
}

static void print_missing(const struct js *devices, const struct js *plates)
{
	for (size_t p = 0; p < js_count(plates); p++) {
		const struct js *plate = js_at(plates, p);

		if (strcmp(answer_text(plate, "foot"), "unknown") &&
		    !is_connected(devices, answer_text(plate, "serial")))
			printf("%-24s  not connected  %s\n", answer_text(plate, "plate"),
			       answer_text(plate, "foot"));
	}
}

/* The devices are what was asked for: a book that cannot be read is a line of talk. */
static void print_all(struct control *control, const struct js *devices)
{
	struct js *book = NULL;
	struct error err;

	if (call(control, "plates.list", js_object(), &book, &err))
		log_write(LOG_WARN, "%s", err.text);
	print_devices(devices, js_get(book, "plates"));
	print_missing(devices, js_get(book, "plates"));
	js_free(book);
}

static int list(struct control *control, bool json, struct error *err)
{
	struct js *answer;
	const struct js *devices;
	char *text;
	int ret = control_call(control, "devices.list", NULL, &text, err);

	if (ret)
		return ret;
	ret = answer_parse(&answer, text, err);
	if (ret) {
		free(text);
		return ret;
	}
	devices = js_get(answer, "devices");
	if (json)
		puts(text);
	else
		print_all(control, devices);
	if (js_count(devices) == 0)
		ret = fail(
			err, HINGE_EDEVICE,
			"no device is connected (is it plugged in and powered? to try things out: "
			"hinged --source sim:)");
	js_free(answer);
	free(text);
	return ret;
}

static int devices(const struct arguments *arguments, struct control *control, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < arguments->binds; i++)
		ret = bind_plate(control, arguments->bind[i], err);
	if (!ret && arguments->identify)
		return identify(control, arguments->identify, err);
	return ret ? ret : list(control, arguments->common.json, err);
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "List the devices of the daemon, one a line, by the address that "
		       "`hinge record --source` takes, and say which plate is left or right."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp,
		      "  hinge devices\n  hinge devices --json | jq .devices\n"
		      "  hinge devices --identify usb:HP0001\n"
		      "  hinge devices --bind left=HP0001 --bind right=HP0002\n",
		      argc, argv, &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = devices(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_devices = {"devices", "list the connected plates, say which is left", run};
