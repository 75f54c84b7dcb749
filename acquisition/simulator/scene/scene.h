/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan on the recording's frames, stage by stage: ground force, the feet's shares, cells. */
#ifndef ACQUISITION_SIMULATOR_SCENE_SCENE_H
#define ACQUISITION_SIMULATOR_SCENE_SCENE_H

#include "acquisition/simulator/plan/plan.h"
#include "acquisition/simulator/tier.h"

enum { SIDE_LEFT, SIDE_RIGHT, SIDES, CELLS_A_SIDE = 4, SIMULATED_CHANNELS = SIDES * CELLS_A_SIDE };

/* Plates of 4 cells at the corners; a cell's rail is its capacity. */
#define CELL_X_M        0.15
#define CELL_Y_M        0.25
#define CELL_CAPACITY_N 2000.0
#define COUNT_MAX       8388607
#define COUNT_MIN       (-8388608)

struct segments;

struct scene {
	const struct plan *plan;
	const struct segments *segments;         /* NULL: the plan's moves make the forces */
	const struct simulator_options *options; /* as drawn */
	const struct tier *tier;
	size_t frames;
	double start_s;    /* true time of the first frame */
	double step_s;     /* true time between frames: the clock may be off */
	double *tension_n; /* hands on the bar; this and below are [frames] */
	double *total_n;   /* ground force */
	double *share;     /* of it under the right foot */
	double lag_s;      /* the right foot is later by this */
	double right_gain; /* what the right plate makes of a newton, the left being right */
	double *foot_n[SIDES];
	double moved_s[SIDES];                 /* the foot stands further forward from then on */
	double cell_gain[SIDES][CELLS_A_SIDE]; /* what a cell makes of a newton */
};

static inline double scene_time(const struct scene *scene, size_t frame)
{
	return scene->start_s + (double)frame * scene->step_s;
}

/* Arrays of frames; 0 or HINGE_ENOMEM. */
int scene_init(struct scene *, struct error *);
void scene_reset(struct scene *);

void scene_ground(struct scene *);                /* tension_n, total_n */
int scene_share(struct scene *, struct error *);  /* share */
void scene_feet(struct scene *);                  /* foot_n, without noise */
int scene_tremor(struct scene *, struct error *); /* adds to foot_n */
/* cell_gain from "1.02:0.99:1:1"; HINGE_EUSAGE. */
int scene_gains(struct scene *, struct error *);
/* A disc on one plate and nothing on the other, in place of the feet. */
void scene_disc(struct scene *);
bool scene_has_disc(const struct scene *);
/* Each laying down has a noise of its own; 0 without a disc. */
uint64_t scene_disc_seed(const struct scene *);
/* right_gain, counts [frames][SIMULATED_CHANNELS]; plates gets positions, gains and zeros. */
int scene_cells(struct scene *, struct plate *plates, int32_t *counts, struct error *);

/* 100 mean(F (2 share - 1)) / mean(F) over start_s <= t < end_s; NaN for an empty phase. */
double scene_asymmetry(const struct scene *, double start_s, double end_s);
/* The last moment before liftoff_s at which the ground force is no more than 20 N above body
 * weight; NaN where there is none. */
double scene_onset(const struct scene *, double liftoff_s);

#endif
