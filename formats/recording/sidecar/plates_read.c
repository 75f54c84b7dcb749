/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar/plates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct reading {
	enum sample_unit unit;
	struct column_names *names;
};

/* Named columns get -2 - i for name i; the same name the same number. */
static int name_column(const struct fields *fields, const char *key, const char *name,
		       struct column_names *names, int *column)
{
	size_t i = 0;

	if (!names)
		return field_fail(fields, key, "must be a number: only a text file names columns");
	while (i < names->count && strcmp(names->name[i], name))
		i++;
	if (i == COLUMN_NAMES_MAX)
		return field_fail(fields, key, "is one of more than %d column names",
				  COLUMN_NAMES_MAX);
	if (!*name || strlen(name) >= sizeof(names->name[0]))
		return field_fail(fields, key, "must be a name of 1 to %zu bytes",
				  sizeof(names->name[0]) - 1);
	if (i == names->count)
		strcpy(names->name[names->count++], name);
	*column = -2 - (int)i;
	return 0;
}

static int column_from(const struct fields *fields, const char *key, const struct js *value,
		       struct column_names *names, int *column)
{
	int64_t number;

	if (js_text(value))
		return name_column(fields, key, js_text(value), names, column);
	if (!js_int(value, &number) || number < 0 || number >= CHANNELS_MAX)
		return field_fail(fields, key, "must be a column: a number from 0 to %d%s",
				  CHANNELS_MAX - 1, names ? ", or a name in the header" : "");
	*column = (int)number;
	return 0;
}

/* Without a scale a count is no force; newton are newton. */
static int read_scale(const struct fields *fields, const struct reading *reading, struct cell *cell)
{
	enum field_need need = reading->unit == UNIT_NEWTON ? FIELD_OPTIONAL : FIELD_REQUIRED;
	int ret = field_real(fields, "NewtonPerUnit", need, &cell->newton_per_unit);

	return ret ? ret : field_real(fields, "Zero", FIELD_OPTIONAL, &cell->zero);
}

static int read_cell(const struct fields *fields, const struct reading *reading, struct cell *cell)
{
	double position[2];
	int ret = column_from(fields, "Column", field_value(fields, "Column"), reading->names,
			      &cell->column);

	if (!ret)
		ret = field_reals(fields, "Position", FIELD_REQUIRED, position, 2);
	if (ret)
		return ret;
	cell->x_m = position[0];
	cell->y_m = position[1];
	return read_scale(fields, reading, cell);
}

static int read_cells(const struct fields *fields, const struct reading *reading,
		      struct plate *plate)
{
	size_t count;
	int ret = field_array(fields, "Cells", FIELD_REQUIRED, PLATE_CELLS_MAX, &count);

	plate->kind = PLATE_CELLS;
	plate->cells = count;
	for (size_t i = 0; !ret && i < count; i++) {
		struct fields item;

		ret = field_item(fields, "Cells", i, &item);
		if (!ret)
			ret = read_cell(&item, reading, &plate->cell[i]);
	}
	plate->has_matrix = field_value(fields, "Crosstalk");
	return ret ? ret
		   : field_matrix(fields, "Crosstalk", FIELD_OPTIONAL, count, count,
				  plate->matrix[0], PLATE_CELLS_MAX);
}

/* CopX or CopY: a column, or {Column, MetrePerUnit}. *metre is left alone where it has no scale. */
static int read_cop(const struct fields *fields, const char *key, const struct reading *reading,
		    int *column, double *metre)
{
	struct fields object;
	int ret;

	if (!js_is_object(field_value(fields, key)))
		return column_from(fields, key, field_value(fields, key), reading->names, column);
	ret = field_object(fields, key, FIELD_REQUIRED, &object);
	if (!ret)
		ret = column_from(&object, "Column", field_value(&object, "Column"), reading->names,
				  column);
	return ret ? ret : field_real(&object, "MetrePerUnit", FIELD_OPTIONAL, metre);
}

static int read_cops(const struct fields *fields, const struct reading *reading,
		     struct plate *plate)
{
	bool has_x = field_value(fields, "CopX"), has_y = field_value(fields, "CopY");
	double metre[2] = {1.0, 1.0};
	int ret;

	if (!has_x && !has_y)
		return 0;
	if (!has_x || !has_y)
		return field_fail(fields, has_x ? "CopY" : "CopX", "CopX and CopY come together");
	ret = read_cop(fields, "CopX", reading, &plate->cop_column[0], &metre[0]);
	if (!ret)
		ret = read_cop(fields, "CopY", reading, &plate->cop_column[1], &metre[1]);
	if (!ret && metre[0] != metre[1])
		ret = field_fail(fields, "CopY", "must have the MetrePerUnit of CopX");
	plate->cop_metre_per_unit = metre[0];
	return ret;
}

/* Fz: a column of newton, or {Column, NewtonPerUnit, Zero}. */
static int read_fz(const struct fields *fields, const struct reading *reading, struct plate *plate)
{
	const struct js *value = field_value(fields, "Fz");
	struct fields object;
	int ret;

	plate->kind = PLATE_FZ;
	plate->cells = 1;
	if (js_is_object(value)) {
		ret = field_object(fields, "Fz", FIELD_REQUIRED, &object);
		if (!ret)
			ret = column_from(&object, "Column", field_value(&object, "Column"),
					  reading->names, &plate->cell[0].column);
		if (!ret)
			ret = read_scale(&object, reading, &plate->cell[0]);
	} else if (reading->unit != UNIT_NEWTON) {
		ret = field_fail(fields, "Fz",
				 "must be an object with Column and NewtonPerUnit (Unit is not N)");
	} else {
		ret = column_from(fields, "Fz", value, reading->names, &plate->cell[0].column);
	}
	return ret ? ret : read_cops(fields, reading, plate);
}

