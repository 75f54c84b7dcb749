/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/align.h"

#include "formats/recording/pair/plan.h"

#include <math.h>

const char *align_method_name(enum align_method method)
{
	return method == ALIGN_EDGES ? "sync-edges" : "clock-pairs";
}

static double uncertainty_s(const struct plan *plan, size_t left, const struct align_section *s)
{
	return fmax(plan_uncertainty_s(plan, left, s->right_section, s->first),
		    plan_uncertainty_s(plan, left, s->right_section, s->end));
}

/* What is more is no reading of a clock. */
static bool is_sane(const struct plan_map *map)
{
	return fabs(map->slope - 1) <= STRIP_SLOPE_MAX && isfinite(map->offset);
}

static double within(double x, int64_t low, int64_t high)
{
	return fmin(fmax(x, (double)low), (double)high);
}

static void add_section(struct alignment *to, const struct plan *plan, size_t i, size_t j)
{
	const struct timeline *left = plan->left, *right = plan->right;
	int64_t low = left->section_first[i], high = left->section_first[i + 1];
	int64_t after = to->sections ? to->section[to->sections - 1].end : 0;
	struct align_section section = {.right_section = j};
	struct plan_map map;

	if (to->sections == 2 * SECTIONS_MAX || !plan_map(plan, i, j, &map) || !is_sane(&map))
		return;
	double first = ((double)right->section_first[j] - map.offset) / map.slope;
	double end = ((double)right->section_first[j + 1] - map.offset) / map.slope;
	section.first = (int64_t)within(ceil(first), low > after ? low : after, high);
	section.end = (int64_t)within(ceil(end), low, high);
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

/* Right frame of a left one; NaN = none. */
static double place(const struct alignment *alignment, int64_t frame)
{
	for (size_t s = 0; s < alignment->sections; s++) {
		const struct align_section *section = &alignment->section[s];

		if (frame >= section->first && frame < section->end)
			return section->offset + section->slope * (double)frame;
	}
	return NAN;
}

/* By how much clocks and edges differ where they differ most, s. */
static double disagreement(const struct alignment *clocks, const struct alignment *edges,
			   double rate_hz)
{
	double most = 0;

	for (size_t s = 0; s < edges->sections; s++) {
		int64_t ends[] = {edges->section[s].first, edges->section[s].end - 1};

		for (size_t i = 0; i < 2; i++) {
			double off = place(clocks, ends[i]) - place(edges, ends[i]);

			if (fabs(off) > most)
				most = fabs(off);
		}
	}
	return most / rate_hz;
}

/* A device may tell the time of its frames wrongly, not where an edge lay among them: clocks are
 * taken, where they are the better ones, only as far as the edges bear them out. */
static void weigh(struct alignment *out, const struct alignment *clocks,
		  const struct alignment *edges, double rate_hz)
{
	double off_s = disagreement(clocks, edges, rate_hz);

	*out = edges->uncertainty_s <= clocks->uncertainty_s ? *edges : *clocks;
	if (off_s <= edges->uncertainty_s + clocks->uncertainty_s)
		return;
	*out = *edges;
	out->clocks_off_s = off_s;
}

static int choose(struct alignment *out, const struct plan *by_clocks, const struct plan *by_edges,
		  const char *name, struct error *err)
{
	struct alignment clocks, edges;
	bool has_clocks = carry_out(&clocks, by_clocks), has_edges = carry_out(&edges, by_edges);

	if (by_clocks->kind == PLAN_NONE && by_edges->kind == PLAN_NONE)
		return fail(err, HINGE_EFORMAT,
			    "%s: the two plates cannot be brought onto one clock: there are no "
			    "sync edges that both have (three at least) and no clock pairs of both",
			    name);
	if (!has_clocks && !has_edges)
		return fail(err, HINGE_EFORMAT, "%s: the two plates have no moment in common",
			    name);
	if (has_clocks && has_edges)
		weigh(out, &clocks, &edges, by_clocks->left->rate_hz);
	else
		*out = has_edges ? edges : clocks;
	if (out->uncertainty_s > ALIGN_WORST_S)
		return fail(err, HINGE_EFORMAT,
			    "%s: the two plates can be brought onto one clock to %.1f ms only, "
			    "%.0f are allowed",
			    name, out->uncertainty_s * 1e3, ALIGN_WORST_S * 1e3);
	return 0;
}

/* A device that tells the time wrongly by less than this is found out by its edges. */
#define CLOCKS_OFF_S 0.01

static int find_edges(struct plan *edges, const struct plan *clocks, const struct plan *arrival)
{
	int ret;

	if (clocks->kind == PLAN_NONE)
		return plan_edges(edges, arrival, 0);
	ret = plan_edges(edges, clocks, CLOCKS_OFF_S);
	if (ret || edges->kind != PLAN_NONE)
		return ret;
	plan_reset(edges);
	return plan_edges(edges, clocks, 0);
}

int align(struct alignment *out, const struct timeline *left, const struct timeline *right,
	  const char *name, struct error *err)
{
	struct plan clocks, arrival, edges = {.left = left, .right = right};
	int ret = plan_clocks(&clocks, left, right);

	plan_arrival(&arrival, left, right);
	if (!ret)
		ret = find_edges(&edges, &clocks, &arrival);
	if (ret)
		ret = fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	else
		ret = choose(out, &clocks, &edges, name, err);
	plan_reset(&edges);
	plan_reset(&clocks);
	return ret;
}
