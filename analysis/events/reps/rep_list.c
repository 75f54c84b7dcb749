/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/events/lift/motion/motion.h"
#include "analysis/events/reps/reps.h"

#include <math.h>

struct rep rep_empty(void)
{
	return (struct rep){
		.end = END_NONE,
		.onset_s = NAN,
		.liftoff_s = NAN,
		.lockout_s = NAN,
		.lower_s = NAN,
		.touchdown_s = NAN,
		.liftoff_u_s = NAN,
		.lockout_rest_s = NAN,
		.sticking_start_s = NAN,
		.sticking_end_s = NAN,
		.peak_left_n = NAN,
		.peak_right_n = NAN,
		.peak_total_n = NAN,
		.mean_left_n = NAN,
		.mean_right_n = NAN,
		.asymmetry_lift_pct = NAN,
		.displacement_m = NAN,
		.peak_velocity_m_s = NAN,
		.mean_velocity_m_s = NAN,
		.peak_power_w = NAN,
		.end_velocity_m_s = NAN,
	};
}

int rep_list_grow(struct rep_list *out, size_t more, struct error *err)
{
	size_t n = out->count + more + 1;
	struct rep *rep = arena_grow(out->arena, out->rep, n, sizeof(*rep));

	if (rep)
		out->rep = rep;

	double *load_n = arena_grow(out->arena, out->load_n, n, sizeof(*load_n));

	if (load_n)
		out->load_n = load_n;
	return rep && load_n ? 0 : fail(err, HINGE_ENOMEM, "no memory for %zu reps", n);
}

int rep_list_room(struct rep_list *out, size_t frames, size_t more, struct error *err)
{
	out->velocity_m_s = arena_take(out->arena, frames, sizeof(double));
	out->displacement_m = arena_take(out->arena, frames, sizeof(double));
	if (!out->velocity_m_s || !out->displacement_m)
		return fail(err, HINGE_ENOMEM, "no memory for the motion of %zu frames", frames);
	out->frames = frames;
	motion_forget(out->velocity_m_s, out->displacement_m, frames);
	return rep_list_grow(out, more, err);
}

void rep_list_reset(struct rep_list *list)
{
	if (!list)
		return;
	arena_give(list->arena, list->rep);
	arena_give(list->arena, list->load_n);
	arena_give(list->arena, list->velocity_m_s);
	arena_give(list->arena, list->displacement_m);
	*list = (struct rep_list){0};
}
