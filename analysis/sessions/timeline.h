/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's sessions: what is usual, what changed, what load is tolerated. Formulas and their
 * sources: docs/methods.md#sessions. AI in %, positive = the right carries more; NaN = missing. */
#ifndef ANALYSIS_SESSIONS_TIMELINE_H
#define ANALYSIS_SESSIONS_TIMELINE_H

#include "formats/config.h"
#include "formats/history.h"
#include "formats/registry/registry.h"

/* Whether a session differs from the person's own baseline (C16 of docs/methods.md#findings). */
enum timeline_call {
	CALL_UNKNOWN,    /* no value at this load, or one that cannot be compared */
	CALL_TOO_FEW,    /* fewer than min_sessions sessions before it */
	CALL_NO_CHANGE,  /* not beyond the limit and the smallest detectable change */
	CALL_MOVED_LEFT, /* beyond both: more load on the left than before */
	CALL_MOVED_RIGHT
};

struct timeline_session {
	char session[33];    /* code, "" = it has none */
	char start_time[40]; /* RFC 3339, of its first recording; of what was only noted, a date */
	double day;          /* since 1970-01-01, with the time of day */
	size_t trials;       /* recordings with a result, of any load; 0 = only noted */
	double heaviest_kg;  /* of its sets */

	/* at the load that is compared: AI over LIFT, mean of the sets; the 95 % interval is that
	 * of the set where there is one */
	double load_kg, asymmetry_pct, ci_low, ci_high;
	int reps;

	/* of the sessions before it that compare with it */
	size_t before;
	double mdc95_pct;                            /* smallest detectable change */
	bool mdc_assumed;                            /* not yet the person's own */
	double baseline_pct, average_pct, limit_pct; /* called beyond baseline +- limit */
	enum timeline_call call;

	double tolerated_kg; /* heaviest load inside the own band; NaN = none, or no band */

	/* what people entered */
	int pain; /* 0-10, REGISTRY_PAIN_UNKNOWN */
	enum stage stage;
	char note[REGISTRY_NOTE_MAX];
};

/* A set of any load. */
struct timeline_set {
	size_t session; /* index */
	double load_kg, asymmetry_pct, ci_low, ci_high;
	int reps;
	bool inside; /* the own band, or between it and equal shares */
};

struct timeline {
	char subject[33], task[32], style[32]; /* that is compared */
	double load_kg; /* that is compared, with those within load_range_pct of it; NaN = loads
			 * are unknown */
	double load_range_pct;

	size_t sessions; /* oldest first */
	struct timeline_session *session;
	size_t sets; /* by session, then load */
	struct timeline_set *set;
	size_t hidden; /* sessions that timeline_keep_since() took out */

	/* The own baseline: the first sessions at this load. The band holds 95 % of new sessions;
	 * NaN before there are `needed`. */
	size_t baseline_sessions, needed;
	double baseline_pct, baseline_sd_pct, band_low_pct, band_high_pct;
	size_t compared;         /* sessions with a value at this load */
	size_t missing_for_band; /* how many more until there is a band, ... */
	size_t missing_for_call; /* ... and until a change can be called; 0 = enough */
};

/* Of one person's results (history) and what was entered (facts, may be NULL). The load compared is
 * that of the last session's recording with the most sessions like it, the heavier of two.
 * HINGE_EUSAGE: results of several people; HINGE_ENOMEM. */
int timeline_new(struct timeline **out, const struct history *, const struct config *,
		 const struct registry_session *facts, size_t count, struct error *);
void timeline_free(struct timeline *);

/* The last session with a value; NULL: there is none. And the one with a value before it. */
const struct timeline_session *timeline_last(const struct timeline *);
const struct timeline_session *timeline_before(const struct timeline *,
					       const struct timeline_session *);

/* Takes out sessions before a day ("2026-11-22"); what was computed from them stays. HINGE_EUSAGE:
 * no day. */
int timeline_keep_since(struct timeline *, const char *date, struct error *);

/* Days since 1970-01-01 of an RFC 3339 time or a date; NaN: neither. */
double timeline_day(const char *time);

#endif
