/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sample_report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PUT(to, from) snprintf(to, sizeof(to), "%s", from)

static void need(int ret)
{
	if (ret)
		abort();
}

static void fill_plate(struct plate *plate, const char *name, enum foot foot, int column)
{
	PUT(plate->name, name);
	plate->foot = foot;
	plate->kind = PLATE_CELLS;
	plate->cells = 4;
	for (int i = 0; i < 4; i++)
		plate->cell[i] = (struct cell){.column = column + i,
					       .x_m = i % 2 ? 0.15 : -0.15,
					       .y_m = i / 2 ? 0.25 : -0.25,
					       .newton_per_unit = 0.00025 + 1e-6 * (column + i),
					       .zero = 100.0 + column + i};
}

static void fill_info(struct trial_report *report)
{
	struct recording_info *info = &report->info;

	PUT(info->subject, "S012");
	PUT(info->session, "03");
	info->run = 2;
	info->rate_hz = report->rate_hz;
	info->frames = (int64_t)report->frames;
	info->load_kg = 100.0;
	PUT(info->style, "conventional");
	PUT(info->grip, "double-overhand");
	PUT(info->start_time, "2026-11-22T10:15:30.123456789Z");
	PUT(info->time_zone, "Europe/Berlin");
	info->channels = 8;
	info->plates = 2;
	fill_plate(&info->plate[0], "left", FOOT_LEFT, 0);
	fill_plate(&info->plate[1], "right", FOOT_RIGHT, 4);
	info->has_tare_before = true;
	for (int i = 0; i < 8; i++)
		info->tare_before[i] = 100.5 + i;
	PUT(info->source, "sim");
	PUT(info->serial, "SN-1");
	PUT(info->firmware, "1.2.3");
	PUT(info->certificate, "CAL-77");
	PUT(info->calibration_date, "2026-10-01");
}

static void fill_signals(struct trial_report *report)
{
	for (size_t i = 0; i < report->frames; i++) {
		float base = 500.0f + (float)(i % 10);

		report->vgrf_n[2 * i] = base;
		report->vgrf_n[2 * i + 1] = base + 40.0f;
		for (size_t j = 0; j < 4; j++)
			report->cop_m[4 * i + j] = i % 100 ? 0.001f * (float)(j + 1) : NAN;
		report->asymmetry_pct[i] = i < 10 ? NAN : 4000.0f / (2.0f * base + 40.0f);
		report->velocity_m_s[i] = 0.01f * (float)(i % 50);
		report->displacement_m[i] = 0.0001f * (float)i;
		report->power_w[i] = i < 500 ? NAN : (float)i;
		report->quality[i] = (uint8_t)(i % 16);
	}
}

struct trial_report *sample_report_without_reps(size_t frames)
{
	struct trial_report *report;

