/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Earlier results of one person: what a new trial is compared with. */
#ifndef FORMATS_HISTORY_H
#define FORMATS_HISTORY_H

#include "formats/recording/superseded.h"
#include "formats/report.h"

/* One result without signals and single reps. */
struct earlier {
	char file[256];  /* base name */
	char sha256[65]; /* of the results file */
	char trial_id[64], raw_sha256[65];
	char subject[33], session[33], task[32], style[32], start_time[40];
	struct run_key run;
	double load_kg;
	size_t metrics;         /* of working sets as a whole: rep 0, set >= 1 */
	size_t warm_up_metrics; /* of lighter sets, behind them */
	struct metric *metric;
	size_t findings;
	struct finding *finding;
};

/* Oldest first; by start, then by checksum, so the order of reading does not matter. */
struct history {
	size_t count;
	struct earlier *trial;
};

/* Of a report with head, reps, metrics and findings; file and sha256 stay empty. HINGE_ENOMEM. */
int earlier_from_report(struct earlier *, const struct trial_report *, struct error *);
void earlier_reset(struct earlier *); /* frees what it owns */

/* Takes over what the earlier result owns, in every case. HINGE_ENOMEM. */
int history_add(struct history *, struct earlier *, struct error *);
void history_reset(struct history *); /* frees; NULL is fine */

/* The run that was recorded in place of all->trial[index]: another of them or, with info, that
 * trial; 0 = none. */
int history_superseded_by(const struct history *all, size_t index, const struct recording_info *);

/* Of all, those that came before this trial, without the trial itself, without a second result of
 * one recording and without what was done again; where this trial has no start, all others. *out is
 * a view that borrows from all; its array is the caller's to free(). HINGE_EUSAGE: a result of
 * another person; HINGE_ENOMEM.
 */
int history_before(const struct history *all, const struct recording_info *, const char *raw_sha256,
		   struct history *out, struct error *);

/* Of the checksums of its files; "" for an empty history. HINGE_ENOMEM. */
int history_sha256(const struct history *, char out[65], struct error *);

/* Whether two trials belong to one session: its code, else the day, else the recording. */
bool earlier_same_session(const struct earlier *, const struct earlier *);

#endif
