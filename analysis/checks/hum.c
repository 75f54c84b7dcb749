/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mains in the force: said, never filtered out on the quiet. */
#include "analysis/signal/spectrum/hum.h"

#include "analysis/checks/checks.h"
#include "analysis/signal/spectrum/spectrum.h"
#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>

static const double segment_s = 4;
static const double rate_min_hz = 200;
static const double amplitude_max_n = 1, amplitude_max_bw = 0.002;

/* On either plate. */
static struct hum_line strongest(const double *psd[2], size_t segment, double rate_hz, int *side)
{
	struct hum_line best = {.amplitude = 0}, line;

	for (int s = 0; s < 2; s++)
		if (hum_strongest(&line, psd[s], segment, rate_hz) &&
		    line.amplitude > best.amplitude) {
			best = line;
			*side = s;
		}
	return best;
}

static int report_hum(struct analysis *a, const struct hum_line *line, int side, struct error *err)
{
	static const char *const sides[] = {"left", "right"};
	double limit_n = amplitude_max_n;

	if (a->body.weight_n > 0)
		limit_n = fmin(limit_n, amplitude_max_bw * a->body.weight_n);
	if (!(line->amplitude > limit_n))
		return 0;
	return report_add_check(
		a->report, "HUM", STATUS_WARN, line->amplitude, "N", err,
		"%.2f Hz of %.1f N on the %s plate, %.0f dB above its neighbours: the mains. The "
		"20 Hz low-pass keeps it out of phases and asymmetry, not out of the onset; move "
		"cables and power supplies away, earth the plates",
		line->hz, line->amplitude, a->report->has_sides ? sides[side] : "loaded",
		line->snr_db);
}

int check_hum(struct analysis *a, struct error *err)
{
	double rate_hz = a->forces->rate_hz;
	size_t segment = (size_t)lround(segment_s * rate_hz), bins;
	struct hum_line line;
	struct welch *welch;
	double *psd;
	int side = 0, ret;

	if (a->forces->frames < segment || rate_hz < rate_min_hz)
		return 0;
	ret = welch_new(&welch, segment, rate_hz, err);
	if (ret)
		return ret;
	bins = welch_bins(welch);
	psd = memory_new(2 * bins, sizeof(*psd));
	if (psd) {
		welch_add(welch, a->forces->side_n, a->forces->side_n + 1, a->forces->frames, 2);
		welch_result(welch, NULL, psd, psd + bins, NULL, NULL, NULL);
		line = strongest((const double *[]){psd, psd + bins}, segment, rate_hz, &side);
		ret = report_hum(a, &line, side, err);
	} else {
		ret = fail(err, HINGE_ENOMEM, "no memory for %zu frequencies", bins);
	}
	free(psd);
	welch_free(welch);
	return ret;
}
