/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar between hands and floor, and the body as a mass on a spring: Runge-Kutta of 4th order. */
#include "acquisition/simulator/plan/plan.h"
#include "acquisition/simulator/segments/dynamics.h"

#include <math.h>

/* Damping fades in over the first of a dent or a stretch: no force jumps. */
#define FLOOR_SKIN_M 2e-4
#define BAR_SKIN_M   2e-3

struct state {
	double bar_m, bar_v, give_m, give_v;
};

struct hands {
	double m, v, grip;
};

double bar_weight_n(const struct bar *bar)
{
	return bar->kg * STANDARD_GRAVITY;
}

double bar_slack_m(const struct bar *bar)
{
	return bar_weight_n(bar) * (1 / bar->stiffness + 1 / bar->body_stiffness);
}

double bar_sink_m(const struct bar *bar)
{
	return bar_weight_n(bar) / bar->floor_stiffness;
}

static double tension(const struct bar *bar, const struct hands *hands, const struct state *s)
{
	double stretched_m = hands->m + s->give_m - PLATE_RADIUS_M - s->bar_m;
	double pull_n = bar->stiffness * stretched_m + bar->damping *
							       fmin(1, stretched_m / BAR_SKIN_M) *
							       (hands->v + s->give_v - s->bar_v);

	return stretched_m > 0 ? hands->grip * fmax(0, pull_n) : 0;
}

/* Below 0 the discs are off the floor: it does not hold them. It brakes what comes down; a dent
 * that gets shallower only springs back. */
static double floor_push(const struct bar *bar, const struct state *s)
{
	double dent_m = bar_sink_m(bar) - s->bar_m;
	double fade = fmax(0, fmin(1, dent_m / FLOOR_SKIN_M));

	return bar->floor_stiffness * dent_m - bar->floor_damping * fade * fmin(0, s->bar_v);
}

static double give_force(const struct bar *bar, const struct state *s, double tension_n)
{
	return -bar->body_stiffness * s->give_m - bar->body_damping * s->give_v - tension_n;
}

static struct state rate(const struct bar *bar, const struct hands *hands, const struct state *s)
{
	double tension_n = tension(bar, hands, s);

	return (struct state){
		.bar_m = s->bar_v,
		.bar_v = (tension_n + fmax(0, floor_push(bar, s))) / bar->kg - STANDARD_GRAVITY,
		.give_m = s->give_v,
		.give_v = give_force(bar, s, tension_n) / bar->body_kg,
	};
}

static struct state moved(const struct state *s, const struct state *rate, double step_s)
{
	return (struct state){
		.bar_m = s->bar_m + step_s * rate->bar_m,
		.bar_v = s->bar_v + step_s * rate->bar_v,
		.give_m = s->give_m + step_s * rate->give_m,
		.give_v = s->give_v + step_s * rate->give_v,
	};
}

static double rise_rate(const double *value, size_t k, size_t last)
{
	return (value[k < last ? k + 1 : last] - value[k ? k - 1 : 0]) / (2 * GRID_S);
}

/* Between grid points k and k + 1: cubic in place, linear in speed and grip. */
static struct hands hands_at(const struct tracks *tracks, size_t k, double u)
{
	const double *m = tracks->of[TRACK_HAND_M], *grip = tracks->of[TRACK_GRIP];
	size_t last = tracks->points - 1;
	double v0 = rise_rate(m, k, last), v1 = rise_rate(m, k + 1, last);
	double along = u * u * (3 - 2 * u);

	return (struct hands){
		.m = m[k] + along * (m[k + 1] - m[k]) +
		     GRID_S * u * (1 - u) * ((1 - u) * v0 - u * v1),
		.v = v0 + u * (v1 - v0),
		.grip = grip[k] + u * (grip[k + 1] - grip[k]),
	};
}

/* One grid step; the hands at its beginning, middle and end. */
static void step(const struct bar *bar, const struct hands hands[3], struct state *s)
{
	const double step_s = GRID_S;
	struct state a = rate(bar, &hands[0], s);
	struct state at = moved(s, &a, step_s / 2);
	struct state b = rate(bar, &hands[1], &at);

	at = moved(s, &b, step_s / 2);
	struct state c = rate(bar, &hands[1], &at);
	at = moved(s, &c, step_s);
	struct state d = rate(bar, &hands[2], &at);

	at = moved(s, &a, step_s / 6);
	at = moved(&at, &b, step_s / 3);
	at = moved(&at, &c, step_s / 3);
	*s = moved(&at, &d, step_s / 6);
}

static void put_state(const struct bar *bar, const struct state *s, const struct hands *hands,
		      struct tracks *tracks, size_t k)
{
	double tension_n = tension(bar, hands, s);

	tracks->of[TRACK_TENSION_N][k] = tension_n;
	tracks->of[TRACK_BAR_M][k] = s->bar_m;
	tracks->of[TRACK_FLOOR_N][k] = floor_push(bar, s);
	tracks->of[TRACK_GIVE_M][k] = s->give_m;
	tracks->of[TRACK_GIVE_N][k] = give_force(bar, s, tension_n);
}

void bar_forces(const struct bar *bar, struct tracks *tracks)
{
	struct state state = {0};
	struct hands hands[3];

	for (size_t k = 0; k + 1 < tracks->points; k++) {
		for (int i = 0; i < 3; i++)
			hands[i] = hands_at(tracks, k, 0.5 * i);
		put_state(bar, &state, &hands[0], tracks, k);
		step(bar, hands, &state);
	}
	size_t last = tracks->points - 1;
	struct hands rest = {tracks->of[TRACK_HAND_M][last], 0, tracks->of[TRACK_GRIP][last]};
	put_state(bar, &state, &rest, tracks, last);
}
