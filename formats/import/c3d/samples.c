/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"
#include "formats/plates/plate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Zeros of converters lie at 2047 of 4096 or 32768 of 65536; those of calibrated data near 0. */
static const double mid_scale = 256.0;
enum { GAPS_MAX = 1000 };

bool c3d_is_missing(const struct c3d_file *file, const struct c3d_plates *plates, size_t plate,
		    size_t i)
{
	for (size_t c = 0; c < plates->columns; c++) {
		const struct c3d_column *column = &plates->column[c];

		if (column->plate == plate && (fabs(column->channel.offset) < mid_scale ||
					       c3d_stored(file, &column->channel, i) != 0.0))
			return false;
	}
	return true;
}

static bool was_recorded(const struct c3d_file *file, const struct c3d_plates *plates, size_t plate)
{
	size_t samples = file->frames * file->samples_per_frame;

	for (size_t i = 0; i < samples; i++)
		if (!c3d_is_missing(file, plates, plate, i))
			return true;
	return false;
}

static void leave_out(struct c3d_plates *plates, size_t plate)
{
	size_t kept = 0, removed = 0;

	for (size_t c = 0; c < plates->columns; c++) {
		struct c3d_column column = plates->column[c];

		if (column.plate == plate) {
			removed++;
			continue;
		}
		column.plate -= column.plate > plate;
		plates->column[kept++] = column;
	}
	plates->columns = kept;
	plates->plates--;
	for (size_t p = plate; p < plates->plates; p++) {
		plates->plate[p] = plates->plate[p + 1];
		for (size_t i = 0; i < plates->plate[p].wrench_inputs; i++)
			plates->plate[p].wrench_column[i] -= (int)removed;
	}
}

int c3d_plates_recorded(const struct c3d_file *file, struct c3d_plates *plates, struct error *err)
{
	for (size_t p = plates->plates; p-- > 0;) {
		if (was_recorded(file, plates, p))
			continue;
		if (plates->plates == 1)
			return fail(err, HINGE_EFORMAT,
				    "%s: its force plates hold no samples, only stored zeros",
				    file->name);
		plates->left_out++;
		leave_out(plates, p);
	}
	return 0;
}

static int add_missing(struct trial *trial, size_t first, size_t end, const char *name,
		       struct error *err)
{
	struct gap gap = {
		.frame = (int64_t)first, .frames = (int64_t)(end - first), .cause = "stored as 0"};

	if (trial->info.gaps == GAPS_MAX)
		return fail(err, HINGE_EFORMAT, "%s: samples are missing in more than %d places",
			    name, GAPS_MAX);
	return recording_info_add_gap(&trial->info, gap, err);
}

/* Frames in which a plate was not measured are lost: they would be a constant load. */
static int find_missing(const struct c3d_file *file, const struct c3d_plates *plates,
			struct trial *trial, struct error *err)
{
	size_t first = 0;
	bool lost = false;
	int rc = 0;

	for (size_t i = 0; !rc && i <= trial->frames; i++) {
		bool missing = false;

		for (size_t p = 0; i < trial->frames && !missing && p < plates->plates; p++)
			missing = c3d_is_missing(file, plates, p, i);
		if (missing && !lost)
			first = i;
		if (lost && !missing)
			rc = add_missing(trial, first, i, file->name, err);
		lost = missing;
	}
	return rc;
}

int c3d_read_samples(const struct c3d_file *file, const struct c3d_plates *plates,
		     struct trial *trial, struct error *err)
{
	for (size_t i = 0; i < trial->frames; i++)
		for (size_t c = 0; c < plates->columns; c++) {
			const struct c3d_channel *channel = &plates->column[c].channel;
			double value =
				(c3d_stored(file, channel, i) - channel->offset) * channel->scale;

			if (!isfinite(value))
				return fail(err, HINGE_EFORMAT,
					    "%s: sample %zu of analog channel %zu is %s, not a "
					    "measured value",
					    file->name, i, channel->index + 1,
					    isnan(value) ? "NaN" : "infinite");
			trial->samples[i * plates->columns + c] = value;
		}
	return find_missing(file, plates, trial, err);
}

static void resolve_frame(const struct plate *plate, double *frame)
{
	double value[WRENCH_SIZE];

	for (size_t i = 0; i < WRENCH_SIZE; i++)
		value[i] = frame[plate->wrench_column[i]] * plate->wrench_scale[i];
	frame[plate->wrench_column[MX]] = value[4] * value[FZ];
	frame[plate->wrench_column[MY]] = -value[3] * value[FZ];
	frame[plate->wrench_column[MZ]] = value[MZ] + value[3] * value[FY] - value[4] * value[FX];
}

void c3d_resolve_places(struct trial *trial)
{
	for (size_t p = 0; p < trial->info.plates; p++) {
		struct plate *plate = &trial->info.plate[p];

		if (plate->c3d_type != 1)
			continue;
		for (size_t i = 0; i < trial->frames; i++)
			resolve_frame(plate, trial->samples + i * trial->channels);
		for (size_t i = MX; i <= MZ; i++)
			plate->wrench_scale[i] = 1.0;
	}
}
