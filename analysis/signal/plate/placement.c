/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/plate/placement.h"

#include "analysis/signal/plate/wrench.h"

#include <math.h>

/* The plates as far as they lie somewhere. */
struct lab {
	size_t plates;
	const int *side;
	struct plate_axes axes[PLATES_MAX];
	double centre_m[2][3]; /* of each side */
	size_t count[2];       /* plates of each side */
	double right[3], toes[3];
};

static double dot(const double a[3], const double b[3])
{
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* False where one of them has no corners. */
static bool find_plates(struct lab *lab, const struct recording_info *info)
{
	for (size_t p = 0; p < lab->plates; p++)
		if (info->plate[p].kind != PLATE_WRENCH ||
		    !plate_axes_of(&info->plate[p], &lab->axes[p]))
			return false;
	for (size_t p = 0; p < lab->plates; p++)
		for (int i = 0; i < 3; i++)
			lab->centre_m[lab->side[p]][i] +=
				lab->axes[p].centre_m[i] / (double)lab->count[lab->side[p]];
	return true;
}

/* Right is the way between the feet, in the plane of the first plate; up is against its z. */
static void face(struct lab *lab, bool has_sides)
{
	const struct plate_axes *first = &lab->axes[0];
	double way[3], across, along, length;

	for (int i = 0; i < 3; i++) {
		lab->right[i] = first->x[i];
		lab->toes[i] = first->y[i];
		way[i] = lab->centre_m[1][i] - lab->centre_m[0][i];
	}
	across = dot(way, first->x);
	along = dot(way, first->y);
	length = hypot(across, along);
	if (!has_sides || !(length > 0.0))
		return;
	/* toes = up cross right; with z down y is x turned by +90 degrees seen from below */
	for (int i = 0; i < 3; i++) {
		lab->right[i] = (across * first->x[i] + along * first->y[i]) / length;
		lab->toes[i] = (along * first->x[i] - across * first->y[i]) / length;
	}
}

static void place(struct placement *out, const struct lab *lab, size_t plate)
{
	const struct plate_axes *axes = &lab->axes[plate];
	const double *centre_m = lab->centre_m[lab->side[plate]];
	double away[3];

	for (int i = 0; i < 3; i++)
		away[i] = axes->centre_m[i] - centre_m[i];
	*out = (struct placement){
		.is_known = true,
		.turn = {{dot(axes->x, lab->right), dot(axes->y, lab->right)},
			 {dot(axes->x, lab->toes), dot(axes->y, lab->toes)}},
		.offset_m = {dot(away, lab->right), dot(away, lab->toes)},
	};
}

/* About the middle of both sides. */
static void place_sides(struct placements *out, const struct lab *lab)
{
	double half[3];

	for (int i = 0; i < 3; i++)
		half[i] = 0.5 * (lab->centre_m[1][i] - lab->centre_m[0][i]);
	for (int side = 0; side < 2; side++) {
		out->centre_m[side][0] = (side ? 1.0 : -1.0) * dot(half, lab->right);
		out->centre_m[side][1] = (side ? 1.0 : -1.0) * dot(half, lab->toes);
	}
}

void placements_of(struct placements *out, const struct recording_info *info, const int *side,
		   bool has_sides)
{
	struct lab lab = {.plates = info->plates, .side = side};

	for (size_t p = 0; p < lab.plates; p++)
		lab.count[side[p]]++;
	*out = (struct placements){
		.centre_m = {{(double)NAN, (double)NAN}, {(double)NAN, (double)NAN}}};
	if (find_plates(&lab, info)) {
		face(&lab, has_sides);
		for (size_t p = 0; p < lab.plates; p++)
			place(&out->plate[p], &lab, p);
		if (lab.count[0] && lab.count[1])
			place_sides(out, &lab);
		return;
	}
	for (size_t p = 0; p < lab.plates; p++)
		out->plate[p] = (struct placement){
			.is_known = lab.count[side[p]] == 1 || info->plate[p].kind == PLATE_CELLS,
			.turn = {{1.0, 0.0}, {0.0, 1.0}},
		};
}
