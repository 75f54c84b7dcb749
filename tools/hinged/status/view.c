/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/rpc_parse.h"
#include "tools/hinged/status/status.h"

#include <math.h>

static struct js *rep_json(const struct live_rep *rep)
{
	struct js *object = js_object();
	int failed = js_set(object, "index", js_integer(rep->index));

	failed |= js_set(object, "kind", js_string(rep_kind_name(rep->kind)));
	failed |= js_set(object, "liftoff_s", js_number(rep->liftoff_s));
	failed |= js_set(object, "lockout_s", js_number(rep->lockout_s));
	failed |= js_set(object, "touchdown_s", js_number(rep->touchdown_s));
	failed |= js_set(object, "asymmetry_lift_pct", js_number(rep->asymmetry_lift_pct));
	failed |= js_set(object, "valid", js_bool(rep->valid));
	failed |= js_set(object, "reason", *rep->reason ? js_string(rep->reason) : js_null());
	failed |= js_set(object, "known_s", js_number(rep->known_s));
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static struct js *reps_json(const struct live_state *live)
{
	struct js *reps = js_array();
	int failed = 0;

	for (size_t i = 0; i < live->reps; i++)
		failed |= js_append(reps, rep_json(&live->rep[i]));
	if (!failed)
		return reps;
	js_free(reps);
	return NULL;
}

/* Of two devices one may be behind by as much as it takes to send: not by more. */
static const double lag_max_s = 0.5;

/* Who is waited for, by how much; NULL: out of memory. */
static struct js *behind_json(double lag_s)
{
	struct js *object;

	if (!(fabs(lag_s) > lag_max_s))
		return js_null();
	object = js_object();
	if (!js_set(object, "plate", js_string(lag_s > 0 ? "right" : "left")) &&
	    !js_set(object, "seconds", js_number(fabs(lag_s))))
		return object;
	js_free(object);
	return NULL;
}

static int put_pair(struct js *object, const struct follower_state *view)
{
	int failed = js_set(object, "behind", behind_json(view->lag_s));

	failed |= js_set(object, "by_clocks", js_bool(view->by_clocks));
	failed |= js_set(object, "within_s", js_number(view->within_s));
	return failed;
}

/* is_now: what was seen last is not of long ago. */
static int put_feet(struct js *object, const struct live_state *live, bool is_now)
{
	int failed = js_set(object, "left_n", js_number(is_now ? live->left_n : NAN));

	failed |= js_set(object, "right_n", js_number(is_now ? live->right_n : NAN));
	failed |= js_set(object, "left_on", js_bool(live->on[0]));
	failed |= js_set(object, "right_on", js_bool(live->on[1]));
	failed |= js_set(object, "sides_known", js_bool(live->has_sides));
	return failed;
}

struct js *view_json(const struct follower_state *view, int64_t number, bool trouble)
{
	const struct live_state *live;
	struct js *object;
	int failed;

	if (!view)
		return js_null();
	live = &view->live;
	object = js_object();
	failed = js_set(object, "number", js_integer(number));
	failed |= js_set(object, "time_s", js_number(live->time_s));
	failed |= put_feet(object, live, !trouble && fabs(view->lag_s) <= lag_max_s);
	failed |= put_pair(object, view);
	failed |= js_set(object, "phase", js_string(live_phase_name(live->phase)));
	failed |= js_set(object, "body_mass_kg", js_number(live->body_mass_kg));
	failed |= js_set(object, "load_kg", js_number(live->load_kg));
	failed |= js_set(object, "valid_reps", js_integer(live->valid_reps));
	failed |= js_set(object, "total_reps", js_integer(live->total_reps));
	failed |= js_set(object, "reps", reps_json(live));
	failed |= js_set(object, "lost_frames", js_integer(live->lost_frames));
	failed |= js_set(object, "dropped_frames", js_integer(view->dropped_frames));
	failed |= js_set(object, "error",
			 view->error.code ? rpc_error_data(&view->error) : js_null());
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}
