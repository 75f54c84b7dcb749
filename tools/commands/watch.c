/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/client/control.h"
#include "tools/command.h"
#include "tools/watch/screen.h"
#include "tools/watch/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { SILENCE_MS = 5000, LOOK_MS = 50, ESCAPED_BYTES = 16 };

struct arguments {
	struct common_options common;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

static void catch_interrupts(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* The picture and the text that is written of it. */
struct view {
	struct canvas canvas;
	char text[CANVAS_ROWS_MAX * CANVAS_COLS_MAX * ESCAPED_BYTES];
};

static int draw(struct view *view, const char *json, struct error *err)
{
	struct js *status;
	int ret = answer_parse(&status, json, err);

	if (ret)
		return ret;
	terminal_size(&view->canvas.rows, &view->canvas.cols);
	screen_draw(&view->canvas, status);
	js_free(status);
	if (!terminal_write(view->text,
			    canvas_render(&view->canvas, view->text, sizeof(view->text))))
		interrupted = 1;
	return 0;
}

/* view NULL: a line of JSON for every snapshot. */
static int show(struct view *view, const char *json, struct error *err)
{
	if (view)
		return draw(view, json, err);
	puts(json);
	fflush(stdout);
	return 0;
}

static bool wants_to_quit(const struct view *view)
{
	return interrupted || ferror(stdout) || (view && terminal_key() == 'q');
}

static int follow(struct control *control, struct view *view, struct error *err)
{
	int silent_ms = 0, ret = 0;

	while (ret >= 0 && !wants_to_quit(view)) {
		char *event;

		ret = control_next(control, &event, LOOK_MS, err);
		silent_ms = ret == 0 ? silent_ms + LOOK_MS : 0;
		if (silent_ms >= SILENCE_MS)
			return fail(err, HINGE_EAGAIN, "the daemon has been silent for %d s",
				    SILENCE_MS / 1000);
		if (ret <= 0)
			continue;
		ret = show(view, event, err);
		free(event);
	}
	return interrupted || ret > 0 ? 0 : ret;
}

static int watch(struct control *control, struct view *view, struct error *err)
{
	char *first;
	int ret = control_call(control, "subscribe", "{\"hz\":20}", &first, err);

	if (ret)
		return ret;
	catch_interrupts();
	if (view)
		ret = terminal_open(err);
	if (!ret)
		ret = show(view, first, err);
	free(first);
	if (!ret)
		ret = follow(control, view, err);
	if (view)
		terminal_close();
	return ret;
}

static int run(int argc, char **argv)
{
	const struct argp argp = {
		.parser = parse,
		.children = common_children,
		.doc = "Show left and right, the balance and every rep while a set is recorded, "
		       "large enough for the other end of the room. q ends it; the recording goes "
		       "on."};
	struct arguments arguments = {0};
	struct view *view = NULL;
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge watch\n  hinge watch --json | jq .live.left_n\n", argc, argv,
		      &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	if (!arguments.common.json) {
		view = calloc(1, sizeof(*view));
		if (!view)
			ret = fail(&err, HINGE_ENOMEM, "no memory for a picture");
	}
	if (view) {
		view->canvas.utf8 = terminal_has_utf8();
		view->canvas.colour = terminal_has_colour();
	}
	if (!ret)
		ret = watch(control, view, &err);
	free(view);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_watch = {"watch", "show left, right and reps while recording", run};
