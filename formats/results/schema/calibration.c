/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plates of a recording as one row a channel. */
#include "formats/results/schema/content.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const wrench_channels[] = {"fx", "fy", "fz", "mx", "my", "mz"};
/* what a matrix makes a wrench from */
static const char *const input_channels[] = {"in1", "in2", "in3", "in4",
					     "in5", "in6", "in7", "in8"};
static const char *const cop_channels[] = {"cop_x", "cop_y"};

/* --- plates to rows --- */

static void add_row(struct content *content, const struct plate *plate, const char *channel,
		    const struct cell *cell)
{
	const struct recording_info *info = &content->report.info;
	struct calibration_row *row = &content->calibration[content->calibrations++];
	bool inside = cell->column >= 0 && cell->column < CHANNELS_MAX;

	*row = (struct calibration_row){
		.foot = plate->foot,
		.kind = plate->kind,
		.column = cell->column,
		.x_m = cell->x_m,
		.y_m = cell->y_m,
		.newton_per_unit = cell->newton_per_unit,
		.zero = cell->zero,
		.tare = inside && info->has_tare_before ? info->tare_before[cell->column] : NAN,
		.tare_after = inside && info->has_tare_after ? info->tare_after[cell->column] : NAN,
	};
	snprintf(row->plate, sizeof(row->plate), "%s", plate->name);
	snprintf(row->channel, sizeof(row->channel), "%s", channel);
}

static void add_plate(struct content *content, const struct plate *plate)
{
	if (plate->kind == PLATE_WRENCH) {
		for (size_t i = 0; i < plate->wrench_inputs; i++)
			add_row(content, plate,
				plate->has_matrix ? input_channels[i] : wrench_channels[i],
				&(struct cell){.column = plate->wrench_column[i],
					       .x_m = plate->origin_m[0],
					       .y_m = plate->origin_m[1],
					       .newton_per_unit = plate->wrench_scale[i]});
		return;
	}
	for (size_t i = 0; i < plate->cells; i++)
		add_row(content, plate, plate->kind == PLATE_FZ ? "fz" : "cell", &plate->cell[i]);
	for (size_t i = 0; i < 2; i++)
		if (plate->cop_column[i] >= 0)
			add_row(content, plate, cop_channels[i],
				&(struct cell){.column = plate->cop_column[i],
					       .x_m = NAN,
					       .y_m = NAN,
					       .newton_per_unit = plate->cop_metre_per_unit});
}

void calibration_from_info(struct content *content)
{
	const struct recording_info *info = &content->report.info;

	content->calibration = calloc(CALIBRATION_ROWS_MAX, sizeof(content->calibration[0]));
	for (size_t i = 0; content->calibration && i < info->plates; i++)
		add_plate(content, &info->plate[i]);
}

/* --- rows to plates --- */

static int index_of(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], word))
			return (int)i;
	return -1;
}

static void take_row(struct plate *plate, const struct calibration_row *row)
{
	int wrench = index_of(wrench_channels, 6, row->channel);
	int input = index_of(input_channels, WRENCH_INPUTS_MAX, row->channel);
	int cop = index_of(cop_channels, 2, row->channel);

	if (plate->kind == PLATE_WRENCH && (wrench >= 0 || input >= 0)) {
		int i = wrench >= 0 ? wrench : input;

		plate->wrench_column[i] = row->column;
		plate->wrench_scale[i] = row->newton_per_unit;
		plate->origin_m[0] = row->x_m;
		plate->origin_m[1] = row->y_m;
		plate->has_matrix = input >= 0;
		if (input >= WRENCH_SIZE)
			plate->wrench_inputs = (size_t)input + 1;
	} else if (cop >= 0) {
		plate->cop_column[cop] = row->column;
		plate->cop_metre_per_unit = row->newton_per_unit;
	} else if (plate->cells < PLATE_CELLS_MAX) {
		plate->cell[plate->cells++] = (struct cell){row->column, row->x_m, row->y_m,
							    row->newton_per_unit, row->zero};
	}
}

static void take_tare(struct recording_info *info, const struct calibration_row *row)
{
	if (row->column < 0 || row->column >= CHANNELS_MAX)
		return;
	if (!isnan(row->tare)) {
		info->has_tare_before = true;
		info->tare_before[row->column] = row->tare;
	}
	if (!isnan(row->tare_after)) {
		info->has_tare_after = true;
		info->tare_after[row->column] = row->tare_after;
	}
}

void calibration_to_info(struct content *content)
{
	struct recording_info *info = &content->report.info;
	struct plate *plate = NULL;

	for (size_t i = 0; i < content->calibrations; i++) {
		const struct calibration_row *row = &content->calibration[i];

		if (!plate || strcmp(plate->name, row->plate)) {
			if (info->plates == PLATES_MAX)
				return;
			plate = &info->plate[info->plates++];
			snprintf(plate->name, sizeof(plate->name), "%s", row->plate);
			plate->foot = row->foot;
			plate->kind = row->kind;
		}
		take_row(plate, row);
		take_tare(info, row);
	}
}
