/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/live/detector.h"

#include "analysis/asymmetry.h"
#include "analysis/signal/filter/filter.h"
#include "analysis/signal/plate/vertical.h"
#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7 };
/* Of a look at the most, in doubles a frame: the motion of reps from the floor and of Romanian
 * ones, and the rest windows of their search; and what does not grow with the window. */
enum { LOOK_COLUMNS = 6, LOOK_BYTES = 1 << 21 };
static const double failed_s = 0.8;

static double or_nan(double x)
{
	return x > 0 ? x : (double)NAN;
}

/* Two plates that tell newton, with the sides and the zero of the recording's. */
static void describe_forces(struct detector *d, const struct recording_info *info,
			    const struct verticals *v, double frame_hz)
{
	struct recording_info *forces = &d->forces.info;

	recording_info_init(forces);
	forces->rate_hz = frame_hz;
	forces->unit = UNIT_NEWTON;
	forces->channels = d->forces.channels = 2;
	forces->plates = d->one_plate ? 1 : 2;
	for (size_t p = 0; p < forces->plates; p++) {
		struct plate *plate = &forces->plate[p];

		plate->kind = PLATE_FZ;
		plate->foot = d->one_plate ? FOOT_BOTH : p ? FOOT_RIGHT : FOOT_LEFT;
		plate->cells = 1;
		plate->cell[0] = (struct cell){.column = (int)p, .newton_per_unit = 1};
		plate->cop_column[0] = plate->cop_column[1] = -1;
	}
	forces->has_tare_before = info->has_tare_before;
	for (size_t k = 0; k < v->count && info->has_tare_before; k++) {
		const struct vertical *at = &v->at[k];

		forces->tare_before[v->side[at->plate]] +=
			(info->tare_before[at->column] - at->zero) * at->newton_per_unit;
	}
}

static void share_memory(struct detector *d, size_t room)
{
	d->side_n = d->memory;
	d->side_20_n = d->memory + 2 * room;
	d->total_50_n = d->memory + 4 * room;
	d->total_20_n = d->memory + 5 * room;
	d->total_6_n = d->memory + 6 * room;
}

int detector_init(struct detector *d, const struct recording_info *info,
		  const struct config *config, size_t room, double frame_hz, struct error *err)
{
	struct trial described = {.info = *info, .channels = info->channels};
	struct verticals v;
	int ret = verticals_of(&v, &described, err);

	if (ret)
		return ret;
	*d = (struct detector){
		.config = config,
		.has_sides = v.has_sides && !v.one_plate,
		.one_plate = v.one_plate,
		.romanian = !strcmp(info->style, "romanian"),
		.entered_n = or_nan(info->load_kg) * config->gravity_m_s2,
		.given_n = or_nan(info->mass_kg) * config->gravity_m_s2,
		.body = {.weight_n = NAN},
		.load_n = NAN,
	};
	describe_forces(d, info, &v, frame_hz);
	memcpy(d->tare.offset, d->forces.info.tare_before, sizeof(d->tare.offset));
	d->memory = memory_new(COLUMNS * room, sizeof(double));
	d->arena = arena_new(LOOK_COLUMNS * room * sizeof(double) + LOOK_BYTES);
	if (!d->memory || !d->arena)
		return fail(err, HINGE_ENOMEM, "no memory to find reps in %zu frames", room);
	share_memory(d, room);
	return 0;
}

void detector_reset(struct detector *d)
{
	free(d->memory);
	d->memory = NULL;
	arena_free(d->arena);
	d->arena = NULL;
}

int detector_tare(struct detector *d, const struct window *w, struct error *err)
{
	if (w->origin > 0)
		return 0;
	d->forces.frames = w->frames;
	d->forces.samples = w->side_n;
	d->forces.quality = w->quality;
	return tare_find(&d->forces, d->config, d->arena, &d->tare, err);
}

static void subtract_tare(struct detector *d, const struct window *w)
{
	const struct tare *tare = &d->tare;

	for (size_t i = 0; i < w->frames; i++) {
		double since = (double)i + (double)w->origin - tare->from_frame;

		for (size_t side = 0; side < 2; side++)
			d->side_n[2 * i + side] = w->side_n[2 * i + side] - tare->offset[side] -
						  tare->drift[side] * since;
	}
}

static int smooth(const struct detector *d, double cutoff_hz, double *x, size_t frames,
		  size_t channels, struct error *err)
{
	struct filter filter;
	double rate_hz = d->forces.info.rate_hz;
	int ret;

	if (frames < 2 || !filter_applies(cutoff_hz, rate_hz))
		return 0;
	ret = filter_lowpass(&filter, cutoff_hz, rate_hz, d->config->isa, err);
	if (ret)
		return ret;
	filter.arena = d->arena;
	return filter_zero_phase(&filter, x, frames, channels, filter_default_pad(&filter, frames),
				 err);
}

static void sum_sides(const double *side_n, size_t frames, double *total_n)
{
	for (size_t i = 0; i < frames; i++)
		total_n[i] = side_n[2 * i] + side_n[2 * i + 1];
}

