/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the forces before anything is concluded from them. */
#include "analysis/signal/force/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int report_tare(const struct forces *forces, const struct config *config,
		       struct trial_report *report, struct error *err)
{
	const struct tare *tare = &forces->tare;
	char drift[96] = "drift unknown";

	if (!isnan(tare->drift_n))
		snprintf(drift, sizeof(drift),
			 "drift of %.2f N removed linearly (said above %g N or %g %% of body "
			 "weight)",
			 tare->drift_n, config->tare_drift_n, config->tare_drift_bw_pct);
	switch (tare->source) {
	case TARE_RECORDING:
	case TARE_RECORDING_END:
		return report_add_step(
			report, "tare", err,
			"median of each cell over %.3f-%.3f s, unloaded: SD below %g N "
			"for %g s; %s",
			tare->window_s[0], tare->window_s[1], config->tare_sd_n,
			config->tare_window_s, drift);
	case TARE_SIDECAR:
		return report_add_step(report, "tare", err, "given with the recording; %s", drift);
	case TARE_ZERO:
		break;
	}
	if (report_add_step(report, "tare", err,
			    "none: no unloaded stretch, none with the recording; the zeros of the "
			    "cells as they are"))
		return HINGE_ENOMEM;
	return report_add_check(report, "TARE_UNCHECKED", STATUS_WARN, (double)NAN, "N", err,
				"the plates were never empty in this recording and no tare came "
				"with it, so the zero of the cells is taken on trust (record 2 s "
				"before stepping on)");
}

int tare_check_drift(const struct tare *tare, const struct config *config, double weight_n,
		     struct trial_report *report, struct error *err)
{
	double limit_n = config->tare_drift_n;

	if (weight_n > 0)
		limit_n = fmin(limit_n, 0.01 * config->tare_drift_bw_pct * weight_n);
	if (!(tare->drift_n > limit_n))
		return 0;
	for (size_t i = 0; i < report->checks; i++)
		if (strcmp(report->check[i].code, "TARE_DRIFT") == 0)
			return 0;
	return report_add_check(report, "TARE_DRIFT", STATUS_WARN, tare->drift_n, "N", err,
				"the zero of the plates moved by %.1f N (limit %.1f N); a straight "
				"line was removed (let the plates warm up, zero them again)",
				tare->drift_n, limit_n);
}

static int report_quality(const struct forces *forces, struct trial_report *report,
			  struct error *err)
{
	size_t lost = 0, bridged = 0, saturated = 0;
	int ret = 0;

	for (size_t i = 0; i < forces->frames; i++) {
		lost += (forces->quality[i] & QUALITY_GAP) != 0;
		bridged += (forces->quality[i] & QUALITY_INTERPOLATED) != 0;
		saturated += (forces->quality[i] & QUALITY_SATURATED) != 0;
	}
	if (lost > 0)
		ret = report_add_check(report, "GAP", STATUS_WARN, (double)lost, "1", err,
				       "%zu frames are missing; reps that touch them are not valid",
				       lost);
	if (!ret && bridged > 0)
		ret = report_add_check(report, "GAP_BRIDGED", STATUS_OK, (double)bridged, "1", err,
				       "%zu frames in gaps of 5 ms or less were drawn as a line",
				       bridged);
	if (!ret && saturated > 0)
		ret = report_add_check(report, "SATURATED", STATUS_WARN, (double)saturated, "1",
				       err,
				       "a cell stood at the converter's rail in %zu frames; 50 ms "
				       "around them are not used (lower the gain)",
				       saturated);
	return ret;
}

/* What the reader of the file had to say. */
static int report_remarks(const struct trial *trial, struct trial_report *report, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < trial->remarks; i++)
		ret = report_add_check(report, "IMPORT_REMARK", STATUS_WARN, (double)NAN, "1", err,
				       "%s", trial->remark[i]);
	return ret;
}

int forces_report(const struct forces *forces, const struct trial *trial,
		  const struct config *config, struct trial_report *report, struct error *err)
{
	int ret = report_remarks(trial, report, err);

	if (!ret)
		ret = report_quality(forces, report, err);
	if (!ret)
		ret = report_tare(forces, config, report, err);
	if (!ret)
		ret = tare_check_drift(&forces->tare, config,
				       trial->info.mass_kg * config->gravity_m_s2, report, err);
	return ret;
}
