/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/clock.h"

#include <math.h>

#define FIRST_SPAN_NS  INT64_C(10000000000)
#define HOST_ACCURACY  100e-6 /* of CLOCK_MONOTONIC, while NTP slews it as well */
#define STEADINESS     2e-6   /* of a drift: it changes with the temperature */
#define DRIFT_MAX      0.01   /* more than that is no clock */
#define ROUND_TRIP_MIN 1000.0 /* ns: no pair is better than this */

void hpp_clock_init(struct hpp_clock *clock, double accuracy)
{
	*clock = (struct hpp_clock){.accuracy = accuracy + HOST_ACCURACY};
	clock->within = clock->accuracy;
	hpp_clock_restart(clock);
}

void hpp_clock_restart(struct hpp_clock *clock)
{
	clock->pairs = 0;
	clock->heard = 0;
	clock->within = fmin(clock->accuracy, clock->within + STEADINESS);
	clock->span_ns = FIRST_SPAN_NS;
}

static double half_trip(const struct source_clock *pair)
{
	return fmax((double)pair->round_trip_ns, ROUND_TRIP_MIN) / 2;
}

/* Keeps the better pair of each two. */
static void thin(struct hpp_clock *clock)
{
	size_t kept = clock->pairs / 2;

	for (size_t i = 0; i < kept; i++) {
		const struct source_clock *two = &clock->pair[2 * i];

		clock->pair[i] = two[two[1].round_trip_ns < two[0].round_trip_ns];
	}
	clock->pairs = kept;
	clock->span_ns *= 2;
}

/* Since the first pair: x of the host's time, y of the plate's clock's lead. */
static double lead(const struct hpp_clock *clock, size_t i, double *x)
{
	const struct source_clock *first = &clock->pair[0], *pair = &clock->pair[i];

	*x = (double)(pair->monotonic_ns - first->monotonic_ns);
	return (double)(int64_t)(pair->device_ns - first->device_ns) - *x;
}

static double weight_of(const struct source_clock *pair)
{
	return 1 / (half_trip(pair) * half_trip(pair));
}

static double slope(const struct hpp_clock *clock)
{
	double weights = 0, mean_x = 0, mean_y = 0, xx = 0, xy = 0, x;

	for (size_t i = 0; i < clock->pairs; i++) {
		double weight = weight_of(&clock->pair[i]);

		mean_y += weight * lead(clock, i, &x);
		mean_x += weight * x;
		weights += weight;
	}
	mean_x /= weights;
	mean_y /= weights;
	for (size_t i = 0; i < clock->pairs; i++) {
		double weight = weight_of(&clock->pair[i]);
		double y = lead(clock, i, &x);

		xx += weight * (x - mean_x) * (x - mean_x);
		xy += weight * (x - mean_x) * (y - mean_y);
	}
	return xy / xx;
}

/* The first and the last pair bound the drift: neither is wrong by more than half of its round
 * trip. Until that is less than what is known anyway there is nothing to learn. */
static void fit(struct hpp_clock *clock)
{
	const struct source_clock *first = &clock->pair[0], *last = &clock->pair[clock->pairs - 1];
	double baseline = (double)(last->monotonic_ns - first->monotonic_ns);
	double within = baseline > 0 ? (half_trip(first) + half_trip(last)) / baseline : INFINITY;

	if (within > clock->within)
		return;
	double drift = slope(clock);
	if (fabs(drift) > DRIFT_MAX)
		return;
	clock->drift = drift;
	clock->within = fmax(within, STEADINESS);
}

void hpp_clock_add(struct hpp_clock *clock, const struct source_clock *pair)
{
	bool is_in_span =
		clock->pairs && pair->monotonic_ns - clock->span_start_ns < clock->span_ns;

	clock->recent[clock->heard++ % HPP_CLOCK_RECENT] = *pair;
	if (is_in_span && pair->round_trip_ns >= clock->pair[clock->pairs - 1].round_trip_ns)
		return;
	if (!is_in_span) {
		if (clock->pairs == HPP_CLOCK_PAIRS)
			thin(clock);
		clock->pairs++;
		clock->span_start_ns = pair->monotonic_ns;
	}
	clock->pair[clock->pairs - 1] = *pair;
	fit(clock);
}

struct estimate {
	double weights, sum, within_ns;
};

static void estimate_by(struct estimate *estimate, const struct hpp_clock *clock,
			const struct source_clock *pair, double device_ns)
{
	double since = (device_ns - (double)pair->device_ns) / (1 + clock->drift);
	double bound = half_trip(pair) + fabs(since) * clock->within;

	estimate->sum += ((double)pair->monotonic_ns + since) / (bound * bound);
	estimate->weights += 1 / (bound * bound);
	estimate->within_ns = fmin(estimate->within_ns, bound);
}

double hpp_clock_host_ns(const struct hpp_clock *clock, double device_ns, double *within_ns)
{
	size_t recent = clock->heard < HPP_CLOCK_RECENT ? clock->heard : HPP_CLOCK_RECENT;
	struct estimate estimate = {.within_ns = INFINITY};

	for (size_t i = 0; i < clock->pairs; i++)
		estimate_by(&estimate, clock, &clock->pair[i], device_ns);
	for (size_t i = 0; i < recent; i++)
		estimate_by(&estimate, clock, &clock->recent[i], device_ns);
	*within_ns = estimate.within_ns;
	return estimate.sum / estimate.weights;
}

double hpp_clock_host_between(const struct hpp_clock *clock, double device_ns, int64_t earliest_ns,
			      int64_t latest_ns, double *within_ns)
{
	double at_ns = hpp_clock_host_ns(clock, device_ns, within_ns);
	double earliest = (double)earliest_ns, latest = (double)latest_ns;
	double span_ns = latest - earliest, slack_ns = fmin(*within_ns, span_ns);

	*within_ns = fmin(*within_ns, 2 * span_ns);
	/* cut off there, errors of an honest clock would all be on one side */
	if (at_ns >= earliest - slack_ns && at_ns <= latest + slack_ns)
		return at_ns;
	*within_ns = span_ns;
	return fmin(fmax(at_ns, earliest), latest);
}
