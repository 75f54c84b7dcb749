/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The centre of pressure under each foot, and of both. How far apart two plates stand is not
 * known, so of both feet there is only the way to the toes and back. */
#include "analysis/signal/sway.h"
#include "analysis/stretch/parts.h"
#include "formats/memory/memory.h"

#include <math.h>
#include <stdlib.h>

struct sway_row {
	const char *metric, *unit, *formula;
	size_t place; /* of the double in struct sway */
};

static const struct sway_row plane_rows[] = {
	{"cop_ml", "m", "mean(x)", offsetof(struct sway, mean_ml_m)},
	{"cop_ap", "m", "mean(y)", offsetof(struct sway, mean_ap_m)},
	{"cop_ml_sd", "m", "sd(x)", offsetof(struct sway, sd_ml_m)},
	{"cop_ap_sd", "m", "sd(y)", offsetof(struct sway, sd_ap_m)},
	{"cop_range_ml", "m", "max(x)-min(x)", offsetof(struct sway, range_ml_m)},
	{"cop_range_ap", "m", "max(y)-min(y)", offsetof(struct sway, range_ap_m)},
	{"cop_path_length", "m", "sum|step|", offsetof(struct sway, path_m)},
	{"cop_mean_speed", "m/s", "sum|step|/t", offsetof(struct sway, speed_m_s)},
	{"cop_ellipse_area", "m2", "PEA95", offsetof(struct sway, ellipse_m2)},
	{"cop_ellipse_area_chi2", "m2", "CEA95", offsetof(struct sway, ellipse_chi2_m2)},
	{NULL, NULL, NULL, 0},
};

static const struct sway_row line_rows[] = {
	{"cop_ap", "m", "mean(y)", offsetof(struct sway, mean_ap_m)},
	{"cop_ap_sd", "m", "sd(y)", offsetof(struct sway, sd_ap_m)},
	{"cop_range_ap", "m", "max(y)-min(y)", offsetof(struct sway, range_ap_m)},
	{"cop_path_length_ap", "m", "sum|step y|", offsetof(struct sway, path_m)},
	{"cop_mean_speed_ap", "m/s", "sum|step y|/t", offsetof(struct sway, speed_m_s)},
	{NULL, NULL, NULL, 0},
};

static void add_rows(struct stretch *s, const struct sway_row *rows, int side,
		     const struct sway *sway)
{
	for (const struct sway_row *row = rows; row->metric; row++)
		stretch_add(s, row->metric, side, row->unit, row->formula,
			    *(const double *)((const char *)sway + row->place));
}

/* foot: 0, 1; side: as which it stands in the table */
static void add_foot(struct stretch *s, size_t foot, int side)
{
	const struct analysis *a = s->analysis;
	const double *cop_m = a->forces->cop_m + 4 * s->from + 2 * foot;
	struct sway sway = sway_of(cop_m, s->to - s->from, 4, a->signals.rate_hz);

	if (sway.n)
		add_rows(s, plane_rows, side, &sway);
}

static void add_both(struct stretch *s)
{
	const struct analysis *a = s->analysis;
	size_t frames = s->to - s->from;
	double *place = memory_new(2 * frames, sizeof(double));
	struct sway sway;

	if (!place) {
		s->ret = fail(s->err, HINGE_ENOMEM, "no memory for the sway of %zu frames", frames);
		return;
	}
	for (size_t i = 0; i < frames; i++) {
		const double *side_n = a->signals.side_n + 2 * (s->from + i);
		const double *cop_m = a->forces->cop_m + 4 * (s->from + i);

		place[2 * i] = 0;
		place[2 * i + 1] =
			(side_n[0] * cop_m[1] + side_n[1] * cop_m[3]) / (side_n[0] + side_n[1]);
	}
	sway = sway_of(place, frames, 2, a->signals.rate_hz);
	free(place);
	if (sway.n)
		add_rows(s, line_rows, SIDE_BOTH, &sway);
}

void stretch_add_sway(struct stretch *s)
{
	if (s->ret)
		return;
	if (s->analysis->forces->one_plate) {
		add_foot(s, 0, SIDE_BOTH);
		return;
	}
	if (!s->analysis->report->has_sides)
		return;
	add_foot(s, 0, SIDE_LEFT);
	add_foot(s, 1, SIDE_RIGHT);
	add_both(s);
}
