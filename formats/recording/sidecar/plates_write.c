/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar/keys.h"
#include "formats/recording/sidecar/plates.h"

#include <math.h>

/* Every function here gives 0, or -1 when out of memory; js_set() takes NULL for that too. */

static struct js *integers(const int *values, size_t count)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < count; i++)
		if (js_append(array, js_integer(values[i]))) {
			js_free(array);
			return NULL;
		}
	return array;
}

static int set_cell(struct js *object, const struct cell *cell)
{
	if (js_set(object, "Column", js_integer(cell->column)))
		return -1;
	if (js_set(object, "NewtonPerUnit", js_number(cell->newton_per_unit)))
		return -1;
	return js_set(object, "Zero", js_number(cell->zero));
}

static int append_cell(struct js *cells, const struct cell *cell, const struct js *rest)
{
	struct js *object = js_object();
	double position[2] = {cell->x_m, cell->y_m};

	if (!object || set_cell(object, cell) ||
	    js_set(object, "Position", js_reals(position, 2)) || keys_add_rest(object, rest)) {
		js_free(object);
		return -1;
	}
	return js_append(cells, object);
}

static int set_cells(struct js *object, const struct plate *plate, const struct js *rest)
{
	struct js *cells = js_array();

	for (size_t i = 0; cells && i < plate->cells; i++)
		if (append_cell(cells, &plate->cell[i], js_at(js_get(rest, "Cells"), i))) {
			js_free(cells);
			return -1;
		}
	if (js_set(object, "Cells", cells))
		return -1;
	return !plate->has_matrix ? 0
				  : js_set(object, "Crosstalk",
					   js_rows(plate->matrix[0], plate->cells, plate->cells,
						   PLATE_CELLS_MAX));
}

static int set_cop(struct js *object, const char *key, int column, double metre_per_unit)
{
	struct js *cop = js_object();

	if (!cop || js_set(cop, "Column", js_integer(column)) ||
	    js_set(cop, "MetrePerUnit", js_number(metre_per_unit))) {
		js_free(cop);
		return -1;
	}
	return js_set(object, key, cop);
}

static int set_fz(struct js *object, const struct plate *plate, const struct js *rest)
{
	struct js *fz = js_object();

	(void)rest;
	if (!fz || set_cell(fz, &plate->cell[0])) {
		js_free(fz);
		return -1;
	}
	if (js_set(object, "Fz", fz))
		return -1;
	if (plate->cop_column[0] < 0)
		return 0;
	if (set_cop(object, "CopX", plate->cop_column[0], plate->cop_metre_per_unit))
		return -1;
	return set_cop(object, "CopY", plate->cop_column[1], plate->cop_metre_per_unit);
}

/* What a plain wrench in newton needs. */
static int set_wrench_columns(struct js *wrench, const struct plate *plate)
{
	bool known = isfinite(plate->origin_m[0]);

	if (js_set(wrench, "Columns", integers(plate->wrench_column, plate->wrench_inputs)))
		return -1;
	if (js_set(wrench, "Scale", js_reals(plate->wrench_scale, plate->wrench_inputs)))
		return -1;
	if (js_set(wrench, "Origin", known ? js_reals(plate->origin_m, 3) : js_null()))
		return -1;
	return js_set(wrench, "Corners", js_rows(plate->corner_m[0], 4, 3, 3));
}

static int set_wrench_extras(struct js *wrench, const struct plate *plate)
{
	if (plate->has_matrix &&
	    js_set(wrench, "Matrix",
		   js_rows(plate->matrix[0], WRENCH_SIZE, plate->wrench_inputs, PLATE_CELLS_MAX)))
		return -1;
	if (plate->has_cop_polynomial &&
	    js_set(wrench, "CopPolynomial", js_rows(plate->cop_polynomial[0], 2, 6, 6)))
		return -1;
	return plate->c3d_type ? js_set(wrench, "C3dType", js_integer(plate->c3d_type)) : 0;
}

static int set_wrench(struct js *object, const struct plate *plate, const struct js *rest)
{
	struct js *wrench = js_object();

	(void)rest;
	if (!wrench || set_wrench_columns(wrench, plate) || set_wrench_extras(wrench, plate)) {
		js_free(wrench);
		return -1;
	}
	return js_set(object, "Wrench", wrench);
}

static int (*const set_kind[])(struct js *, const struct plate *, const struct js *rest) = {
	[PLATE_CELLS] = set_cells,
	[PLATE_FZ] = set_fz,
	[PLATE_WRENCH] = set_wrench,
};

static struct js *plate_format(const struct plate *plate, const struct js *rest)
{
	struct js *object = js_object();

	if (!object || (plate->name[0] && js_set(object, "Name", js_string(plate->name))) ||
	    js_set(object, "Foot", js_string(foot_name(plate->foot))) ||
	    set_kind[plate->kind](object, plate, rest) || keys_add_rest(object, rest)) {
		js_free(object);
		return NULL;
	}
	return object;
}

struct js *plates_format(const struct recording_info *info, const struct js *rest)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < info->plates; i++)
		if (js_append(array, plate_format(&info->plate[i], js_at(rest, i)))) {
			js_free(array);
			return NULL;
		}
	return array;
}
