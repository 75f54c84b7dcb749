/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FORCE_PLATFORM:ZERO names the frames, from 1, whose mean is the zero of the plates. Writers put
 * numbers there whether anybody stood on the plates or not. */
#include "formats/import/c3d/c3d.h"
#include "formats/plates/plate.h"

#include <math.h>

static const double empty_of_peak = 0.1, restless_n = 20.0;

struct range {
	double low, high, peak; /* of Fz in the frames named; of |Fz| in all */
};

static struct range range_of(const struct trial *trial, const struct plate *plate, size_t first,
			     size_t end)
{
	struct range range = {.low = INFINITY, .high = -INFINITY};
	double wrench[PLATE_CELLS_MAX];
	struct plate_map map;

	plate_map_init(&map, plate);
	for (size_t i = 0; i < trial->frames; i++) {
		plate_map_apply(&map, trial->samples + i * trial->channels, wrench);
		range.peak = fmax(range.peak, fabs(wrench[FZ]));
		if (i < first || i >= end)
			continue;
		range.low = fmin(range.low, wrench[FZ]);
		range.high = fmax(range.high, wrench[FZ]);
	}
	return range;
}

static bool are_empty(const struct trial *trial, size_t first, size_t end)
{
	for (size_t p = 0; p < trial->info.plates; p++) {
		struct range range = range_of(trial, &trial->info.plate[p], first, end);

		if (fmax(fabs(range.low), fabs(range.high)) > empty_of_peak * range.peak ||
		    range.high - range.low > restless_n)
			return false;
	}
	for (size_t g = 0; g < trial->info.gaps; g++)
		if ((size_t)trial->info.gap[g].frame < end &&
		    (size_t)(trial->info.gap[g].frame + trial->info.gap[g].frames) > first)
			return false;
	return true;
}

static void take_means(struct trial *trial, size_t first, size_t end)
{
	trial->info.has_tare_before = true;
	for (size_t c = 0; c < trial->channels; c++) {
		double sum = 0.0;

		for (size_t i = first; i < end; i++)
			sum += trial->samples[i * trial->channels + c];
		trial->info.tare_before[c] = sum / (double)(end - first);
	}
}

void c3d_take_zero(const struct c3d_file *file, struct trial *trial)
{
	struct c3d_parameter zero;
	double first, last;

	c3d_find(file, "FORCE_PLATFORM", "ZERO", &zero);
	first = c3d_value(&zero, 0, 0.0);
	last = c3d_value(&zero, 1, 0.0);
	if (!(first >= 1.0 && last >= first && last <= (double)file->frames))
		return;
	if (are_empty(trial, ((size_t)first - 1) * file->samples_per_frame,
		      (size_t)last * file->samples_per_frame))
		take_means(trial, ((size_t)first - 1) * file->samples_per_frame,
			   (size_t)last * file->samples_per_frame);
	else
		trial_remark(trial,
			     "FORCE_PLATFORM:ZERO names frames %.0f to %.0f, in which a plate is "
			     "loaded: they are not taken as its zero",
			     first, last);
}
