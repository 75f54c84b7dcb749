/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the pulls of a recording are, and the standing before each. */
#include "analysis/tasks/isometric/pulls.h"

#include <math.h>

static const double strong_share = 0.5; /* of the strongest net peak: weaker ones are no trials */
static const double quiet_search_s = 3; /* before the rise */
static const double quiet_shortest_s = 0.5; /* of standing, where there is no whole second */

static size_t frames_in(const struct analysis *a, double seconds)
{
	return (size_t)lround(seconds * a->signals.rate_hz);
}

/* About the first value: exact where the force does not change. */
static double mean_total(const struct analysis *a, size_t from, size_t to)
{
	double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += total_force(a, i) - total_force(a, from);
	return total_force(a, from) + sum / (double)(to - from);
}

static double sd_total(const struct analysis *a, size_t from, size_t to, double mean_n)
{
	double squares = 0;

	for (size_t i = from; i < to; i++)
		squares += pow(total_force(a, i) - mean_n, 2);
	return sqrt(squares / (double)(to - from - 1));
}

/* The stillest window of this length that lies in from .. to; false = none is quiet. */
static bool stillest(const struct analysis *a, size_t from, size_t to, size_t window,
		     struct pull *pull)
{
	size_t step = frames_in(a, 0.01);
	bool quiet = false;

	pull->sd_n = INFINITY;
	for (size_t i = from; i + window <= to; i += step ? step : 1) {
		double mean_n = mean_total(a, i, i + window);
		double sd_n = sd_total(a, i, i + window, mean_n);

		if (sd_n >= pull->sd_n)
			continue;
		pull->quiet_start = i;
		pull->quiet_end = i + window;
		pull->baseline_n = mean_n;
		pull->sd_n = sd_n;
		quiet = sd_n < a->config->quiet_sd_pct / 100 * mean_n;
	}
	return quiet;
}

/* Standing from `earliest` on: a second of it, half of one, or the body weight of elsewhere. */
static void find_baseline(const struct analysis *a, size_t earliest, struct pull *pull)
{
	size_t reach = frames_in(a, quiet_search_s);
	size_t from = pull->rise > earliest + reach ? pull->rise - reach : earliest;
	double longest_s = a->config->quiet_window_s;

	if (stillest(a, from, pull->rise, frames_in(a, longest_s), pull) ||
	    stillest(a, from, pull->rise, frames_in(a, fmin(quiet_shortest_s, longest_s)), pull))
		return;
	pull->quiet_start = pull->quiet_end = 0;
	pull->baseline_n = a->body.weight_n;
	pull->sd_n = a->body.sd_n;
}

/* Back to the threshold and on to it again: onset and end. */
static void find_ends(const struct analysis *a, size_t earliest, size_t above_end,
		      struct pull *pull)
{
	size_t i = pull->rise, end = above_end;

	pull->threshold_n = pull->baseline_n + a->config->onset_sd * pull->sd_n;
	while (i > earliest && total_force(a, i) > pull->threshold_n)
		i--;
	pull->start = i;
	pull->cut_start = total_force(a, i) > pull->threshold_n;
	while (end < a->signals.frames && total_force(a, end) > pull->threshold_n)
		end++;
	pull->end = end;
	pull->cut_end = end == a->signals.frames;
	pull->peak = pull->start;
	for (i = pull->start; i < pull->end; i++)
		if (total_force(a, i) > total_force(a, pull->peak))
			pull->peak = i;
}

/* The next run of at least pull_min_s above the level; false = none. */
static bool next_run(const struct analysis *a, size_t from, size_t *start, size_t *end)
{
	double level_n = (1 + a->config->pull_level_bw) * a->body.weight_n;
	size_t shortest = frames_in(a, a->config->pull_min_s);

	for (size_t i = from; i < a->signals.frames; i++) {
		if (!(a->signals.total_6_n[i] > level_n))
			continue;
		*start = i;
		while (i < a->signals.frames && a->signals.total_6_n[i] > level_n)
			i++;
		*end = i;
		if (*end - *start >= shortest)
			return true;
	}
	return false;
}

static size_t drop_weak(const struct analysis *a, struct pull *pull, size_t count)
{
	double strongest_n = 0;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		strongest_n = fmax(strongest_n, total_force(a, pull[i].peak) - a->body.weight_n);
	for (size_t i = 0; i < count; i++)
		if (total_force(a, pull[i].peak) - a->body.weight_n >= strong_share * strongest_n)
			pull[kept++] = pull[i];
	return kept;
}

size_t pulls_find(const struct analysis *a, struct pull out[PULLS_MAX])
{
	size_t count = 0, from = 0, start, end;

	if (isnan(a->body.weight_n))
		return 0;
	while (count < PULLS_MAX && next_run(a, from, &start, &end)) {
		struct pull *pull = &out[count++];

		*pull = (struct pull){.rise = start};
		find_baseline(a, from, pull);
		find_ends(a, from, end, pull);
		from = pull->end > end ? pull->end : end;
	}
	return drop_weak(a, out, count);
}

uint32_t pull_flags(const struct analysis *a, const struct pull *pull)
{
	uint32_t flags = 0;

	if (pull->quiet_start == pull->quiet_end)
		flags |= FLAG_UNSETTLED;
	if (pull->cut_start || pull->cut_end)
		flags |= FLAG_EDGE;
	return flags | damage_flags(&a->signals, pull->start, pull->end);
}
