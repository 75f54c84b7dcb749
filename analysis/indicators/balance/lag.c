/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which foot takes up the load first: by how much the rate of force of the right is later than that
 * of the left, from onset to the middle of the lift. */
#include "analysis/indicators/indicators.h"
#include "analysis/signal/spectrum/spectrum.h"
#include "formats/trial.h"

#include <math.h>

enum { SEGMENTS_MIN = 7 };
static const double segment_s = 0.5, thin_hz = 200, lag_max_s = 0.15, reach_s = 0.05;
/* Above it the pull has nothing. */
static const struct frequency_band band = {2, 6};
static const double null_alpha = 0.05, standard_errors = 3;

struct lag {
	const struct indicator_set *set;
	struct welch *welch;
	struct correlation correlation;
	size_t step;    /* frames */
	size_t reach;   /* frames to both sides that a slope is taken over */
	size_t segment; /* steps */
	double step_hz;
};

static void lag_init(struct lag *lag, const struct indicator_set *set)
{
	double rate_hz = set->analysis->signals.rate_hz;
	size_t step = (size_t)fmax(rate_hz / thin_hz, 1);
	double step_hz = rate_hz / (double)step;

	*lag = (struct lag){.set = set,
			    .step = step,
			    .reach = (size_t)fmax(round(reach_s * rate_hz), 1),
			    .step_hz = step_hz,
			    .segment = (size_t)lround(segment_s * step_hz)};
	lag->correlation.lags = (size_t)fmin(round(lag_max_s * step_hz), CORRELATION_LAGS);
}

/* Frames from onset to the middle of the lift. */
struct stretch {
	size_t from, count;
};

/* False where the rep has none, or no good samples around it within `margin`. */
static bool stretch_of(const struct analysis *a, const struct indicator_rep *rep, size_t margin,
		       struct stretch *out)
{
	const struct phase *lift1 = rep->phase[PHASE_LIFT1];
	size_t to = lift1 ? frame_at(a, lift1->t_end_s) : 0;

	if (!rep->phase[PHASE_SLACK] || !lift1 || rep->start <= margin ||
	    to + margin >= a->signals.frames)
		return false;
	for (size_t i = rep->start - margin; i < to + margin; i++)
		if (a->signals.quality[i] & (QUALITY_GAP | QUALITY_SATURATED | QUALITY_CLIPPED))
			return false;
	*out = (struct stretch){rep->start, to - rep->start};
	return true;
}

/* N/s of one side over 100 ms, count values every step frames: what tremor adds to the rate of
 * force is averaged out, and the 20 Hz copy holds nothing that thinning could fold. */
static void fill_slopes(const struct lag *lag, size_t from, size_t count, int side, double *out)
{
	const struct event_signals *signals = &lag->set->analysis->signals;
	const double *at = signals->side_20_n + side;
	double per_frame = signals->rate_hz / (double)(2 * lag->reach);

	for (size_t k = 0; k < count; k++) {
		size_t i = from + k * lag->step;

		out[k] = (at[2 * (i + lag->reach)] - at[2 * (i - lag->reach)]) * per_frame;
	}
}

static size_t margin_frames(const struct lag *lag)
{
	return correlation_margin(&lag->correlation) * lag->step + lag->reach;
}

static void correlate(struct lag *lag)
{
	const struct indicator_set *set = lag->set;
	size_t margin = correlation_margin(&lag->correlation);
	struct stretch stretch;

	for (size_t i = 0; i < set->reps; i++) {
		if (!stretch_of(set->analysis, &set->rep[i], margin_frames(lag), &stretch))
			continue;

		size_t first = stretch.from - margin * lag->step;
		size_t count = stretch.count / lag->step + 2 * margin;
		double *left = set->room, *right = set->room + count;

		fill_slopes(lag, first, count, SIDE_LEFT, left);
		fill_slopes(lag, first, count, SIDE_RIGHT, right);
		correlation_add(&lag->correlation, left, right, count);
	}
}

/* Spectra with the right moved ahead by `ahead` frames, half by each side. */
static void pool_spectra(struct lag *lag, ptrdiff_t ahead)
{
	const struct indicator_set *set = lag->set;
	struct stretch stretch;

	welch_reset(lag->welch);
	for (size_t i = 0; i < set->reps; i++) {
		if (!stretch_of(set->analysis, &set->rep[i], margin_frames(lag), &stretch))
			continue;

		size_t count = stretch.count / lag->step;
		double *left = set->room, *right = set->room + count;

		fill_slopes(lag, stretch.from - (size_t)(ahead / 2), count, SIDE_LEFT, left);
		fill_slopes(lag, stretch.from + (size_t)(ahead - ahead / 2), count, SIDE_RIGHT,
			    right);
		welch_add(lag->welch, left, right, count, 1);
	}
}

