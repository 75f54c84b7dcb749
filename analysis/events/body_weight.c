/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/events.h"
#include "analysis/events/moving.h"
#include "analysis/statistics/order.h"
#include "formats/trial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A lockout hold is quiet too: the earliest window counts only when it is about as light as the
 * lightest quiet one. */
static const double lightest_ratio = 1.10;

struct quiet {
	size_t window, count; /* windows that start at 0 .. count - 1 */
	double *mean, *sd;    /* of the 6 Hz copy */
	uint8_t *ok;
};

static void mark_quiet(const struct event_signals *s, const struct config *config, struct quiet *q)
{
	size_t bad = 0;

	for (size_t i = 0; i < s->frames; i++) {
		bad += !feet_are_on(s, i, config->on_plate_n) || (s->quality[i] & QUALITY_GAP);
		if (i + 1 < q->window)
			continue;

		size_t first = i + 1 - q->window;

		q->ok[first] =
			!bad && q->sd[first] < config->quiet_sd_pct / 100 * fabs(q->mean[first]);
		bad -= !feet_are_on(s, first, config->on_plate_n) ||
		       (s->quality[first] & QUALITY_GAP);
	}
}

static double lightest_mean(const struct quiet *q)
{
	double lightest = INFINITY;

	for (size_t i = 0; i < q->count; i++)
		if (q->ok[i] && q->mean[i] < lightest)
			lightest = q->mean[i];
	return lightest;
}

/* First run of quiet windows light enough, and the best window in it. */
static bool pick_run(const struct quiet *q, double limit_n, size_t *first, size_t *last,
		     size_t *best)
{
	size_t i = 0;

	while (i < q->count && !(q->ok[i] && q->mean[i] <= limit_n))
		i++;
	if (i == q->count)
		return false;
	*first = *last = *best = i;
	for (; i < q->count && q->ok[i] && q->mean[i] <= limit_n; i++) {
		*last = i;
		if (q->sd[i] < q->sd[*best])
			*best = i;
	}
	return true;
}

static double sd_of(const double *x, size_t n)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] - x[0];
	for (size_t i = 0; i < n; i++)
		squares += pow(x[i] - x[0] - sum / (double)n, 2);
	return sqrt(squares / (double)n);
}

/* Of the unfiltered total; room takes it for the length of the window. */
static double median_total(const struct event_signals *s, size_t from, size_t to, double *room)
{
	for (size_t i = from; i < to; i++)
		room[i - from] = s->side_n[2 * i] + s->side_n[2 * i + 1];
	return quantile_select(room, to - from, 0.5);
}

static void weigh(const struct event_signals *s, const struct config *config, struct quiet *q,
		  struct body_weight *out)
{
	size_t first, last, best;

	moving_stats(s->total_6_n, s->frames, q->window, q->mean, q->sd);
	mark_quiet(s, config, q);
	if (!pick_run(q, lightest_ratio * lightest_mean(q), &first, &last, &best)) {
		snprintf(out->reason, sizeof(out->reason),
			 "no quiet standing of %g s with both feet on the plates",
			 config->quiet_window_s);
		return;
	}
	out->found = true;
	out->start = first;
	out->end = last + q->window;
	out->weight_n = median_total(s, first, out->end, q->mean);
	out->sd_n = sd_of(s->total_50_n + best, q->window);
}

int body_weight_find(const struct event_signals *s, const struct config *config,
		     struct body_weight *out, struct error *err)
{
	struct quiet q = {.window = (size_t)lround(config->quiet_window_s * s->rate_hz)};
	int ret = 0;

	*out = (struct body_weight){.weight_n = NAN, .sd_n = NAN};
	if (q.window < 2 || q.window > s->frames) {
		snprintf(out->reason, sizeof(out->reason), "the recording is shorter than %g s",
			 config->quiet_window_s);
		return 0;
	}
	q.count = s->frames - q.window + 1;
	q.mean = malloc(s->frames * sizeof(double));
	q.sd = malloc(q.count * sizeof(double));
	q.ok = calloc(q.count, 1);
	if (q.mean && q.sd && q.ok)
		weigh(s, config, &q, out);
	/* a quiet run has a median, unless there was no memory to sort it */
	if (!q.mean || !q.sd || !q.ok || (out->found && isnan(out->weight_n)))
		ret = fail(err, HINGE_ENOMEM, "no memory to find the body weight");
	free(q.mean);
	free(q.sd);
	free(q.ok);
	return ret;
}
