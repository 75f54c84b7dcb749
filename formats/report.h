/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What analysis finds in a trial. Results files (docs/results.md) hold the same.
 * Sign everywhere: AI = 100 (R - L) / (R + L) percent, positive = the RIGHT carries more.
 * Times in seconds from the first sample; NaN = missing. Side index 0 = left, 1 = right. */
#ifndef FORMATS_REPORT_H
#define FORMATS_REPORT_H

#include "formats/error.h"
#include "formats/layout.h"

#include <stdbool.h>

enum { CURVE_POINTS = 101 };

enum rep_kind { REP_DEAD_STOP, REP_TOUCH_AND_GO, REP_ROMANIAN, REP_PARTIAL, REP_FAILED };
enum rep_end { END_LOWERED, END_DROPPED, END_NONE };
enum phase_id { PHASE_SLACK, PHASE_LIFT1, PHASE_LIFT2, PHASE_LIFT, PHASE_HOLD, PHASE_LOWER };
enum { PHASES = 6 };

enum outcome {
	OUTCOME_EQUIVALENT,
	OUTCOME_NO_EVIDENCE,
	OUTCOME_INDICATED,
	OUTCOME_CONSISTENT,
	OUTCOME_BORDERLINE,
	OUTCOME_INSUFFICIENT_DATA,
	OUTCOME_NOT_MEASURABLE,
	OUTCOME_DESCRIPTIVE
};

enum report_status { STATUS_OK, STATUS_WARN, STATUS_REJECT };

/* Reasons a row is marked; /results/flag_codes of a result lists bit, name and meaning. */
#define REPORT_FLAGS(X)                                                                           \
	X(FLAG_GAP, 0, "gap", "a gap of more than 5 ms lies inside")                              \
	X(FLAG_SATURATED, 1, "saturated", "a cell stood at the converter's rail inside")          \
	X(FLAG_DRIFT, 2, "drift", "velocity at the end of the rep was off by more than 0.15 m/s") \
	X(FLAG_TURNAROUND, 3, "turnaround", "the pull follows the touchdown without a stop")      \
	X(FLAG_PARTIAL, 4, "partial", "rise below 0.6 of the median rep")                         \
	X(FLAG_NO_HOLD, 5, "no_hold", "no plateau at lockout")                                    \
	X(FLAG_DROPPED, 6, "dropped", "the bar was dropped")                                      \
	X(FLAG_EDGE, 7, "edge", "the recording ended inside")                                     \
	X(FLAG_WARM_UP, 8, "warm_up", "the set's load is below 0.6 of the heaviest set's")        \
	X(FLAG_DESCRIPTIVE, 9, "descriptive", "too unreliable between days to be judged")         \
	X(FLAG_UNSETTLED, 10, "unsettled", "no quiet standing right before the pull")             \
	X(FLAG_FOOT_OFF, 11, "foot_off", "a foot was not, or not wholly, on its plate")           \
	X(FLAG_LAG, 12, "lag", "one foot is later by more than lag_report_s and 3 SE")            \
	X(FLAG_BARRED, 13, "barred", "a check says that left and right cannot be compared")

enum report_flag {
#define REPORT_FLAG_ENUM(name, bit, word, text) name = 1u << (bit),
	REPORT_FLAGS(REPORT_FLAG_ENUM)
#undef REPORT_FLAG_ENUM
};

struct rep {
	int set, rep; /* from 1 */
	enum rep_kind kind;
	enum rep_end end;
	bool valid;
	/* romanian: it sinks from lower_s on, liftoff_s is where it turns at the bottom */
	double onset_s, liftoff_s, lockout_s, lower_s, touchdown_s;
	double liftoff_u_s;    /* standard uncertainty of lift-off */
	double lockout_rest_s; /* first time velocity < 0.02 m/s */
	double sticking_start_s, sticking_end_s;
	double peak_left_n, peak_right_n, peak_total_n;
	double mean_left_n, mean_right_n; /* over LIFT */
	double asymmetry_lift_pct;
	double displacement_m, peak_velocity_m_s, mean_velocity_m_s, peak_power_w;
	double end_velocity_m_s; /* before the end-point correction */
	uint32_t flags;
};

struct phase {
	int set, rep;
	enum phase_id phase;
	double t_start_s, t_end_s;
	double mean_left_n, mean_right_n;
	double impulse_left_ns, impulse_right_ns;
	double asymmetry_pct;
	double cop_ap_left_m, cop_ap_right_m, cop_ml_left_m, cop_ml_right_m; /* means */
	uint32_t flags;
};

struct metric {
	char trial[48];
	int set, rep; /* rep 0 = the whole set */
	char phase[16], side[8], metric[32];
	double value;
	char unit[12]; /* UCUM */
	double ci_low, ci_high, bca_low, bca_high;
	int n;
	char formula[24];
	uint32_t flags;
};

