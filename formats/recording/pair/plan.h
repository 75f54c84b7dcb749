/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to bring a right timeline onto a left one. */
#ifndef FORMATS_RECORDING_PAIR_PLAN_H
#define FORMATS_RECORDING_PAIR_PLAN_H

#include "formats/recording/pair/fit.h"
#include "formats/recording/pair/strip.h"
#include "formats/recording/pair/timeline.h"

/* Edges that lie in one section of the left and one of the right timeline. */
struct edge_line {
	struct strip strip; /* no points: none */
	double offset, slope;
};

struct plan {
	const struct timeline *left, *right;
	enum { PLAN_NONE, PLAN_ARRIVAL, PLAN_CLOCKS, PLAN_EDGES } kind;
	struct fit fit[2];        /* clocks: of each, a line a section */
	struct strip_point *edge; /* edges both have: left frame, and how many more the right is */
	struct edge_line *line;   /* of them, for each pair of sections */
	size_t observations;
	double bias_s; /* of clocks, which no averaging removes, at most */
};

struct plan_map {
	double offset, slope; /* right frame = offset + slope * left frame */
};

/* kind stays PLAN_NONE where there is not enough for it; 0 or HINGE_ENOMEM. reset in any case. */
int plan_clocks(struct plan *, const struct timeline *left, const struct timeline *right);
/* As good as the blocks' arrival: only to tell one edge from the next. */
void plan_arrival(struct plan *, const struct timeline *left, const struct timeline *right);
/* coarse tells which edge is which, being off by no more than slack_s beyond what it says. */
int plan_edges(struct plan *, const struct plan *coarse, double slack_s);
void plan_reset(struct plan *);

/* Of two sections; false = nothing is known of one of them. */
bool plan_map(const struct plan *, size_t left_section, size_t right_section, struct plan_map *);
/* At a left frame, s: of clocks 95 %, with what no averaging removes; of edges the most it can be.
 */
double plan_uncertainty_s(const struct plan *, size_t left_section, size_t right_section,
			  int64_t frame);

#endif
