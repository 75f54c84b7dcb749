/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/live/live.h"

#include "analysis/live/detector.h"
#include "analysis/live/watch.h"
#include "analysis/live/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double window_s = 75;
/* After the bar may have touched the floor: when everything that the detection looks at is there,
 * and once more when the body stands again. */
static const double look_s[] = {0.3, 1.0};
static const double weigh_again_s = 0.5;
static const double same_rep_s = 0.3;

enum { LOOKS = sizeof(look_s) / sizeof(*look_s) };

struct told {
	struct live_rep rep;
	double end_s; /* touchdown, or where it has none, lift-off: its place among the others */
};

struct live {
	struct config config;
	struct window window;
	struct watch watch;
	struct detector detector;
	int64_t due[LOOKS]; /* frames of the window's count; INT64_MAX = not */
	int64_t weigh_due;
	double final_s; /* what ended by then is told for good */
	int before;     /* reps no longer in the list, and how many of them were valid */
	int valid_before;
	size_t count;
	struct told told[LIVE_REPS_MAX + DETECTED_MAX];
	struct told fresh[DETECTED_MAX]; /* of the last look */
};

const char *live_phase_name(enum live_phase phase)
{
	static const char *const names[] = {"empty",   "weighing", "standing", "pulling",
					    "lifting", "holding",  "lowering"};

	return names[phase];
}

int live_new(struct live **out, const struct recording_info *info, const struct config *config,
	     struct error *err)
{
	struct live *live = calloc(1, sizeof(*live));
	struct window *w;
	int ret;

	if (!live)
		return fail(err, HINGE_ENOMEM, "no memory to analyse what is recorded");
	live->config = *config;
	live->due[0] = live->due[1] = INT64_MAX;
	w = &live->window;
	ret = window_init(w, info, window_s, err);
	if (!ret)
		ret = detector_init(&live->detector, info, &live->config, w->room, w->frame_hz,
				    err);
	if (!ret)
		ret = watch_init(&live->watch, w->frame_hz, live->detector.one_plate, &live->config,
				 err);
	if (ret) {
		live_free(live);
		return ret;
	}
	live->watch.told_n = live->detector.entered_n;
	*out = live;
	return 0;
}

void live_free(struct live *live)
{
	if (!live)
		return;
	window_reset(&live->window);
	detector_reset(&live->detector);
	free(live);
}

/* --- the reps told so far --- */

static const char *reason_of(const struct detected *rep, const struct config *config)
{
	if (rep->valid)
		return "";
	if (rep->flags & FLAG_GAP)
		return "samples are missing";
	if (rep->flags & FLAG_SATURATED)
		return "a cell was at its limit";
	if (rep->kind == REP_FAILED)
		return "not lifted";
	if (rep->kind == REP_PARTIAL || rep->displacement_m < config->rep_min_m)
		return "only part of the way";
	if (isnan(rep->lockout_s))
		return "cut off";
	return "not like a lift";
}

static double known_since(const struct live *live, double end_s, bool valid, double now_s)
{
	for (size_t i = 0; i < live->count; i++)
		if (fabs(live->told[i].end_s - end_s) < same_rep_s &&
		    live->told[i].rep.valid == valid)
			return live->told[i].rep.known_s;
	return now_s;
}

static struct told tell_rep(const struct live *live, const struct detected *found, double end_s,
			    double now_s)
{
	struct live_rep rep = {
		.kind = found->kind,
		.liftoff_s = found->liftoff_s,
		.lockout_s = found->lockout_s,
		.touchdown_s = found->touchdown_s,
		.asymmetry_lift_pct = found->asymmetry_lift_pct,
		.valid = found->valid,
		.reason = reason_of(found, &live->config),
		.known_s = known_since(live, end_s, found->valid, now_s),
	};

	return (struct told){rep, end_s};
}

/* The oldest leave the list. */
static void forget(struct live *live, size_t count)
{
	for (size_t i = 0; i < count; i++)
		live->valid_before += live->told[i].rep.valid;
	live->before += (int)count;
	live->count -= count;
	memmove(live->told, live->told + count, live->count * sizeof(*live->told));
}

/* What was found takes the place of everything that is not final. */
static void tell(struct live *live, double now_s)
{
	size_t final = 0, count = 0;

	while (final < live->count && live->told[final].end_s <= live->final_s)
		final++;
	for (size_t i = 0; i < live->detector.count; i++) {
		const struct detected *rep = &live->detector.rep[i];
		double end_s = isnan(rep->touchdown_s) ? rep->liftoff_s : rep->touchdown_s;

		if (end_s > live->final_s + same_rep_s)
			live->fresh[count++] = tell_rep(live, rep, end_s, now_s);
	}
	if (final > LIVE_REPS_MAX) {
		forget(live, final - LIVE_REPS_MAX);
		final = LIVE_REPS_MAX;
	}
	memcpy(live->told + final, live->fresh, count * sizeof(*live->fresh));
	live->count = final + count;
	for (size_t i = 0; i < live->count; i++)
		live->told[i].rep.index = live->before + (int)i + 1;
}

/* --- the window --- */

