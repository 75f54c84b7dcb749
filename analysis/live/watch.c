/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/live/watch.h"

#include "analysis/signal/filter/filter.h"

#include <math.h>
#include <string.h>

static const double eye_hz = 3, force_hz = 25;
static const double glance_s = 0.05;
static const double pull_of_body = 0.2; /* of a bar whose weight is not known yet */
static const double pull_of_load = 0.3;
static const double gone_share = 0.45, slack_share = 0.1;
/* What carried the bar for a while and then does so no more may have met the floor; a bar that
 * bounces leaves much of its weight. */
static const double carried_share = 0.75, carried_s = 0.2, unloaded_share = 0.6;
static const double past_top = 0.98, lifted_share = 0.98;
static const double still_ratio = 0.012, moves_ratio = 0.03;
/* with the bar's weight measured, and with it told */
static const double hold_within[] = {0.03, 0.06}, hold_m_s[] = {0.15, 0.2};
static const double near_floor = 0.5;
static const double moves_m_s[] = {-0.08, 0.08};
static const double gravity_m_s2 = 9.80665;
enum { STILL_GLANCES = 4 };

static int lowpass_init(struct lowpass *f, double cutoff_hz, double rate_hz, struct error *err)
{
	struct filter filter;
	int ret;

	memset(f, 0, sizeof(*f));
	f->section.b0 = 1;
	if (!filter_applies(cutoff_hz, rate_hz))
		return 0;
	ret = filter_lowpass(&filter, cutoff_hz, rate_hz, NULL, err);
	f->section = filter.section;
	return ret;
}

static double lowpass_step(struct lowpass *f, double x)
{
	const struct biquad *q = &f->section;
	double y = q->b0 * x + f->state[0];

	f->state[0] = q->b1 * x + f->state[1] - q->a1 * y;
	f->state[1] = q->b2 * x - q->a2 * y;
	return y;
}

int watch_init(struct watch *w, double frame_hz, bool one_plate, const struct config *config,
	       struct error *err)
{
	int ret;

	*w = (struct watch){
		.frame_hz = frame_hz,
		.on_n = config->on_plate_n,
		.off_n = config->off_plate_n,
		.quiet_ratio = config->quiet_sd_pct / 100,
		.one_plate = one_plate,
		.body_n = NAN,
		.load_n = NAN,
		.told_n = NAN,
		.glance_frames = (size_t)fmax(1, glance_s * frame_hz),
	};
	ret = lowpass_init(&w->force, force_hz, frame_hz, err);
	for (int side = 0; side < 2 && !ret; side++)
		ret = lowpass_init(&w->eye[side], eye_hz, frame_hz, err);
	return ret;
}

static void see_feet(struct watch *w)
{
	for (int side = 0; side < 2; side++) {
		double force_n = w->side_n[w->one_plate ? 0 : side];

		if (force_n > w->on_n)
			w->on[side] = true;
		else if (force_n < w->off_n)
			w->on[side] = false;
	}
}

/* True at the end of a glance. */
static bool glance(struct watch *w)
{
	w->glance_sum += w->total_n;
	if (++w->glanced < w->glance_frames)
		return false;
	memmove(w->glance, w->glance + 1, (GLANCES - 1) * sizeof(*w->glance));
	w->glance[GLANCES - 1] = w->glance_sum / (double)w->glanced;
	w->glance_sum = 0;
	w->glanced = 0;
	w->glances += w->glances < GLANCES;
	return true;
}

/* SD over mean of the last glances; infinite before there are so many. */
static double unrest(const struct watch *w, size_t count)
{
	const double *x = w->glance + GLANCES - count;
	double sum = 0, squares = 0;

	if (w->glances < count)
		return INFINITY;
	for (size_t i = 0; i < count; i++)
		sum += x[i];
	for (size_t i = 0; i < count; i++)
		squares += pow(x[i] - sum / (double)count, 2);
	return sqrt(squares / (double)count) / fabs(sum / (double)count);
}

static double excess_n(const struct watch *w)
{
	return w->total_n - w->body_n;
}

/* The bar as far as it is known for sure: before the first rep what the pull has reached. */
static double carried_n(const struct watch *w)
{
	return isnan(w->load_n) ? w->top_n : w->load_n;
}

/* NaN = not known. */
static double bar_n(const struct watch *w)
{
	return isnan(w->load_n) ? w->told_n : w->load_n;
}

static void begin_pull(struct watch *w)
{
	double least = isnan(bar_n(w)) ? pull_of_body * w->body_n : pull_of_load * bar_n(w);

	w->top_n = 0;
	if (excess_n(w) > least)
		w->phase = LIVE_PULLING;
	else
		w->phase = LIVE_STANDING;
}

static bool is_steady(const struct watch *w)
{
	return unrest(w, STILL_GLANCES) < still_ratio;
}

/* At rest at the top the force stands at the weight and the velocity is zero, whatever the integral
 * says; in the middle of a lift the force may be as steady. A bar that was only told of may weigh
 * something else: a hold weighs it. */
