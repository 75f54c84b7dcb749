/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, sides and dates as the report prints them: one place that rounds. */
#ifndef TOOLS_REPORT_WORDS_NUMBERS_H
#define TOOLS_REPORT_WORDS_NUMBERS_H

#include "tools/report/words/words.h"

/* Room for any of these. */
struct number {
	char text[48];
};

/* Decimals that an interval of this half width allows a percentage: 1, or 0 from 3.55 on, where
 * the first digit of the error stands before the point (the Particle Data Group's rule: two digits
 * of an error below 3.55, else one). NaN = 1. */
int percent_decimals(double half_width);

/* "1063", "0,37"; "-" for NaN, and never "-0". */
const char *number_say(struct number *, const struct language *, double value, int decimals);
/* With so many digits that count: "0.00435", "52000", "4.29 × 10⁻⁶". */
const char *number_short(struct number *, const struct language *, double value, int digits);
/* "4.2 % right", "0.0 % even" */
const char *side_say(struct number *, const struct language *, double ai_pct, int decimals);
/* "3.3 to 5.1 % right", "1.0 % left to 0.4 % right"; "" where a bound is NaN. */
const char *interval_say(struct number *, const struct language *, double low_pct, double high_pct,
			 int decimals);
/* "< 0.001" "0.012" */
const char *p_say(struct number *, const struct language *, double p);
/* "22 Nov 2026 10:15 UTC" from an RFC 3339 time, or its day; "" where there is none. */
const char *date_say(struct number *, const struct language *, const char *time, bool clock);

const char *left_or_right(const struct language *, double ai_pct);
/* "linke"/"rechte", as it stands before a noun. */
const char *left_or_right_leg(const struct language *, bool right);
const char *phase_say(const struct language *, enum phase_id);
const char *phase_when(const struct language *, enum phase_id); /* "at lockout" */
const char *kind_say(const struct language *, enum rep_kind);
const char *status_say(const struct language *, enum report_status);
/* A task or a style of the recorder: "deadlift", "sumo"; another word as it is. */
const char *recorded_say(const struct language *, const char *word);
/* "3", or "2.3" where the recording has more than one set. */
const char *rep_say(struct number *, const struct trial_report *, const struct rep *);
bool has_sets(const struct trial_report *);

#endif
