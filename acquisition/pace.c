/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/pace.h"

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

int pace_parse(const char *list, char *rest, size_t size, bool *real, struct error *err)
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

void pace_init(struct pace *pace, bool real, double rate_hz)
{
	*pace = (struct pace){.real = real, .rate_hz = rate_hz};
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

static size_t frames_made(const struct pace *pace)
{
	return (size_t)((double)(now_ns() - pace->start_ns) * 1e-9 * pace->rate_hz);
}

size_t pace_wait(struct pace *pace, size_t position, size_t max_frames, int timeout_ms,
		 size_t *overrun)
{
	size_t fifo = (size_t)(FIFO_S * pace->rate_hz) + max_frames;

	*overrun = 0;
	if (!pace->real)
		return max_frames;
	if (!pace->start_ns)
		pace->start_ns = now_ns();
	int64_t ready_ns = pace->start_ns +
			   (int64_t)((double)(position + max_frames) / pace->rate_hz * 1e9) + 1;
	int64_t deadline_ns = now_ns() + (int64_t)timeout_ms * 1000000;
	sleep_until(ready_ns < deadline_ns ? ready_ns : deadline_ns);
	size_t made = frames_made(pace);
	if (made <= position)
		return 0;
	size_t ready = made - position;
	if (ready > fifo) {
		*overrun = ready - fifo;
		ready = fifo;
	}
	return ready < max_frames ? ready : max_frames;
}
