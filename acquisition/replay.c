/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/replay.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#define FIFO_S 1.0

static int take_pace(const char *item, size_t size, bool *real, struct error *err)
{
	static const char fast[] = "pace=fast", as_device[] = "pace=real";

	*real = size == strlen(as_device) && !memcmp(item, as_device, size);
	if (*real || (size == strlen(fast) && !memcmp(item, fast, size)))
		return 0;
	return fail(err, HINGE_EUSAGE, "'%.*s': expected pace=fast or pace=real", (int)size, item);
}

int replay_parse(const char *list, char *rest, size_t size, bool *real, struct error *err)
{
	size_t used = 0;
	int ret = 0;

	*real = false;
	if (strlen(list) >= size)
		return fail(err, HINGE_EUSAGE, "the address is longer than %zu characters",
			    size - 1);
	while (*list && !ret) {
		size_t length = strcspn(list, ",");

		if (!strncmp(list, "pace=", 5)) {
			ret = take_pace(list, length, real, err);
		} else {
			if (used)
				rest[used++] = ',';
			memcpy(rest + used, list, length);
			used += length;
		}
		list += length + (list[length] == ',');
	}
	rest[used] = 0;
	return ret;
}

void replay_init(struct replay *replay, const struct recording_info *recorded, size_t frames,
		 bool real)
{
	*replay = (struct replay){.recorded = recorded, .frames = frames, .real = real};
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void sleep_until(int64_t ns)
{
	struct timespec until = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		;
}

/* Waits until max_frames more have been made, or for the time; what a device's memory cannot hold
 * is skipped. Returns how many there are. */
static size_t wait_for(struct replay *replay, size_t max_frames, int timeout_ms, bool *overrun)
{
	double rate_hz = replay->recorded->rate_hz;
	size_t memory = (size_t)(FIFO_S * rate_hz) + max_frames;

	if (!replay->real)
		return max_frames;
	if (!replay->start_ns)
		replay->start_ns = now_ns();
	double ready_s = (double)(replay->position + max_frames) / rate_hz;
	int64_t ready_ns = replay->start_ns + (int64_t)(ready_s * 1e9) + 1;
	int64_t deadline_ns = now_ns() + (int64_t)timeout_ms * 1000000;
	sleep_until(ready_ns < deadline_ns ? ready_ns : deadline_ns);
	size_t made = (size_t)((double)(now_ns() - replay->start_ns) * 1e-9 * rate_hz);
	if (made <= replay->position)
		return 0;
	*overrun = made - replay->position > memory;
	if (*overrun)
		replay->position = made - memory;
	return made - replay->position < max_frames ? made - replay->position : max_frames;
}

/* Reads over what is lost; the first cause stands for all. */
static void skip_gaps(struct replay *replay)
{
	for (; replay->next_gap < replay->recorded->gaps; replay->next_gap++) {
		const struct gap *gap = &replay->recorded->gap[replay->next_gap];
		size_t end = (size_t)(gap->frame + gap->frames);

		if ((size_t)gap->frame > replay->position)
			return;
		if (end > replay->position)
			replay->position = end;
		if (!replay->skipped)
			replay->skipped = gap;
		replay->skipped_uncertainty += gap->frames_uncertainty;
	}
}

bool replay_is_unplugged(const struct replay *replay)
{
	return replay->skipped && !strcmp(replay->skipped->cause, "unplugged");
}

static void tell_skipped(struct replay *replay, struct source_block *block)
{
	if (!replay->skipped)
		return;
	if (!block->gap_cause)
		block->gap_cause = replay->skipped->cause;
	block->gap_uncertainty = replay->skipped_uncertainty;
	replay->skipped = NULL;
	replay->skipped_uncertainty = 0;
}

static size_t frames_to_gap(const struct replay *replay, size_t frames)
{
	size_t left = replay->frames - replay->position;

	if (replay->next_gap < replay->recorded->gaps)
		left = (size_t)replay->recorded->gap[replay->next_gap].frame - replay->position;
	return left < frames ? left : frames;
}

int64_t replay_next(struct replay *replay, struct source_block *block, size_t max_frames,
		    int timeout_ms)
{
	bool overrun = false;
	size_t left, ready;

	skip_gaps(replay);
	*block = (struct source_block){.first_frame = (int64_t)replay->position};
	left = replay->frames - replay->position;
	if (!left) {
		tell_skipped(replay, block);
		return SOURCE_END;
	}
	ready = wait_for(replay, left < max_frames ? left : max_frames, timeout_ms, &overrun);
	if (!ready)
		return 0;
	if (overrun)
		block->gap_cause = "device-fifo";
	skip_gaps(replay);
	tell_skipped(replay, block);
	block->first_frame = (int64_t)replay->position;
	if (replay->position >= replay->frames)
		return SOURCE_END;
	block->frames = frames_to_gap(replay, ready);
	block->device_counter = replay->position;
	replay->position += block->frames;
	return (int64_t)block->frames;
}
