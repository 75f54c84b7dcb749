/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/plate.h"

#include <string.h>

_Static_assert((int)WRENCH_INPUTS_MAX <= (int)PLATE_CELLS_MAX, "a wrench fits into a map");

static void map_wrench(struct plate_map *map, const struct plate *plate, double *scale)
{
	map->inputs = plate->wrench_inputs;
	map->outputs = WRENCH_SIZE;
	if (map->inputs > WRENCH_INPUTS_MAX)
		map->inputs = WRENCH_INPUTS_MAX;
	for (size_t i = 0; i < map->inputs; i++) {
		map->column[i] = plate->wrench_column[i];
		scale[i] = plate->wrench_scale[i];
	}
}

static void map_cells(struct plate_map *map, const struct plate *plate, double *scale)
{
	map->inputs = plate->kind == PLATE_FZ ? 1 : plate->cells;
	if (map->inputs > PLATE_CELLS_MAX)
		map->inputs = PLATE_CELLS_MAX;
	map->outputs = map->inputs;
	for (size_t i = 0; i < map->inputs; i++) {
		map->column[i] = plate->cell[i].column;
		map->zero[i] = plate->cell[i].zero;
		scale[i] = plate->cell[i].newton_per_unit;
	}
}

void plate_map_init(struct plate_map *map, const struct plate *plate)
{
	double scale[PLATE_CELLS_MAX] = {0};

	memset(map, 0, sizeof(*map));
	if (plate->kind == PLATE_WRENCH)
		map_wrench(map, plate, scale);
	else
		map_cells(map, plate, scale);
	for (size_t k = 0; k < map->outputs; k++)
		for (size_t i = 0; i < map->inputs; i++)
			map->gain[k][i] =
				scale[i] * (plate->has_matrix ? plate->matrix[k][i] : k == i);
}

void plate_map_apply(const struct plate_map *map, const double *sample, double *out)
{
	for (size_t k = 0; k < map->outputs; k++) {
		out[k] = 0.0;
		for (size_t i = 0; i < map->inputs; i++)
			out[k] += map->gain[k][i] * (sample[map->column[i]] - map->zero[i]);
	}
}

double plate_map_vertical(const struct plate_map *map, enum plate_kind kind, size_t i)
{
	double newton = 0.0;

	if (kind == PLATE_WRENCH)
		return map->gain[FZ][i];
	for (size_t k = 0; k < map->outputs; k++)
		newton += map->gain[k][i];
	return newton;
}

static void shift(int *column, int by)
{
	if (*column >= 0)
		*column += by;
}

void plate_shift_columns(struct plate *plate, int by)
{
	for (size_t i = 0; i < PLATE_CELLS_MAX; i++)
		shift(&plate->cell[i].column, by);
	for (size_t i = 0; i < WRENCH_INPUTS_MAX; i++)
		shift(&plate->wrench_column[i], by);
	shift(&plate->cop_column[0], by);
	shift(&plate->cop_column[1], by);
}
