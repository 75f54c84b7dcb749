/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of every table: name, stored type, place in the row's struct, unit, meaning. */
#include "formats/results/schema/schema.h"

#define COUNT(a)    (sizeof(a) / sizeof((a)[0]))
#define WIDTH(s, m) sizeof(((struct s *)0)->m)
#define REAL(s, m, u, t)                                            \
	{                                                           \
#m, VALUE_F64, 8, offsetof(struct s, m), u, t, NULL \
	}
#define INT(s, m, t)                                                  \
	{                                                             \
#m, VALUE_I32, 4, offsetof(struct s, m), "1", t, NULL \
	}
#define BOOLEAN(s, m, t)                                               \
	{                                                              \
#m, VALUE_BOOL, 4, offsetof(struct s, m), "1", t, NULL \
	}
#define TEXT(s, m, t)                                                           \
	{                                                                       \
#m, VALUE_TEXT, WIDTH(s, m), offsetof(struct s, m), "", t, NULL \
	}
#define WORD(s, m, w, words, t)                                           \
	{                                                                 \
#m, VALUE_WORD, w, offsetof(struct s, m), "", t, &(words) \
	}
#define TABLE(columns)                  \
	{                               \
		columns, COUNT(columns) \
	}

#define MISSING "; NaN = missing"
#define FLAGS   "bits, listed in /results/flag_codes"

/* --- words of the enums --- */

static const char *kind_word(int i)
{
	return rep_kind_name((enum rep_kind)i);
}

static const char *end_word(int i)
{
	return rep_end_name((enum rep_end)i);
}

static const char *phase_word(int i)
{
	return phase_name((enum phase_id)i);
}

static const char *outcome_word(int i)
{
	return outcome_name((enum outcome)i);
}

static const char *status_word(int i)
{
	return report_status_name((enum report_status)i);
}

static const char *foot_word(int i)
{
	return foot_name((enum foot)i);
}

static const char *plate_word(int i)
{
	static const char *const names[] = {
		[PLATE_CELLS] = "cells",
		[PLATE_FZ] = "fz",
		[PLATE_WRENCH] = "wrench",
	};

	return names[i];
}

static const struct vocabulary words_kind = {kind_word, REP_FAILED + 1};
static const struct vocabulary words_end = {end_word, END_NONE + 1};
static const struct vocabulary words_phase = {phase_word, PHASES};
static const struct vocabulary words_outcome = {outcome_word, OUTCOME_DESCRIPTIVE + 1};
const struct vocabulary words_status = {status_word, STATUS_REJECT + 1};
static const struct vocabulary words_foot = {foot_word, FOOT_BOTH + 1};
static const struct vocabulary words_plate = {plate_word, PLATE_WRENCH + 1};

/* --- /results --- */

static const struct field reps[] = {
	INT(rep, set, "set, from 1"),
	INT(rep, rep, "repetition within the recording, from 1"),
	WORD(rep, kind, 16, words_kind, "dead_stop, touch_and_go, romanian, partial or failed"),
	WORD(rep, end, 8, words_end, "how it ended: lowered, dropped or none"),
	BOOLEAN(rep, valid, "1 = counts in the means of the set"),
	REAL(rep, onset_s, "s", "start of the pull" MISSING),
	REAL(rep, liftoff_s, "s", "bar leaves the floor; romanian: turns at the bottom"),
	REAL(rep, lockout_s, "s", "bar reaches 98 % of its rise"),
	REAL(rep, lower_s, "s", "lowering starts"),
	REAL(rep, touchdown_s, "s", "bar meets the floor"),
	REAL(rep, liftoff_u_s, "s", "standard uncertainty of lift-off"),
	REAL(rep, lockout_rest_s, "s", "velocity first below 0.02 m/s"),
	REAL(rep, sticking_start_s, "s", "sticking region starts"),
	REAL(rep, sticking_end_s, "s", "sticking region ends"),
	REAL(rep, peak_left_n, "N", "highest force under the left foot during the lift"),
	REAL(rep, peak_right_n, "N", "highest force under the right foot during the lift"),
	REAL(rep, peak_total_n, "N", "highest force under both feet during the lift"),
	REAL(rep, mean_left_n, "N", "mean force under the left foot over the lift"),
	REAL(rep, mean_right_n, "N", "mean force under the right foot over the lift"),
	REAL(rep, asymmetry_lift_pct, "%", "100 (R - L)/(R + L) over the lift, + = right"),
	REAL(rep, displacement_m, "m", "rise of the system's centre of mass"),
	REAL(rep, peak_velocity_m_s, "m/s", "highest velocity of the system"),
	REAL(rep, mean_velocity_m_s, "m/s", "mean velocity of the system over the lift"),
	REAL(rep, peak_power_w, "W", "highest power of the system"),
	REAL(rep, end_velocity_m_s, "m/s", "velocity at the end, before its correction to zero"),
	INT(rep, flags, FLAGS),
};
const struct table table_reps = TABLE(reps);