struct finding {
	int set;
	char id[8], name[32], family[4];
	enum outcome outcome;
	double value;
	char unit[12];
	double ci_low, ci_high;
	int n; /* reps (A, C), earlier sessions (B, C16), sets (C12) */
	double p, p_adjusted;
	double threshold; /* limit, or mean of earlier sessions (B), that value is held against */
	char text[256];
	/* what the text was made from, for other languages; not in results files */
	char reason[32]; /* why there is no answer: a word in capitals, "" = there is one */
	int needed;      /* of n, where that is the reason */
	unsigned notes;
};
enum { NOTE_POOLED = 1, NOTE_ASSUMED = 2 }; /* of finding.notes: what its text adds */

/* A quality check: code in capitals ("TARE_DRIFT"), what was measured, what to do. */
struct check {
	char code[32];
	enum report_status severity;
	double value;
	char unit[12];
	char text[256];
};

/* A step of the chain with its parameters, for /provenance/steps and --explain. */
struct step {
	char name[32];
	char text[256];
};

struct report_curve {
	int set, rep;
	float left_n[CURVE_POINTS], right_n[CURVE_POINTS], asymmetry_pct[CURVE_POINTS];
};

/* CPU seconds per stage, for --timing. */
struct stage_time {
	char name[16];
	double cpu_s, wall_s;
};

struct trial_report {
	/* who and what */
	struct recording_info info; /* as analysed: load and mass typed by the user included */
	char trial_id[64];
	/* what was done: "deadlift", "isometric", "standing", another word of the recorder, or "" =
	 * none of these; source "given" (by the user) "recorded" (in the file) "found" "" */
	char task[32], task_source[16];
	char raw_file[256], raw_sha256[65], sidecar_sha256[65], format[32];
	enum report_status status;
	double body_mass_kg;
	char body_mass_source[16]; /* "measured" "header" "typed" "" */
	double load_kg;
	char load_source[16]; /* "entered" "estimated" "" */
	double load_estimated_kg;
	double quiet_start_s, quiet_end_s, quiet_sd_n;
	double system_weight_n;
	char no_reps_reason[256]; /* why reps is empty, "" otherwise */
	bool has_sides;           /* false: which foot is which is unknown, or one plate */
	char sides_reason[128];   /* what to do about it */

	/* signals, unfiltered, calibrated; [frames] or [frames][2] */
	size_t frames;
	double rate_hz;
	float *vgrf_n;                                  /* [frames][2] */
	float *cop_m;                                   /* [frames][2 sides][x, y] */
	float *asymmetry_pct;                           /* [frames] */
	float *velocity_m_s, *displacement_m, *power_w; /* [frames] */
	uint8_t *quality;                               /* [frames] */
	size_t cells;
	float *cell_force_n; /* [frames][cells] or NULL */

	size_t reps;
	struct rep *rep;
	size_t phases;
	struct phase *phase;
	size_t metrics;
	struct metric *metric;
	size_t findings;
	struct finding *finding;
	size_t checks;
	struct check *check;
	size_t steps;
	struct step *step;

	/* per valid rep over 0..100 % of LIFT, and their mean with the simultaneous 95 % band */
	size_t curves;
	struct report_curve *curve;
	double curve_mean[CURVE_POINTS], curve_low[CURVE_POINTS], curve_high[CURVE_POINTS];

	/* Welch over LO..TD pooled over the reps of the set; 0 segments = none */
	size_t spectrum_bins;
	double *frequency_hz, *psd_left, *psd_right, *coherence, *csd_phase_rad;
	double coherence_null95;
	int spectrum_segments;

	size_t stages;
	struct stage_time stage[16];
};

int report_new(struct trial_report **out, size_t frames, struct error *);
void report_free(struct trial_report *);
/* Each appends a copy; 0 or HINGE_ENOMEM. */
int report_add_rep(struct trial_report *, const struct rep *, struct error *);
int report_add_phase(struct trial_report *, const struct phase *, struct error *);
int report_add_metric(struct trial_report *, const struct metric *, struct error *);
int report_add_finding(struct trial_report *, const struct finding *, struct error *);
int report_add_curve(struct trial_report *, const struct report_curve *, struct error *);
/* Formats the text; raises report->status to severity. */
int report_add_check(struct trial_report *, const char *code, enum report_status severity,
		     double value, const char *unit, struct error *, const char *format, ...)
	__attribute__((format(printf, 7, 8)));
int report_add_step(struct trial_report *, const char *name, struct error *, const char *format,
		    ...) __attribute__((format(printf, 4, 5)));

/* Whether a set stands for its recording (docs/methods.md#sets): not lighter than 0.9 of the
 * heaviest, or loads are unknown. */
bool report_is_working_set(const struct trial_report *, int set);

const char *rep_kind_name(enum rep_kind); /* "dead_stop" ... */
const char *rep_end_name(enum rep_end);   /* "lowered" "dropped" "none" */
const char *phase_name(enum phase_id);    /* "slack" "lift1" ... */
const char *outcome_name(enum outcome);   /* "insufficient_data" ... */
const char *report_status_name(enum report_status);

#endif