	need(report_new(&report, frames, NULL));
	report->rate_hz = 1000.0;
	fill_info(report);
	fill_signals(report);
	PUT(report->task, "deadlift");
	PUT(report->task_source, "recorded");
	PUT(report->trial_id, "sub-S012_ses-03_task-deadlift_run-02");
	PUT(report->raw_file, "sub-S012_ses-03_task-deadlift_run-02_force.w64");
	PUT(report->raw_sha256, "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
	PUT(report->format, "w64");
	report->body_mass_kg = 81.25;
	PUT(report->body_mass_source, "measured");
	report->load_kg = 100.0;
	PUT(report->load_source, "entered");
	report->quiet_start_s = 1.5;
	report->quiet_end_s = 2.5;
	report->quiet_sd_n = 1.75;
	report->system_weight_n = 1777.5;
	PUT(report->no_reps_reason, "nobody lifted anything");
	report->has_sides = true;
	return report;
}

static void add_rep(struct trial_report *report, int i)
{
	double t = i;
	struct rep rep = {
		.set = 1,
		.rep = i,
		.kind = i == 3 ? REP_FAILED : REP_DEAD_STOP,
		.end = i == 3 ? END_DROPPED : END_LOWERED,
		.valid = i != 3,
		.onset_s = t,
		.liftoff_s = t + 0.1,
		.lockout_s = t + 0.2,
		.lower_s = t + 0.3,
		.touchdown_s = i == 3 ? NAN : t + 0.4,
		.liftoff_u_s = 0.01,
		.lockout_rest_s = t + 0.25,
		.sticking_start_s = NAN,
		.sticking_end_s = NAN,
		.peak_left_n = 1000 + i,
		.peak_right_n = 1100 + i,
		.peak_total_n = 2100 + i,
		.mean_left_n = 975 - 5 * i,
		.mean_right_n = 1025 + 5 * i,
		.asymmetry_lift_pct = 2.5 + 0.5 * i,
		.displacement_m = 0.5,
		.peak_velocity_m_s = 1.25,
		.mean_velocity_m_s = 0.75,
		.peak_power_w = 1500.5,
		.end_velocity_m_s = -0.03,
		.flags = i == 3 ? FLAG_DROPPED | FLAG_NO_HOLD : 0,
	};
	struct phase phase = {
		.set = 1,
		.rep = i,
		.phase = PHASE_LIFT1,
		.t_start_s = t + 0.1,
		.t_end_s = t + 0.15,
		.mean_left_n = 900,
		.mean_right_n = 1100,
		.impulse_left_ns = 45.5,
		.impulse_right_ns = 48,
		.asymmetry_pct = 10,
		.cop_ap_left_m = 0.01,
		.cop_ap_right_m = 0.02,
		.cop_ml_left_m = NAN,
		.cop_ml_right_m = -0.04,
	};
	struct report_curve curve = {.set = 1, .rep = i};

	for (int k = 0; k < CURVE_POINTS; k++) {
		curve.left_n[k] = (float)(1000 * i + k);
		curve.right_n[k] = (float)(1000 * i + k) + 0.5f;
		curve.asymmetry_pct[k] = (float)(i + 0.125 * k);
	}
	need(report_add_rep(report, &rep, NULL));
	need(report_add_phase(report, &phase, NULL));
	need(report_add_curve(report, &curve, NULL));
}

static void add_numbers(struct trial_report *report)
{
	struct metric metric = {.set = 1,
				.rep = 0,
				.value = 3.5,
				.ci_low = 2.5,
				.ci_high = 4.5,
				.bca_low = NAN,
				.bca_high = NAN,
				.n = 2};
	struct finding finding = {.set = 1,
				  .outcome = OUTCOME_INSUFFICIENT_DATA,
				  .value = 3.5,
				  .ci_low = NAN,
				  .ci_high = NAN,
				  .n = 2,
				  .p = NAN,
				  .p_adjusted = NAN,
				  .threshold = 3.0};

	PUT(metric.trial, report->trial_id);
	PUT(metric.phase, "lift");
	PUT(metric.side, "diff");
	PUT(metric.metric, "asymmetry_lift");
	PUT(metric.unit, "%");
	PUT(metric.formula, "ai");
	need(report_add_metric(report, &metric, NULL));
	metric.rep = 1;
	metric.value = -0.1;
	need(report_add_metric(report, &metric, NULL));
	PUT(finding.id, "C1");
	PUT(finding.name, "load transfer");
	PUT(finding.family, "A");
	PUT(finding.unit, "%");
	PUT(finding.text, "Two repetitions are too few to tell: five are needed.");
	need(report_add_finding(report, &finding, NULL));
}

static void add_spectrum(struct trial_report *report)
{
	report->spectrum_bins = SAMPLE_BINS;
	report->spectrum_segments = 11;
	report->coherence_null95 = 0.25;
	report->frequency_hz = calloc(SAMPLE_BINS, sizeof(double));
	report->psd_left = calloc(SAMPLE_BINS, sizeof(double));
	report->psd_right = calloc(SAMPLE_BINS, sizeof(double));
	report->coherence = calloc(SAMPLE_BINS, sizeof(double));
	report->csd_phase_rad = calloc(SAMPLE_BINS, sizeof(double));
	for (int i = 0; i < SAMPLE_BINS; i++) {
		report->frequency_hz[i] = i;
		report->psd_left[i] = 10.0 + i;
		report->psd_right[i] = 20.0 + i;
		report->coherence[i] = 0.1 * i;
		report->csd_phase_rad[i] = -0.01 * i;
	}
}

struct trial_report *sample_report(void)
{
	struct trial_report *report = sample_report_without_reps(SAMPLE_FRAMES);

	report->no_reps_reason[0] = '\0';
	need(recording_info_add_gap(
		&report->info, (struct gap){.frame = 4000, .frames = 37, .cause = "device-fifo"},
		NULL));
	report->cells = SAMPLE_CELLS;
	report->cell_force_n = calloc(SAMPLE_FRAMES * SAMPLE_CELLS, sizeof(float));
	for (size_t i = 0; i < SAMPLE_FRAMES * SAMPLE_CELLS; i++)
		report->cell_force_n[i] = 0.25f * (float)i;
	for (int i = 1; i <= SAMPLE_REPS; i++)
		add_rep(report, i);
	for (int i = 0; i < CURVE_POINTS; i++) {
		report->curve_mean[i] = 3.0 + 0.01 * i;
		report->curve_low[i] = 1.0 + 0.01 * i;
		report->curve_high[i] = 5.0 + 0.01 * i;
	}
	add_numbers(report);
	add_spectrum(report);
	need(report_add_check(report, "TARE_DRIFT", STATUS_WARN, 7.25, "N", NULL,
			      "the zero moved by %.1f N: tare again", 7.2));
	need(report_add_check(report, "NOISE", STATUS_OK, 1.75, "N", NULL, "quiet"));
	need(report_add_step(report, "filter", NULL, "Butterworth, %d Hz", 20));
	return report;
}