/* Six columns, or with a matrix up to eight. */
static int read_wrench_columns(const struct fields *wrench, const struct reading *reading,
			       struct plate *plate)
{
	const struct js *columns = field_value(wrench, "Columns");
	size_t count = js_is_array(columns) ? js_count(columns) : 0;
	int ret = 0;

	if (!field_value(wrench, "Matrix") && count != WRENCH_SIZE)
		return field_fail(wrench, "Columns", "must be six columns: Fx Fy Fz Mx My Mz");
	if (count < WRENCH_SIZE || count > WRENCH_INPUTS_MAX)
		return field_fail(wrench, "Columns", "must be %d to %d columns", WRENCH_SIZE,
				  WRENCH_INPUTS_MAX);
	plate->wrench_inputs = count;
	for (size_t i = 0; !ret && i < count; i++) {
		char key[16];

		snprintf(key, sizeof(key), "Columns[%zu]", i);
		ret = column_from(wrench, key, js_at(columns, i), reading->names,
				  &plate->wrench_column[i]);
	}
	return ret;
}

/* The matrix takes any unit; without one the scales must lead to newton. */
static int read_wrench_scale(const struct fields *wrench, const struct reading *reading,
			     struct plate *plate)
{
	bool free = reading->unit == UNIT_NEWTON || plate->has_matrix;

	return field_reals(wrench, "Scale", free ? FIELD_OPTIONAL : FIELD_REQUIRED,
			   plate->wrench_scale, plate->wrench_inputs);
}

/* null says that it is not known; to leave it out is an error. */
static int read_origin(const struct fields *wrench, struct plate *plate)
{
	if (js_is_null(js_get(wrench->object, "Origin"))) {
		for (size_t i = 0; i < 3; i++)
			plate->origin_m[i] = (double)NAN;
		return 0;
	}
	return field_reals(wrench, "Origin", FIELD_REQUIRED, plate->origin_m, 3);
}

static int read_wrench_place(const struct fields *wrench, struct plate *plate)
{
	int ret = read_origin(wrench, plate);

	if (!ret)
		ret = field_matrix(wrench, "Corners", FIELD_OPTIONAL, 4, 3, plate->corner_m[0], 3);
	plate->has_cop_polynomial = field_value(wrench, "CopPolynomial");
	if (!ret)
		ret = field_matrix(wrench, "CopPolynomial", FIELD_OPTIONAL, 2, 6,
				   plate->cop_polynomial[0], 6);
	return ret;
}

static int read_wrench(const struct fields *fields, const struct reading *reading,
		       struct plate *plate)
{
	struct fields wrench;
	int64_t type = 0;
	int ret = field_object(fields, "Wrench", FIELD_REQUIRED, &wrench);

	plate->kind = PLATE_WRENCH;
	plate->has_matrix = field_value(&wrench, "Matrix");
	if (!ret)
		ret = read_wrench_columns(&wrench, reading, plate);
	if (!ret)
		ret = read_wrench_scale(&wrench, reading, plate);
	if (!ret)
		ret = field_matrix(&wrench, "Matrix", FIELD_OPTIONAL, WRENCH_SIZE,
				   plate->wrench_inputs, plate->matrix[0], PLATE_CELLS_MAX);
	if (!ret)
		ret = read_wrench_place(&wrench, plate);
	if (!ret)
		ret = field_integer(&wrench, "C3dType", FIELD_OPTIONAL, 1, 7, &type);
	plate->c3d_type = (int)type;
	return ret;
}

static int read_foot(const struct fields *fields, struct plate *plate)
{
	char foot[16] = "unknown";
	int ret = field_text(fields, "Foot", FIELD_OPTIONAL, foot, sizeof(foot));

	if (!ret && !foot_parse(foot, &plate->foot))
		ret = field_fail(fields, "Foot", "must be left, right, both or unknown");
	return ret;
}

static const struct {
	const char *key;
	int (*read)(const struct fields *, const struct reading *, struct plate *);
} kinds[] = {{"Cells", read_cells}, {"Fz", read_fz}, {"Wrench", read_wrench}};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static int read_plate(const struct fields *fields, const struct reading *reading,
		      struct plate *plate)
{
	size_t found = 0, kind = 0;
	int ret = field_text(fields, "Name", FIELD_OPTIONAL, plate->name, sizeof(plate->name));

	if (!ret)
		ret = read_foot(fields, plate);
	if (ret)
		return ret;
	for (size_t i = 0; i < KINDS; i++)
		if (field_value(fields, kinds[i].key)) {
			kind = i;
			found++;
		}
	if (found == 1 && kinds[kind].read != read_cells && field_value(fields, "Crosstalk"))
		return field_fail(fields, "Crosstalk", "goes with Cells");
	if (found != 1)
		return field_fail(fields, "Cells",
				  "a plate has exactly one of Cells, Fz and Wrench, not %zu",
				  found);
	return kinds[kind].read(fields, reading, plate);
}

int plates_read(const struct fields *top, struct recording_info *info, struct column_names *names)
{
	struct reading reading = {.unit = info->unit, .names = names};
	size_t count;
	int ret = field_array(top, "Plates", FIELD_REQUIRED, PLATES_MAX, &count);

	for (size_t i = 0; !ret && i < count; i++) {
		struct fields item;

		ret = field_item(top, "Plates", i, &item);
		if (!ret)
			ret = read_plate(&item, &reading, &info->plate[i]);
	}
	if (!ret)
		info->plates = count;
	return ret;
}
