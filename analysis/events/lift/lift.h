/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One lift in frames, as the stages of detection hand it on: accepted (liftoff.c), followed to its
 * end (motion/follow.c), refined (motion/refine.c, edges/touchdown.c). Inside analysis/events only.
 */
#ifndef ANALYSIS_EVENTS_LIFT_LIFT_H
#define ANALYSIS_EVENTS_LIFT_LIFT_H

#include "analysis/events/events.h"
#include "formats/trial.h"

#include <math.h>

/* A lift-off so soon after a touchdown is a bounce. */
#define TURNAROUND_S 0.6

/* Bar weights a second. */
#define UNLOAD_SLOPE_PER_S 3.0

/* What the state machine reads, at the recording's rate or thinned (load/thin.c). */
struct lift_search {
	size_t frames;
	double rate_hz;
	const double *fine_n;   /* 50 Hz copy: timing and integration */
	const double *smooth_n; /* 20 Hz copy: levels */
	const uint8_t *quality;
	/* of smooth_n over the window that starts at i; NaN past the end */
	const double *rest_mean_n, *rest_sd_n;
	size_t rest_window;
	size_t contact;          /* first frame with the feet on; nothing is looked for before */
	double rest_sd_ratio;    /* at rest the SD stays below this share of the mean */
	double rest_level_ratio; /* and the mean this near to the weight, as a share of it */
	double body_n, load_n;
	double least_rise_m; /* what rises less is looked at again; 0 = not known yet */
	double load_error_n; /* what load_n may be off by */
	/* of the rise, that drift may take off before the lift counts as over */
	double drift_share;
	const struct config *config;
	double *velocity, *displacement; /* [frames] */
	double *memory;                  /* owned: the rest windows */
	struct arena *arena;             /* that memory is of */
};

enum lift_stop {
	STOP_UNLOADED,  /* steep fall of force near the floor, or force back at body weight */
	STOP_DROPPED,   /* the bar let go near the top */
	STOP_BELOW,     /* integrated back below the floor */
	STOP_FLIGHT,    /* both feet off: a jump */
	STOP_GAP,       /* samples missing or saturated */
	STOP_UNFINISHED /* the recording or the patience ended */
};

struct lift {
	size_t liftoff, lockout, rest, lower;
	size_t end;                          /* touchdown, release, or where following stopped */
	size_t hold_start, hold_end;         /* plateau at lockout; equal = none */
	size_t hold_rest;                    /* where its velocity is first zero */
	bool turnaround;                     /* right after another lift */
	size_t sticking_start, sticking_end; /* equal = none */
	enum lift_stop stop;
	double displacement_m, peak_velocity_m_s;
	double end_displacement_m; /* at end: 0 where the model fits */
	double end_velocity_m_s;   /* before correction; NaN without a plateau */
	double excess_n;           /* system weight of this lift less the set's (motion/close.c) */
	double start_m_s;          /* at lift-off: 0 but after a bounce (motion/close.c) */
};

static inline double system_weight(const struct lift_search *s)
{
	return s->body_n + s->load_n;
}

static inline double system_mass(const struct lift_search *s)
{
	return system_weight(s) / s->config->gravity_m_s2;
}

static inline double lift_weight(const struct lift_search *s, const struct lift *lift)
{
	return system_weight(s) + lift->excess_n;
}

/* Load on the feet beyond body weight, as a share of the bar's weight. */
static inline double load_share(const struct lift_search *s, double force_n)
{
	return (force_n - s->body_n) / s->load_n;
}

/* N/s of the 50 Hz copy. */
static inline double force_slope(const struct lift_search *s, size_t i)
{
	size_t a = i ? i - 1 : 0, b = i + 1 < s->frames ? i + 1 : i;

	return (s->fine_n[b] - s->fine_n[a]) * s->rate_hz * (b - a == 2 ? 0.5 : 1);
}

/* Samples missing or at the converter's rail: nothing is integrated across. */
static inline bool is_spoiled(const struct lift_search *s, size_t i)
{
	return s->quality[i] & (QUALITY_GAP | QUALITY_CLIPPED | QUALITY_SATURATED);
}

/* The force stands at this weight around i. */
static inline bool stands_still(const struct lift_search *s, size_t i, double weight_n)
{
	size_t half = s->rest_window / 2, first = i > half ? i - half : 0;

	return fabs(s->rest_mean_n[first] - weight_n) < 0.02 * weight_n &&
	       s->rest_sd_n[first] < s->rest_sd_ratio * s->rest_mean_n[first];
}

static inline size_t frames_of(const struct lift_search *s, double seconds)
{
	return (size_t)(seconds * s->rate_hz + 0.5);
}

/* The frames from .. to alone. */
struct event_signals signals_between(const struct event_signals *, size_t from, size_t to);
/* Takes the signals as they are; HINGE_ENOMEM. */
int lift_search_init(struct lift_search *, const struct event_signals *, const struct config *,
		     const struct body_weight *, const struct bar_load *, struct error *);
void lift_search_reset(struct lift_search *);
/* First accepted lift-off at or after from; false = none. */
bool liftoff_next(const struct lift_search *, size_t from, size_t *liftoff);
/* The same to a few milliseconds, not before earliest. */
size_t liftoff_refine(const struct lift_search *, size_t liftoff, size_t earliest);
/* Integrates from lift->liftoff until the lift is over: stop, end, displacement_m (raw). */
void lift_follow(const struct lift_search *, struct lift *);
/* Where lift_follow() did not bring the bar back to the floor: end and excess_n that do; false =
 * there are none, lift is as it was. */
bool lift_close(const struct lift_search *, struct lift *);
/* A fall of force takes the bar's weight: to near body weight or by much. */
bool fall_unloads(const struct lift_search *, size_t i);
/* The bar's weight leaves the feet at i: a steep fall of that kind. Hardly a frame is steep. */
static inline bool unloads_at(const struct lift_search *s, size_t i)
{
	return force_slope(s, i) < -UNLOAD_SLOPE_PER_S * s->load_n && fall_unloads(s, i);
}
/* And the bar was let go: the body springs up below its own weight, and what follows is body
 * weight, whereas a bar that is lowered fast must be braked by more than its weight. */
bool is_let_go(const struct lift_search *, size_t i);
/* Plateau, end-point correction, lockout, descent, touchdown. */
void lift_refine(const struct lift_search *, struct lift *);
/* Where velocity falls and rises again on the way up. */
void sticking_find(const struct lift_search *, struct lift *);
/* Moves end to the start of the steepest unloading around it. */
size_t touchdown_find(const struct lift_search *, const struct lift *);

/* How long the feet take to lose the bar: some 30 ms when it meets the floor. */
double unloading_s(const struct lift_search *, const struct lift *);

/* From where the next lift or attempt can be: a lift lost in a gap goes on behind it. */
size_t lift_after(const struct lift_search *, const struct lift *);
/* Every lift of the recording, refined, at most max; returns how many. */
size_t lifts_find(const struct lift_search *, struct lift *, size_t max);

/* The last time before liftoff, and not before earliest, at which the force stood at body weight
 * within the noise of standing; earliest when it never did. */
size_t onset_find(const struct lift_search *, size_t earliest, size_t liftoff, double sd_n);

/* A pull that lifts nothing. */
struct attempt {
	size_t start, end;
};
/* The next one that lies in from .. to, where no lift is; false = none. */
bool attempt_next(const struct lift_search *, size_t from, size_t to, struct attempt *);

#endif
