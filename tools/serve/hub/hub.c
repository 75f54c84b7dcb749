/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/hub/hub.h"

#include "formats/json.h"
#include "tools/client/control.h"
#include "tools/serve/hub/viewer.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_MS = 250, SILENCE_MS = 5000, RETRY_S = 1, CHECK_S = 5 };

struct hub {
	struct board *board;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change; /* of viewers or stopped */
	size_t viewers;
	bool stopped;
};

static bool is_wanted(struct hub *hub)
{
	bool wanted;

	pthread_mutex_lock(&hub->lock);
	wanted = hub->viewers && !hub->stopped;
	pthread_mutex_unlock(&hub->lock);
	return wanted;
}

/* false: it is the end. */
static bool wait_for_viewer(struct hub *hub)
{
	bool stopped;

	pthread_mutex_lock(&hub->lock);
	while (!hub->viewers && !hub->stopped)
		pthread_cond_wait(&hub->change, &hub->lock);
	stopped = hub->stopped;
	pthread_mutex_unlock(&hub->lock);
	return !stopped;
}

static void wait_to_retry(struct hub *hub)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += RETRY_S;
	pthread_mutex_lock(&hub->lock);
	if (!hub->stopped)
		pthread_cond_clockwait(&hub->change, &hub->lock, CLOCK_MONOTONIC, &end);
	pthread_mutex_unlock(&hub->lock);
}

static void tell_absence(struct hub *hub, const struct error *err)
{
	struct js *object = js_object();
	int failed = js_set(object, "state", js_string("no daemon"));
	char *text;

	failed |= js_set(object, "text", js_path(err->text));
	text = failed ? NULL : js_dump(object, 17, 0);
	if (text)
		board_post(hub->board, text);
	free(text);
	js_free(object);
}

static int follow(struct hub *hub, struct control *control, struct error *err)
{
	int silent_ms = 0;

	while (is_wanted(hub)) {
		char *event;
		int ret = control_next(control, &event, LOOK_MS, err);

		if (ret < 0)
			return ret;
		silent_ms = ret ? 0 : silent_ms + LOOK_MS;
		if (silent_ms >= SILENCE_MS)
			return fail(err, HINGE_EAGAIN, "the daemon has been silent for %d s",
				    SILENCE_MS / 1000);
		if (!ret)
			continue;
		board_post(hub->board, event);
		free(event);
	}
	return 0;
}

static int connect_and_follow(struct hub *hub, struct error *err)
{
	struct control *control;
	char params[32], *first;
	int ret = control_open(&control, err);

	if (ret)
		return ret;
	snprintf(params, sizeof(params), "{\"hz\":%d}", HUB_HZ);
	ret = control_call(control, "subscribe", params, &first, err);
	if (!ret) {
		board_post(hub->board, first);
		free(first);
		ret = follow(hub, control, err);
	}
	control_close(control);
	return ret;
}

static void *run(void *ctx)
{
	struct hub *hub = ctx;
	struct error err;

	while (wait_for_viewer(hub)) {
		if (!connect_and_follow(hub, &err)) {
			/* the next viewer is not shown what was true then */
			board_clear(hub->board);
			continue;
		}
		tell_absence(hub, &err);
		wait_to_retry(hub);
	}
	return NULL;
}

int hub_start(struct hub **out, struct error *err)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	if (hub)
		hub->board = board_new();
	if (!hub || !hub->board) {
		free(hub);
		return fail(err, HINGE_ENOMEM, "no memory for the live view");
	}
	pthread_mutex_init(&hub->lock, NULL);
	pthread_cond_init(&hub->change, NULL);
	if (pthread_create(&hub->thread, NULL, run, hub)) {
		hub_free(hub);
		return fail(err, HINGE_EAGAIN, "no thread for the live view");
	}
	*out = hub;
	return 0;
}

void hub_stop(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
	hub->stopped = true;
	pthread_cond_broadcast(&hub->change);
	pthread_mutex_unlock(&hub->lock);
	board_close(hub->board);
	pthread_join(hub->thread, NULL);
}

void hub_free(struct hub *hub)
{
	if (!hub)
		return;
	board_free(hub->board);
	pthread_cond_destroy(&hub->change);
	pthread_mutex_destroy(&hub->lock);
	free(hub);
}

/* --- viewers --- */

struct seat {
	struct hub *hub;
	struct viewer viewer;
	struct hub_viewer_rule rule;
	time_t checked_s;
};

static bool take_place(struct hub *hub)
{
	bool taken;

	pthread_mutex_lock(&hub->lock);
	taken = hub->viewers < HUB_VIEWERS;
	hub->viewers += taken;
	pthread_cond_broadcast(&hub->change);
	pthread_mutex_unlock(&hub->lock);
	return taken;
}

static void give_place_back(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
	hub->viewers--;
	pthread_mutex_unlock(&hub->lock);
}

static bool may_stay(struct seat *seat)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!seat->rule.still_valid || now.tv_sec - seat->checked_s < CHECK_S)
		return true;
	seat->checked_s = now.tv_sec;
	return seat->rule.still_valid(seat->rule.ctx);
}

static ssize_t read_seat(void *ctx, char *buffer, size_t room)
{
	struct seat *seat = ctx;

	return may_stay(seat) ? viewer_read(&seat->viewer, buffer, room) : -1;
}

static void close_seat(void *ctx)
{
	struct seat *seat = ctx;

	viewer_reset(&seat->viewer);
	if (seat->rule.free)
		seat->rule.free(seat->rule.ctx);
	give_place_back(seat->hub);
	free(seat);
}

int hub_view(struct hub *hub, struct stream *out, const struct hub_viewer_rule *rule,
	     struct error *err)
{
	struct seat *seat = calloc(1, sizeof(*seat));

	if (!seat)
		return fail(err, HINGE_ENOMEM, "no memory for one more viewer");
	if (!take_place(hub)) {
		free(seat);
		return fail(err, HINGE_EAGAIN, "%d viewers are looking already: close one",
			    HUB_VIEWERS);
	}
	seat->hub = hub;
	seat->viewer.board = hub->board;
	if (rule)
		seat->rule = *rule;
	*out = (struct stream){.read = read_seat, .close = close_seat, .ctx = seat};
	return 0;
}
