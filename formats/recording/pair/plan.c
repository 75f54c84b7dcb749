/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/plan.h"

#include "formats/error.h"

#include <math.h>
#include <stdlib.h>

enum { EDGES_LEAST = 3 };

#define NORMAL_95 1.96
#define ARRIVAL_WITHIN_S                                                        \
	0.1 /* how far apart blocks of two devices arrive, with all that delays \
	     */

/* An edge lies within the frame before the first one of its level, at either device: a line through
 * what is true passes within one frame of the difference that is seen. */
#define EDGE_WITHIN 1.0

/* --- clocks --- */

/* Where the clock stood at the reading, as a time on the device's own clock since frame 0; and by
 * how much the computer's differs. */
static struct fit_point point_of(const struct timeline *timeline, const struct clock_pair *pair,
				 int64_t reference_ns)
{
	double since_s = (double)(int64_t)(pair->device_ns - pair->device_counter) * 1e-9;
	double x = (double)pair->frame / timeline->rate_hz + since_s;
	double trip_s = fmax((double)pair->round_trip_ns, 1000) * 1e-9;

	return (struct fit_point){
		.line = timeline_section(timeline, pair->frame),
		.x = x,
		.y = (double)(pair->monotonic_ns - reference_ns) * 1e-9 - x,
		.variance = trip_s * trip_s / 12,
	};
}

/* > 0 = there is a line. */
static int fit_clock(struct fit *fit, const struct timeline *timeline, int64_t reference_ns)
{
	struct fit_point *point = calloc(timeline->pairs, sizeof(*point));
	int ret;

	fit->line = calloc(timeline->sections, sizeof(*fit->line));
	if (!point || !fit->line) {
		free(point);
		return HINGE_ENOMEM;
	}
	for (size_t i = 0; i < timeline->pairs; i++)
		point[i] = point_of(timeline, &timeline->pair[i], reference_ns);
	ret = fit_points(fit, timeline->sections, point, timeline->pairs);
	free(point);
	return ret;
}

static double shortest_trip_s(const struct timeline *timeline)
{
	double shortest_ns = INFINITY;

	for (size_t i = 0; i < timeline->pairs; i++)
		shortest_ns = fmin(shortest_ns, (double)timeline->pair[i].round_trip_ns);
	return shortest_ns * 1e-9;
}

int plan_clocks(struct plan *plan, const struct timeline *left, const struct timeline *right)
{
	int ret;

	*plan = (struct plan){.left = left, .right = right};
	if (left->pairs < 2 || right->pairs < 2)
		return 0;
	ret = fit_clock(&plan->fit[0], left, left->pair[0].monotonic_ns);
	if (ret > 0)
		ret = fit_clock(&plan->fit[1], right, left->pair[0].monotonic_ns);
	if (ret <= 0)
		return ret;
	plan->kind = PLAN_CLOCKS;
	plan->observations = left->pairs + right->pairs;
	/* an answer that always takes another time than the question */
	plan->bias_s = (shortest_trip_s(left) + shortest_trip_s(right)) / 2;
	return 0;
}

/* --- arrival --- */

void plan_arrival(struct plan *plan, const struct timeline *left, const struct timeline *right)
{
	*plan = (struct plan){.left = left, .right = right};
	if (left->has_arrival && right->has_arrival && left->sections == 1 && right->sections == 1)
		plan->kind = PLAN_ARRIVAL;
}

/* --- edges --- */

