/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Left and right spectra from lift-off to touchdown, pooled over the reps of a set: one rep never
 * has enough segments. */
#include "analysis/signal/spectrum/spectrum.h"
#include "analysis/stages.h"

#include <math.h>
#include <stdlib.h>

enum { SEGMENTS_MIN = 7 };
static const double segment_s = 1;

/* Frames of the next rep of the set from i on that has a touchdown; false = none. */
static bool next_stretch(const struct analysis *a, size_t *i, size_t *from, size_t *count)
{
	const struct trial_report *report = a->report;
	int set = fullest_set(report);

	for (; *i < report->reps; (*i)++) {
		const struct rep *rep = &report->rep[*i];

		if (rep->set != set || !rep->valid || isnan(rep->touchdown_s))
			continue;
		*from = frame_at(a, rep->liftoff_s);
		*count = frame_at(a, rep->touchdown_s) - *from;
		(*i)++;
		return true;
	}
	return false;
}

static size_t segments_there(const struct analysis *a, size_t segment)
{
	size_t i = 0, from, count, segments = 0;

	while (next_stretch(a, &i, &from, &count))
		segments += welch_segments_in(segment, count);
	return segments;
}

static void pool_reps(const struct analysis *a, struct welch *welch)
{
	size_t i = 0, from, count;

	while (next_stretch(a, &i, &from, &count)) {
		const double *side = a->forces->side_n + 2 * from;

		welch_add(welch, side, side + 1, count, 2);
	}
}

static int keep(struct analysis *a, const struct welch *welch, struct error *err)
{
	struct trial_report *report = a->report;
	size_t bins = welch_bins(welch);
	double *csd = malloc(2 * bins * sizeof(double));

	report->frequency_hz = malloc(bins * sizeof(double));
	report->psd_left = malloc(bins * sizeof(double));
	report->psd_right = malloc(bins * sizeof(double));
	report->coherence = malloc(bins * sizeof(double));
	report->csd_phase_rad = malloc(bins * sizeof(double));
	if (!csd || !report->frequency_hz || !report->psd_left || !report->psd_right ||
	    !report->coherence || !report->csd_phase_rad) {
		free(csd);
		return fail(err, HINGE_ENOMEM, "no memory for spectra of %zu bins", bins);
	}
	welch_result(welch, report->frequency_hz, report->psd_left, report->psd_right, csd,
		     csd + bins, report->coherence);
	for (size_t i = 0; i < bins; i++)
		report->csd_phase_rad[i] = atan2(csd[bins + i], csd[i]);
	free(csd);
	report->spectrum_bins = bins;
	report->spectrum_segments = (int)welch_segments(welch);
	report->coherence_null95 = coherence_null(0.05, welch_segments(welch));
	return report_add_step(
		report, "spectra", err,
		"Welch, periodic Hann, %g s, 50 %% overlap, %d segments from lift-off "
		"to touchdown; coherence above %.3f is no chance (95 %%)",
		segment_s, report->spectrum_segments, report->coherence_null95);
}

int stage_spectra(struct analysis *a, struct error *err)
{
	size_t segment = (size_t)lround(segment_s * a->signals.rate_hz), there;
	struct welch *welch;
	int ret;

	if (!a->report->has_sides || !a->report->reps)
		return 0;
	there = segments_there(a, segment);
	if (there < SEGMENTS_MIN)
		return report_add_step(
			a->report, "spectra", err,
			"none: %zu whole segments of %g s from lift-off to touchdown, "
			"%d are needed",
			there, segment_s, SEGMENTS_MIN);
	ret = welch_new(&welch, segment, a->signals.rate_hz, err);
	if (ret)
		return ret;
	pool_reps(a, welch);
	ret = keep(a, welch, err);
	welch_free(welch);
	return ret;
}
