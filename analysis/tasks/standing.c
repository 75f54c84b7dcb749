/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet standing: how the feet share body weight, over the quiet stretch between the steps. */
#include "analysis/statistics/order.h"
#include "analysis/stretch/stretch.h"
#include "analysis/tasks/tasks.h"

#include <math.h>
#include <stdlib.h>

static const double short_s = 10;
/* of body weight: the band in which time to stabilisation is usually taken */
static const double settled_bw = 0.05;
static const double step_s = 1; /* from the foot on or off its plate to the quiet stretch */

struct stand {
	size_t from, to; /* frames, half-open, not empty */
};

static bool is_settled(const struct analysis *a, size_t i, double median_n)
{
	double off_n = fabs(a->signals.side_n[2 * i] - median_n);

	return !(off_n > settled_bw * a->body.weight_n);
}

/* Of frames from .. to: whether a foot is off its plate in one. */
static bool is_foot_off(const struct analysis *a, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (a->signals.side_n[2 * i] < a->config->on_plate_n ||
		    a->signals.side_n[2 * i + 1] < a->config->on_plate_n)
			return true;
	return false;
}

/* While somebody steps on or off, the weight goes from one foot to the other and the sum may be
 * quiet already. Elsewhere a foot that carries more for a moment sways, which is measured. */
static void cut_steps(const struct analysis *a, struct stand *stand, double median_n)
{
	size_t step = frame_at(a, step_s), first = stand->from > step ? stand->from - step : 0;
	size_t last = stand->to + step < a->signals.frames ? stand->to + step : a->signals.frames;

	if (is_foot_off(a, first, stand->from))
		while (stand->from + 1 < stand->to && !is_settled(a, stand->from, median_n))
			stand->from++;
	if (is_foot_off(a, stand->to, last))
		while (stand->to - 1 > stand->from && !is_settled(a, stand->to - 1, median_n))
			stand->to--;
}

static int find_stand(const struct analysis *a, struct stand *stand, struct error *err)
{
	double *left_n = malloc((stand->to - stand->from) * sizeof(*left_n));
	size_t n = 0;

	if (!left_n)
		return fail(err, HINGE_ENOMEM, "no memory for %zu frames of standing",
			    stand->to - stand->from);
	for (size_t i = stand->from; i < stand->to; i++)
		if (!isnan(a->signals.side_n[2 * i]))
			left_n[n++] = a->signals.side_n[2 * i];
	if (n)
		cut_steps(a, stand, quantile_select(left_n, n, 0.5));
	free(left_n);
	return 0;
}

static int say_none(struct analysis *a, struct error *err)
{
	return report_add_check(a->report, "NO_STANDING", STATUS_REJECT, NAN, "", err,
				"no quiet standing: force never stays within %g %% (SD) for %g s "
				"with the feet on the plates",
				a->config->quiet_sd_pct, a->config->quiet_window_s);
}

int stage_standing(struct analysis *a, struct error *err)
{
	const struct row_place place = {.set = 1, .phase = "standing"};
	double rate_hz = a->signals.rate_hz, seconds;
	struct stand stand = {a->body.start, a->body.end};
	int ret;

	if (!a->body.found)
		return say_none(a, err);
	ret = find_stand(a, &stand, err);
	if (ret)
		return ret;
	seconds = (double)(stand.to - stand.from) / rate_hz;
	ret = report_add_step(a->report, "standing", err,
			      "the quiet stretch of %.3f to %.3f s without a step on or off, where "
			      "the left foot is more than %g %% of body weight off its median: "
			      "%.3f to %.3f s, unfiltered",
			      a->report->quiet_start_s, a->report->quiet_end_s, 100 * settled_bw,
			      (double)stand.from / rate_hz, (double)stand.to / rate_hz);
	if (!ret && seconds < short_s)
		ret = report_add_check(a->report, "STANDING_SHORT", STATUS_WARN, seconds, "s", err,
				       "%.1f s of quiet standing: sway and the share of each foot "
				       "settle after %g s and more",
				       seconds, short_s);
	return ret ? ret : stretch_measure(a, &place, stand.from, stand.to, err);
}
