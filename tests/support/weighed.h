/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plates say of a simulated set: forces from its counts and its description alone. */
#ifndef TESTS_SUPPORT_WEIGHED_H
#define TESTS_SUPPORT_WEIGHED_H

#include "acquisition/simulator/simulator.h"

struct weighed {
	struct simulation *simulation;
	double *foot_n[2]; /* left, right; [frames] */
};

double cell_force(const struct simulation *, size_t frame, int side, size_t cell);
/* Takes the simulation, which weighed_reset() frees. */
struct weighed weighed_of(struct simulation *);
void weighed_reset(struct weighed *);

size_t frame_at(const struct weighed *, double t_s); /* the first one not before t_s */
double total_at(const struct weighed *, size_t frame);
/* Over start_s <= t < end_s: the mean of both feet; 100 (R - L)/(R + L) of their sums. */
double mean_total(const struct weighed *, double start_s, double end_s);
double asymmetry_over(const struct weighed *, double start_s, double end_s);
/* Centre of pressure in metres to the toes, mean of both plates. */
double cop_forward(const struct weighed *, double t_s);

#endif
