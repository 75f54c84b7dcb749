/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From left and right force to reps and phases (docs/methods.md#events). */
#ifndef ANALYSIS_EVENTS_EVENTS_H
#define ANALYSIS_EVENTS_EVENTS_H

#include "formats/config.h"
#include "formats/memory/arena.h"
#include "formats/report.h"

/* What every event stage reads, in newton; the numbers are the default cutoffs. */
struct event_signals {
	size_t frames;
	double rate_hz;
	const double *side_n;    /* [frames][2] left, right, unfiltered */
	const double *side_20_n; /* [frames][2] */
	const double *total_50_n, *total_20_n, *total_6_n;
	const uint8_t *quality;
	bool one_plate;
	struct arena *arena; /* what is needed for a while is taken from; NULL = the heap */
};

/* Each plate carries more than on_n. */
static inline bool feet_are_on(const struct event_signals *s, size_t i, double on_n)
{
	const double *side = s->side_20_n + 2 * i;

	return side[0] > on_n && (s->one_plate || side[1] > on_n);
}

/* FLAG_GAP, FLAG_SATURATED: what is wrong with samples of these frames (half-open). */
uint32_t damage_flags(const struct event_signals *, size_t from, size_t to);

struct body_weight {
	bool found;
	double weight_n, sd_n; /* median of the window; SD of the best second at 50 Hz */
	double heavier_n;      /* quiet as well and 6 to 20 % heavier, NaN = nothing is */
	size_t start, end;     /* frames */
	char reason[128];      /* why not found */
};
/* given_n: what the lifter is said to weigh, NaN = unknown; it tells standing from leaning or
 * holding where both are quiet, and never replaces the measurement. */
int body_weight_find(const struct event_signals *, const struct config *, double given_n,
		     struct body_weight *, struct error *);

/* The bar between two frames (half-open). */
struct bar_load {
	size_t from, to;
	double weight_n;
};
/* One after the other, where lifts show a weight; 0 = nowhere. */
enum { BAR_LOADS_MAX = 16 };
struct bar_loads {
	size_t count;
	struct bar_load load[BAR_LOADS_MAX];
};
/* Bar weight that the force itself shows, from nothing (entered_n NaN) or from what was entered:
 * plates and collars weigh a kilogram more or less than they say, which is enough to spoil the
 * integrals. HINGE_ENOMEM. */
int bar_loads_find(const struct event_signals *, const struct config *, const struct body_weight *,
		   double entered_n, struct bar_loads *out, struct error *);

struct rep_list {
	size_t count, frames;
	struct rep *rep; /* owned, in order of time; forces and asymmetry are not filled here */
	double *load_n;  /* [count] the bar's weight; owned */
	/* of the system, drift-corrected, [frames]; NaN outside lift-off .. touchdown; owned */
	double *velocity_m_s, *displacement_m;
	struct arena *arena; /* that all of it is of */
};
/* The state machine with the bar's weight known (docs/methods.md#events). HINGE_ENOMEM. */
int reps_find(const struct event_signals *, const struct config *, const struct body_weight *,
	      const struct bar_loads *, struct rep_list *out, struct error *);
/* Romanian deadlifts, which begin at the top and need no weight told: load_n is what they show.
 * HINGE_ENOMEM. */
int romanian_find(const struct event_signals *, const struct config *, const struct body_weight *,
		  struct rep_list *out, struct error *);
void rep_list_reset(struct rep_list *);

/* What the search for reps goes by. */
struct set_signs {
	const struct body_weight *body;
	const struct bar_loads *loads;
	double load_n;    /* of the heaviest set; NaN = unknown */
	bool is_entered;  /* a load was */
	bool is_romanian; /* said to be */
};
enum rep_method { REPS_NONE, REPS_FROM_FLOOR, REPS_ROMANIAN_TOLD, REPS_ROMANIAN_FOUND };
struct rep_decision {
	enum rep_method how;
	bool load_is_unproven; /* no lift shows the load that was estimated */
	struct rep_list reps;
};
/* From the floor, and Romanian where it is said so or where nothing was lifted from the floor and a
 * bar sinks and rises more often. HINGE_ENOMEM. */
int reps_decide(const struct event_signals *, const struct config *, const struct set_signs *,
		struct rep_decision *, struct error *);
/* Too small beside the body to see it lifted. */
bool load_is_too_small(const struct config *, const struct body_weight *, double load_n);
/* How often both feet leave the plates and come back within 1.5 s: jumps. */
size_t flights_count(const struct event_signals *, const struct config *);

/* The phases of a rep that has them, times only (docs/methods.md#phases); returns how many. */
size_t phases_of_rep(const struct rep_list *, const struct rep *, double rate_hz,
		     struct phase out[PHASES]);

#endif
