/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: what a report holds in another form than the file. */
#include "formats/results/schema/content.h"

#include <stdlib.h>
#include <string.h>

static void take_curves(struct content *content)
{
	struct trial_report *report = &content->report;
	const float *at = content->curve_vgrf;

	for (size_t r = 0; r < report->curves; r++)
		for (size_t i = 0; i < CURVE_POINTS; i++) {
			report->curve[r].left_n[i] = *at++;
			report->curve[r].right_n[i] = *at++;
		}
	if (!report->curves)
		return;
	memcpy(report->curve_mean, content->curve_mean, sizeof(report->curve_mean));
	memcpy(report->curve_low, content->curve_low, sizeof(report->curve_low));
	memcpy(report->curve_high, content->curve_high, sizeof(report->curve_high));
}

static int take_psd(struct content *content, struct error *err)
{
	struct trial_report *report = &content->report;
	size_t bins = report->spectrum_bins;

	if (!bins)
		return 0;
	report->psd_left = calloc(bins, sizeof(double));
	report->psd_right = calloc(bins, sizeof(double));
	if (!report->psd_left || !report->psd_right)
		return fail(err, HINGE_ENOMEM, "out of memory");
	for (size_t i = 0; i < bins; i++) {
		report->psd_left[i] = content->psd[2 * i];
		report->psd_right[i] = content->psd[2 * i + 1];
	}
	return 0;
}

static void take_info(struct content *content)
{
	struct trial_report *report = &content->report;

	report->info.rate_hz = report->rate_hz;
	report->info.frames = (int64_t)report->frames;
	if (!strcmp(report->load_source, "entered"))
		report->info.load_kg = report->load_kg;
	if (strcmp(report->body_mass_source, "measured") != 0)
		report->info.mass_kg = report->body_mass_kg;
	report->cells = content->cells;
	calibration_to_info(content);
	crosstalk_to_info(content);
}

int content_take_report(struct content *content, struct trial_report **out, struct error *err)
{
	int ret = take_psd(content, err);

	for (size_t i = 0; !ret && i < content->gaps; i++)
		ret = recording_info_add_gap(&content->report.info, content->gap[i].gap, err);
	if (ret)
		return ret;
	take_curves(content);
	take_info(content);
	*content->shell = content->report;
	*out = content->shell;
	content->shell = NULL;
	return 0;
}
