/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/load/load.h"

static const double thin_rate_hz = 200;

int thin(struct thinned *t, const struct event_signals *full, struct error *err)
{
	size_t step = full->rate_hz > thin_rate_hz ? (size_t)(full->rate_hz / thin_rate_hz) : 1;
	size_t n = (full->frames + step - 1) / step;

	t->arena = full->arena;
	t->total_50_n = arena_take(t->arena, 6 * n, sizeof(double));
	t->quality = arena_take(t->arena, n, 1);
	if (!t->total_50_n || !t->quality)
		return fail(err, HINGE_ENOMEM, "no memory to estimate the load");
	t->total_20_n = t->total_50_n + n;
	t->velocity = t->total_50_n + 2 * n;
	t->displacement = t->total_50_n + 3 * n;
	t->side_20_n = t->total_50_n + 4 * n;
	for (size_t i = 0; i < n; i++) {
		t->total_50_n[i] = full->total_50_n[i * step];
		t->total_20_n[i] = full->total_20_n[i * step];
		t->side_20_n[2 * i] = full->side_20_n[2 * i * step];
		t->side_20_n[2 * i + 1] = full->side_20_n[2 * i * step + 1];
		t->quality[i] = full->quality[i * step];
	}
	t->step = step;
	t->signals = (struct event_signals){
		.frames = n,
		.rate_hz = full->rate_hz / (double)step,
		.total_50_n = t->total_50_n,
		.total_20_n = t->total_20_n,
		.side_20_n = t->side_20_n,
		.one_plate = full->one_plate,
		.quality = t->quality,
		.arena = t->arena,
	};
	return 0;
}

void thinned_reset(struct thinned *t)
{
	arena_give(t->arena, t->total_50_n);
	arena_give(t->arena, t->quality);
	*t = (struct thinned){0};
}
