/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/lift.h"
#include "analysis/events/moving.h"

#include <math.h>

static const double rest_window_s = 0.15;
/* At rest the force is as steady as in quiet standing, whose noise grows with the load. */
static const double rest_sd_ratio_min = 0.008, rest_sd_of_quiet = 1.5;

static const double rest_level_ratio_min = 0.003, rest_level_of_quiet = 2;

static size_t first_contact(const struct event_signals *s, const struct config *config)
{
	size_t i = 0;

	while (i < s->frames && !feet_are_on(s, i, config->on_plate_n))
		i++;
	return i;
}

struct event_signals signals_between(const struct event_signals *s, size_t from, size_t to)
{
	struct event_signals part = *s;

	part.frames = to - from;
	part.side_n = s->side_n ? s->side_n + 2 * from : NULL;
	part.side_20_n += 2 * from;
	part.total_50_n += from;
	part.total_20_n += from;
	part.total_6_n = s->total_6_n ? s->total_6_n + from : NULL;
	part.quality += from;
	return part;
}

int lift_search_init(struct lift_search *s, const struct event_signals *signals,
		     const struct config *config, const struct body_weight *body,
		     const struct bar_load *load, struct error *err)
{
	size_t n = signals->frames;
	double *memory = arena_take(signals->arena, 2 * n, sizeof(double));

	if (!memory)
		return fail(err, HINGE_ENOMEM, "no memory to find reps in %zu frames", n);
	*s = (struct lift_search){
		.frames = n,
		.rate_hz = signals->rate_hz,
		.fine_n = signals->total_50_n,
		.smooth_n = signals->total_20_n,
		.quality = signals->quality,
		.rest_mean_n = memory,
		.rest_sd_n = memory + n,
		.memory = memory,
		.arena = signals->arena,
		.body_n = body->weight_n,
		.load_n = load->weight_n,
		.contact = first_contact(signals, config),
		.config = config,
	};
	s->rest_sd_ratio = fmax(rest_sd_ratio_min, rest_sd_of_quiet * body->sd_n / body->weight_n);
	s->rest_level_ratio =
		fmax(rest_level_ratio_min, rest_level_of_quiet * body->sd_n / body->weight_n);
	s->rest_window = frames_of(s, rest_window_s);
	if (s->rest_window < 2)
		s->rest_window = 2;

	size_t windows = s->rest_window <= n ? n - s->rest_window + 1 : 0;

	if (windows)
		moving_stats(simd_named(config->isa), s->smooth_n, n, s->rest_window, memory,
			     memory + n);
	for (size_t i = windows; i < n; i++)
		memory[i] = memory[n + i] = NAN;
	return 0;
}

void lift_search_reset(struct lift_search *s)
{
	arena_give(s->arena, s->memory);
	s->memory = NULL;
}
