/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A lifter stands on it: metres, kilograms, and rates that any force plate has. */
static const double position_max_m = 10.0, mass_max_kg = 1000.0;

static int broken(const char *name, struct error *err, const char *key, const char *rule)
{
	return fail(err, HINGE_EFORMAT, "%s: %s: %s", name, key, rule);
}

static bool within(double value, double lo, double hi)
{
	return value >= lo && value <= hi;
}

/* YYYY-MM-DDThh:mm:ss[.fraction]Z; without Z a local time whose zone an importer does not know */
static bool is_time(const char *text)
{
	static const char pattern[] = "dddd-dd-ddTdd:dd:dd";
	size_t i = 0;

	for (; pattern[i]; i++)
		if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
			return false;
	if (text[i] == '.')
		i += 1 + strspn(text + i + 1, "0123456789");
	return !text[i] || !strcmp(text + i, "Z");
}

static bool is_label(const char *text)
{
	size_t length = strlen(text);

	return strspn(text, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

static bool is_sha256(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static int check_who(const struct recording_info *info, const char *name, struct error *err)
{
	if (!isnan(info->rate_hz) && !within(info->rate_hz, RATE_MIN_HZ, RATE_MAX_HZ))
		return broken(name, err, "SamplingFrequency", "must be from 100 to 200000 Hz");
	if (!is_label(info->task))
		return broken(name, err, "TaskName", "must be letters and digits");
	if (info->subject[0] && !code_is_valid(info->subject))
		return broken(name, err, "Subject", "must be a code: 1 to 32 of A-Z 0-9 -");
	if (info->session[0] && !code_is_valid(info->session))
		return broken(name, err, "Session", "must be a code: 1 to 32 of A-Z 0-9 -");
	if (info->start_time[0] && !is_time(info->start_time))
		return broken(name, err, "StartTime",
			      "must be a UTC time such as 2026-11-22T10:15:30.5Z");
	if (!isnan(info->load_kg) && !within(info->load_kg, 0, mass_max_kg))
		return broken(name, err, "LoadKg", "must be from 0 to 1000");
	if (!isnan(info->mass_kg) && !within(info->mass_kg, 1, mass_max_kg))
		return broken(name, err, "BodyMassKg", "must be from 1 to 1000");
	if (info->sha256[0] && !is_sha256(info->sha256))
		return broken(name, err, "Samples.Sha256", "must be 64 hexadecimal digits");
	return 0;
}

/* --- plates --- */

/* The columns seen so far: numbers, and names (below -1, see sidecar.h). */
struct columns {
	const struct recording_info *info;
	const char *name;
	struct error *err;
	bool used[CHANNELS_MAX], named[COLUMN_NAMES_MAX];
};

static int use_column(struct columns *columns, int column, const char *key)
{
	size_t channels = columns->info->channels;
	bool *used;

	if (column <= -2 && column > -2 - COLUMN_NAMES_MAX)
		used = &columns->named[-2 - column];
	else if (column >= 0 && column < CHANNELS_MAX)
		used = &columns->used[column];
	else
		return broken(columns->name, columns->err, key, "is missing");
	if (column >= 0 && channels && (size_t)column >= channels)
		return fail(columns->err, HINGE_EFORMAT,
			    "%s: %s: is %d, and the recording has %zu channels (from 0)",
			    columns->name, key, column, channels);
	if (*used)
		return broken(columns->name, columns->err, key, "is used twice");
	*used = true;
	return 0;
}

static int check_cell(struct columns *columns, const struct cell *cell, const char *where)
{
	char key[64];
	int ret;

	snprintf(key, sizeof(key), "%s.Column", where);
	ret = use_column(columns, cell->column, key);
	if (ret)
		return ret;
	snprintf(key, sizeof(key), "%s.NewtonPerUnit", where);
	if (!isfinite(cell->newton_per_unit) || cell->newton_per_unit == 0)
		return broken(columns->name, columns->err, key, "must be a number other than 0");
	snprintf(key, sizeof(key), "%s.Zero", where);
	if (!isfinite(cell->zero))
		return broken(columns->name, columns->err, key, "must be a number");
	snprintf(key, sizeof(key), "%s.Position", where);
	if (!within(fabs(cell->x_m), 0, position_max_m) ||
	    !within(fabs(cell->y_m), 0, position_max_m))
		return broken(columns->name, columns->err, key, "must be metres from the centre");
	return 0;
}

static bool all_finite(const double *values, size_t rows, size_t columns, size_t stride)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < columns; j++)
			if (!isfinite(values[i * stride + j]))
				return false;
	return true;
}

static int check_cells(struct columns *columns, const struct plate *plate, const char *where)
{
	char key[64];
	int ret = 0;

	snprintf(key, sizeof(key), "%s.Cells", where);
	if (plate->cells < 1 || plate->cells > PLATE_CELLS_MAX)
		return broken(columns->name, columns->err, key, "must be 1 to 8 cells");
	for (size_t i = 0; !ret && i < plate->cells; i++) {
		snprintf(key, sizeof(key), "%s.Cells[%zu]", where, i);
		ret = check_cell(columns, &plate->cell[i], key);
	}
	if (!ret && plate->has_matrix &&
	    !all_finite(plate->matrix[0], plate->cells, plate->cells, PLATE_CELLS_MAX)) {
		snprintf(key, sizeof(key), "%s.Crosstalk", where);
		ret = broken(columns->name, columns->err, key, "must be finite numbers");
	}
	return ret;
}

static int check_fz(struct columns *columns, const struct plate *plate, const char *where)
{
	static const char *const cop_keys[2] = {"CopX", "CopY"};
	char key[64];
	int ret;

	snprintf(key, sizeof(key), "%s.Fz", where);
	ret = check_cell(columns, &plate->cell[0], key);
	for (size_t i = 0; !ret && plate->cop_column[0] != -1 && i < 2; i++) {
		snprintf(key, sizeof(key), "%s.%s", where, cop_keys[i]);
		ret = use_column(columns, plate->cop_column[i], key);
		if (!ret &&
		    (!isfinite(plate->cop_metre_per_unit) || plate->cop_metre_per_unit == 0))
			ret = broken(columns->name, columns->err, key,
				     "must have a MetrePerUnit other than 0");
	}
	return ret;
}

static int check_wrench_inputs(struct columns *columns, const struct plate *plate,
			       const char *where)
{
	char key[64];
	int ret = 0;

	snprintf(key, sizeof(key), "%s.Wrench.Columns", where);
	if (plate->wrench_inputs != WRENCH_SIZE &&
	    (!plate->has_matrix || plate->wrench_inputs < WRENCH_SIZE ||
	     plate->wrench_inputs > WRENCH_INPUTS_MAX))
		return broken(columns->name, columns->err, key,
			      "must be six, or six to eight with a Matrix");
	for (size_t i = 0; !ret && i < plate->wrench_inputs; i++) {
		snprintf(key, sizeof(key), "%s.Wrench.Columns[%zu]", where, i);
		ret = use_column(columns, plate->wrench_column[i], key);
		snprintf(key, sizeof(key), "%s.Wrench.Scale[%zu]", where, i);
		if (!ret && (!isfinite(plate->wrench_scale[i]) || plate->wrench_scale[i] == 0))
			ret = broken(columns->name, columns->err, key,
				     "must be a number other than 0");
	}
	return ret;
}

static int check_wrench(struct columns *columns, const struct plate *plate, const char *where)
{
	const struct {
		const char *key;
		bool good;
	} rules[] = {
		{"Matrix", !plate->has_matrix || all_finite(plate->matrix[0], WRENCH_SIZE,
							    plate->wrench_inputs, PLATE_CELLS_MAX)},
		{"CopPolynomial",
		 !plate->has_cop_polynomial || all_finite(plate->cop_polynomial[0], 2, 6, 6)},
		{"Corners", all_finite(plate->corner_m[0], 4, 3, 3)},
		{"Origin", isnan(plate->origin_m[0]) || all_finite(plate->origin_m, 1, 3, 3)},
	};
	int ret = check_wrench_inputs(columns, plate, where);
	char key[64];

	for (size_t i = 0; !ret && i < sizeof(rules) / sizeof(rules[0]); i++) {
		snprintf(key, sizeof(key), "%s.Wrench.%s", where, rules[i].key);
		if (!rules[i].good)
			ret = broken(columns->name, columns->err, key, "must be finite numbers");
	}
	return ret;
}

static int check_plate(struct columns *columns, const struct plate *plate, size_t index)
{
	char where[32];

	snprintf(where, sizeof(where), "Plates[%zu]", index);
	switch (plate->kind) {
	case PLATE_CELLS:
		return check_cells(columns, plate, where);
	case PLATE_FZ:
		return check_fz(columns, plate, where);
	case PLATE_WRENCH:
		return check_wrench(columns, plate, where);
	}
	return broken(columns->name, columns->err, where, "is of no known kind");
}

/* Left against right means nothing where two plates say they are the left one. */
static int check_feet(const struct recording_info *info, const char *name, struct error *err)
{
	for (size_t i = 0; i < info->plates; i++)
		for (size_t j = 0; j < i; j++)
			if (info->plate[i].foot == info->plate[j].foot &&
			    (info->plate[i].foot == FOOT_LEFT || info->plate[i].foot == FOOT_RIGHT))
				return fail(err, HINGE_EFORMAT,
					    "%s: Plates[%zu].Foot: is %s, as Plates[%zu] is", name,
					    i, foot_name(info->plate[i].foot), j);
	return 0;
}

static int check_plates(const struct recording_info *info, const char *name, struct error *err)
{
	struct columns columns = {.info = info, .name = name, .err = err};
	int ret = check_feet(info, name, err);

	if (info->plates < 1 || info->plates > PLATES_MAX)
		return broken(name, err, "Plates", "must be 1 to 4 plates");
	if (info->channels > CHANNELS_MAX)
		return broken(name, err, "Plates", "more than 64 channels");
	for (size_t i = 0; !ret && i < info->plates; i++)
		ret = check_plate(&columns, &info->plate[i], i);
	return ret;
}

/* --- samples --- */

static int check_gaps(const struct recording_info *info, const char *name, struct error *err)
{
	int64_t end = 0;

	for (size_t i = 0; i < info->gaps; i++) {
		const struct gap *gap = &info->gap[i];
		const char *rule = NULL;

		if (gap->frames < 1 || gap->frames > FRAMES_MAX || gap->frame < 0 ||
		    gap->frame > FRAMES_MAX || gap->frames_uncertainty < 0)
			rule = "must have Frame from 0 and Frames from 1";
		else if (gap->frame < end)
			rule = "must follow the gap before it, not overlap it";
		else if (info->frames && gap->frame + gap->frames > info->frames)
			rule = "lies beyond the last frame (Samples.Frames)";
		if (rule)
			return fail(err, HINGE_EFORMAT, "%s: Gaps[%zu]: %s", name, i, rule);
		end = gap->frame + gap->frames;
	}
	return 0;
}

static int check_tare(const struct recording_info *info, const double *tare, const char *key,
		      const char *name, struct error *err)
{
	for (size_t i = 0; i < sidecar_channels(info); i++)
		if (!isfinite(tare[i]))
			return broken(name, err, key, "must have one number for each channel");
	return 0;
}

int sidecar_check(const struct recording_info *info, const char *name, struct error *err)
{
	int ret = check_who(info, name, err);

	if (!ret)
		ret = check_plates(info, name, err);
	if (!ret && (info->frames < 0 || info->frames > FRAMES_MAX))
		ret = broken(name, err, "Samples.Frames", "is out of range");
	if (!ret)
		ret = check_gaps(info, name, err);
	if (!ret && info->has_tare_before)
		ret = check_tare(info, info->tare_before, "Tare.Before", name, err);
	if (!ret && info->has_tare_after)
		ret = check_tare(info, info->tare_after, "Tare.After", name, err);
	return ret;
}

static void raise_to(int *highest, int column)
{
	if (column > *highest)
		*highest = column;
}

size_t sidecar_channels(const struct recording_info *info)
{
	int highest = -1;

	if (info->channels)
		return info->channels;
	for (size_t i = 0; i < info->plates; i++) {
		const struct plate *plate = &info->plate[i];

		for (size_t j = 0; j < plate->cells; j++)
			raise_to(&highest, plate->cell[j].column);
		for (size_t j = 0; j < 2; j++)
			raise_to(&highest, plate->cop_column[j]);
		for (size_t j = 0; j < WRENCH_INPUTS_MAX; j++)
			raise_to(&highest, plate->wrench_column[j]);
	}
	return (size_t)(highest + 1);
}