static const struct field phases[] = {
	INT(phase, set, "set, from 1"),
	INT(phase, rep, "repetition, from 1"),
	WORD(phase, phase, 8, words_phase, "slack, lift1, lift2, lift, hold or lower"),
	REAL(phase, t_start_s, "s", "first sample"),
	REAL(phase, t_end_s, "s", "end, not included"),
	REAL(phase, mean_left_n, "N", "mean force, left"),
	REAL(phase, mean_right_n, "N", "mean force, right"),
	REAL(phase, impulse_left_ns, "N.s", "impulse, left"),
	REAL(phase, impulse_right_ns, "N.s", "impulse, right"),
	REAL(phase, asymmetry_pct, "%", "100 (R - L)/(R + L), + = right"),
	REAL(phase, cop_ap_left_m, "m", "mean centre of pressure, left foot, + = toes" MISSING),
	REAL(phase, cop_ap_right_m, "m", "mean centre of pressure, right foot, + = toes" MISSING),
	REAL(phase, cop_ml_left_m, "m", "mean centre of pressure, left foot, + = lifter's right"),
	REAL(phase, cop_ml_right_m, "m", "mean centre of pressure, right foot, + = lifter's right"),
	INT(phase, flags, FLAGS),
};
const struct table table_phases = TABLE(phases);

static const struct field metrics[] = {
	TEXT(metric, trial, "recording the row comes from"),
	INT(metric, set, "set, from 1"),
	INT(metric, rep, "repetition, from 1; 0 = the whole set"),
	TEXT(metric, phase, "phase or window the value stands for"),
	TEXT(metric, side, "left, right, both or diff"),
	TEXT(metric, metric, "name of the metric"),
	REAL(metric, value, "", "value in the row's unit" MISSING),
	TEXT(metric, unit, "UCUM unit of value and intervals"),
	REAL(metric, ci_low, "", "95 % interval, low end" MISSING),
	REAL(metric, ci_high, "", "95 % interval, high end" MISSING),
	REAL(metric, bca_low, "", "95 % BCa bootstrap interval, low end" MISSING),
	REAL(metric, bca_high, "", "95 % BCa bootstrap interval, high end" MISSING),
	INT(metric, n, "values that went into it"),
	TEXT(metric, formula, "id of the formula, see hinge's methods page"),
	INT(metric, flags, FLAGS),
};
const struct table table_metrics = TABLE(metrics);

static const struct field findings[] = {
	INT(finding, set, "set, from 1; 0 = all sets"),
	TEXT(finding, id, "C1 to C16; name tells rows of one id apart"),
	TEXT(finding, name, "what is looked for"),
	TEXT(finding, family, "A (Holm), B (Benjamini-Hochberg) or C (descriptive)"),
	WORD(finding, outcome, 24, words_outcome, "the answer, in one of eight words"),
	REAL(finding, value, "", "value in the row's unit" MISSING),
	TEXT(finding, unit, "UCUM unit of value, interval and threshold"),
	REAL(finding, ci_low, "", "95 % interval, low end" MISSING),
	REAL(finding, ci_high, "", "95 % interval, high end" MISSING),
	INT(finding, n, "what it rests on: repetitions (A, C), earlier sessions (B), sets (C12)"),
	REAL(finding, p, "1", "p value" MISSING),
	REAL(finding, p_adjusted, "1", "p value, adjusted within the family" MISSING),
	REAL(finding, threshold, "",
	     "limit, or mean of earlier sessions (B), that it is held against" MISSING),
	TEXT(finding, text, "the sentence for the reader"),
};
const struct table table_findings = TABLE(findings);

