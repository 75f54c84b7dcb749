/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one analysis and its stages, in the order pipeline.c runs them. Inside analysis
 * only. */
#ifndef ANALYSIS_STAGES_H
#define ANALYSIS_STAGES_H

#include "analysis/events/events.h"
#include "analysis/pool.h"
#include "analysis/signal/force/force.h"
#include "formats/history.h"

/* What a recording may be of, as bits: a stage says which it serves, and an analysis which are
 * still open. */
enum task { TASK_DEADLIFT = 1, TASK_ISOMETRIC = 2, TASK_STANDING = 4, TASK_ANY = 7 };

struct analysis {
	const struct trial *trial;
	const struct config *config;
	const struct pool *pool;
	const struct history *history; /* NULL = none */
	struct forces *forces;
	double *filtered; /* what `signals` points into */
	struct event_signals signals;
	struct body_weight body;
	struct bar_loads loads;
	double load_weight_n; /* of the heaviest set; NaN = unknown */
	struct rep_list reps;
	unsigned tasks; /* enum task */
	struct trial_report *report;
};

/* 0 or HINGE_ENOMEM; what cannot be measured goes into report's checks. */
int stage_forces(struct analysis *, struct error *);    /* calibrate, tare, sum by foot, CoP */
int stage_filter(struct analysis *, struct error *);    /* the zero-phase copies */
int stage_body(struct analysis *, struct error *);      /* body weight from quiet standing */
int stage_load(struct analysis *, struct error *);      /* bar weight, entered or estimated */
int stage_reps(struct analysis *, struct error *);      /* events of every rep */
int stage_task(struct analysis *, struct error *);      /* which of the tasks it was */
int stage_isometric(struct analysis *, struct error *); /* pulls that lift nothing */
int stage_standing(struct analysis *, struct error *);  /* quiet standing */
int stage_window(struct analysis *, struct error *);    /* what --window asks for */
int stage_onsets(struct analysis *, struct error *);    /* by every published rule */
int stage_no_reps(struct analysis *, struct error *);   /* why a deadlift has none */
int stage_setup(struct analysis *, struct error *);     /* checks of plates and cells */
int stage_checks(struct analysis *, struct error *);    /* checks of hum, feet, copies */
int stage_signals(struct analysis *, struct error *);   /* what the results keep per frame */
int stage_phases(struct analysis *, struct error *);    /* phases and their forces */
int stage_metrics(struct analysis *, struct error *);   /* per rep and phase, tidy */
int stage_curves(struct analysis *, struct error *);    /* 0..100 % of every lift, and the band */
int stage_summary(struct analysis *, struct error *);   /* sets: mean, intervals, bootstrap */
int stage_residual(struct analysis *, struct error *);  /* cutoffs by two published rules */
int stage_spectra(struct analysis *, struct error *);   /* left and right, pooled over reps */
int stage_findings(struct analysis *, struct error *);  /* decisions */

/* Steps that no single stage takes, for --explain: what was read; every rep; every set. */
int stage_signal_steps(struct analysis *, struct error *);
int stage_rep_steps(struct analysis *, struct error *);
int stage_set_steps(struct analysis *, struct error *);

/* Signs of compensation, per rep and set: after the spectra, before the findings. */
int stage_indicators(struct analysis *, struct error *);

/* Forces, asymmetry and centre of pressure of t_start_s .. t_end_s (half-open, not empty), from
 * these forces by side. */
void phase_measure(const struct analysis *, const double *side_n, struct phase *);
/* AI of LIFT1 less that of LIFT2; NaN where either is missing. */
double phase_shift(const struct trial_report *, const struct rep *);
/* Of the bootstrap of a set's means. */
enum { RESAMPLES = 10000 };
/* Of the working sets that with the most valid reps (the first of equals), 0 = none has any. */
int fullest_set(const struct trial_report *);
/* splitmix64 of the first 8 bytes of the raw file's SHA-256. */
uint64_t trial_seed(const struct trial_report *);

static inline size_t frame_at(const struct analysis *a, double seconds)
{
	return (size_t)(seconds * a->signals.rate_hz + 0.5);
}

#endif
