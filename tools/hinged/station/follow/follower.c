/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/follow/follower.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Short enough for a screen, and for what a finished rep may wait. */
enum { REST_MS = 10, TAP_S = 10, NICE = 5 };

struct follower {
	struct lanes lanes;
	struct live *live;
	pthread_t thread;
	bool running;
	_Atomic bool ending; /* nothing more comes */
	struct error error;

	pthread_mutex_t lock; /* of what is shown */
	struct follower_state shown;
};

static void show(struct follower *follower)
{
	struct live_state state;

	live_state(follower->live, &state);
	pthread_mutex_lock(&follower->lock);
	follower->shown.live = state;
	follower->shown.dropped_frames = lanes_dropped(&follower->lanes);
	follower->shown.lag_s = lanes_lag_s(&follower->lanes);
	follower->shown.within_s = lanes_within_s(&follower->lanes);
	follower->shown.by_clocks = follower->lanes.joined == LANES_BY_CLOCKS;
	follower->shown.error = follower->error;
	pthread_mutex_unlock(&follower->lock);
}

/* What has come; false = nothing. After a failure it is only emptied. */
static bool take(struct follower *follower, bool ending)
{
	const int32_t *counts;
	int64_t first_frame;
	size_t frames;
	bool any = false;

	while ((frames = lanes_take(&follower->lanes, ending, &counts, &first_frame))) {
		any = true;
		if (!follower->error.code)
			live_push(follower->live, counts, frames, first_frame, &follower->error);
	}
	return any;
}

static void *run(void *ctx)
{
	struct follower *follower = ctx;
	bool ending = false;

	/* of this thread alone: a recording comes before its view */
	setpriority(PRIO_PROCESS, 0, NICE);
	while (!ending) {
		/* first the flag, then the tap */
		ending = atomic_load(&follower->ending);
		if (take(follower, ending) || follower->lanes.count > 1)
			show(follower);
		if (!ending)
			nanosleep(&(struct timespec){.tv_nsec = REST_MS * 1000000}, NULL);
	}
	if (!follower->error.code)
		live_finish(follower->live, &follower->error);
	show(follower);
	return NULL;
}

static int begin_live(struct follower *follower, const struct recording_info *info, size_t count,
		      const struct config *config, struct error *err)
{
	struct recording_info joined;
	int ret;

	recording_info_init(&joined);
	ret = lanes_describe(&joined, info, count, err);
	if (!ret)
		ret = live_new(&follower->live, &joined, config, err);
	recording_info_reset(&joined);
	return ret;
}

int follower_new(struct follower **out, const struct recording_info *info, size_t count,
		 const struct config *config, struct error *err)
{
	struct follower *follower = calloc(1, sizeof(*follower));
	int ret;

	if (!follower)
		return fail(err, HINGE_ENOMEM, "no memory to follow a recording");
	pthread_mutex_init(&follower->lock, NULL);
	ret = begin_live(follower, info, count, config, err);
	if (!ret)
		ret = lanes_init(&follower->lanes, info, count, TAP_S, err);
	if (ret)
		goto out;
	show(follower);
	if (pthread_create(&follower->thread, NULL, run, follower))
		ret = fail(err, HINGE_ENOMEM, "cannot start the thread that follows a recording");
	else
		follower->running = true;
out:
	if (ret)
		follower_free(follower);
	else
		*out = follower;
	return ret;
}

struct tap *follower_tap(struct follower *follower, size_t device)
{
	return follower->lanes.lane[device].tap;
}

void follower_state(struct follower *follower, struct follower_state *state)
{
	pthread_mutex_lock(&follower->lock);
	*state = follower->shown;
	pthread_mutex_unlock(&follower->lock);
}

void follower_finish(struct follower *follower)
{
	if (!follower->running)
		return;
	atomic_store(&follower->ending, true);
	pthread_join(follower->thread, NULL);
	follower->running = false;
}

void follower_free(struct follower *follower)
{
	if (!follower)
		return;
	follower_finish(follower);
	live_free(follower->live);
	lanes_reset(&follower->lanes);
	pthread_mutex_destroy(&follower->lock);
	free(follower);
}