static const struct field flag_codes[] = {
	INT(flag_row, bit, "number of the bit, from 0"),
	INT(flag_row, mask, "2 to the power of bit"),
	TEXT(flag_row, name, "short name"),
	TEXT(flag_row, text, "what a set bit says about its row"),
};
const struct table table_flag_codes = TABLE(flag_codes);

/* --- /quality, /calibration, /provenance --- */

static const struct field checks[] = {
	TEXT(check, code, "name of the check"),
	WORD(check, severity, 8, words_status, "ok, warn or reject"),
	REAL(check, value, "", "what was measured, in the row's unit" MISSING),
	TEXT(check, unit, "UCUM unit of value"),
	TEXT(check, text, "what it means and what to do"),
};
const struct table table_checks = TABLE(checks);

static const struct field gaps[] = {
	REAL(gap_row, start_s, "s", "first lost frame"),
	REAL(gap_row, duration_s, "s", "length"),
	{"frame", VALUE_I64, 8, offsetof(struct gap_row, gap.frame), "1", "first lost frame", NULL},
	{"frames", VALUE_I64, 8, offsetof(struct gap_row, gap.frames), "1", "frames lost", NULL},
	{"frames_uncertainty", VALUE_I64, 8, offsetof(struct gap_row, gap.frames_uncertainty), "1",
	 "standard uncertainty of frames", NULL},
	{"cause", VALUE_TEXT, GAP_CAUSE_MAX, offsetof(struct gap_row, gap.cause), "", "why", NULL},
};
const struct table table_gaps = TABLE(gaps);

static const struct field calibration[] = {
	TEXT(calibration_row, plate, "name of the plate"),
	WORD(calibration_row, foot, 8, words_foot, "left, right, both or unknown"),
	WORD(calibration_row, kind, 8, words_plate, "cells, fz or wrench"),
	TEXT(calibration_row, channel,
	     "cell, fz, cop_x, cop_y, fx, fy, mx, my, mz, or in1 to in8 of a matrix"),
	INT(calibration_row, column, "channel of the recording, from 0"),
	REAL(calibration_row, x_m, "m", "from the plate's centre, + = lifter's right" MISSING),
	REAL(calibration_row, y_m, "m", "from the plate's centre, + = toes" MISSING),
	REAL(calibration_row, newton_per_unit, "N", "per unit (moments: N m, CoP: m)"),
	REAL(calibration_row, zero, "1", "sample at no load, in the recording's unit"),
	REAL(calibration_row, tare, "1", "sample before the trial, unloaded" MISSING),
	REAL(calibration_row, tare_after, "1", "sample after the trial, unloaded" MISSING),
};
const struct table table_calibration = TABLE(calibration);

static const struct field crosstalk[] = {
	TEXT(crosstalk_row, plate, "name of the plate"),
	TEXT(crosstalk_row, output,
	     "cell1 to cell8 in the plate's order, or fx, fy, fz, mx, my, mz"),
	INT(crosstalk_row, column, "channel of the recording, from 0"),
	REAL(crosstalk_row, gain, "1", "added to the output for each unit of the channel's force"),
};
const struct table table_crosstalk = TABLE(crosstalk);

static const struct field steps[] = {
	TEXT(step, name, "step of the analysis, in order"),
	TEXT(step, text, "its parameters"),
};
const struct table table_steps = TABLE(steps);

static const struct field config[] = {
	TEXT(config_row, key, "parameter"),
	TEXT(config_row, value, "its value"),
	TEXT(config_row, unit, "UCUM unit"),
	TEXT(config_row, text, "what it does"),
};
const struct table table_config = TABLE(config);

static const struct field warnings[] = {
	{"code", VALUE_TEXT, WIDTH(step, name), offsetof(struct step, name), "",
	 "NO_REPS, NO_SIDES or the code of a check", NULL},
	TEXT(step, text, "what it means and what to do"),
};
const struct table table_warnings = TABLE(warnings);
