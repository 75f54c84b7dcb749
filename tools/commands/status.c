/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/client/live_view.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>

struct arguments {
	struct common_options common;
	bool follow;
};

enum { KEY_FOLLOW = 0x2000, FOLLOW_MS = 5000 };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_FOLLOW:
		arguments->follow = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_recording(const struct js *recording)
{
	char left[32], right[32];

	printf("%s run %.0f  %.1f s  %.0f frames (%.0f durable)  %.0f lost  left %s  right %s\n",
	       answer_text(recording, "subject"), answer_number(recording, "run"),
	       answer_number(recording, "elapsed_s"), answer_number(recording, "frames"),
	       answer_number(recording, "durable_frames"), answer_number(recording, "gap_frames"),
	       live_force_text(recording, "left_n", left, sizeof(left)),
	       live_force_text(recording, "right_n", right, sizeof(right)));
}

static void print_zero(const struct js *zero)
{
	const struct js *plates = js_get(zero, "plates");

	printf("zero       %s", answer_text(zero, "time"));
	for (size_t i = 0; i < js_count(plates); i++)
		printf("  %s %+.2f N", answer_text(js_at(plates, i), "name"),
		       answer_number(js_at(plates, i), "mean_n"));
	putchar('\n');
}

static void print_last(const struct js *last)
{
	const char *why = js_text(js_get(js_get(last, "error"), "text"));

	printf("last       %s",
	       *answer_text(last, "w64") ? answer_text(last, "w64") : answer_text(last, "journal"));
	printf("%s%s\n", why ? ": " : "", why ? why : "");
}

/* "  LOST DATA: unplugged", or nothing */
static void print_trouble(const struct js *status)
{
	const char *trouble = answer_text(status, "trouble");

	if (*trouble)
		printf("  LOST DATA: %s", trouble);
}

static void print_live(const struct js *status)
{
	const struct js *live = js_get(status, "live"), *rep = live_last_rep(status);
	double reps = answer_number(live, "valid_reps");
	char text[96];

	printf("%s  %.0f rep%s", answer_text(live, "phase"), reps, reps == 1 ? "" : "s");
	if (rep)
		printf("  %s", live_rep_text(rep, text, sizeof(text)));
	putchar('\n');
}

static void print_whole(const struct js *status)
{
	printf("state      %s", answer_text(status, "state"));
	print_trouble(status);
	putchar('\n');
	printf("daemon     hinged %s, process %.0f, up %.0f s\n", answer_text(status, "version"),
	       answer_number(status, "pid"), answer_number(status, "uptime_s"));
	printf("study      %s\n",
	       *answer_text(status, "study") ? answer_text(status, "study") : "none");
	if (js_is_object(js_get(status, "zero")))
		print_zero(js_get(status, "zero"));
	if (js_is_object(js_get(status, "recording"))) {
		printf("recording  ");
		print_recording(js_get(status, "recording"));
	}
	if (js_is_object(js_get(status, "live"))) {
		printf("reps       ");
		print_live(status);
	}
	if (js_is_object(js_get(status, "last")))
		print_last(js_get(status, "last"));
	if (answer_number(status, "unrecovered") > 0)
		printf("unfinished %.0f recording%s (hinge recover %s)\n",
		       answer_number(status, "unrecovered"),
		       answer_number(status, "unrecovered") > 1 ? "s" : "",
		       answer_text(status, "study"));
}

static void print_line(const struct js *status)
{
	printf("%-10s", answer_text(status, "state"));
	print_trouble(status);
	putchar(' ');
	if (js_is_object(js_get(status, "recording")))
		print_recording(js_get(status, "recording"));
	else
		putchar('\n');
}

static int show(const char *json, const struct arguments *arguments, struct error *err)
{
	struct js *status;
	int ret;

	if (arguments->common.json) {
		puts(json);
		return 0;
	}
	ret = answer_parse(&status, json, err);
	if (ret)
		return ret;
	if (arguments->follow)
		print_line(status);
	else
		print_whole(status);
	js_free(status);
	return 0;
}

/* Until the daemon goes or nobody reads any more. */
static int follow(struct control *control, const struct arguments *arguments, struct error *err)
{
	int ret = 0;

	while (!ret && !ferror(stdout)) {
		char *event;

		ret = control_next(control, &event, FOLLOW_MS, err);
		if (ret == 0)
			return fail(err, HINGE_EAGAIN, "the daemon has been silent for %d s",
				    FOLLOW_MS / 1000);
		if (ret < 0)
			return ret;
		ret = show(event, arguments, err);
		fflush(stdout);
		free(event);
	}
	return ret;
}

static int ask(struct control *control, const struct arguments *arguments, struct error *err)
{
	char *answer;
	int ret = control_call(control, arguments->follow ? "subscribe" : "status", NULL, &answer,
			       err);

	if (ret)
		return ret;
	ret = show(answer, arguments, err);
	free(answer);
	return !ret && arguments->follow ? follow(control, arguments, err) : ret;
}

static const struct argp_option options[] = {
	{"follow", KEY_FOLLOW, NULL, 0, "a line ten times a second until interrupted", 0},
	{0},
};

static int run(int argc, char **argv)
{
	const struct argp argp = {.options = options,
				  .parser = parse,
				  .children = common_children,
				  .doc = "Say what the daemon is doing."};
	struct arguments arguments = {0};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp,
		      "  hinge status\n  hinge status --follow\n"
		      "  hinge status --json | jq .recording.durable_frames\n",
		      argc, argv, &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	ret = ask(control, &arguments, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_status = {"status", "say what the daemon is doing", run};
