/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which foot takes up the load first: by how much the rate of force of the right is later than that
 * of the left, from onset to the middle of the lift. */
#include "analysis/indicators/indicators.h"
#include "analysis/signal/spectrum.h"
#include "formats/trial.h"

#include <math.h>

enum { SEGMENTS_MIN = 7 };
static const double segment_s = 0.5, thin_hz = 200, lag_max_s = 0.15;
static const struct frequency_band band = {2, 12};
static const double null_alpha = 0.05, standard_errors = 3;

struct lag {
	struct welch *welch;
	struct correlation correlation;
	size_t step; /* frames */
	double step_hz;
};

static int lag_init(struct lag *lag, double rate_hz, struct error *err)
{
	size_t step = (size_t)fmax(rate_hz / thin_hz, 1);
	double step_hz = rate_hz / (double)step;

	*lag = (struct lag){.step = step, .step_hz = step_hz};
	lag->correlation.lags = (ptrdiff_t)fmin(round(lag_max_s * step_hz), CORRELATION_LAGS);
	return welch_new(&lag->welch, (size_t)lround(segment_s * step_hz), step_hz, err);
}

static bool is_clean(const struct analysis *a, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (a->signals.quality[i] & (QUALITY_GAP | QUALITY_SATURATED | QUALITY_CLIPPED))
			return false;
	return true;
}

/* N/s of one side every step frames; the 20 Hz copy holds nothing that thinning could fold. */
static size_t fill_slopes(const struct analysis *a, size_t from, size_t to, size_t step, int side,
			  double *out)
{
	const double *side_n = a->signals.side_20_n + side;
	size_t n = 0;

	for (size_t i = from ? from : 1; i < to && i + 1 < a->signals.frames; i += step)
		out[n++] = (side_n[2 * (i + 1)] - side_n[2 * (i - 1)]) * a->signals.rate_hz / 2;
	return n;
}

static void add_rep(struct lag *lag, const struct indicator_set *set,
		    const struct indicator_rep *rep)
{
	const struct analysis *a = set->analysis;
	const struct phase *lift1 = rep->phase[PHASE_LIFT1];
	size_t to = lift1 ? frame_at(a, lift1->t_end_s) : rep->liftoff, n;
	double *left = set->room, *right = set->room + (to - rep->start);

	if (!rep->phase[PHASE_SLACK] || !lift1 || !is_clean(a, rep->start, to))
		return;
	fill_slopes(a, rep->start, to, lag->step, SIDE_LEFT, left);
	n = fill_slopes(a, rep->start, to, lag->step, SIDE_RIGHT, right);
	welch_add(lag->welch, left, right, n, 1);
	correlation_add(&lag->correlation, left, right, n);
}

/* True where the feet hang together enough for a lag; else a step says why not. */
static bool is_measurable(const struct indicator_set *set, const struct lag *lag, int *ret,
			  struct error *err)
{
	struct trial_report *report = set->analysis->report;
	size_t segments = welch_segments(lag->welch);
	double coherence = band_coherence(lag->welch, band);
	double null = coherence_null(null_alpha, segments);

	*ret = 0;
	if (segments < SEGMENTS_MIN)
		*ret = report_add_step(report, "lag", err,
				       "set %d: %zu segments of %g s from onset to the middle of "
				       "the lift, %d are needed: no lag",
				       set->set, segments, segment_s, SEGMENTS_MIN);
	else if (!(coherence > null))
		*ret = report_add_step(report, "lag", err,
				       "set %d: coherence %.2f at %g-%g Hz is not above the %.2f "
				       "of chance: no lag",
				       set->set, coherence, band.low_hz, band.high_hz, null);
	else
		return true;
	return false;
}

static int add_row(const struct indicator_set *set, enum indicator_row row, double seconds,
		   double se, size_t n, struct error *err)
{
	const struct config *config = set->analysis->config;
	double reach = normal_quantile(0.975) * se;
	double limit = fmax(fmax(config->lag_report_s, config->plate_skew_s), standard_errors * se);
	struct interval interval = {seconds, se, seconds - reach, seconds + reach, (int)n};

	return indicator_add(set, row, "both", 0, interval,
			     fabs(seconds) > limit ? (uint32_t)FLAG_LAG : 0, err);
}

static int add_rows(const struct indicator_set *set, const struct lag *lag, struct error *err)
{
	size_t n = welch_segments(lag->welch);
	struct delay delay = band_delay(lag->welch, band);
	double r, peak_s = correlation_peak(&lag->correlation, &r) / lag->step_hz;
	/* clocks that are apart look the same */
	double se = hypot(delay.se, set->analysis->config->plate_skew_s);
	int ret;

	if (!is_measurable(set, lag, &ret, err))
		return ret;
	ret = add_row(set, ROW_LAG_XCORR, peak_s, se, n, err);
	if (!ret)
		ret = add_row(set, ROW_LAG_PHASE, delay.seconds, se, n, err);
	return ret ? ret : indicator_add_set(set, ROW_LAG_PHASE_SE, "both", se, (int)n, err);
}

static int measure(const struct indicator_set *set, struct error *err)
{
	struct lag lag;
	int ret = lag_init(&lag, set->analysis->signals.rate_hz, err);

	for (size_t i = 0; i < set->reps && !ret; i++)
		add_rep(&lag, set, &set->rep[i]);
	if (!ret)
		ret = add_rows(set, &lag, err);
	welch_free(lag.welch);
	return ret;
}

const struct indicator indicator_lag = {.needs_sides = true, .measure = measure};
