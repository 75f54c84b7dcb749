/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AXES = 3, CORNERS = 4, WRENCH = 6 };

struct reading {
	const struct c3d_file *file;
	struct c3d_plates *out;
	double metre; /* per unit of length of the file */
	struct c3d_parameter type, channel, origin, corners;
};

/* --- channels --- */

/* Takes the channel over as the next column. */
static int add_column(struct reading *r, double number, int *column, struct error *err)
{
	struct c3d_plates *out = r->out;
	struct c3d_channel *channel = &out->column[out->columns];
	int rc = c3d_channel(r->file, number, channel, err);

	for (size_t i = 0; !rc && i < out->columns; i++)
		if (out->column[i].index == channel->index)
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
		rc = add_column(r, c3d_value(&r->channel, index * per_plate + i, 0.0), &column[i],
				err);
	return rc;
}

/* --- units --- */

static const struct c3d_channel *channel_of(const struct reading *r, int column)
{
	return &r->out->column[column];
}

/* Newton per unit of a force channel; files that name no unit mean newton. */
static int scale_force(const struct reading *r, int column, double *scale, struct error *err)
{
	const struct c3d_channel *channel = channel_of(r, column);

	if (c3d_is_voltage(channel->unit))
		return fail(err, HINGE_EFORMAT,
			    "%s: analog channel %zu is in %s, not in newton: its force plate was "
			    "recorded without calibration",
			    r->file->name, channel->index + 1, channel->unit);
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

static int read_wrench(struct reading *r, size_t index, struct plate *plate, struct error *err)
{
	int rc = add_columns(r, index, plate->wrench_column, WRENCH, err);

	for (size_t i = 0; !rc && i < AXES; i++)
		rc = scale_force(r, plate->wrench_column[i], &plate->wrench_scale[i], err);
	for (size_t i = AXES; !rc && i < WRENCH; i++)
		plate->wrench_scale[i] = moment_scale(r, plate->wrench_column[i]);
	return rc;
}

static const struct {
	int type;
	int (*read)(struct reading *, size_t index, struct plate *, struct error *);
} types[] = {{2, read_wrench}};

/* From the origin of the transducer to the centre of the surface; z points down, and so does not
 * lead to the surface: files that have it positive have the vector the wrong way round. */
static void read_origin(const struct reading *r, size_t index, struct plate *plate)
{
	double sign = c3d_value(&r->origin, AXES * index + 2, 0.0) > 0.0 ? -1.0 : 1.0;

	for (size_t i = 0; i < AXES; i++)
		plate->origin_m[i] = sign * r->metre * c3d_value(&r->origin, AXES * index + i, 0.0);
}

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
	plate->c3d_type = (int)fmax(-1.0, fmin(type, 99.0));
	read_origin(r, index, plate);
	read_corners(r, index, plate);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].type == plate->c3d_type)
			return types[i].read(r, index, plate, err);
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
