/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/events.h"

#include <math.h>

static size_t frame_of(double seconds, double rate_hz)
{
	return (size_t)lround(seconds * rate_hz);
}

/* First time at which half of the rise is done. */
static double half_way_s(const struct rep_list *reps, const struct rep *rep, double rate_hz)
{
	size_t i = frame_of(rep->liftoff_s, rate_hz), end = frame_of(rep->lockout_s, rate_hz);

	while (i < end && reps->displacement_m[i] < rep->displacement_m / 2)
		i++;
	return (double)i / rate_hz;
}

/* The pull before lift-off starts at the onset, or where the bar came down from the rep before. */
static double slack_start_s(const struct rep_list *reps, const struct rep *rep)
{
	if (!(rep->flags & FLAG_TURNAROUND) || rep == reps->rep)
		return rep->onset_s;
	return rep[-1].touchdown_s;
}

static size_t add(struct phase *out, size_t n, const struct rep *rep, enum phase_id id, double from,
		  double to)
{
	if (!(from < to)) /* NaN too: the rep has no such phase */
		return n;
	out[n] = (struct phase){
		.set = rep->set,
		.rep = rep->rep,
		.phase = id,
		.t_start_s = from,
		.t_end_s = to,
		.flags = rep->flags,
	};
	return n + 1;
}

size_t phases_of_rep(const struct rep_list *reps, const struct rep *rep, double rate_hz,
		     struct phase out[PHASES])
{
	size_t n = 0;

	if (rep->kind == REP_FAILED)
		return add(out, 0, rep, PHASE_SLACK, rep->onset_s, rep->touchdown_s);

	if (rep->kind == REP_ROMANIAN)
		n = add(out, n, rep, PHASE_LOWER, rep->lower_s, rep->liftoff_s);
	else
		n = add(out, n, rep, PHASE_SLACK, slack_start_s(reps, rep), rep->liftoff_s);
	if (isnan(rep->lockout_s))
		return n;

	double half = half_way_s(reps, rep, rate_hz);

	n = add(out, n, rep, PHASE_LIFT1, rep->liftoff_s, half);
	n = add(out, n, rep, PHASE_LIFT2, half, rep->lockout_s);
	n = add(out, n, rep, PHASE_LIFT, rep->liftoff_s, rep->lockout_s);
	if (rep->kind == REP_ROMANIAN)
		return n;
	n = add(out, n, rep, PHASE_HOLD, rep->lockout_s,
		isnan(rep->lower_s) ? rep->touchdown_s : rep->lower_s);
	return add(out, n, rep, PHASE_LOWER, rep->lower_s, rep->touchdown_s);
}
