/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value a session, of earlier sessions of the same person that can be compared: same task and
 * style, load within baseline_load_pct, same formula, no check that bars all findings. Inside
 * analysis only. */
#ifndef ANALYSIS_FINDINGS_SESSIONS_SERIES_H
#define ANALYSIS_FINDINGS_SESSIONS_SERIES_H

#include "analysis/findings/findings.h"

struct series {
	size_t n;
	double *value;                 /* of earlier sessions, oldest first; none is NaN */
	double now, now_low, now_high; /* of this one; the interval where it is one set */
	int now_n;                     /* reps in it */
	char unit[12];
};

/* HINGE_ENOMEM. */
int series_new(struct series *out, const struct question *, const struct evidence *,
	       struct error *);
void series_reset(struct series *);

bool trial_is_comparable(const struct evidence *, const struct earlier *, bool any_load);
/* Measured where the set has it, else as told for the recording; NaN: unknown. */
double set_load_kg(const struct earlier *, int set);

/* Smallest detectable change of two sessions: from min_sessions on that of the person, by the SD of
 * the first min_sessions (later ones may hold the very change that is asked for); below it assumed
 * for n reps with an SD of 1.5 % within and between sessions. */
struct mdc {
	double value;
	bool assumed;
	size_t n; /* sessions it rests on; 0 = assumed */
};
/* How a row of mdc95 names the person's own. */
extern const char mdc_own_formula[];
struct mdc mdc_of(const struct series *, int reps, const struct config *);
/* The assumed one, of two sessions of so many reps; NaN where one has none. */
double mdc_assumed_pct(int reps, int other_reps);

/* The sessions since the first min_sessions, with this one, against those (C16). */
struct baseline {
	double mean, sd; /* of the first min_sessions */
	size_t since;    /* sessions after them */
	double average;  /* moving, of those */
	double limit;    /* of average - mean */
	double change;   /* of this session from the mean */
	double mdc95;
	bool beyond; /* average and change */
};
enum baseline_state { BASELINE_KNOWN, BASELINE_FEW_SESSIONS, BASELINE_NO_SPREAD };
/* out is set where it is known. Of a series whose now is not NaN. */
enum baseline_state baseline_of(struct series *, const struct config *, struct baseline *out);

/* Whether the question was indicated in this direction (-1, 1) in one of the last two sessions. */
bool was_indicated(const struct question *, const struct evidence *, int direction);
/* Sign of what the finding says: of its value, or of its change from the earlier sessions. */
int finding_direction(const struct question *, const struct finding *);

/* mdc95 and direction_kappa as rows of the table of metrics. */
int add_history_metrics(struct trial_report *, const struct evidence *, struct error *);

#endif
