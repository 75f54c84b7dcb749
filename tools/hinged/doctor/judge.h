/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was measured to what a technician does about it. */
#ifndef TOOLS_HINGED_DOCTOR_JUDGE_H
#define TOOLS_HINGED_DOCTOR_JUDGE_H

#include "tools/hinged/doctor/facts.h"

enum { DOCTOR_CHECKS = 10 };

enum verdict { VERDICT_PASS, VERDICT_WARN, VERDICT_FAIL };

/* One line; value and limit are NaN where there is no figure. */
struct doctor_check {
	const char *name;
	enum verdict verdict;
	double value, limit; /* limit: from which on it is no PASS, or where it is a FAIL that */
	const char *unit;
	char text[320];
	char advice[256]; /* what to do; "" where it passed */
};

struct doctor_limits {
	double tare_sd_n, tare_drift_n; /* hinge.conf(5) */
	int64_t reserve_bytes;          /* no recording is begun with less */
};

/* Of one device. */
struct doctor_section {
	char source[256];
	size_t plates;
	char plate[PLATES_MAX][32]; /* their names */
	double measured_s, rate_hz;
	struct doctor_check check[DOCTOR_CHECKS];
};

const char *verdict_name(enum verdict); /* "pass" "warn" "fail" */
/* Each check is the verdict of the facts and limits alone. */
void doctor_judge(struct doctor_section *, const struct facts *, const struct doctor_limits *);
enum verdict doctor_verdict(const struct doctor_section *); /* the worst */

#endif
