/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Force under a lifter whose every moment is known: the body and the bar are one mass that moves by
 * minimum jerk, no noise, nothing filtered. */
#ifndef TESTS_SUPPORT_LIFTER_H
#define TESTS_SUPPORT_LIFTER_H

#include "analysis/events/events.h"
#include "formats/trial.h"

enum { LIFTER_FRAMES_MAX = 120000 };

struct lifter {
	double rate_hz, body_kg, bar_kg;
	double right_share; /* of what is added next */
	size_t frames;
	double total_n[LIFTER_FRAMES_MAX];
	double side_n[LIFTER_FRAMES_MAX][2];
	uint8_t quality[LIFTER_FRAMES_MAX];
};

/* Both feet share evenly. The caller frees with free(). */
struct lifter *lifter_new(double rate_hz, double body_kg, double bar_kg);
double lifter_now_s(const struct lifter *);
void lifter_leave(struct lifter *, double seconds); /* the plates are empty */
void lifter_stand(struct lifter *, double seconds); /* body weight alone */
void lifter_hold(struct lifter *, double seconds);  /* body and bar at rest */
/* The pull on the bar changes by a line; 1 = its whole weight. */
void lifter_pull(struct lifter *, double from, double to, double seconds);
/* Body and bar rise (fall where metres < 0) from rest to rest. */
void lifter_move(struct lifter *, double metres, double seconds);
/* Body and bar rise from a velocity to rest, the acceleration 0 at both ends: the polynomial of
 * fifth degree that has these six values. */
void lifter_rise(struct lifter *, double start_m_s, double metres, double seconds);
/* Stand, pull for 0.5 s, rise 0.42 m in 1.4 s, hold 0.8 s, lower in 1.2 s, let go in 50 ms: one
 * repetition; returns its lift-off. */
double lifter_rep(struct lifter *, double stand_s);
/* From the top to the floor, and standing for 2 s. */
void lifter_set_down(struct lifter *, double metres);

/* Points into the lifter. */
struct event_signals lifter_signals(const struct lifter *);
/* The same as a trial of two plates with one vertical force each; caller frees. */
struct trial *lifter_trial(const struct lifter *);

/* Reps of 80 kg with 102 kg (entered), 55 % of the force on the right: AI = 10 everywhere. */
struct trial *lifter_leaning_trial(double rate_hz, int reps);

/* Time in a minimum-jerk move of this length at which a share of the way is done. */
double minimum_jerk_time(double share, double seconds);

#endif