static bool holds_at(struct watch *w, double weight_n)
{
	double level_n = w->glance[GLANCES - 1];
	bool measured = !isnan(w->load_n);

	if (!w->has_risen || !is_steady(w) ||
	    fabs(level_n - weight_n) > hold_within[!measured] * weight_n ||
	    fabs(w->velocity_m_s) > hold_m_s[!measured])
		return false;
	w->velocity_m_s = 0;
	if (!measured)
		w->told_n = level_n - w->body_n;
	return true;
}

/* The weight is known, and so the velocity. */
static enum live_phase phase_by_velocity(struct watch *w, bool glanced, double weight_n)
{
	w->velocity_m_s += (w->total_n / weight_n - 1) * gravity_m_s2 / w->frame_hz;
	w->height_m += w->velocity_m_s / w->frame_hz;
	w->top_m = fmax(w->top_m, w->height_m);
	w->has_risen |= w->velocity_m_s > moves_m_s[1];
	if (glanced && holds_at(w, weight_n))
		return LIVE_HOLDING;
	if (w->velocity_m_s > moves_m_s[1])
		return LIVE_LIFTING;
	if (w->velocity_m_s < moves_m_s[0])
		return LIVE_LOWERING;
	return w->phase;
}

/* Before that steady is a hold, and what leaves its level is on the way down. */
static enum live_phase phase_by_force(struct watch *w, bool glanced)
{
	double level_n = w->glance[GLANCES - 1];

	if (!glanced)
		return w->phase;
	if (w->phase == LIVE_HOLDING)
		return fabs(level_n - w->hold_n) > moves_ratio * w->hold_n ? LIVE_LOWERING
									   : LIVE_HOLDING;
	if (is_steady(w)) {
		w->hold_n = level_n;
		return LIVE_HOLDING;
	}
	return w->phase;
}

static void follow_bar(struct watch *w, bool glanced)
{
	double weight_n = w->body_n + bar_n(w);
	bool off_floor = isnan(weight_n) ? excess_n(w) < past_top * w->top_n
					 : excess_n(w) > lifted_share * bar_n(w);

	if (w->phase != LIVE_PULLING) {
		w->phase = isnan(weight_n) ? phase_by_force(w, glanced)
					   : phase_by_velocity(w, glanced, weight_n);
	} else if (off_floor) {
		w->phase = LIVE_LIFTING;
		w->velocity_m_s = w->height_m = w->top_m = 0;
		w->has_risen = false;
	}
}

/* True where the feet lose a bar that they carried. */
static bool loses_bar(struct watch *w)
{
	bool carried = (double)w->carried > carried_s * w->frame_hz;

	if (excess_n(w) > carried_share * carried_n(w))
		w->carried++;
	if (excess_n(w) > unloaded_share * carried_n(w))
		return false;
	w->carried = 0;
	return carried;
}

/* Near the top a body that slows down or drops carries as little. */
static bool is_near_floor(const struct watch *w)
{
	return w->phase == LIVE_PULLING || w->height_m <= near_floor * w->top_m;
}

static bool step_bar(struct watch *w, bool glanced)
{
	double gone = is_near_floor(w) ? gone_share : 0;
	bool lost;

	if (w->phase < LIVE_PULLING)
		begin_pull(w);
	if (w->phase < LIVE_PULLING)
		return false;
	w->top_n = fmax(w->top_n, excess_n(w));
	lost = loses_bar(w);
	if (lost && w->phase == LIVE_LOWERING && is_near_floor(w))
		w->phase = LIVE_PULLING;
	if (excess_n(w) < (w->phase == LIVE_PULLING ? slack_share : gone) * carried_n(w))
		w->phase = LIVE_STANDING;
	else
		follow_bar(w, glanced);
	return lost;
}

enum watch_event watch_step(struct watch *w, const double side_n[2])
{
	bool glanced, was_empty = w->phase == LIVE_EMPTY, was_held = w->phase == LIVE_HOLDING;

	for (int side = 0; side < 2; side++)
		w->side_n[side] = lowpass_step(&w->eye[side], side_n[side]);
	w->total_n = lowpass_step(&w->force, side_n[0] + side_n[1]);
	see_feet(w);
	glanced = glance(w);
	if (!w->on[0] || !w->on[1]) {
		w->phase = LIVE_EMPTY;
		return WATCH_NOTHING;
	}
	if (isnan(w->body_n)) {
		w->phase = LIVE_WEIGHING;
		if (was_empty)
			return WATCH_CONTACT;
		return glanced && unrest(w, GLANCES) < w->quiet_ratio ? WATCH_QUIET : WATCH_NOTHING;
	}
	if (step_bar(w, glanced))
		return WATCH_UNLOADED;
	return !was_held && w->phase == LIVE_HOLDING ? WATCH_HELD : WATCH_NOTHING;
}
