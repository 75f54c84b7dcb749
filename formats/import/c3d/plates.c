/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"
#include "formats/plates/plate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AXES = 3, CORNERS = 4, KISTLER = 8, COP_TERMS = 6 };

struct reading {
	const struct c3d_file *file;
	struct c3d_plates *out;
	double metre; /* per unit of length of the file */
	struct c3d_parameter type, channel, origin, corners, matrix, polynomial;
};

/* --- channels --- */

/* Takes the channel over as the next column. */
static int add_column(struct reading *r, size_t plate, double number, int *column,
		      struct error *err)
{
	struct c3d_plates *out = r->out;
	struct c3d_column *next = &out->column[out->columns];
	int rc = c3d_channel(r->file, number, &next->channel, err);

	next->plate = plate;
	for (size_t i = 0; !rc && i < out->columns; i++)
		if (out->column[i].channel.index == next->channel.index)
			rc = fail(err, HINGE_EFORMAT,
				  "%s: analog channel %g belongs to two force plates or twice to "
				  "one",
				  r->file->name, number);
	if (!rc)
		*column = (int)out->columns++;
	return rc;
}

static int add_columns(struct reading *r, size_t index, int *column, size_t count,
		       struct error *err)
{
	size_t per_plate = r->channel.dimensions ? r->channel.dimension[0] : 0;
	int rc = 0;

	if (per_plate < count)
		return fail(err, HINGE_EFORMAT,
			    "%s: force plate %zu has %zu analog channels, expected %zu",
			    r->file->name, index + 1, per_plate, count);
	for (size_t i = 0; !rc && i < count; i++)
		rc = add_column(r, index, c3d_value(&r->channel, index * per_plate + i, 0.0),
				&column[i], err);
	return rc;
}

/* --- units --- */

static const struct c3d_channel *channel_of(const struct reading *r, int column)
{
	return &r->out->column[column].channel;
}

/* Newton per unit of a force channel; files that name no unit mean newton. */
static int scale_force(const struct reading *r, int column, double *scale, struct error *err)
{
	const struct c3d_channel *channel = channel_of(r, column);

	if (c3d_is_voltage(channel->unit))
		return fail(err, HINGE_EFORMAT,
			    "%s: analog channel %zu is in volts, not in newton: its force plate "
			    "was recorded without calibration",
			    r->file->name, channel->index + 1);
	*scale = c3d_force_unit(channel->unit);
	if (*scale == 0.0)
		*scale = 1.0;
	return 0;
}

/* Newton metre per unit; files that name no unit mean newton times their unit of length. */
static double moment_scale(const struct reading *r, int column)
{
	double scale = c3d_moment_unit(channel_of(r, column)->unit);

	return scale > 0.0 ? scale : r->metre;
}

/* --- plates --- */

static double origin(const struct reading *r, size_t index, size_t axis)
{
	return r->metre * c3d_value(&r->origin, AXES * index + axis, NAN);
}

/* From the origin of the transducer to the centre of the surface. The z axis points down, away
 * from the surface: where ORIGIN has it positive the whole vector is the other way round. */
static void read_origin(const struct reading *r, size_t index, struct plate *plate)
{
	double sign = origin(r, index, 2) > 0.0 ? -1.0 : 1.0;

	for (size_t i = 0; i < AXES; i++)
		plate->origin_m[i] = sign * origin(r, index, i);
}

static int scale_forces(const struct reading *r, struct plate *plate, size_t count,
			struct error *err)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < count; i++)
		rc = scale_force(r, plate->wrench_column[i], &plate->wrench_scale[i], err);
	return rc;
}

/* Fx Fy Fz Px Py Tz: the place is one on the surface, whatever ORIGIN says. */
static int read_given_place(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	int rc = add_columns(r, index, plate->wrench_column, WRENCH_SIZE, err);

	if (!rc)
		rc = scale_forces(r, plate, AXES, err);
	for (size_t i = AXES; !rc && i < AXES + 2; i++) {
		double metre = c3d_length_unit(channel_of(r, plate->wrench_column[i])->unit);

		plate->wrench_scale[i] = metre > 0.0 ? metre : r->metre;
	}
	if (!rc)
		plate->wrench_scale[MZ] = moment_scale(r, plate->wrench_column[MZ]);
	return rc;
}

static int read_wrench(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	int rc = add_columns(r, index, plate->wrench_column, WRENCH_SIZE, err);

	read_origin(r, index, plate);
	if (!rc)
		rc = scale_forces(r, plate, AXES, err);
	for (size_t i = AXES; !rc && i < WRENCH_SIZE; i++)
		plate->wrench_scale[i] = moment_scale(r, plate->wrench_column[i]);
	return rc;
}

/* Moments of eight forces at the corners a, b away from the centre (docs/methods.md#plates). */
static void fill_kistler(struct plate *plate, double a, double b)
{
	const double matrix[WRENCH_SIZE][KISTLER] = {
		{1, 1, 0, 0, 0, 0, 0, 0},   {0, 0, 1, 1, 0, 0, 0, 0},   {0, 0, 0, 0, 1, 1, 1, 1},
		{0, 0, 0, 0, b, b, -b, -b}, {0, 0, 0, 0, -a, a, a, -a}, {-b, b, a, -a, 0, 0, 0, 0},
	};

	plate->has_matrix = true;
	memcpy(plate->matrix, matrix, sizeof(matrix));
}

