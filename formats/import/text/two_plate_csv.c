/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two plates as OpenSim writes them, with commas: a block of key=value lines up to "endheader",
 * then a row of names; y points up. Which foot stood on which plate and which way the lifter
 * faced is not in the file: the feet come from --sides, and the side they stand on tells the way.
 */
#include "formats/import/formats.h"
#include "formats/import/text/rate.h"
#include "formats/import/text/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TWO = 2, PER_PLATE = 3, CHANNELS = TWO * PER_PLATE };
enum { FZ, ACROSS, ALONG }; /* channels of a plate: force up, CoP along z, CoP along x */

static const char *const columns[1 + CHANNELS] = {
	"time",
	"ground_force1_vy",
	"ground_force1_pz",
	"ground_force1_px",
	"ground_force2_vy",
	"ground_force2_pz",
	"ground_force2_px",
};
static const double standing_n = 100.0;

static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)size;
	(void)options;
	return strstr(head, "endheader") && strstr(head, "ground_force1_vy,") ? 90 : 0;
}

/* Lines up to "endheader"; *rows is nRows or -1. */
static int read_header(struct text *text, long long *rows, struct text_row *header,
		       struct error *err)
{
	int rc;

	*rows = -1;
	while ((rc = text_next(text, header, err)) > 0) {
		const char *line = header->count ? header->field[0] : "";

		if (!strncmp(line, "nRows=", 6))
			*rows = strtoll(line + 6, NULL, 10);
		if (!strcmp(line, "endheader")) {
			rc = text_next(text, header, err);
			break;
		}
	}
	if (rc < 0)
		return rc;
	if (!rc)
		return fail(err, HINGE_EFORMAT, "%s: ends within its header", text->name);
	text_row_trim(header);
	return 0;
}

static int read_columns(struct text *text, struct text_table *table, int64_t *first_line,
			struct error *err)
{
	int column[1 + CHANNELS];
	struct text_row header;
	long long rows;
	int rc = read_header(text, &rows, &header, err);

	for (size_t i = 0; !rc && i < 1 + CHANNELS; i++)
		rc = text_column(text, &header, columns[i], &column[i], err);
	if (rc)
		return rc;
	*first_line = text->line + 1;
	rc = text_numbers(text, &header, column, 1 + CHANNELS, table, err);
	if (!rc && rows >= 0 && table->rows != (size_t)rows) {
		rc = fail(err, HINGE_EFORMAT, "%s: %zu rows, its header says %lld (cut short?)",
			  text->name, table->rows, rows);
		free(table->value);
	}
	return rc;
}

/* Mean z of the centre of pressure while somebody stands on the plate. */
static double mean_across(const struct trial *trial, size_t plate)
{
	double sum = 0.0;
	size_t n = 0;

	for (size_t i = 0; i < trial->frames; i++) {
		const double *frame = trial->samples + i * trial->channels + plate * PER_PLATE;

		if (frame[FZ] < standing_n)
			continue;
		sum += frame[ACROSS];
		n++;
	}
	return n ? sum / (double)n : NAN;
}

/* +1 where z points to the lifter's right (and so x to the toes), -1 where to the left. */
static double facing(const struct trial *trial, const struct import_options *options)
{
	bool swapped = options->sides_count == TWO && options->sides[0] == FOOT_RIGHT;
	double left = mean_across(trial, swapped), right = mean_across(trial, !swapped);

	return options->sides_count == TWO && right < left ? -1.0 : 1.0;
}

static void describe(struct trial *trial, double rate_hz, double direction)
{
	struct recording_info *info = &trial->info;

	info->rate_hz = rate_hz;
	info->unit = UNIT_NEWTON;
	info->plates = TWO;
	for (size_t p = 0; p < TWO; p++) {
		struct plate *plate = &info->plate[p];

		snprintf(plate->name, sizeof(plate->name), "force%zu", p + 1);
		plate->kind = PLATE_FZ;
		plate->cells = 1;
		plate->cell[0].column = (int)(p * PER_PLATE + FZ);
		plate->cop_column[0] = (int)(p * PER_PLATE + ACROSS);
		plate->cop_column[1] = (int)(p * PER_PLATE + ALONG);
		plate->cop_metre_per_unit = direction;
	}
}

static int parse(char *bytes, size_t size, const char *name, const struct import_options *options,
		 struct trial **out, struct error *err)
{
	struct rate_claims claims = {.typed_hz = options->rate_hz, .stated_hz = NAN};
	struct text_table table = {0};
	struct text text;
	double rate_hz;
	int rc;

	text_init(&text, name, bytes, size, ',', '.');
	rc = read_columns(&text, &table, &claims.first_line, err);
	if (rc)
		return rc;
	claims.time_s = table.value;
	claims.rows = table.rows;
	claims.stride = table.columns;
	rc = rate_settle(&claims, name, &rate_hz, err);
	if (!rc)
		rc = trial_from_table(out, &table, 1, CHANNELS, err);
	if (!rc)
		describe(*out, rate_hz, facing(*out, options));
	free(table.value);
	return rc;
}

const struct import_ops import_two_plate_csv = {
	.name = "two-plate-csv",
	.summary = "two plates as OpenSim names them, comma separated (pass --sides)",
	.probe = probe,
	.parse = parse,
};
