/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VALD ForceDecks "Raw Data Export". Version 2: eight cells, their sums and the vendor's centre of
 * pressure. Version 1.0: one force a foot, numbers with a decimal comma where the exporting
 * computer writes so. Times do not start at 0; athlete ids are not taken over. */
#include "formats/import/formats.h"
#include "formats/import/text/rate.h"
#include "formats/import/text/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDES = 2, CELLS = 4, CHANNELS = SIDES * CELLS };

static const char magic[] = "ForceDecks Raw Data Export";

/* Corners in the order of the columns, as signs of x (right) and y (toes):
 * COPX = a (-F1 + F2 + F3 - F4) / Fz, COPY = b (F1 + F2 - F3 - F4) / Fz. */
static const double corner[CELLS][2] = {{-1, 1}, {1, 1}, {1, -1}, {-1, -1}};
/* a and b where nobody stands on the plate, so that they cannot be fitted */
static const double usual_half_m[2] = {0.148, 0.323};
static const double fit_floor_n = 30.0, cop_tolerance_mm = 0.5, sum_tolerance_n = 0.5;

static const enum foot foot_of_side[SIDES] = {FOOT_LEFT, FOOT_RIGHT};
static const char *const side_name[SIDES] = {"left", "right"};

struct export
{
	int version;
	double weight_kg, rate_hz;
	char date[40], serial[64];
};

static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)options;
	return size >= sizeof(magic) && !memcmp(head, magic, sizeof(magic) - 1) ? 95 : 0;
}

static int parse_header_number(const struct text *text, const char *key, char *value, double *out,
			       struct error *err)
{
	struct error reason = {0};

	if (!text_number(value, strchr(value, ',') ? ',' : '.', out, &reason))
		return 0;
	return fail(err, HINGE_EFORMAT, "%s:%lld: %s %s", text->name, (long long)text->line, key,
		    reason.text);
}