/* In millimetres there; term by term in metres here. */
static void read_polynomial(const struct reading *r, size_t index, struct plate *plate)
{
	static const double per_metre[COP_TERMS] = {1e18, 1e12, 1e6, 1e12, 1e6, 1.0};

	plate->has_cop_polynomial = r->polynomial.count >= 2 * COP_TERMS * (index + 1);
	for (size_t i = 0; plate->has_cop_polynomial && i < 2 * COP_TERMS; i++)
		plate->cop_polynomial[i / COP_TERMS][i % COP_TERMS] =
			c3d_value(&r->polynomial, 2 * COP_TERMS * index + i, 0.0) *
			per_metre[i % COP_TERMS];
}

/* fx12 fx34 fy14 fy23 fz1 fz2 fz3 fz4; ORIGIN holds the distances a and b of the sensors from the
 * centre and az0, how far their plane lies below the surface. Without a and b there are forces and
 * no moments. */
static int read_kistler(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	double a = fabs(origin(r, index, 0)), b = fabs(origin(r, index, 1));
	bool known = a > 0.0 && b > 0.0;
	int rc;

	plate->wrench_inputs = KISTLER;
	rc = add_columns(r, index, plate->wrench_column, KISTLER, err);
	if (!rc)
		rc = scale_forces(r, plate, KISTLER, err);
	fill_kistler(plate, known ? a : 0.0, known ? b : 0.0);
	for (size_t i = 0; i < AXES; i++)
		plate->origin_m[i] = known ? 0.0 : NAN;
	if (known)
		plate->origin_m[2] = -fabs(origin(r, index, 2));
	read_polynomial(r, index, plate);
	return rc;
}

/* CAL_MATRIX: six consecutive numbers are the outputs of one input. Its moments are in the unit
 * of the moment channels, whose own numbers may be volts. */
static int read_calibrated(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	size_t first = WRENCH_SIZE * WRENCH_SIZE * index;
	int rc = add_columns(r, index, plate->wrench_column, WRENCH_SIZE, err);

	read_origin(r, index, plate);
	plate->has_matrix = true;
	if (!rc && r->matrix.count < first + WRENCH_SIZE * WRENCH_SIZE)
		rc = fail(err, HINGE_EFORMAT,
			  "%s: force plate %zu is of type 4 and has no CAL_MATRIX of 6 by 6",
			  r->file->name, index + 1);
	for (size_t k = 0; !rc && k < WRENCH_SIZE; k++) {
		double unit = k < AXES ? 1.0 : moment_scale(r, plate->wrench_column[k]);

		for (size_t i = 0; i < WRENCH_SIZE; i++)
			plate->matrix[k][i] =
				unit * c3d_value(&r->matrix, first + WRENCH_SIZE * i + k, NAN);
	}
	return rc;
}

static const struct {
	int type;
	int (*read)(struct reading *, size_t index, struct plate *, struct error *);
} types[] = {{1, read_given_place}, {2, read_wrench}, {3, read_kistler}, {4, read_calibrated}};

static void read_corners(const struct reading *r, size_t index, struct plate *plate)
{
	for (size_t i = 0; i < CORNERS * AXES; i++)
		plate->corner_m[i / AXES][i % AXES] =
			r->metre * c3d_value(&r->corners, CORNERS * AXES * index + i, 0.0);
}

static int read_plate(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	double type = c3d_value(&r->type, index, 0.0);

	snprintf(plate->name, sizeof(plate->name), "FP%zu", index + 1);
	plate->kind = PLATE_WRENCH;
	read_corners(r, index, plate);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].type == type) {
			plate->c3d_type = types[i].type;
			return types[i].read(r, index, plate, err);
		}
	return fail(err, HINGE_EFORMAT,
		    "%s: force plate %zu is of type %g, which is not read (types 1 to 4 are)",
		    r->file->name, index + 1, type);
}

static void find_parameters(struct reading *r)
{
	struct c3d_parameter units;
	char text[C3D_LABEL_MAX];

	c3d_find(r->file, "FORCE_PLATFORM", "TYPE", &r->type);
	c3d_find(r->file, "FORCE_PLATFORM", "CHANNEL", &r->channel);
	c3d_find(r->file, "FORCE_PLATFORM", "ORIGIN", &r->origin);
	c3d_find(r->file, "FORCE_PLATFORM", "CORNERS", &r->corners);
	c3d_find(r->file, "FORCE_PLATFORM", "CAL_MATRIX", &r->matrix);
	c3d_find(r->file, "FORCE_PLATFORM", "FPCOPPOLY", &r->polynomial);
	c3d_find(r->file, "POINT", "UNITS", &units);
	c3d_text(&units, 0, text, sizeof(text));
	r->metre = c3d_length_unit(text);
	if (r->metre == 0.0)
		r->metre = 1e-3;
}

int c3d_plates(const struct c3d_file *file, struct c3d_plates *out, struct error *err)
{
	struct reading r = {.file = file, .out = out};
	struct recording_info blank;
	struct c3d_parameter used;
	double plates;
	int rc = 0;

	memset(out, 0, sizeof(*out));
	recording_info_init(&blank);
	memcpy(out->plate, blank.plate, sizeof(out->plate));
	c3d_find(file, "FORCE_PLATFORM", "USED", &used);
	plates = c3d_value(&used, 0, 0.0);
	if (!(plates >= 1.0))
		return fail(err, HINGE_EFORMAT, "%s: describes no force plate (FORCE_PLATFORM)",
			    file->name);
	if (plates > PLATES_MAX)
		return fail(err, HINGE_EFORMAT, "%s: %g force plates, at most %d are read",
			    file->name, plates, PLATES_MAX);
	find_parameters(&r);
	out->plates = (size_t)plates;
	for (size_t i = 0; !rc && i < out->plates; i++)
		rc = read_plate(&r, i, &out->plate[i], err);
	return rc;
}
