/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/align.h"

#include "formats/recording/pair/plan.h"

#include <math.h>

#define NORMAL_95 1.96

const char *align_method_name(enum align_method method)
{
	return method == ALIGN_EDGES ? "sync-edges" : "clock-pairs";
}

static double uncertainty_s(const struct plan *plan, size_t left, const struct align_section *s)
{
	double at_first_s = plan_sd_s(plan, left, s->right_section, s->first);
	double at_end_s = plan_sd_s(plan, left, s->right_section, s->end);

	return NORMAL_95 * fmax(at_first_s, at_end_s) + plan->bias_s;
}

static void add_section(struct alignment *to, const struct plan *plan, size_t i, size_t j)
{
	const struct timeline *left = plan->left, *right = plan->right;
	struct align_section section = {.right_section = j};
	struct plan_map map;

	if (to->sections == 2 * SECTIONS_MAX || !plan_map(plan, i, j, &map) || !(map.slope > 0.5))
		return;
	double first = ((double)right->section_first[j] - map.offset) / map.slope;
	double end = ((double)right->section_first[j + 1] - map.offset) / map.slope;
	int64_t after = to->sections ? to->section[to->sections - 1].end : 0;
	section.first = (int64_t)fmax(ceil(first), (double)left->section_first[i]);
	section.end = (int64_t)fmin(ceil(end), (double)left->section_first[i + 1]);
	if (section.first < after)
		section.first = after;
	if (section.first >= section.end)
		return;
	section.offset = map.offset;
	section.slope = map.slope;
	section.uncertainty_s = uncertainty_s(plan, i, &section);
	to->section[to->sections++] = section;
}

/* False where nothing comes of the plan. */
static bool carry_out(struct alignment *to, const struct plan *plan)
{
	const struct align_section *first = &to->section[0];

	*to = (struct alignment){.method = plan->kind == PLAN_EDGES ? ALIGN_EDGES : ALIGN_CLOCKS,
				 .observations = plan->observations};
	if (plan->kind == PLAN_NONE)
		return false;
	for (size_t i = 0; i < plan->left->sections; i++)
		for (size_t j = 0; j < plan->right->sections; j++)
			add_section(to, plan, i, j);
	for (size_t s = 0; s < to->sections; s++)
		to->uncertainty_s = fmax(to->uncertainty_s, to->section[s].uncertainty_s);
	if (!to->sections)
		return false;
	to->skew_s = -first->offset / first->slope / plan->left->rate_hz;
	to->drift_ppm = (first->slope - 1) * 1e6;
	return true;
}

/* Edges are what both devices saw themselves; clocks only where edges are too few to be as good as
 * a frame. */
static bool prefer_edges(const struct alignment *edges, const struct alignment *clocks,
			 double rate_hz)
{
	return edges->uncertainty_s <= 1 / rate_hz || edges->uncertainty_s <= clocks->uncertainty_s;
}

static int choose(struct alignment *out, const struct plan *clocks, const struct plan *edges,
		  const char *name, struct error *err)
{
	struct alignment by_edges;
	bool has_clocks = carry_out(out, clocks), has_edges = carry_out(&by_edges, edges);

	if (has_edges && (!has_clocks || prefer_edges(&by_edges, out, clocks->left->rate_hz)))
		*out = by_edges;
	if (!has_clocks && !has_edges && clocks->kind == PLAN_NONE && edges->kind == PLAN_NONE)
		return fail(err, HINGE_EFORMAT,
			    "%s: the two plates cannot be brought onto one clock: there are no "
			    "sync edges that both have (three at least) and no clock pairs of both",
			    name);
	if (!has_clocks && !has_edges)
		return fail(err, HINGE_EFORMAT, "%s: the two plates have no moment in common",
			    name);
	if (out->uncertainty_s > ALIGN_WORST_S)
		return fail(err, HINGE_EFORMAT,
			    "%s: the two plates can be brought onto one clock to %.1f ms only, "
			    "%.0f are allowed",
			    name, out->uncertainty_s * 1e3, ALIGN_WORST_S * 1e3);
	return 0;
}

int align(struct alignment *out, const struct timeline *left, const struct timeline *right,
	  const char *name, struct error *err)
{
	struct plan clocks, arrival, edges;
	int ret = plan_clocks(&clocks, left, right);

	plan_arrival(&arrival, left, right);
	edges = (struct plan){.left = left, .right = right};
	if (!ret)
		ret = plan_edges(&edges, clocks.kind ? &clocks : &arrival);
	if (ret)
		ret = fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	else
		ret = choose(out, &clocks, &edges, name, err);
	plan_reset(&edges);
	plan_reset(&clocks);
	return ret;
}