/* The header gives no time zone: the result is a local time without one. */
static void parse_date(const char *value, char out[40])
{
	int y, mo, d, h, mi, s, used = 0;

	if (sscanf(value, "%4d-%2d-%2d %2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &s, &used) == 6 &&
	    !value[used])
		snprintf(out, 40, "%04d-%02d-%02dT%02d:%02d:%02d", y, mo, d, h, mi, s);
}

/* "ForceDecks;FD42-...,0380 (Post-analysis Trial 1)": what stands between ';' and " (". */
static void parse_source(const char *value, char out[64])
{
	const char *from = strchr(value, ';');
	size_t length;

	if (!from)
		return;
	length = strcspn(++from, " (");
	snprintf(out, 64, "%.*s", (int)length, from);
}

static int parse_version(const struct text *text, const char *value, int *version,
			 struct error *err)
{
	if (!strcmp(value, "2"))
		*version = 2;
	else if (!strcmp(value, "1") || !strncmp(value, "1.", 2) || !strncmp(value, "1,", 2))
		*version = 1;
	else
		return fail(err, HINGE_EFORMAT,
			    "%s: ForceDecks raw export version \"%.16s\", known are 1.0 and 2 "
			    "(describe its columns in a --profile)",
			    text->name, value);
	return 0;
}

static int take_key(const struct text *text, const char *key, char *value, struct export *export,
		    struct error *err)
{
	if (!strcmp(key, magic))
		return parse_version(text, value, &export->version, err);
	if (!strcmp(key, "Weight"))
		return parse_header_number(text, key, value, &export->weight_kg, err);
	if (!strcmp(key, "Frequency"))
		return parse_header_number(text, key, value, &export->rate_hz, err);
	if (!strcmp(key, "Recording Date"))
		parse_date(value, export->date);
	else if (!strcmp(key, "Data Source"))
		parse_source(value, export->serial);
	return 0;
}

/* Key and value lines up to the row that names the columns. */
static int read_header(struct text *text, struct export *export, struct text_row *columns,
		       struct error *err)
{
	int rc;

	*export = (struct export){.weight_kg = NAN, .rate_hz = NAN};
	while ((rc = text_next(text, columns, err)) > 0) {
		if (columns->count && !strcmp(columns->field[0], "Time")) {
			text_row_trim(columns);
			return 0;
		}
		if (columns->count > 1)
			rc = take_key(text, columns->field[0], columns->field[1], export, err);
		if (rc < 0)
			return rc;
	}
	if (rc < 0)
		return rc;
	return fail(err, HINGE_EFORMAT, "%s: no row of column names that starts with Time",
		    text->name);
}

static int find_columns(const struct text *text, const struct text_row *header,
			const char *const *names, size_t count, int *column, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (text_column(text, header, names[i], &column[i], err))
			return HINGE_EFORMAT;
	return 0;
}

static int settle_rate(const struct export *export, const struct text_table *table,
		       int64_t first_line, const struct import_options *options, const char *name,
		       double *rate_hz, struct error *err)
{
	struct rate_claims claims = {
		.typed_hz = options->rate_hz,
		.stated_hz = export->rate_hz,
		.time_s = table->value,
		.rows = table->rows,
		.stride = table->columns,
		.first_line = first_line,
	};

	return rate_settle(&claims, name, rate_hz, err);
}

static void describe(struct trial *trial, const struct export *export, double rate_hz)
{
	struct recording_info *info = &trial->info;

	info->rate_hz = rate_hz;
	info->unit = UNIT_NEWTON;
	info->mass_kg = export->weight_kg > 0 ? export->weight_kg : NAN;
	info->plates = SIDES;
	snprintf(info->start_time, sizeof(info->start_time), "%s", export->date);
	snprintf(info->source, sizeof(info->source), "forcedecks");
	snprintf(info->serial, sizeof(info->serial), "%s", export->serial);
	for (size_t s = 0; s < SIDES; s++) {
		snprintf(info->plate[s].name, sizeof(info->plate[s].name), "%s", side_name[s]);
		info->plate[s].foot = foot_of_side[s];
	}
}

/* --- version 2 --- */

/* Time, then the cells of both sides, then Z, COPX and COPY of both: so the first columns after
 * the time are the channels of the trial. */
enum { FIRST_CELL = 1, FIRST_SUM = FIRST_CELL + CHANNELS, COLUMNS_V2 = FIRST_SUM + 3 * SIDES };
static const char *const columns_v2[COLUMNS_V2] = {
	"Time",      "Fz1 Left",  "Fz2 Left",  "Fz3 Left",   "Fz4 Left",
	"Fz1 Right", "Fz2 Right", "Fz3 Right", "Fz4 Right",  "Z Left",
	"COPX Left", "COPY Left", "Z Right",   "COPX Right", "COPY Right",
};

static const double *cells_of(const double *row, size_t side)
{
	return row + FIRST_CELL + side * CELLS;
}

static double lever(const double *cells, size_t axis)
{
	double sum = 0.0;

	for (size_t i = 0; i < CELLS; i++)
		sum += corner[i][axis] * cells[i];
	return sum;
}

/* Half the distance of the cells along an axis, as the vendor's own centre of pressure uses it:
 * least squares over the rows where somebody stands; plates differ by model. */
static double fit_half_distance(const struct text_table *table, size_t side, size_t axis)
{
	double xy = 0.0, xx = 0.0;

	for (size_t i = 0; i < table->rows; i++) {
		const double *row = table->value + i * table->columns;
		const double *sums = row + FIRST_SUM + 3 * side;
		double x = lever(cells_of(row, side), axis);

		if (sums[0] < fit_floor_n)
			continue;
		xy += x * sums[0] * sums[1 + axis] * 1e-3;
		xx += x * x;
	}
	return xx > 0.0 ? round(xy / xx * 1e4) / 1e4 : usual_half_m[axis];
}

/* The vendor's sums and centre of pressure must follow from the cells as they are understood
 * here: else the columns mean something else. */
static int check_cells(const struct text_table *table, size_t side, const double half_m[2],
		       int64_t first_line, const char *name, struct error *err)
{
	for (size_t i = 0; i < table->rows; i++) {
		const double *row = table->value + i * table->columns;
		const double *cells = cells_of(row, side), *sums = row + FIRST_SUM + 3 * side;
		double z = cells[0] + cells[1] + cells[2] + cells[3];
		long long line = first_line + (long long)i;

		if (fabs(z - sums[0]) > sum_tolerance_n)
			return fail(err, HINGE_EFORMAT,
				    "%s:%lld: the %s cells add up to %.1f N, column Z says %.1f N",
				    name, line, side_name[side], z, sums[0]);
		for (size_t a = 0; a < 2 && sums[0] >= fit_floor_n; a++) {
			double cop_mm = 1e3 * half_m[a] * lever(cells, a) / z;

			if (fabs(cop_mm - sums[1 + a]) > cop_tolerance_mm)
				return fail(err, HINGE_EFORMAT,
					    "%s:%lld: COP%c of the %s plate does not follow from "
					    "its cells (%.1f mm, the file says %.1f mm)",
					    name, line, a ? 'Y' : 'X', side_name[side], cop_mm,
					    sums[1 + a]);
		}
	}
	return 0;
}

static int place_cells(struct trial *trial, const struct text_table *table, int64_t first_line,
		       const char *name, struct error *err)
{
	for (size_t s = 0; s < SIDES; s++) {
		struct plate *plate = &trial->info.plate[s];
		double half_m[2] = {fit_half_distance(table, s, 0), fit_half_distance(table, s, 1)};

		if (check_cells(table, s, half_m, first_line, name, err))
			return HINGE_EFORMAT;
		plate->kind = PLATE_CELLS;
		plate->cells = CELLS;
		for (size_t i = 0; i < CELLS; i++) {
			plate->cell[i].column = (int)(s * CELLS + i);
			plate->cell[i].x_m = corner[i][0] * half_m[0];
			plate->cell[i].y_m = corner[i][1] * half_m[1];
		}
	}
	return 0;
}

/* --- version 1.0 --- */

static const char *const columns_v1[] = {"Time", "Left", "Right"};

static void place_forces(struct trial *trial)
{
	for (size_t s = 0; s < SIDES; s++) {
		trial->info.plate[s].kind = PLATE_FZ;
		trial->info.plate[s].cells = 1;
		trial->info.plate[s].cell[0].column = (int)s;
	}
}

static int read_columns(struct text *text, const struct text_row *header, int version,
			struct text_table *table, struct error *err)
{
	const char *const *names = version == 2 ? columns_v2 : columns_v1;
	size_t count = version == 2 ? COLUMNS_V2 : 1 + SIDES;
	int column[COLUMNS_V2];
	int rc = find_columns(text, header, names, count, column, err);

	return rc ? rc : text_numbers(text, header, column, count, table, err);
}

static int parse(char *bytes, size_t size, const char *name, const struct import_options *options,
		 struct trial **out, struct error *err)
{
	struct text text;
	struct text_row header;
	struct text_table table = {0};
	struct trial *trial = NULL;
	struct export export;
	double rate_hz;
	int64_t first_line;
	int rc;

	text_init(&text, name, bytes, size, ',', '.');
	rc = read_header(&text, &export, &header, err);
	if (rc)
		return rc;
	first_line = text.line + 1;
	if (export.version == 1 && !memchr(text.at, '.', (size_t)(text.end - text.at)))
		text.decimal = ',';
	rc = read_columns(&text, &header, export.version, &table, err);
	if (!rc)
		rc = settle_rate(&export, &table, first_line, options, name, &rate_hz, err);
	if (!rc)
		rc = trial_from_table(&trial, &table, FIRST_CELL,
				      export.version == 2 ? CHANNELS : SIDES, err);
	if (rc)
		goto out;
	describe(trial, &export, rate_hz);
	if (export.version == 2)
		rc = place_cells(trial, &table, first_line, name, err);
	else
		place_forces(trial);
	if (!rc) {
		*out = trial;
		trial = NULL;
	}
out:
	trial_free(trial);
	free(table.value);
	return rc;
}

const struct import_ops import_forcedecks = {
	.name = "forcedecks",
	.summary = "VALD ForceDecks raw data export, version 2 (cells) or 1.0 (left and right)",
	.probe = probe,
	.parse = parse,
};
