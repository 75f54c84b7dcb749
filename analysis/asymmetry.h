/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where the sign of asymmetry is decided. */
#ifndef ANALYSIS_ASYMMETRY_H
#define ANALYSIS_ASYMMETRY_H

/* AI = 100 (R - L) / (R + L); positive = the right carries more; NaN where R + L = 0. */
double asymmetry_index(double left, double right);
/* Formula id that stands beside the number: "AI=100(R-L)/(R+L)". */
extern const char asymmetry_formula[];

/* The published others (oracle O22), each with the sign of its author. */
double asymmetry_lsi(double left, double right);      /* 100 R / L */
double asymmetry_robinson(double left, double right); /* 100 (R - L) / mean */
double asymmetry_strong(double left, double right);   /* 100 (R - L) / max(L, R) */
double asymmetry_weak(double left, double right);     /* 100 (R - L) / min(L, R) */
double asymmetry_angle(double left, double right);    /* Zifchock: positive = LEFT more */
double asymmetry_log(double left, double right);      /* 100 ln(R / L) */

/* All of them, the one that counts first. */
struct asymmetry_formula {
	const char *metric, *formula; /* as in the table of metrics; unit % */
	/* of the mean over frames of the index, and of its magnitude (NULL: has no meaning) */
	const char *frames, *frames_abs;
	double (*of)(double left, double right);
	double even; /* its value where both sides carry the same */
};
extern const struct asymmetry_formula asymmetry_formulas[]; /* metric NULL at the end */

#endif
