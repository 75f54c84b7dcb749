/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The force of each cell by itself, for those who keep it. */
#include "analysis/signal/force/parts.h"
#include "formats/plates/plate.h"

size_t cell_forces_count(const struct recording_info *info)
{
	size_t cells = 0;

	for (size_t p = 0; p < info->plates; p++)
		cells += info->plate[p].kind == PLATE_CELLS ? info->plate[p].cells : 1;
	return cells;
}

/* One cell over all frames: gain and column of each of its inputs. */
static void sum_inputs(struct forces *forces, const struct trial *trial, size_t cell, size_t inputs,
		       const size_t *column, const double *zero, const double *gain)
{
	const struct tare *tare = &forces->tare;

	for (size_t i = 0; i < forces->frames; i++) {
		const double *sample = trial->samples + i * trial->channels;
		double since = (double)i - tare->from_frame, sum = 0.0;

		for (size_t k = 0; k < inputs; k++)
			sum += (sample[column[k]] - zero[k] - tare->offset[column[k]] -
				tare->drift[column[k]] * since) *
			       gain[k];
		forces->cell_n[i * forces->cells + cell] = sum;
	}
}

/* The inputs of a plate stand together in v, in the plate's order. */
static void convert_plate(struct forces *forces, const struct trial *trial,
			  const struct vertical *at, const struct plate *plate, size_t cell)
{
	double zero[PLATE_CELLS_MAX], total[PLATE_CELLS_MAX];
	size_t column[PLATE_CELLS_MAX];
	struct plate_map map;

	plate_map_init(&map, plate);
	for (size_t i = 0; i < map.inputs; i++) {
		column[i] = at[i].column;
		zero[i] = at[i].zero;
		total[i] = at[i].newton_per_unit;
	}
	if (plate->kind != PLATE_CELLS) {
		sum_inputs(forces, trial, cell, map.inputs, column, zero, total);
		return;
	}
	for (size_t k = 0; k < map.outputs; k++)
		sum_inputs(forces, trial, cell + k, map.inputs, column, zero, map.gain[k]);
}

void cell_forces_fill(struct forces *forces, const struct trial *trial, const struct verticals *v)
{
	size_t cell = 0, first = 0;

	for (size_t p = 0; p < v->plates; p++) {
		const struct plate *plate = &trial->info.plate[p];

		convert_plate(forces, trial, v->at + first, plate, cell);
		cell += plate->kind == PLATE_CELLS ? plate->cells : 1;
		while (first < v->count && v->at[first].plate == p)
			first++;
	}
}
