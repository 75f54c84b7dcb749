/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chronojump's four-cell binary platform, Force_Platform-0.1: what it is, and how fast. */
#include "acquisition/now.h"
#include "acquisition/serial/chronojump/session.h"
#include "acquisition/serial/framing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	CONNECT_MS = 9000,
	MEASURED = 64,
	MIDDLE = MEASURED / 2,
	RATE_LEAST = RATE_MIN_HZ,
	RATE_MOST = 1000
};
#define SLOWEST_HZ 50.0
#define RATE_SLACK 0.95
#define PPM        1e-6

static int probe(struct serial_port *port, struct error *err)
{
	struct chronojump_link link;

	chronojump_link_init(&link, port);
	return chronojump_link_ask(&link, err);
}

/* --- how fast --- */

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The median of the times between samples, which a lost one does not spoil. */
static int measure_period(struct chronojump_link *link, const struct chronojump_sample *first,
			  double *period_us, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)CONNECT_MS * NS_PER_MS;
	uint32_t step[MEASURED], last = first->time_us;
	size_t steps = 0;

	while (steps < MEASURED && now_ns() < end_ns) {
		struct chronojump_sample sample;

		if (chronojump_next(&link->stream, &sample)) {
			step[steps++] = sample.time_us - last;
			last = sample.time_us;
		} else if (chronojump_link_fill(link, ms_until(end_ns), err) < 0) {
			return HINGE_EDEVICE;
		}
	}
	if (steps < MEASURED)
		return fail(err, HINGE_EDEVICE, "its samples stop coming");
	qsort(step, MEASURED, sizeof(*step), compare);
	*period_us = step[MIDDLE];
	return 0;
}

static int choose_rate(double *rate_hz, double period_us, const struct serial_options *options,
		       struct error *err)
{
	double own_hz = 1e6 / period_us;

	if (own_hz < SLOWEST_HZ)
		return fail(err, HINGE_EDEVICE,
			    "it gives %.1f samples a second, too few for a lift", own_hz);
	*rate_hz = fmin(fmax(round(own_hz), RATE_LEAST), RATE_MOST);
	if (options->rate_hz > 0) {
		if (options->rate_hz < RATE_SLACK * own_hz || options->rate_hz > RATE_MOST)
			return fail(err, HINGE_EUSAGE,
				    "rate=%g: its own rate is %.1f Hz; a grid has to have at least "
				    "that, and at most %d Hz",
				    options->rate_hz, own_hz, RATE_MOST);
		*rate_hz = fmax(options->rate_hz, RATE_LEAST);
	}
	return 0;
}

/* --- framing --- */

static void describe(const struct chronojump *session, struct recording_info *info)
{
	struct plate *plate = &info->plate[0];

	info->rate_hz = session->rate_hz;
	info->unit = UNIT_COUNT;
	info->channels = CHRONOJUMP_CELLS;
	info->plates = 1;
	snprintf(plate->name, sizeof(plate->name), "plate-1");
	plate->cells = CHRONOJUMP_CELLS;
	for (int i = 0; i < CHRONOJUMP_CELLS; i++) {
		plate->cell[i].column = i;
		plate->cell[i].newton_per_unit = 1;
	}
	snprintf(info->firmware, sizeof(info->firmware), "%s", session->link.version);
}

static int start(struct chronojump *session, const struct serial_options *options,
		 struct error *err)
{
	struct chronojump_sample first;
	double period_us = 0, rate_hz = 0;
	int ret;

	session->why = (struct error){.text = "it does not answer"};
	/* it has just answered: it waits for the next command */
	session->link.step_end_ns = now_ns();
	if (!chronojump_link_connect(&session->link, &first, CONNECT_MS, &session->why))
		return fail(err, HINGE_EDEVICE, "it does not begin to give samples (%s)",
			    session->why.text);
	ret = measure_period(&session->link, &first, &period_us, err);
	if (!ret)
		ret = choose_rate(&rate_hz, period_us, options, err);
	if (!ret)
		chronojump_init(session, rate_hz, period_us);
	return ret;
}

static int open_chronojump(void *own, struct serial_port *port,
			   const struct serial_options *options, struct recording_info *info,
			   struct error *err)
{
	struct chronojump *session = own;
	struct error why;
	int ret;

	if (options->ramp)
		return fail(err, HINGE_EUSAGE, "plate %s: it has no test data (ramp=1)",
			    port->name);
	chronojump_link_init(&session->link, port);
	ret = start(session, options, &why);
	if (ret) {
		chronojump_link_end(&session->link);
		return fail(err, ret, "plate %s: %s", port->name, why.text);
	}
	describe(session, info);
	return 0;
}

static int64_t read_chronojump(void *own, int32_t *counts, size_t max_frames,
			       struct source_block *block, int timeout_ms, struct error *err)
{
	return chronojump_read(own, counts, max_frames, block, timeout_ms, err);
}

static const char *trouble_chronojump(const void *own)
{
	return atomic_load(&((const struct chronojump *)own)->trouble);
}

static int health_chronojump(void *own, struct source_health *health, struct error *err)
{
	const struct chronojump *session = own;

	(void)err;
	if (session->clock.within < session->clock.accuracy)
		health->drift_ppm = session->clock.drift / PPM;
	return 0;
}

static void close_chronojump(void *own)
{
	chronojump_link_end(&((struct chronojump *)own)->link);
}

const struct serial_framing chronojump_framing = {
	.name = "chronojump",
	.what = "Chronojump's force platform",
	.state_size = sizeof(struct chronojump),
	.probe = probe,
	.open = open_chronojump,
	.read = read_chronojump,
	.trouble = trouble_chronojump,
	.health = health_chronojump,
	.close = close_chronojump,
};
