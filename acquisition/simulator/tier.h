/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How hard a simulated recording is: every range that is drawn from, one row a tier. */
#ifndef ACQUISITION_SIMULATOR_TIER_H
#define ACQUISITION_SIMULATOR_TIER_H

struct range {
	double lo, hi;
};

struct tier {
	const char *name;
	struct range load_ratio;     /* of body mass */
	struct range lift_s;         /* lift-off to lockout */
	struct range lead_s, tail_s; /* unloaded before and after */
	double fail, drop;           /* probabilities for the last rep */
	struct range noise_n;        /* white, RMS of a plate */
	struct range hum_n;          /* amplitude on a plate */
	struct range tremor_n;       /* amplitude under a foot at body weight */
	double drift_n;              /* random walk of a plate, N per sqrt(s) */
	double tare_n;               /* largest offset of a plate */
	double zero_n;               /* largest Zero of a cell, stated in the sidecar */
	double gain;                 /* largest error of the right plate's gain */
	double lag_s;                /* largest lag between the feet */
	double skew_s;               /* largest lag between the plates' clocks */
	double clock;                /* largest relative error of the rate */
	int bits;                    /* fewest bits of the converter */
	double fault_probability;    /* of each kind of fault */
};

/* The row of that name; name is one of the tiers. */
const struct tier *tier_named(const char *name);

#endif