/* The copies of stage_filter(). */
static int filter_window(struct detector *d, const struct window *w, struct error *err)
{
	const struct config *config = d->config;
	size_t n = w->frames;
	int ret;

	memcpy(d->side_20_n, d->side_n, 2 * n * sizeof(double));
	sum_sides(d->side_n, n, d->total_50_n);
	sum_sides(d->side_n, n, d->total_6_n);
	ret = smooth(d, config->kinetics_cutoff_hz, d->side_20_n, n, 2, err);
	if (!ret)
		ret = smooth(d, config->onset_cutoff_hz, d->total_50_n, n, 1, err);
	if (!ret)
		ret = smooth(d, config->state_cutoff_hz, d->total_6_n, n, 1, err);
	sum_sides(d->side_20_n, n, d->total_20_n);
	d->signals = (struct event_signals){
		.frames = n,
		.rate_hz = w->frame_hz,
		.side_n = d->side_n,
		.side_20_n = d->side_20_n,
		.total_50_n = d->total_50_n,
		.total_20_n = d->total_20_n,
		.total_6_n = d->total_6_n,
		.quality = w->quality,
		.one_plate = d->one_plate,
		.arena = d->arena,
	};
	return ret;
}

/* Body weight is measured once and for all when the window no longer begins with the recording. */
static int weigh(struct detector *d, const struct window *w, struct error *err)
{
	struct body_weight body;
	int ret;

	if (w->origin > 0 && d->body.found)
		return 0;
	ret = body_weight_find(&d->signals, d->config, d->given_n, &body, err);
	if (ret)
		return ret;
	if (body.found)
		d->body = body;
	else if (!isnan(d->given_n))
		d->body = (struct body_weight){.weight_n = d->given_n};
	else if (w->origin == 0)
		d->body = (struct body_weight){.weight_n = NAN};
	return 0;
}

int detector_weigh(struct detector *d, const struct window *w, struct error *err)
{
	int ret = detector_tare(d, w, err);

	if (ret)
		return ret;
	subtract_tare(d, w);
	ret = filter_window(d, w, err);
	return ret ? ret : weigh(d, w, err);
}

/* NaN where there is none. */
static double heaviest(const struct bar_loads *loads)
{
	double weight_n = NAN;

	for (size_t i = 0; i < loads->count; i++)
		weight_n = fmax(weight_n, loads->load[i].weight_n);
	return weight_n;
}

/* What is told, or what the reps that left the window showed, where the window shows nothing. */
static int find_loads(struct detector *d, const struct window *w, struct bar_loads *loads,
		      struct error *err)
{
	double known_n = isnan(d->entered_n) && w->origin > 0 ? d->load_n : d->entered_n;
	int ret = bar_loads_find(&d->signals, d->config, &d->body, d->entered_n, loads, err);

	if (!ret && !loads->count && !isnan(known_n))
		*loads = (struct bar_loads){1, {{0, d->signals.frames, known_n}}};
	return ret;
}

/* As stage_load() and stage_reps(). */
static int find_reps(struct detector *d, const struct window *w, struct rep_list *reps,
		     struct error *err)
{
	struct bar_loads loads;
	struct set_signs signs = {
		.body = &d->body,
		.loads = &loads,
		.is_entered = !isnan(d->entered_n),
		.is_romanian = d->romanian,
	};
	struct rep_decision decision;
	int ret = find_loads(d, w, &loads, err);

	if (ret)
		return ret;
	signs.load_n = heaviest(&loads);
	ret = reps_decide(&d->signals, d->config, &signs, &decision, err);
	if (!ret)
		*reps = decision.reps;
	return ret;
}

static double lift_asymmetry(const struct detector *d, const struct rep_list *reps,
			     const struct rep *rep)
{
	struct phase phases[PHASES];
	double rate_hz = d->signals.rate_hz, left = 0, right = 0;
	size_t n = phases_of_rep(reps, rep, rate_hz, phases), k = 0;

	while (k < n && phases[k].phase != PHASE_LIFT)
		k++;
	if (k == n || !d->has_sides)
		return NAN;

	size_t from = (size_t)(phases[k].t_start_s * rate_hz + 0.5);
	size_t to = (size_t)(phases[k].t_end_s * rate_hz + 0.5);

	for (size_t i = from; i < to; i++) {
		left += d->side_20_n[2 * i];
		right += d->side_20_n[2 * i + 1];
	}
	return asymmetry_index(left, right);
}

static void keep(struct detector *d, const struct window *w, const struct rep_list *reps,
		 const struct rep *rep)
{
	double start_s = window_time_s(w, w->origin);

	if (d->count == DETECTED_MAX) {
		memmove(d->rep, d->rep + 1, (DETECTED_MAX - 1) * sizeof(*d->rep));
		d->count--;
	}
	d->rep[d->count++] = (struct detected){
		.kind = rep->kind,
		.flags = rep->flags,
		.valid = rep->valid,
		.liftoff_s = rep->liftoff_s + start_s,
		.lockout_s = rep->lockout_s + start_s,
		.touchdown_s = rep->touchdown_s + start_s,
		.asymmetry_lift_pct = lift_asymmetry(d, reps, rep),
		.displacement_m = rep->displacement_m,
	};
}

/* What the end of the window may still change: a lift that goes on, or one that is taken for a pull
 * that failed because its force is low near the top. */
static bool is_open(const struct detector *d, const struct rep *rep)
{
	double end_s = (double)d->signals.frames / d->signals.rate_hz;

	return rep->flags & FLAG_EDGE ||
	       (rep->kind == REP_FAILED && end_s - rep->touchdown_s < failed_s);
}

int detector_run(struct detector *d, const struct window *w, bool ended, struct error *err)
{
	struct rep_list reps = {0};
	int ret = detector_weigh(d, w, err);

	d->count = 0;
	if (ret || isnan(d->body.weight_n))
		return ret;
	ret = find_reps(d, w, &reps, err);
	for (size_t i = 0; i < reps.count && !ret; i++)
		if (ended || !is_open(d, &reps.rep[i]))
			keep(d, w, &reps, &reps.rep[i]);
	if (reps.count)
		d->load_n = reps.load_n[reps.count - 1];
	rep_list_reset(&reps);
	return ret;
}