/* A segment that sees only part of a slow signal gives too small a phase, so the feet are brought
 * together until no more is left of the lag than a frame. */
static struct delay align(struct lag *lag, double start_s)
{
	enum { ROUNDS = 6 };
	double rate_hz = lag->set->analysis->signals.rate_hz;
	ptrdiff_t most = (ptrdiff_t)(lag_max_s * rate_hz), ahead = lround(start_s * rate_hz);
	struct delay delay = {NAN, NAN};

	for (int i = 0; i < ROUNDS; i++) {
		pool_spectra(lag, ahead);
		delay = band_delay(lag->welch, band);
		delay.seconds += (double)ahead / rate_hz;
		if (lround(delay.seconds * rate_hz) == ahead ||
		    !(fabs(delay.seconds * rate_hz) < (double)most))
			break;
		ahead = lround(delay.seconds * rate_hz);
	}
	return delay;
}

static size_t count_segments(const struct lag *lag)
{
	struct stretch stretch;
	size_t n = 0;

	for (size_t i = 0; i < lag->set->reps; i++)
		if (stretch_of(lag->set->analysis, &lag->set->rep[i], margin_frames(lag), &stretch))
			n += welch_segments_in(lag->segment, stretch.count / lag->step);
	return n;
}

static int add_phase(const struct indicator_set *set, double seconds, double se, int n,
		     struct error *err)
{
	const struct config *config = set->analysis->config;
	double reach = normal_quantile(0.975) * se;
	double limit = fmax(fmax(config->lag_report_s, config->plate_skew_s), standard_errors * se);
	struct interval interval = {seconds, se, seconds - reach, seconds + reach, n};
	int ret = indicator_add(set, ROW_LAG_PHASE, "both", 0, interval,
				fabs(seconds) > limit ? (uint32_t)FLAG_LAG : 0, err);

	return ret ? ret : indicator_add_set(set, ROW_LAG_PHASE_SE, "both", se, n, err);
}

static int add_rows(struct lag *lag, struct error *err)
{
	const struct indicator_set *set = lag->set;
	double r, peak_s = correlation_peak(&lag->correlation, &r) / lag->step_hz;
	struct delay delay = align(lag, isnan(peak_s) ? 0 : peak_s);
	/* clocks that are apart look the same */
	double se = hypot(delay.se, set->analysis->config->plate_skew_s);
	int n = (int)welch_segments(lag->welch);
	int ret = indicator_add_set(set, ROW_LAG_XCORR, "both", peak_s, n, err);

	return ret ? ret : add_phase(set, delay.seconds, se, n, err);
}

/* A lag of feet that do not hang together means nothing. */
static int add_if_coherent(struct lag *lag, struct error *err)
{
	double coherence, null;

	pool_spectra(lag, 0);
	coherence = band_coherence(lag->welch, band);
	null = coherence_null(null_alpha, welch_segments(lag->welch));
	if (!(coherence > null))
		return report_add_step(lag->set->analysis->report, "lag", err,
				       "set %d: coherence %.2f at %g-%g Hz is not above the %.2f "
				       "of chance: no lag",
				       lag->set->set, coherence, band.low_hz, band.high_hz, null);
	correlate(lag);
	return add_rows(lag, err);
}

static int measure(const struct indicator_set *set, struct error *err)
{
	struct lag lag;
	size_t segments;
	int ret;

	lag_init(&lag, set);
	segments = count_segments(&lag);
	if (segments < SEGMENTS_MIN)
		return report_add_step(set->analysis->report, "lag", err,
				       "set %d: %zu segments of %g s from onset to the middle of "
				       "the lift, %d are needed: no lag",
				       set->set, segments, segment_s, SEGMENTS_MIN);
	ret = welch_new(&lag.welch, lag.segment, lag.step_hz, err);
	if (ret)
		return ret;
	ret = add_if_coherent(&lag, err);
	welch_free(lag.welch);
	return ret;
}

const struct indicator indicator_lag = {.needs_sides = true, .measure = measure};
