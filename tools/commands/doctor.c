/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/command.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	struct common_options common;
	const char *source[2];
	size_t sources;
};

enum { KEY_SOURCE = 0x2000 };

static const struct argp_option options[] = {
	{"source", KEY_SOURCE, "ADDRESS", 0,
	 "the device (otherwise those bound to left and right, else the daemon's first); twice for "
	 "two devices with a plate each",
	 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_SOURCE:
		if (arguments->sources == 2)
			argp_error(state, "--source: two devices at most");
		arguments->source[arguments->sources++] = arg;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* "WARN  disk         room for 40 min ...: make room" */
static void print_check(const struct js *check)
{
	const char *advice = answer_text(check, "advice");
	char outcome[8];
	size_t i;

	snprintf(outcome, sizeof(outcome), "%s", answer_text(check, "outcome"));
	for (i = 0; outcome[i]; i++)
		outcome[i] = (char)toupper((unsigned char)outcome[i]);
	printf("%s  %-11s  %s%s%s\n", outcome, answer_text(check, "name"),
	       answer_text(check, "text"), *advice ? "\n                   -> " : "", advice);
}

/* "left plate, usb:HP0001" */
static void print_heading(const struct js *device, bool is_first)
{
	const struct js *plates = js_get(device, "plates");

	if (!is_first)
		puts("");
	for (size_t i = 0; i < js_count(plates); i++)
		printf("%s%s", i ? " and " : "", js_text(js_at(plates, i)));
	printf(" plate%s, %s\n", js_count(plates) == 1 ? "" : "s", answer_text(device, "source"));
}

struct tally {
	size_t checks, warned, failed;
};

static void count(struct tally *tally, const struct js *check)
{
	const char *outcome = answer_text(check, "outcome");

	tally->checks++;
	tally->warned += !strcmp(outcome, "warn");
	tally->failed += !strcmp(outcome, "fail");
}

static struct tally show_devices(const struct js *devices, bool json)
{
	struct tally tally = {0};

	for (size_t d = 0; d < js_count(devices); d++) {
		const struct js *checks = js_get(js_at(devices, d), "checks");

		if (!json && js_count(devices) > 1)
			print_heading(js_at(devices, d), !d);
		for (size_t i = 0; i < js_count(checks); i++) {
			count(&tally, js_at(checks, i));
			if (!json)
				print_check(js_at(checks, i));
		}
	}
	return tally;
}

/* The verdict of all devices together. */
static int show(const char *text, bool json, struct error *err)
{
	struct js *report;
	struct tally tally;
	int ret = answer_parse(&report, text, err);

	if (ret)
		return ret;
	if (json)
		puts(text);
	tally = show_devices(js_get(report, "devices"), json);
	js_free(report);
	if (tally.failed)
		return fail(err, HINGE_EREFUSED,
			    "%zu of %zu checks failed: do not record like that", tally.failed,
			    tally.checks);
	if (!json && tally.warned)
		printf("\nfit to record, with %zu warning%s in %zu checks\n", tally.warned,
		       tally.warned == 1 ? "" : "s", tally.checks);
	else if (!json)
		printf("\nfit to record: all %zu checks passed\n", tally.checks);
	return 0;
}

/* NULL: not UTF-8. */
static char *write_params(const struct arguments *arguments)
{
	struct js *params = js_object(), *list = js_array();
	char *text = NULL;
	int failed = 0;

	for (size_t i = 0; i < arguments->sources; i++)
		failed |= js_append(list, js_string(arguments->source[i]));
	if (arguments->sources)
		failed |= js_set(params, "sources", list);
	else
		js_free(list);
	if (!failed)
		text = js_dump(params, 17, 0);
	js_free(params);
	return text;
}

static int examine(const struct arguments *arguments, struct control *control, struct error *err)
{
	char *params = write_params(arguments), *text;
	int ret;

	if (!params)
		return fail(err, HINGE_EUSAGE, "--source: not UTF-8");
	log_write(LOG_INFO, "keep off the plates: ten seconds a device");
	/* so that the daemon is heard however long it takes */
	ret = control_call(control, "subscribe", NULL, NULL, err);
	if (!ret)
		ret = control_call(control, "doctor", params, &text, err);
	free(params);
	if (ret)
		return ret;
	ret = show(text, arguments->common.json, err);
	free(text);
	return ret;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = common_children,
		.doc = "Find what would spoil a session before it begins: ten checks of computer, "
		       "bus, plates and the way of the samples to the disk. Nobody may stand on "
		       "the plates."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge doctor\n  hinge doctor --json | jq .outcome\n", argc, argv,
		      &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = examine(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_doctor = {"doctor", "find what would spoil a session", run};
