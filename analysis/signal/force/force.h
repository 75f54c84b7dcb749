/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From samples to newton, per cell and per foot, and the centre of pressure. */
#ifndef ANALYSIS_SIGNAL_FORCE_FORCE_H
#define ANALYSIS_SIGNAL_FORCE_FORCE_H

#include "formats/config.h"
#include "formats/memory/arena.h"
#include "formats/report.h"
#include "formats/trial.h"

enum tare_source { TARE_RECORDING, TARE_RECORDING_END, TARE_SIDECAR, TARE_ZERO };

struct tare {
	enum tare_source source;
	double offset[CHANNELS_MAX]; /* recording's unit, per channel; added to the cell's Zero */
	double drift[CHANNELS_MAX];  /* per frame, removed linearly */
	double from_frame;           /* drift is 0 here: the middle of the window */
	double drift_n;              /* sum of what each plate moved, NaN = unknown */
	double window_s[2];          /* first window used, NaN = none */
};

/* Left and right foot in newton and metres; which plates make up which foot. */
struct forces {
	size_t frames, cells;
	double rate_hz;
	double *cell_n;   /* [frames][cells]: every vertical cell, plates in order; NULL unless
			   * config->with_cells */
	double *side_n;   /* [frames][2] left, right; one plate: side 0 holds it, side 1 is 0 */
	double *cop_m;    /* [frames][2][2] x, y per side; NaN below the floor or without cells */
	uint8_t *quality; /* [frames] as the trial's, and QUALITY_GAP where a sample is not a
			   * number; such frames are bridged by a line in cell_n and side_n so
			   * that filters can run, and stay marked */
	bool has_sides;   /* both feet known; if not, two plates keep their order as sides */
	bool one_plate;   /* all the load is on side 0 */
	/* where the cop of each side is 0, in a frame of both; NaN where the recording does not say
	 * how the plates lie (cop_combined() takes cop + centre) */
	double centre_m[2][2];
	struct tare tare;
};

/* arena: for what is needed meanwhile; NULL = the heap. Finds the tare (docs/methods.md#tare): in
 * the recording, in the sidecar, else the cells' zeros (check TARE_UNCHECKED). */
int tare_find(const struct trial *, const struct config *, struct arena *, struct tare *,
	      struct error *);

/* TARE_DRIFT where the zero moved by more than tare_drift_n or tare_drift_bw_pct of weight_n (NaN:
 * unknown), unless report has it already. forces_new() calls it with the mass typed; a pipeline
 * that has measured body weight calls it again. */
int tare_check_drift(const struct tare *, const struct config *, double weight_n,
		     struct trial_report *report, struct error *);

/* Calibrates, tares, sums by foot; quality bits; checks TARE_UNCHECKED, TARE_DRIFT, GAP,
 * GAP_BRIDGED, SATURATED and steps go into report (may be NULL). cop: cells filtered at
 * cop_cutoff_hz first (skipped where the rate is too low, or cop_cutoff_hz = 0), then
 * x = sum f_i x_i / Fz. A PLATE_FZ plate with CoP columns keeps its own CoP. A PLATE_WRENCH plate
 * gives all six components with the sign that makes Fz positive under load, and
 * x = -My / Fz, y = Mx / Fz at its surface (wrench.h), turned to the lifter (placement.h).
 * HINGE_EFORMAT: plates and columns do not fit; HINGE_ENOMEM. */
int forces_new(struct forces **out, const struct trial *, const struct config *,
	       struct trial_report *report, struct error *);
void forces_free(struct forces *);

/* One frame of a four-cell plate; returns false and NaN below floor_n. (oracle O07) */
bool cop_of_cells(const double *force_n, const double *x_m, const double *y_m, size_t cells,
		  double floor_n, double *x, double *y);
/* Weighted by force in the common frame. (oracle O11) */
void cop_combined(const double force_n[2], const double cop_m[2][2], double out_m[2]);

#endif