static double now_s(const struct live *live)
{
	return (double)live->window.next_frame / live->window.rate_hz;
}

static int look(struct live *live, bool ended, struct error *err)
{
	struct detector *d = &live->detector;
	int ret = detector_run(d, &live->window, ended, err);

	if (ret == HINGE_ENOMEM && !ended)
		return 0; /* the next look finds what this one could not */
	if (ret)
		return ret;
	live->watch.body_n = d->body.weight_n;
	live->watch.load_n = d->load_n;
	tell(live, now_s(live));
	return 0;
}

static int do_what_is_due(struct live *live, int64_t frame, enum watch_event event,
			  struct error *err)
{
	double frame_hz = live->window.frame_hz;
	bool ends_rep = event == (live->detector.romanian ? WATCH_HELD : WATCH_UNLOADED);
	int ret = 0;

	if (event == WATCH_CONTACT)
		ret = detector_tare(&live->detector, &live->window, err);
	if (event == WATCH_QUIET && frame >= live->weigh_due) {
		live->weigh_due = frame + (int64_t)(weigh_again_s * frame_hz);
		ret = detector_weigh(&live->detector, &live->window, err);
		live->watch.body_n = live->detector.body.weight_n;
	}
	for (int i = 0; i < LOOKS && !ret; i++) {
		if (ends_rep)
			live->due[i] = frame + (int64_t)(look_s[i] * frame_hz);
		if (frame < live->due[i])
			continue;
		live->due[i] = INT64_MAX;
		ret = look(live, false, err);
	}
	return ret;
}

/* Room for more: the older half goes, or a quarter and up to the last touchdown in the next one.
 * The rep after it stays in the window so that the one to come is not found alone, but is told for
 * good.
 */
static void make_room(struct live *live)
{
	struct window *w = &live->window;
	double start_s = window_time_s(w, w->origin);
	double quarter_s = start_s + 0.25 * (double)w->frames / w->frame_hz;
	double half_s = start_s + 0.5 * (double)w->frames / w->frame_hz;
	size_t first = w->frames / 2;

	live->final_s = half_s;
	for (size_t i = 0; i + 1 < live->count; i++) {
		double end_s = live->told[i].end_s;

		if (!(end_s > quarter_s && end_s < half_s))
			continue;
		first = (size_t)((end_s - start_s) * w->frame_hz);
		live->final_s = live->told[i + 1].end_s;
	}
	window_drop(w, first);
}

static int watch_new(struct live *live, size_t from, struct error *err)
{
	struct window *w = &live->window;
	const struct tare *tare = &live->detector.tare;
	int ret = 0;

	for (size_t i = from; i < w->frames && !ret; i++) {
		double side_n[2] = {w->side_n[2 * i] - tare->offset[0],
				    w->side_n[2 * i + 1] - tare->offset[1]};

		ret = do_what_is_due(live, w->origin + (int64_t)i, watch_step(&live->watch, side_n),
				     err);
	}
	return ret;
}

int live_push(struct live *live, const int32_t *counts, size_t frames, int64_t first_frame,
	      struct error *err)
{
	struct window *w = &live->window;
	int ret = 0;

	if (first_frame < w->next_frame)
		return fail(err, HINGE_EFORMAT, "frame %lld after frame %lld",
			    (long long)first_frame, (long long)w->next_frame - 1);
	while (frames && !ret) {
		int64_t origin = w->origin, seen = origin + (int64_t)w->frames;
		size_t taken = window_add(w, counts, frames, first_frame);

		if (w->origin > origin) /* more was lost than is kept */
			live->final_s = window_time_s(w, w->origin);
		if (!taken)
			make_room(live);
		else
			ret = watch_new(live, seen > w->origin ? (size_t)(seen - w->origin) : 0,
					err);
		counts += taken * w->channels;
		frames -= taken;
		first_frame += (int64_t)taken;
	}
	return ret;
}

int live_finish(struct live *live, struct error *err)
{
	return live->window.frames ? look(live, true, err) : 0;
}

void live_state(const struct live *live, struct live_state *state)
{
	const struct watch *watch = &live->watch;
	const struct detector *d = &live->detector;
	size_t skip = live->count > LIVE_REPS_MAX ? live->count - LIVE_REPS_MAX : 0;
	double load_n = isnan(d->load_n) ? d->entered_n : d->load_n;

	*state = (struct live_state){
		.time_s = now_s(live),
		.left_n = watch->side_n[0],
		.right_n = watch->side_n[1],
		.on = {watch->on[0], watch->on[1]},
		.has_sides = d->has_sides,
		.body_mass_kg = d->body.weight_n / live->config.gravity_m_s2,
		.load_kg = load_n / live->config.gravity_m_s2,
		.phase = watch->phase,
		.valid_reps = live->valid_before,
		.total_reps = live->before + (int)live->count,
		.reps = live->count - skip,
		.lost_frames = live->window.lost_frames,
	};
	for (size_t i = 0; i < live->count; i++)
		state->valid_reps += live->told[i].rep.valid;
	for (size_t i = 0; i < state->reps; i++)
		state->rep[i] = live->told[skip + i].rep;
}
