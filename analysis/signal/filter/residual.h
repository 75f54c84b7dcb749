/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which low-pass a signal would take by two published rules. Diagnostics: neither sets a cutoff
 * (docs/methods.md#cutoffs). */
#ifndef ANALYSIS_SIGNAL_FILTER_RESIDUAL_H
#define ANALYSIS_SIGNAL_FILTER_RESIDUAL_H

#include "formats/error.h"

#include <stddef.h>

/* rms[signal][cutoff] of what the zero-phase low-pass of filter.h takes away from each signal of
 * pair[frames][2]. The same bits on every isa. HINGE_EUSAGE: a cutoff above 0.4 of the rate, isa
 * unknown, no frames; HINGE_ENOMEM. */
int residual_scan(const double *pair, size_t frames, double rate_hz, const double *cutoff_hz,
		  size_t cutoffs, const char *isa, double *rms[2], struct error *);

/* Winter: above the signal the residual is noise alone and falls along a line (60 to 150 Hz); its
 * intercept is the noise, and where the residual first comes down to it the cutoff. (oracle O16) */
struct residual_fit {
	double slope, noise;
	double cutoff_hz; /* NaN: never, or fewer than two cutoffs on the line */
};
struct residual_fit residual_fit(const double *cutoff_hz, const double *rms, size_t cutoffs);

/* Yu, Gabriel, Noble & An 1999, from memory: a first low-pass, whose relative residual eps in
 * percent of the signal's SD gives the second. (oracle O17) Meant for rates up to 1.2 kHz. */
double yu_first_hz(double rate_hz);
double yu_cutoff_hz(double rate_hz, double eps_pct);

#endif
