/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lifter on two four-cell plates, with the truth known (docs/methods.md#simulator). */
#ifndef ACQUISITION_SIMULATOR_SIMULATOR_H
#define ACQUISITION_SIMULATOR_SIMULATOR_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/report.h"

struct simulator_options {
	uint64_t seed;
	double rate_hz;                            /* 1000 */
	int reps;                                  /* 8 */
	double body_mass_kg, load_kg;              /* NaN: drawn */
	double asymmetry_pct;                      /* nominal AI of the set; NaN: drawn N(0, 4) */
	double rep_sd_pct;                         /* between reps; NaN: drawn 0.5..2 */
	double trend_pct;                          /* AI per rep (fatigue drift), 0 */
	double phase_shift_pct;                    /* added AI in LIFT1, 0 */
	char style[16];                            /* "dead_stop" "touch_and_go" "" = drawn */
	char tier[16];                             /* "clean" "lab" "gym" "adversarial" */
	double fail_probability, drop_probability; /* of the last rep; NaN = by tier */
	double noise_n, hum_n, tremor_n;           /* NaN = by tier */
	char fault[64]; /* "" or "gap:12.0:0.05" (at s, for s), "saturate:left:2", "nan"... */
	double seconds; /* 0 = as long as the set; else padded or cut to it */
};

struct simulated_rep {
	enum rep_kind kind;
	enum rep_end end;
	double start_s, onset_s, onset_20n_s, liftoff_s, lockout_s, lower_s, touchdown_s;
	double asymmetry_nominal_pct;
	double asymmetry_lift_pct, asymmetry_lift1_pct, asymmetry_lift2_pct, asymmetry_lower_pct;
	double displacement_m; /* system COM */
};

struct simulation {
	struct recording_info info; /* plates, rate, unit count, gaps of the fault */
	size_t frames, channels;
	int32_t *counts; /* [frames][channels] */
	double body_mass_kg, load_kg, asymmetry_pct, quiet_start_s, quiet_end_s;
	char style[16];
	size_t reps;
	struct simulated_rep rep[32];
	struct simulator_options options; /* as drawn */
};

void simulator_options_init(struct simulator_options *);
/* "reps=8,ai=6,trend=-0.4,seed=7"; the keys are listed in hinge-simulate(1). */
int simulator_options_parse(struct simulator_options *, const char *text, struct error *);
int simulate(const struct simulator_options *, struct simulation **out, struct error *);
void simulation_free(struct simulation *);
/* The truth as JSON (docs/file-format.md#truth). */
int simulation_write_truth(const struct simulation *, const char *path, struct error *);

#endif
