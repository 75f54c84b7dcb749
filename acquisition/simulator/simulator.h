/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lifter on two four-cell plates, with the truth known (docs/methods.md#simulator). */
#ifndef ACQUISITION_SIMULATOR_SIMULATOR_H
#define ACQUISITION_SIMULATOR_SIMULATOR_H

#include "formats/error.h"
#include "formats/layout.h"
#include "formats/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct simulator_options {
	char model[16]; /* "point" "segments" */
	uint64_t seed;
	double rate_hz;                            /* 1000 */
	int reps;                                  /* 8 */
	double body_mass_kg, load_kg;              /* NaN: drawn */
	double asymmetry_pct;                      /* nominal AI of the set; NaN: drawn N(0, 4) */
	double rep_sd_pct;                         /* between reps; NaN: drawn 0.5..2 */
	double trend_pct;                          /* AI per rep (fatigue drift), 0 */
	double phase_shift_pct;                    /* added AI in LIFT1, 0 */
	int dips;                                  /* off-loading dips of the right foot a rep, 0 */
	double dip_pct;                            /* their depth in points of share, 5 */
	char style[16];                            /* "dead_stop" "touch_and_go" "" = drawn */
	char tier[16];                             /* "clean" "lab" "gym" "adversarial" */
	double fail_probability, drop_probability; /* of the last rep; NaN = by tier */
	double noise_n, hum_n; /* a plate: white RMS, mains amplitude; NaN = by tier */
	double tremor_n;       /* a foot at body weight: amplitude; NaN = by tier */
	double lead_s;         /* empty plates before the set; NaN = by tier */
	char fault[64];   /* "" or "gap:12.0:0.05" ...: docs/methods.md#simulator, joined by '+' */
	double seconds;   /* 0 = as long as the set; else padded or cut to it */
	char plate[8];    /* "left" "right": a device of one plate; "" = both on one */
	double drift_ppm; /* its clock is fast by this, 0 */
	double skew_s;    /* its first frame comes so much later, 0 */
	/* a mass that lies on `plate` in place of a person; 0 = empty; NaN: a set is lifted */
	double disc_kg, disc_x_m, disc_y_m;
	char gains[64]; /* what each cell makes of a newton, "1.02:0.99:1:1"; 8 = left, right; "" =
			   1 */
};

/* Moments on the recording's own clock (frame / rate_hz); NaN where there is none. */
struct simulated_rep {
	enum rep_kind kind; /* touch_and_go: the bar bounced before or after it */
	enum rep_end end;
	double start_s;                   /* the nominal asymmetry holds from here */
	double onset_s;                   /* the hands begin to pull; NaN after a bounce */
	double onset_20n_s, onset_5pct_s; /* the pull passes 20 N, 5 % of the bar's weight */
	double onset_ground_s; /* the feet carry 20 N more than the body, from here to lift-off */
	double liftoff_s;      /* the pull reaches the bar's weight */
	double half_s, lockout_s; /* 50 % and 98 % of the rise: LIFT1 and LIFT end */
	double lower_s;           /* below 98 % again: HOLD ends; NaN where dropped */
	double touchdown_s;       /* the bar stands on the floor, or leaves the hands */
	double sticking_start_s, sticking_end_s; /* velocity's local maximum, then minimum */
	double asymmetry_nominal_pct;            /* without the phase's shift */
	/* realised: 100 mean(F (2 share - 1)) / mean(F) over the phase, the share smoothed and
	 * with sway (analysis of the truth, not of the noisy cells) */
	double asymmetry_lift_pct, asymmetry_lift1_pct, asymmetry_lift2_pct, asymmetry_lower_pct;
	double displacement_m; /* system COM */
};

struct simulation {
	struct recording_info info; /* plates, rate, unit count, gaps of the fault */
	size_t frames, channels;
	int32_t *counts; /* [frames][channels]; a lost frame repeats the one before */
	bool unplugged;  /* the fault that ended it: a source ends with an error then */
	double true_rate_hz, start_s; /* frame k is of the true time start_s + k / true_rate_hz */
	double body_mass_kg, load_kg, asymmetry_pct, quiet_start_s, quiet_end_s;
	double lag_s;      /* the right foot follows the left by this; negative = it leads */
	double right_gain; /* what the right plate makes of a newton, the left being right */
	char style[16];
	size_t reps;
	struct simulated_rep rep[32];
	struct simulator_options options; /* as drawn */
};

/* Every option by name: simulator_options_set(), `hinge simulate` and its manual go by this. */
enum simulator_key_type { SIMULATOR_NUMBER, SIMULATOR_INTEGER, SIMULATOR_SEED, SIMULATOR_TEXT };
struct simulator_key {
	const char *name;
	enum simulator_key_type type;
	size_t offset, size; /* of the field */
	double min, max;     /* of a number */
	const char *unit;    /* of a number, "" = none */
	const char *help;    /* the default stands in brackets */
	const char *choices; /* of a text: words apart by spaces, NULL = any */
};
extern const struct simulator_key simulator_keys[];
extern const size_t simulator_key_count;

void simulator_options_init(struct simulator_options *);
/* HINGE_EUSAGE names the key, the value and what is allowed. */
int simulator_options_set(struct simulator_options *, const char *key, const char *value,
			  struct error *);
/* "reps=8,ai=6,trend=-0.4,seed=7"; the keys are listed in hinge-simulate(1). */
int simulator_options_parse(struct simulator_options *, const char *text, struct error *);
int simulate(const struct simulator_options *, struct simulation **out, struct error *);
void simulation_free(struct simulation *);
/* The truth as JSON (docs/file-format.md#truth), atomically; its times count from first_frame, for
 * a recording that begins there. HINGE_EREFUSED where path exists. */
int simulation_write_truth(const struct simulation *, int64_t first_frame, const char *path,
			   struct error *);

#endif
