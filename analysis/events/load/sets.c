/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several bars in one recording: nobody changes discs without a pause, so the recording is cut at
 * its pauses, and a stretch whose lifts the common weight does not close gets its own
 * (docs/methods.md#load). */
#include "analysis/events/load/load.h"

#include <math.h>

static const double pause_s = 8;
static const double loaded_of_body = 0.2;
static const double settled_score = 0.5; /* lifts that close */
static const double sure_share = 0.9;
static const double alike_share = 0.02, alike_kg = 2;

struct weighing {
	const struct config *config;
	const struct body_weight *body;
	struct thinned thinned;
	struct lift *lifts;
};

/* A part of the thinned recording, from .. to; its load is unknown where weight_n is NaN. */
static int weigh_part(struct weighing *w, const struct bar_load *part, struct guess *out,
		      struct guess (*how)(struct lift_search *, struct lift *, double),
		      struct error *err)
{
	struct event_signals signals = signals_between(&w->thinned.signals, part->from, part->to);
	struct lift_search search;
	int ret = lift_search_init(&search, &signals, w->config, w->body, part, err);

	if (ret)
		return ret;
	search.velocity = w->thinned.velocity + part->from;
	search.displacement = w->thinned.displacement + part->from;
	*out = how(&search, w->lifts, part->weight_n);
	lift_search_reset(&search);
	return 0;
}

/* The feet leave a plate in from .. to. */
static bool stepped_off(const struct weighing *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!feet_are_on(&w->thinned.signals, i, w->config->off_plate_n))
			return true;
	return false;
}

/* Cuts in the middle of every pause between bouts. */
static int cut(struct weighing *w, struct bar_loads *out, size_t *bouts, struct error *err)
{
	const struct event_signals *signals = &w->thinned.signals;
	struct bar_load whole = {0, signals->frames, NAN};
	struct bout bout[BOUTS_MAX];
	struct lift_search search;
	size_t count, longest = (size_t)(pause_s * signals->rate_hz);
	int ret = lift_search_init(&search, signals, w->config, w->body, &whole, err);

	if (ret)
		return ret;
	count = bouts_find(&search, (1 + loaded_of_body) * search.body_n, bout, BOUTS_MAX);
	*out = (struct bar_loads){1, {whole}};
	for (size_t i = 1; i < count && out->count < BAR_LOADS_MAX; i++) {
		size_t from = bout[i - 1].end, to = bout[i].start, middle = (from + to) / 2;

		if (to - from < longest && !stepped_off(w, from, to))
			continue;
		out->load[out->count - 1].to = middle;
		out->load[out->count++] = (struct bar_load){middle, signals->frames, NAN};
	}
	*bouts = count;
	lift_search_reset(&search);
	return 0;
}

static bool are_alike(const struct weighing *w, double a_n, double b_n)
{
	double limit_n = fmax(alike_kg * w->config->gravity_m_s2, alike_share * b_n);

	return fabs(a_n - b_n) < limit_n;
}

/* The common weight, unless the lifts of the part close better with another. */
static int weigh_stretch(struct weighing *w, struct bar_load *part, double common_n,
			 struct error *err)
{
	struct guess guess = {0};
	int ret = 0;

	part->weight_n = common_n;
	if (!isnan(common_n))
		ret = weigh_part(w, part, &guess, load_settle, err);
	if (ret || (load_explains(&guess) && are_alike(w, guess.load_n, common_n)))
		return ret;
	part->weight_n = NAN;
	ret = weigh_part(w, part, &guess, load_estimate, err);
	part->weight_n = !ret && guess.score >= settled_score && load_explains(&guess) &&
					 !are_alike(w, guess.load_n, common_n)
				 ? guess.load_n
				 : common_n;
	return ret;
}

/* Neighbours of one weight are weighed together. */
static int join_alike(struct weighing *w, struct bar_loads *loads, struct error *err)
{
	size_t kept = 0;
	int ret = 0;

	for (size_t i = 1; i < loads->count; i++) {
		struct bar_load *last = &loads->load[kept];

		if (are_alike(w, loads->load[i].weight_n, last->weight_n))
			last->to = loads->load[i].to;
		else
			loads->load[++kept] = loads->load[i];
	}
	loads->count = kept + 1;
	for (size_t i = 0; i <= kept && kept > 0 && !ret; i++) {
		struct guess guess = {0};

		ret = weigh_part(w, &loads->load[i], &guess, load_settle, err);
		if (guess.score >= settled_score)
			loads->load[i].weight_n = guess.load_n;
	}
	return ret;
}

static void drop_unknown(struct bar_loads *loads)
{
	size_t kept = 0;

	for (size_t i = 0; i < loads->count; i++)
		if (!isnan(loads->load[i].weight_n))
			loads->load[kept++] = loads->load[i];
	loads->count = kept;
}

static int weigh(struct weighing *w, double entered_n, struct bar_loads *out, struct error *err)
{
	struct bar_load whole = {0, w->thinned.signals.frames, entered_n};
	struct guess guess = {0};
	size_t bouts = 0;
	int ret = weigh_part(w, &whole, &guess, load_estimate, err);

	whole.weight_n = guess.score >= settled_score ? guess.load_n : (double)NAN;
	if (!ret)
		ret = cut(w, out, &bouts, err);
	if (ret)
		return ret;
	if (out->count == 1 || guess.score > sure_share * (double)bouts) {
		*out = (struct bar_loads){1, {whole}};
		drop_unknown(out);
		return 0;
	}
	for (size_t i = 0; i < out->count && !ret; i++)
		ret = weigh_stretch(w, &out->load[i], whole.weight_n, err);
	if (!ret)
		ret = join_alike(w, out, err);
	drop_unknown(out);
	return ret;
}

int bar_loads_find(const struct event_signals *signals, const struct config *config,
		   const struct body_weight *body, double entered_n, struct bar_loads *out,
		   struct error *err)
{
	struct weighing w = {config, body, {0}, NULL};
	struct bar_loads loads = {0};
	int ret;

	w.lifts = arena_take(signals->arena, LOAD_LIFTS_MAX, sizeof(struct lift));
	ret = w.lifts ? thin(&w.thinned, signals, err)
		      : fail(err, HINGE_ENOMEM, "no memory to estimate the load");
	if (!ret)
		ret = weigh(&w, entered_n, &loads, err);
	for (size_t i = 0; i < loads.count; i++) {
		loads.load[i].from *= w.thinned.step;
		loads.load[i].to *= w.thinned.step;
		if (loads.load[i].to > signals->frames)
			loads.load[i].to = signals->frames;
	}
	if (!ret)
		*out = loads;
	thinned_reset(&w.thinned);
	arena_give(signals->arena, w.lifts);
	return ret;
}
