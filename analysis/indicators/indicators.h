/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a set shows beyond the means of its phases (docs/methods.md#indicators). Each indicator
 * stands in a file of its own and gives rows of rows.c; nothing is judged here. Inside analysis
 * only. */
#ifndef ANALYSIS_INDICATORS_INDICATORS_H
#define ANALYSIS_INDICATORS_INDICATORS_H

#include "analysis/stages.h"
#include "analysis/statistics/statistics.h"

/* The rows, in the order of the table in rows.c. */
enum indicator_row {
	ROW_DIPS_PER_REP,
	ROW_DIP_COUNT,
	ROW_DIP_DEPTH,
	ROW_DIP_TIME,
	ROW_DIP_DURATION,
	ROW_ONSET_TO_LIFTOFF,
	ROW_COHERENCE,
	ROW_COP_AP_SD,
	ROW_COP_AP_MEAN,
	ROW_TREMOR_POWER,
	ROW_LDLJ,
	ROW_COP_AP_SHIFT,
	ROW_LIFT_RATIO,
	ROW_DISPLACEMENT_SD,
	ROW_DISPLACEMENT_CV,
	ROW_LOCKOUT_FRACTION,
	ROW_HOLD_SHARE_SD,
	ROW_VELOCITY_LOSS,
	ROW_VELOCITY_LOSS_BEST,
	ROW_IMPULSE_TOTAL,
	ROW_TONNAGE,
	ROW_LOWER_SHIFT,
	ROW_LAG_XCORR,
	ROW_LAG_PHASE,
	ROW_LAG_PHASE_SE,
	ROW_LIFT_COP_PATH,
	ROW_LIFT_COP_RANGE_AP,
	ROW_LIFT_COP_RANGE_ML,
	ROW_LIFT_COP_ELLIPSE,
	ROW_REP_COP_PATH,
	ROW_REP_COP_RANGE_AP,
	ROW_REP_COP_RANGE_ML,
	ROW_REP_COP_ELLIPSE,
	ROW_ASYMMETRY_SD,
	ROW_ASYMMETRY_CV,
	ROW_DURATION_SD,
	ROW_DURATION_CV,
	INDICATOR_ROWS
};

enum { SIDE_LEFT, SIDE_RIGHT };
extern const char *const indicator_side[]; /* "left" "right" */

struct indicator_row_text {
	const char *metric, *phase, *unit, *formula;
};
extern const struct indicator_row_text indicator_rows[INDICATOR_ROWS];

/* A valid rep in frames; half-open where two of them bound a stretch. */
struct indicator_rep {
	const struct rep *rep;
	const struct phase *phase[PHASES]; /* NULL: the rep has none */
	size_t start;                      /* of SLACK; liftoff where there is none */
	size_t liftoff, lockout;
	size_t end; /* touchdown or release; liftoff where the recording ends before */
};

struct indicator_set {
	struct analysis *analysis;
	int set; /* from 1 */
	size_t reps;
	const struct indicator_rep *rep; /* [reps] */
	double *value;                   /* [3][reps], the indicator's own */
	double *room; /* [2][frames of the longest rep, SLACK included, and 128], its own */
};

struct indicator {
	bool needs_sides;
	/* 0 or HINGE_ENOMEM */
	int (*measure)(const struct indicator_set *, struct error *);
};
/* In the order of the table in stage.c. */
extern const struct indicator indicator_dips;        /* C3 */
extern const struct indicator indicator_slack;       /* C4 */
extern const struct indicator indicator_bands;       /* C5 coherence, C7 */
extern const struct indicator indicator_sway;        /* C5 spread, C6 */
extern const struct indicator indicator_smoothness;  /* C8 */
extern const struct indicator indicator_halves;      /* C9 */
extern const struct indicator indicator_range;       /* C10 */
extern const struct indicator indicator_hold;        /* C11 */
extern const struct indicator indicator_velocity;    /* C14 */
extern const struct indicator indicator_exposure;    /* C15 */
extern const struct indicator indicator_lowering;    /* LOWER against LIFT */
extern const struct indicator indicator_lag;         /* left against right in time */
extern const struct indicator indicator_variability; /* from rep to rep */

/* Each adds rows; what is NaN has none. value[reps], one a rep. HINGE_ENOMEM. */
int indicator_add(const struct indicator_set *, enum indicator_row, const char *side, int rep,
		  struct interval, uint32_t flags, struct error *);
int indicator_add_reps(const struct indicator_set *, enum indicator_row, const char *side,
		       const double *value, struct error *);
int indicator_add_rep(const struct indicator_set *, const struct rep *, enum indicator_row,
		      const char *side, double value, struct error *);
/* One for the whole set, from n values. */
int indicator_add_set(const struct indicator_set *, enum indicator_row, const char *side,
		      double value, int n, struct error *);
/* Mean over the reps that have a value, with its 95 % t interval. */
int indicator_add_mean(const struct indicator_set *, enum indicator_row, const char *side,
		       const double *value, struct error *);
/* Rows per rep and their mean. */
int indicator_add_reps_mean(const struct indicator_set *, enum indicator_row, const char *side,
			    const double *value, struct error *);
/* Median over the reps that have a value. */
int indicator_add_median(const struct indicator_set *, enum indicator_row, const char *side,
			 const double *value, struct error *);

/* A stretch in which a foot carries less than usual. */
struct dip {
	size_t start, end; /* half-open */
	size_t deepest;
	double depth; /* of the share, 0 .. 1 */
};
/* The next dip of sign * (share - level) at or after *from: at least depth below the level for at
 * least min_frames and at most max_frames (oracle O54). *from moves behind it; false = none. */
struct dip_rule {
	double level, sign, depth;
	size_t min_frames, max_frames;
};
bool dip_next(const double *share, size_t frames, const struct dip_rule *, size_t *from,
	      struct dip *);

/* Cross-correlation pooled over stretches (oracle O34). Left is moved half a lag one way and right
 * half a lag the other, so that the same stretch counts at every lag: sums over a fixed stretch of
 * one of them, as usual, pull the peak of a slow signal to 0. */
enum { CORRELATION_LAGS = 64 };
struct correlation {
	size_t lags; /* -lags .. lags are looked at; at most CORRELATION_LAGS */
	double sum[2 * CORRELATION_LAGS + 1];
	double energy[2];
};
/* Samples at each end that serve only those moves. */
static inline size_t correlation_margin(const struct correlation *c)
{
	return (c->lags + 1) / 2 + 1;
}
/* Each about its mean over the stretch between the margins; both are changed by that. */
void correlation_add(struct correlation *, double *left, double *right, size_t count);
/* Samples by which the right is later, by a parabola over the highest value and its neighbours;
 * NaN where that is at the end or there is no energy. *r = its height. */
double correlation_peak(const struct correlation *, double *r);

/* -ln(T^3 / max|v|^2 integral (d2v/dt2)^2 dt): log dimensionless jerk (oracle O31); NaN below
 * three frames or without movement. */
double log_dimensionless_jerk(const double *velocity, size_t frames, double rate_hz);

#endif
