/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrices of a recording's plates, one number a row. */
#include "formats/plates/plate.h"
#include "formats/results/schema/content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const components[WRENCH_SIZE] = {"fx", "fy", "fz", "mx", "my", "mz"};

static void name_output(const struct plate *plate, size_t output, char name[8])
{
	if (plate->kind == PLATE_WRENCH)
		snprintf(name, 8, "%s", components[output]);
	else
		snprintf(name, 8, "cell%u", (unsigned)(output % PLATE_CELLS_MAX) + 1);
}

static void add_plate(struct content *content, const struct plate *plate)
{
	struct plate_map map;

	plate_map_init(&map, plate);
	for (size_t k = 0; k < map.outputs; k++)
		for (size_t i = 0; i < map.inputs; i++) {
			struct crosstalk_row *row = &content->crosstalk[content->crosstalks++];

			memcpy(row->plate, plate->name, sizeof(row->plate));
			name_output(plate, k, row->output);
			row->column = map.column[i];
			row->gain = plate->matrix[k][i];
		}
}

void crosstalk_from_info(struct content *content)
{
	const struct recording_info *info = &content->report.info;

	content->crosstalk = calloc(CROSSTALK_ROWS_MAX, sizeof(content->crosstalk[0]));
	for (size_t p = 0; content->crosstalk && p < info->plates; p++)
		if (info->plate[p].has_matrix)
			add_plate(content, &info->plate[p]);
}

/* A column belongs to one plate. */
static void take_row(struct plate *plate, const struct crosstalk_row *row)
{
	struct plate_map map;
	char name[8];

	plate_map_init(&map, plate);
	for (size_t k = 0; k < map.outputs; k++)
		for (size_t i = 0; i < map.inputs; i++) {
			if (map.column[i] != row->column)
				continue;
			name_output(plate, k, name);
			if (strcmp(name, row->output) != 0)
				continue;
			plate->has_matrix = true;
			plate->matrix[k][i] = row->gain;
		}
}

void crosstalk_to_info(struct content *content)
{
	struct recording_info *info = &content->report.info;

	for (size_t r = 0; r < content->crosstalks && r < CROSSTALK_ROWS_MAX; r++)
		for (size_t p = 0; p < info->plates; p++)
			take_row(&info->plate[p], &content->crosstalk[r]);
}
