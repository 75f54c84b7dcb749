/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/weighed.h"

#include "tests/support/assert_near.h"

#include <stdlib.h>

double cell_force(const struct simulation *simulation, size_t frame, int side, size_t cell)
{
	const struct cell *c = &simulation->info.plate[side].cell[cell];

	return (simulation->counts[frame * simulation->channels + (size_t)c->column] - c->zero) *
	       c->newton_per_unit;
}

struct weighed weighed_of(struct simulation *simulation)
{
	struct weighed weighed = {.simulation = simulation};

	for (int side = 0; side < 2; side++) {
		weighed.foot_n[side] = calloc(simulation->frames, sizeof(double));
		assert_non_null(weighed.foot_n[side]);
		for (size_t k = 0; k < simulation->frames; k++)
			for (size_t i = 0; i < 4; i++)
				weighed.foot_n[side][k] += cell_force(simulation, k, side, i);
	}
	return weighed;
}

void weighed_reset(struct weighed *weighed)
{
	free(weighed->foot_n[0]);
	free(weighed->foot_n[1]);
	simulation_free(weighed->simulation);
}

size_t frame_at(const struct weighed *weighed, double t_s)
{
	return (size_t)ceil(t_s * weighed->simulation->info.rate_hz);
}

double total_at(const struct weighed *weighed, size_t frame)
{
	return weighed->foot_n[0][frame] + weighed->foot_n[1][frame];
}

double mean_total(const struct weighed *weighed, double start_s, double end_s)
{
	size_t start = frame_at(weighed, start_s), end = frame_at(weighed, end_s);
	double sum = 0;

	for (size_t k = start; k < end; k++)
		sum += total_at(weighed, k);
	return sum / (double)(end - start);
}

double asymmetry_over(const struct weighed *weighed, double start_s, double end_s)
{
	size_t end = frame_at(weighed, end_s);
	double difference = 0, sum = 0;

	for (size_t k = frame_at(weighed, start_s); k < end; k++) {
		difference += weighed->foot_n[1][k] - weighed->foot_n[0][k];
		sum += total_at(weighed, k);
	}
	return 100 * difference / sum;
}

double cop_forward(const struct weighed *weighed, double t_s)
{
	const struct simulation *simulation = weighed->simulation;
	size_t k = frame_at(weighed, t_s);
	double forward_m = 0;

	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < 4; i++)
			forward_m += cell_force(simulation, k, side, i) *
				     simulation->info.plate[side].cell[i].y_m /
				     weighed->foot_n[side][k] / 2;
	return forward_m;
}
