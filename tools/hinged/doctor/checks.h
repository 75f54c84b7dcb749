/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ten checks; check comes with its name, unit and PASS. */
#ifndef TOOLS_HINGED_DOCTOR_CHECKS_H
#define TOOLS_HINGED_DOCTOR_CHECKS_H

#include "tools/hinged/doctor/judge.h"

/* checks_host.c: computer, bus, disk */
void check_link(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_disk(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_clock(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_realtime(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_ramp(struct doctor_check *, const struct facts *, const struct doctor_limits *);
/* checks_plates.c */
void check_calibration(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_cells(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_noise(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_hum_level(struct doctor_check *, const struct facts *, const struct doctor_limits *);
void check_zero_drift(struct doctor_check *, const struct facts *, const struct doctor_limits *);

/* Sets value and limit; fail < warn: less is worse. */
enum verdict check_measure(struct doctor_check *, double value, double warn, double fail);
void check_say(struct doctor_check *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* What to do, and how bad it is. */
void check_advise(struct doctor_check *, enum verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
