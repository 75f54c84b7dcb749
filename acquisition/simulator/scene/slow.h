/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes of the body, far slower than the samples: kept on a grid of their own, so that they do
 * not depend on the sampling rate, and read between its points. */
#ifndef ACQUISITION_SIMULATOR_SCENE_SLOW_H
#define ACQUISITION_SIMULATOR_SCENE_SLOW_H

#include "formats/random.h"

#include <stddef.h>

#define SLOW_RATE_HZ 250.0

struct slow {
	size_t points;
	double *value;
};

/* Zeroes over 0 .. seconds; 0, or -1 when out of memory. */
int slow_init(struct slow *, double seconds);
void slow_reset(struct slow *);
/* Linear between points, held beyond the ends. */
double slow_at(const struct slow *, double t_s);

/* Gaussian smoothing without delay: -3 dB at cutoff_hz. 0, or -1 when out of memory. */
int slow_smooth(struct slow *, double cutoff_hz);
/* Gaussian noise between lo_hz and hi_hz (two poles at each; lo_hz 0 = from 0), SD 1. */
void slow_band_noise(struct slow *, struct random *, double lo_hz, double hi_hz);
/* Random walk with that SD after one second. */
void slow_random_walk(struct slow *, struct random *, double per_sqrt_s);

#endif
