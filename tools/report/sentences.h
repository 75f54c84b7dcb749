/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page says in words: fixed texts, one for each outcome; nothing is made up freely. */
#ifndef TOOLS_REPORT_SENTENCES_H
#define TOOLS_REPORT_SENTENCES_H

#include "formats/report.h"

#include <stddef.h>

/* The asymmetry of the set while lifting, as the first finding (C1) has it. */
struct headline {
	enum outcome outcome;
	double value_pct, ci_low_pct, ci_high_pct; /* AI; NaN = none */
	double delta_pct;                          /* what counts as even; NaN = not stated */
	int n;                                     /* valid reps */
	const char *text;                          /* what the analysis adds, "" = nothing */
};

void headline_of(const struct trial_report *, struct headline *);
/* The one sentence of the page, and the line under it that says how sure it is ("" = nothing). */
void headline_sentence(const struct trial_report *, const struct headline *, char *out,
		       size_t size);
void headline_detail(const struct trial_report *, const struct headline *, char *out, size_t size);

/* "4.2 % right", "0.0 % even"; "-" for NaN. Returns out. */
const char *asymmetry_words(double ai_pct, char *out, size_t size);
/* "3.3 % to 5.1 % right", "1.0 % left to 0.4 % right"; "" where a bound is NaN. */
const char *interval_words(double low_pct, double high_pct, char *out, size_t size);
/* "off the floor", "to lockout", "lowering" */
const char *phase_words(enum phase_id);
const char *rep_kind_words(enum rep_kind);
/* "3", or "2.3" where the recording has more than one set. Returns out. */
const char *rep_words(const struct trial_report *, const struct rep *, char *out, size_t size);
bool has_sets(const struct trial_report *);
/* "OK ●" */
const char *status_words(enum report_status);

/* "22 Nov 2026 10:15 UTC" from an RFC 3339 time; "" where there is none. */
const char *date_words(const char *start_time, char *out, size_t size);

#endif
