/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lifter will do, in continuous time: drawn once from the seed, the same at every sampling
 * rate. Nothing here knows about samples. */
#ifndef ACQUISITION_SIMULATOR_PLAN_PLAN_H
#define ACQUISITION_SIMULATOR_PLAN_PLAN_H

#include "acquisition/simulator/plan/kinematics.h"
#include "acquisition/simulator/simulator.h"
#include "acquisition/simulator/tier.h"
#include "formats/random.h"

#define STANDARD_GRAVITY 9.80665

enum {
	SIMULATED_REPS_MAX = sizeof(((struct simulation *)0)->rep) / sizeof(struct simulated_rep),
	/* of the body: bend, stand, and per rep pre-rise, two of the lift, lowering */
	MOVES_MAX = 4 * SIMULATED_REPS_MAX + 2,
	/* of the hands: slack, carry, release and rest per rep */
	PULLS_MAX = 4 * SIMULATED_REPS_MAX,
	BURSTS_MAX = SIMULATED_REPS_MAX + 1,
	DIPS_MAX = 8 * SIMULATED_REPS_MAX
};

/* A minimum-jerk displacement, upwards positive. */
struct move {
	double start_s, duration_s, rise_m;
};

/* The hands' force on the bar: either from_n to to_n along a smooth step, or whatever carries the
 * bar along its moves. */
struct pull {
	double start_s, end_s;
	bool carries;
	double from_n, to_n;
};

/* A damped oscillation of the ground force: amplitude_n exp(-t / decay_s) sin(2 pi f t + phase). */
struct burst {
	double start_s, amplitude_n, decay_s, frequency_hz, phase_rad;
};

/* The right foot's share falls by depth for duration_s (raised cosine). */
struct dip {
	double start_s, duration_s, depth;
};

struct planned_rep {
	enum rep_kind kind;
	enum rep_end end;
	bool bounced; /* began with a turnaround, so it has no onset of its own */
	/* nominal asymmetry holds from start_s; NaN where there is no such moment */
	double start_s, onset_s, onset_20n_s, onset_5pct_s;
	double liftoff_s, half_s, lockout_s, lower_s, touchdown_s;
	double sticking_start_s, sticking_end_s; /* velocity's local maximum and minimum */
	double displacement_m;                   /* system COM */
	double asymmetry_pct;                    /* nominal */
};

struct plan {
	double body_kg, load_kg, asymmetry_pct;
	bool touch_and_go;
	double bend_m, bar_rise_m; /* of the body's COM and of the bar */
	double left_on_s, right_on_s, right_off_s, left_off_s, end_s;
	double quiet_start_s, quiet_end_s;
	double share_end_s; /* the last rep's asymmetry holds until then */
	size_t body_moves, bar_moves, pulls, bursts, dips, reps;
	struct move body[MOVES_MAX], bar[MOVES_MAX];
	struct pull pull[PULLS_MAX];
	struct burst burst[BURSTS_MAX];
	struct dip dip[DIPS_MAX];
	struct planned_rep rep[SIMULATED_REPS_MAX];
};

/* Independent streams of one seed: what one part draws never shifts another's figures. */
enum stream {
	STREAM_SUBJECT,
	STREAM_MOTION,
	STREAM_ASYMMETRY,
	STREAM_SWAY,
	STREAM_TREMOR,
	STREAM_PLATES,
	STREAM_CELLS,
	STREAM_CLOCK,
	STREAM_FAULTS,
	STREAM_SEGMENTS,
	STREAM_LEGS,
	STREAM_FLOOR
};
void random_stream(struct random *, uint64_t seed, enum stream);

/* Fills what options leave open (NaN, "") with draws of the tier. A figure that is given replaces
 * its draw and moves no other. */
void options_draw(struct simulator_options *options);
void plan_draw(struct plan *plan, const struct simulator_options *drawn);

/* Parts of plan_draw: an empty plan; onto the plates and quiet standing, and off them, from *t_s
 * on, which moves to their end; one rep from *t_s on, which moves to its end; asymmetry of every
 * rep. */
void plan_init(struct plan *plan, const struct simulator_options *drawn);
void plan_step_on(struct plan *, struct random *, const struct simulator_options *drawn,
		  double *t_s);
void plan_step_off(struct plan *plan, struct random *random, const struct tier *tier, double *t_s);
void plan_rep(struct plan *plan, struct random *random, const struct simulator_options *drawn,
	      size_t index, double *t_s);
void plan_romanian(struct plan *plan, struct random *random, const struct simulator_options *drawn,
		   double *t_s);
double plan_body_height(const struct plan *); /* after all its moves; 0 = upright, in m */
void rep_clear(struct planned_rep *);         /* nothing is known of it */
void plan_asymmetry(struct plan *plan, const struct simulator_options *drawn);

#endif
