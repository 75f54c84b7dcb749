/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/schema/content.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static void *array(size_t count, size_t size)
{
	return calloc(count ? count : 1, size);
}

/* --- writing: what is derived from the report --- */

static void fill_flags(struct content *content)
{
	static const struct flag_row rows[] = {
#define FLAG_ROW(name, bit, word, text) {bit, 1 << (bit), word, text},
		REPORT_FLAGS(FLAG_ROW)
#undef FLAG_ROW
	};

	content->flags = sizeof(rows) / sizeof(rows[0]);
	content->flag = array(content->flags, sizeof(rows[0]));
	if (content->flag)
		memcpy(content->flag, rows, sizeof(rows));
}

static void fill_curves(struct content *content)
{
	const struct trial_report *report = &content->report;
	float *at;

	content->points = report->curves ? CURVE_POINTS : 0;
	content->curve_mean = array(CURVE_POINTS, sizeof(double));
	content->curve_low = array(CURVE_POINTS, sizeof(double));
	content->curve_high = array(CURVE_POINTS, sizeof(double));
	at = content->curve_vgrf = array(report->curves, 2 * CURVE_POINTS * sizeof(float));
	if (!content->curve_mean || !content->curve_low || !content->curve_high || !at)
		return;
	memcpy(content->curve_mean, report->curve_mean, sizeof(report->curve_mean));
	memcpy(content->curve_low, report->curve_low, sizeof(report->curve_low));
	memcpy(content->curve_high, report->curve_high, sizeof(report->curve_high));
	for (size_t r = 0; r < report->curves; r++)
		for (size_t i = 0; i < CURVE_POINTS; i++) {
			*at++ = report->curve[r].left_n[i];
			*at++ = report->curve[r].right_n[i];
		}
}

static void fill_psd(struct content *content)
{
	const struct trial_report *report = &content->report;

	content->psd = array(report->spectrum_bins, 2 * sizeof(double));
	for (size_t i = 0; content->psd && i < report->spectrum_bins; i++) {
		content->psd[2 * i] = report->psd_left[i];
		content->psd[2 * i + 1] = report->psd_right[i];
	}
}

static void fill_gaps(struct content *content)
{
	const struct recording_info *info = &content->report.info;

	content->gaps = info->gaps;
	content->gap = array(info->gaps, sizeof(content->gap[0]));
	for (size_t i = 0; content->gap && i < info->gaps; i++)
		content->gap[i] = (struct gap_row){
			.start_s = (double)info->gap[i].frame / content->report.rate_hz,
			.duration_s = (double)info->gap[i].frames / content->report.rate_hz,
			.gap = info->gap[i],
		};
}

static void fill_configs(struct content *content, const struct config *config)
{
	content->config = array(config_key_count, sizeof(content->config[0]));
	for (size_t i = 0; content->config && i < config_key_count; i++) {
		const struct config_key *key = &config_keys[i];
		struct config_row *row = &content->config[content->configs];

		if (!key->in_results)
			continue;
		COPY(row->key, key->name);
		config_value(config, key, row->value, sizeof(row->value));
		COPY(row->unit, key->unit);
		COPY(row->text, key->help);
		content->configs++;
	}
}

static void warn(struct content *content, const char *code, const char *text)
{
	struct step *row = &content->warning[content->warnings++];

	COPY(row->name, code);
	COPY(row->text, text);
}

static void fill_warnings(struct content *content)
{
	const struct trial_report *report = &content->report;

	content->warning = array(report->checks + 2, sizeof(content->warning[0]));
	if (!content->warning)
		return;
	if (report->no_reps_reason[0])
		warn(content, "NO_REPS", report->no_reps_reason);
	if (!report->has_sides)
		warn(content, "NO_SIDES", report->sides_reason);
	for (size_t i = 0; i < report->checks; i++)
		if (report->check[i].severity != STATUS_OK)
			warn(content, report->check[i].code, report->check[i].text);
}

static bool is_complete(const struct content *content)
{
	return content->flag && content->curve_mean && content->curve_low && content->curve_high &&
	       content->curve_vgrf && content->psd && content->gap && content->calibration &&
	       content->crosstalk && content->config && content->warning;
}

int content_from_report(struct content **out, const struct trial_report *report,
			const struct config *config, struct error *err)
{
	struct content *content = calloc(1, sizeof(*content));
	int ret;

	if (!content)
		return fail(err, HINGE_ENOMEM, "out of memory");
	content->report = *report;
	COPY(content->software_version, HINGE_VERSION);
	content->sides = 2;
	content->cells = report->cell_force_n ? report->cells : 0;
	ret = config_sha256(config, content->config_sha256, err);
	fill_flags(content);
	fill_curves(content);
	fill_psd(content);
	fill_gaps(content);
	calibration_from_info(content);
	crosstalk_from_info(content);
	fill_configs(content, config);
	fill_warnings(content);
	if (!ret && !is_complete(content))
		ret = fail(err, HINGE_ENOMEM, "out of memory");
	if (ret) {
		content_free(content);
		return ret;
	}
	*out = content;
	return 0;
}

int content_new(struct content **out, struct error *err)
{
	struct content *content = calloc(1, sizeof(*content));
	struct trial_report *report;

	if (!content)
		return fail(err, HINGE_ENOMEM, "out of memory");
	content->shell = calloc(1, sizeof(*content->shell));
	if (!content->shell) {
		free(content);
		return fail(err, HINGE_ENOMEM, "out of memory");
	}
	report = &content->report;
	recording_info_init(&report->info);
	report->coherence_null95 = NAN;
	for (size_t i = 0; i < CURVE_POINTS; i++)
		report->curve_mean[i] = report->curve_low[i] = report->curve_high[i] = NAN;
	*out = content;
	return 0;
}

void content_free(struct content *content)
{
	if (!content)
		return;
	if (content->shell) {
		*content->shell = content->report;
		report_free(content->shell);
	}
	free(content->curve_mean);
	free(content->curve_low);
	free(content->curve_high);
	free(content->curve_vgrf);
	free(content->psd);
	free(content->flag);
	free(content->gap);
	free(content->calibration);
	free(content->crosstalk);
	free(content->config);
	free(content->warning);
	free(content->study_row);
	free(content);
}
