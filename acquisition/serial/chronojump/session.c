/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/chronojump/session.h"

#include "acquisition/now.h"

#include <math.h>
#include <string.h>

#define SILENCE_NS   INT64_C(1500000000)
#define PATIENCE_NS  INT64_C(60000000000)
#define PAIR_NS      INT64_C(1000000000)
#define AHEAD_US     500000 /* of the host, beside its rate: no clock runs away like that */
#define AHEAD_RATIO  0.02
#define ACCURACY     0.005 /* of a ceramic resonator */
#define WAY_NS       3e6   /* to the host, of the sample that comes soonest in a second */
#define FIRST_WAY_NS 20e6  /* of any: a converter of USB waits up to 16 ms for more */
#define HOLE_STEPS   1.75
#define NS_PER_US    1000.0
#define PACE_HZ      1000.0

void chronojump_init(struct chronojump *session, double rate_hz, double period_us)
{
	session->rate_hz = rate_hz;
	session->period_ns = period_us * NS_PER_US;
	session->grid.step_us = 1e6 / rate_hz;
	session->grid.hole_us = HOLE_STEPS * fmax(period_us, session->grid.step_us);
	hpp_clock_init(&session->clock, ACCURACY);
}

/* --- clocks --- */

/* way_ns: by how much a sample may have been late before the host could have it. */
static void add_pair(struct chronojump *session, double way_ns)
{
	double arrived_ns = session->lag_ns + (double)session->lag_at_us * NS_PER_US;

	way_ns += (double)session->lag_late_ns;
	session->pair = (struct source_clock){
		.device_ns = (uint64_t)session->lag_at_us * 1000,
		.monotonic_ns = (int64_t)(arrived_ns - way_ns / 2),
		.round_trip_ns = (int64_t)way_ns,
	};
	hpp_clock_add(&session->clock, &session->pair);
	session->pair_is_new = true;
	session->pair_ns = session->link.heard_ns;
	session->lag_ns = INFINITY;
}

/* The platform sends a sample and takes the time of the next: what came is as old as that. The
 * least lag of a second makes a pair; how late the host may have been even then it knows. */
static void keep_time(struct chronojump *session)
{
	int64_t arrived_ns = session->newest_ns, late_ns = arrived_ns - session->newest_empty_ns;
	int64_t step_us, time_us;
	uint32_t newest;
	double lag_ns;

	if (!session->has_time || !chronojump_newest(&session->link.stream, &newest))
		return;
	time_us = session->time_us + (int32_t)(newest - (uint32_t)session->time_us);
	step_us = time_us - session->newest_us;
	if (!step_us)
		return;
	session->newest_us = time_us;
	session->newest_ns = session->link.heard_ns;
	session->newest_empty_ns = session->link.empty_before_ns;
	lag_ns = (double)arrived_ns - (double)time_us * NS_PER_US;
	if (step_us > 0 && (double)step_us <= session->grid.hole_us && lag_ns < session->lag_ns) {
		session->lag_ns = lag_ns;
		session->lag_late_ns = late_ns;
		session->lag_at_us = time_us;
	}
	if (session->link.heard_ns - session->pair_ns >= PAIR_NS && isfinite(session->lag_ns))
		add_pair(session, WAY_NS);
}

/* Before a second has passed. The time of the sample after the newest is not known yet; that of the
 * newest is older than its sending by a loop of the board. */
static void begin_time(struct chronojump *session)
{
	session->pair_ns = session->newest_ns = session->first_ns;
	session->newest_empty_ns = session->link.empty_before_ns;
	session->newest_us = session->time_us;
	keep_time(session);
	session->lag_at_us = session->newest_us;
	session->lag_ns = (double)session->first_ns - (double)session->lag_at_us * NS_PER_US;
	session->lag_late_ns = session->first_ns - session->link.empty_before_ns;
	add_pair(session, FIRST_WAY_NS + session->grid.hole_us * NS_PER_US);
}

static double host_ns(const struct chronojump *session, double device_us, double *within_ns)
{
	return hpp_clock_host_between(
		&session->clock, device_us * NS_PER_US, session->link.started_ns,
		session->link.heard_ns + (int64_t)(session->grid.hole_us * NS_PER_US), within_ns);
}

/* --- loss and return --- */

static void lose(struct chronojump *session, const char *cause)
{
	if (session->has_time) {
		session->end_ns = host_ns(
			session, chronojump_grid_time_us(&session->grid, session->grid.next),
			&session->end_within_ns);
		session->loss = cause;
	}
	session->has_time = false;
	session->state = CHRONOJUMP_LOST;
	session->why = (struct error){.text = "it does not answer"};
	atomic_store(&session->trouble, cause);
}

/* Its count of time began anew: the host's says how many frames are missing. */
static void rejoin(struct chronojump *session, int64_t time_us, const int16_t *value)
{
	double within_ns, begin_ns = host_ns(session, (double)time_us, &within_ns);
	double gap = (begin_ns - session->end_ns) * 1e-9 * session->rate_hz + session->carry;
	int64_t frames = gap > 0 ? llround(gap) : 0;

	within_ns += session->end_within_ns;
	session->carry = gap > 0 ? gap - (double)frames : 0;
	session->gap_cause = session->loss;
	session->gap_uncertainty = (int64_t)ceil(within_ns * 1e-9 * session->rate_hz + 1);
	chronojump_grid_start(&session->grid, session->grid.next + frames, time_us, value);
}