/* The first edge at or after a frame. */
static size_t first_edge(const struct timeline *timeline, double frame)
{
	size_t from = 0, to = timeline->edges;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if ((double)timeline->edge[middle].frame < frame)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The right device's edge for a left one: the only one of its kind that can be it. NULL = none. */
static const struct sync_edge *partner(const struct plan *coarse, const struct sync_edge *edge,
				       double slack_s)
{
	const struct timeline *right = coarse->right;
	size_t section = timeline_section(coarse->left, edge->frame);
	const struct sync_edge *found = NULL;

	for (size_t j = 0; j < right->sections; j++) {
		struct plan_map map;

		if (!plan_map(coarse, section, j, &map))
			continue;
		double at = map.offset + map.slope * (double)edge->frame;
		double within_s = plan_uncertainty_s(coarse, section, j, edge->frame) + slack_s;
		double reach = 2 + within_s * right->rate_hz;

		for (size_t i = first_edge(right, at - reach); i < right->edges; i++) {
			const struct sync_edge *other = &right->edge[i];

			if ((double)other->frame > at + reach)
				break;
			if (other->rises != edge->rises ||
			    timeline_section(right, other->frame) != j)
				continue;
			if (found)
				return NULL;
			found = other;
		}
	}
	return found;
}

struct match {
	size_t line;
	struct strip_point point;
};

static int by_line(const void *a, const void *b)
{
	const struct match *left = a, *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return left->point.x < right->point.x ? -1 : left->point.x > right->point.x;
}

static size_t match_edges(const struct plan *coarse, double slack_s, struct match *match)
{
	const struct timeline *left = coarse->left, *right = coarse->right;
	size_t matches = 0;

	for (size_t i = 0; i < left->edges; i++) {
		const struct sync_edge *edge = &left->edge[i],
				       *other = partner(coarse, edge, slack_s);

		if (!other)
			continue;
		match[matches++] = (struct match){
			.line = timeline_section(left, edge->frame) * right->sections +
				timeline_section(right, other->frame),
			.point = {(double)edge->frame, (double)(other->frame - edge->frame)},
		};
	}
	qsort(match, matches, sizeof(*match), by_line);
	return matches;
}

/* Each line's own edges. */
static void fit_lines(struct plan *plan, const struct match *match)
{
	for (size_t i = 0, end; i < plan->observations; i = end) {
		struct edge_line *line = &plan->line[match[i].line];

		for (end = i; end < plan->observations && match[end].line == match[i].line; end++)
			plan->edge[end] = match[end].point;
		strip_init(&line->strip, &plan->edge[i], end - i, EDGE_WITHIN);
	}
}

/* A device keeps its rate from one section to the next. */
static void share_slope(struct plan *plan, size_t lines)
{
	double low = -STRIP_SLOPE_MAX, high = STRIP_SLOPE_MAX;

	for (size_t i = 0; i < lines; i++)
		if (plan->line[i].strip.points) {
			low = fmax(low, plan->line[i].strip.slope_low);
			high = fmin(high, plan->line[i].strip.slope_high);
		}
	for (size_t i = 0; low <= high && i < lines; i++) {
		plan->line[i].strip.slope_low = low;
		plan->line[i].strip.slope_high = high;
	}
}

/* The line in the middle of what is possible at both ends of the left section. */
static void settle_line(const struct plan *plan, struct edge_line *line, size_t left_section)
{
	double from = (double)plan->left->section_first[left_section];
	double to = (double)plan->left->section_first[left_section + 1];
	double low[2], high[2];

	strip_range(&line->strip, from, &low[0], &high[0]);
	strip_range(&line->strip, to, &low[1], &high[1]);
	double first = (low[0] + high[0]) / 2, last = (low[1] + high[1]) / 2;
	line->slope = (last - first) / (to - from);
	line->offset = first - line->slope * from;
}

static int take_edges(struct plan *plan, const struct plan *coarse, double slack_s,
		      struct match *match)
{
	size_t lines = coarse->left->sections * coarse->right->sections;

	plan->observations = match_edges(coarse, slack_s, match);
	if (plan->observations < EDGES_LEAST)
		return 0;
	plan->edge = calloc(plan->observations, sizeof(*plan->edge));
	plan->line = calloc(lines, sizeof(*plan->line));
	if (!plan->edge || !plan->line)
		return HINGE_ENOMEM;
	fit_lines(plan, match);
	share_slope(plan, lines);
	for (size_t i = 0; i < lines; i++)
		if (plan->line[i].strip.points)
			settle_line(plan, &plan->line[i], i / coarse->right->sections);
	plan->kind = PLAN_EDGES;
	return 0;
}

int plan_edges(struct plan *plan, const struct plan *coarse, double slack_s)
{
	struct match *match;
	int ret;

	*plan = (struct plan){.left = coarse->left, .right = coarse->right};
	if (coarse->kind == PLAN_NONE || coarse->left->edges < EDGES_LEAST)
		return 0;
	match = calloc(coarse->left->edges, sizeof(*match));
	ret = match ? take_edges(plan, coarse, slack_s, match) : HINGE_ENOMEM;
	free(match);
	return ret;
}

void plan_reset(struct plan *plan)
{
	free(plan->fit[0].line);
	free(plan->fit[1].line);
	free(plan->edge);
	free(plan->line);
	*plan = (struct plan){0};
}

/* --- what comes of it --- */

/* Computer's time of frame 0 of a section, and of one frame. */
static void time_line(const struct fit *fit, size_t section, double rate_hz, double *zero_s,
		      double *frame_s)
{
	*zero_s = fit_at(fit, section, 0);
	*frame_s = (1 + fit->slope) / rate_hz;
}

static bool map_clocks(const struct plan *plan, size_t left, size_t right, struct plan_map *map)
{
	double left_zero_s, left_frame_s, right_zero_s, right_frame_s;

	if (!fit_has(&plan->fit[0], left) || !fit_has(&plan->fit[1], right))
		return false;
	time_line(&plan->fit[0], left, plan->left->rate_hz, &left_zero_s, &left_frame_s);
	time_line(&plan->fit[1], right, plan->right->rate_hz, &right_zero_s, &right_frame_s);
	map->slope = left_frame_s / right_frame_s;
	map->offset = (left_zero_s - right_zero_s) / right_frame_s;
	return true;
}

bool plan_map(const struct plan *plan, size_t left, size_t right, struct plan_map *map)
{
	size_t line = left * plan->right->sections + right;

	switch (plan->kind) {
	case PLAN_NONE:
		return false;
	case PLAN_ARRIVAL:
		map->slope = 1;
		map->offset = (double)(plan->left->arrival_ns - plan->right->arrival_ns) * 1e-9 *
			      plan->right->rate_hz;
		return true;
	case PLAN_CLOCKS:
		return map_clocks(plan, left, right, map);
	case PLAN_EDGES:
		map->slope = 1 + plan->line[line].slope;
		map->offset = plan->line[line].offset;
		return plan->line[line].strip.points > 0;
	}
	return false;
}

static double edge_uncertainty(const struct edge_line *line, double frame)
{
	double at = line->offset + line->slope * frame, low, high;

	strip_range(&line->strip, frame, &low, &high);
	return fmax(high - at, at - low);
}

double plan_uncertainty_s(const struct plan *plan, size_t left, size_t right, int64_t frame)
{
	double rate_hz = plan->left->rate_hz, at = (double)frame;
	struct plan_map map;

	if (plan->kind == PLAN_ARRIVAL || !plan_map(plan, left, right, &map))
		return ARRIVAL_WITHIN_S;
	if (plan->kind == PLAN_EDGES)
		return edge_uncertainty(&plan->line[left * plan->right->sections + right], at) /
		       rate_hz;
	double variance =
		fit_variance(&plan->fit[0], left, at / rate_hz) +
		fit_variance(&plan->fit[1], right, (map.offset + map.slope * at) / rate_hz);
	return NORMAL_95 * sqrt(variance) + plan->bias_s;
}
