/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recording is made of: plates, cells, units, gaps. The sidecar (docs/file-format.md) is
 * the same on disk. Axes of a plate: +x to the lifter's right, +y to the toes, +z up; a positive
 * force pushes on the plate. Unknown numbers are NaN, unknown texts are "". */
#ifndef FORMATS_LAYOUT_H
#define FORMATS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLATES_MAX = 4, PLATE_CELLS_MAX = 8, CHANNELS_MAX = 64, GAP_CAUSE_MAX = 32 };
enum { WRENCH_SIZE = 6, WRENCH_INPUTS_MAX = 8 };
enum { RATE_MIN_HZ = 100, RATE_MAX_HZ = 200000, RUN_MAX = 9999 };
#define FRAMES_MAX ((int64_t)1 << 40) /* two months at the highest rate */

enum foot { FOOT_UNKNOWN, FOOT_LEFT, FOOT_RIGHT, FOOT_BOTH };
enum sample_unit { UNIT_COUNT, UNIT_NEWTON, UNIT_NORMALISED };
enum plate_kind {
	PLATE_CELLS, /* vertical load cells: cell[0..cells) */
	PLATE_FZ,    /* one vertical force: cell[0]; centre of pressure in cop_column where >= 0 */
	PLATE_WRENCH /* Fx Fy Fz Mx My Mz in six columns, or from more by a matrix: wrench_column */
};

/* Force in newton = (sample - zero) * newton_per_unit. */
struct cell {
	int column; /* channel index from 0 */
	double x_m, y_m;
	double newton_per_unit;
	double zero;
};

struct plate {
	char name[32];
	enum foot foot;
	enum plate_kind kind;
	size_t cells;
	struct cell cell[PLATE_CELLS_MAX];
	int cop_column[2]; /* x, y; -1 = none */
	double cop_metre_per_unit;
	size_t wrench_inputs; /* WRENCH_SIZE; up to WRENCH_INPUTS_MAX with a matrix */
	int wrench_column[WRENCH_INPUTS_MAX];
	/* N per unit (0-2), N m per unit (3-5); with a matrix whatever that takes */
	double wrench_scale[WRENCH_INPUTS_MAX];
	/* Crosstalk. Cells: force i = sum over j of matrix[i][j] v_j, v_j = (sample_j - zero_j) *
	 * newton_per_unit_j. Wrench: row i gives Fx Fy Fz (N) Mx My Mz (N m) from v_j = sample_j *
	 * wrench_scale[j]. */
	bool has_matrix;
	double matrix[PLATE_CELLS_MAX][PLATE_CELLS_MAX];
	/* of a wrench: from the point its moments are taken about to the centre of the surface, in
	 * the plate's axes; NaN = not known, so that no centre of pressure is */
	double origin_m[3];
	/* of a wrench: where its surface lies in the laboratory, from +x+y over -x+y and -x-y to
	 * +x-y in the plate's axes (C3D's order); all 0 = not known */
	double corner_m[4][3];
	/* Kistler's correction of the centre of pressure, in metres
	 * (analysis/signal/plate/wrench.h) */
	bool has_cop_polynomial;
	double cop_polynomial[2][6];
	int c3d_type; /* 0 = not from C3D */
};

/* On reading, a gap of at most this becomes a line; a longer one stays a hole. */
#define GAP_BRIDGED_S 0.005

/* Lost frames: frame .. frame + frames repeat the last good one and are not data. */
struct gap {
	int64_t frame, frames;
	int64_t frames_uncertainty;
	char cause[GAP_CAUSE_MAX];
};

struct recording_info {
	char task[32], subject[33], session[33];
	int run;        /* 0 = unknown */
	int supersedes; /* the run whose place this one takes; 0 = none */
	double rate_hz;
	double load_kg; /* external load with the bar */
	double mass_kg; /* body mass typed or given by the file's header */
	char style[32], grip[32];
	char start_time[40]; /* UTC, RFC 3339 with nanoseconds; without Z: local, zone unknown */
	char time_zone[64];  /* IANA name */
	enum sample_unit unit;
	size_t channels;
	int64_t frames;
	size_t plates;
	struct plate plate[PLATES_MAX];
	size_t gaps;
	struct gap *gap; /* owned; sorted, not overlapping */
	bool has_tare_before, has_tare_after;
	double tare_before[CHANNELS_MAX]; /* in the recording's unit, per channel */
	double tare_after[CHANNELS_MAX];
	char source[32], serial[64], firmware[64];
	char certificate[128], calibration_date[32];
	char sha256[65];  /* of the samples, hex; "" = not stated */
	char *extra_json; /* owned; keys this version does not know, one JSON object, or NULL */
};

/* All texts empty, numbers NaN or 0, columns -1. */
void recording_info_init(struct recording_info *);
/* Frees what is owned and inits again. NULL is fine. */
void recording_info_reset(struct recording_info *);
/* Deep copy into an inited object; 0 or HINGE_ENOMEM. */
struct error;
int recording_info_copy(struct recording_info *, const struct recording_info *from, struct error *);
/* Adds a gap (cause is cut to fit); 0 or HINGE_ENOMEM. */
int recording_info_add_gap(struct recording_info *, struct gap, struct error *);

/* The device was unplugged for longer than reading bridges: the trial counts as interrupted. */
bool gap_interrupts(const struct gap *, double rate_hz);

const char *foot_name(enum foot);               /* "left" "right" "both" "unknown" */
bool foot_parse(const char *, enum foot *);     /* false = no such word */
const char *sample_unit_name(enum sample_unit); /* "count" "N" "normalised" */
bool sample_unit_parse(const char *, enum sample_unit *);

/* Pseudonymous code: [A-Z0-9-]{1,32}. */
bool code_is_valid(const char *);

#endif