/* --- samples --- */

static void take_first(struct chronojump *session, const struct chronojump_sample *sample)
{
	session->has_time = true;
	session->time_us = session->first_us = sample->time_us;
	session->first_ns = session->link.heard_ns;
	session->lag_ns = INFINITY;
	hpp_clock_restart(&session->clock);
	hpp_pace_start(&session->pace, PACE_HZ);
	begin_time(session);
	if (session->grid.next > 0)
		rejoin(session, session->time_us, sample->value);
	else
		chronojump_grid_start(&session->grid, 0, session->time_us, sample->value);
	session->state = CHRONOJUMP_STREAMING;
	atomic_store(&session->trouble, NULL);
}

/* Device time may go on, and no faster than the host's. */
static bool is_possible(const struct chronojump *session, int64_t time_us)
{
	double host_us = (double)(session->link.heard_ns - session->link.since_ns) / NS_PER_US;
	double device_us = (double)(time_us - session->first_us);

	return time_us > session->time_us && device_us <= host_us * (1 + AHEAD_RATIO) + AHEAD_US;
}

static int take_sample(struct chronojump *session, const struct chronojump_sample *sample,
		       struct error *err)
{
	int64_t time_us =
		session->time_us + (int32_t)(sample->time_us - (uint32_t)session->time_us);
	double ratio;

	session->heard_ever_ns = session->link.heard_ns;
	if (!session->has_time) {
		take_first(session, sample);
		return 0;
	}
	if (!is_possible(session, time_us)) {
		lose(session, "bad-time");
		return 0;
	}
	session->time_us = time_us;
	if (!chronojump_grid_add(&session->grid, time_us, sample->value)) {
		session->gap_cause = sample->follows ? "missing-sample" : "lost-bytes";
		session->gap_uncertainty = 0;
	}
	if (hpp_pace_is_off(&session->pace, (uint64_t)(time_us - session->first_us) / 1000,
			    session->link.heard_ns, &ratio))
		return fail(err, HINGE_EDEVICE,
			    "plate %s: its clock runs at %.3f of the computer's: all times "
			    "measured with it are wrong",
			    session->link.port->name, ratio);
	return 0;
}

/* --- reading --- */

static int connect(struct chronojump *session, int timeout_ms, struct error *err)
{
	struct chronojump_sample first;

	if (chronojump_link_connect(&session->link, &first, timeout_ms, &session->why))
		return take_sample(session, &first, err);
	if (now_ns() - session->heard_ever_ns < PATIENCE_NS)
		return 0;
	return fail(err, HINGE_EDEVICE,
		    "plate %s gave nothing for 60 s (%s; last: %s); what was recorded before is "
		    "kept",
		    session->link.port->name, session->loss, session->why.text);
}

/* The capture that open began goes on; what has come since is old. */
static void begin(struct chronojump *session)
{
	chronojump_link_drop(&session->link);
	session->link.heard_ns = session->heard_ever_ns = now_ns();
	session->loss = "unplugged";
	session->state = CHRONOJUMP_STREAMING;
}

static int listen(struct chronojump *session, int timeout_ms, struct error *err)
{
	struct chronojump_sample sample;
	int got;

	if (chronojump_next(&session->link.stream, &sample))
		return take_sample(session, &sample, err);
	got = chronojump_link_fill(&session->link, timeout_ms, &session->why);
	keep_time(session);
	if (got < 0)
		lose(session, "unplugged");
	else if (session->link.empty_ns - session->link.heard_ns > SILENCE_NS)
		lose(session, "stalled");
	return 0;
}

/* Frames up to the newest sample. */
static int64_t take_frames(struct chronojump *session, int32_t *counts, size_t max_frames,
			   struct source_block *block)
{
	int64_t first = session->grid.next;
	double time_us = chronojump_grid_time_us(&session->grid, first);
	size_t frames = 0;

	while (frames < max_frames &&
	       chronojump_grid_take(&session->grid, counts + frames * CHRONOJUMP_CELLS))
		frames++;
	if (!frames)
		return 0;
	*block = (struct source_block){
		.first_frame = first,
		.frames = frames,
		.device_counter = (uint64_t)fmax(time_us * NS_PER_US, 0),
		.gap_cause = session->gap_cause,
		.gap_uncertainty = session->gap_uncertainty,
	};
	if (session->pair_is_new)
		block->clock = session->pair;
	session->pair_is_new = false;
	session->gap_cause = NULL;
	session->gap_uncertainty = 0;
	return (int64_t)frames;
}

int64_t chronojump_read(struct chronojump *session, int32_t *counts, size_t max_frames,
			struct source_block *block, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;

	if (session->state == CHRONOJUMP_OPEN)
		begin(session);
	do {
		int64_t frames =
			session->has_time ? take_frames(session, counts, max_frames, block) : 0;
		int ret;

		if (frames)
			return frames;
		ret = session->state == CHRONOJUMP_LOST ? connect(session, ms_until(end_ns), err)
							: listen(session, ms_until(end_ns), err);
		if (ret)
			return ret;
	} while (now_ns() < end_ns);
	return 0;
}
