/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/client/live_view.h"

#include "tools/analyze/analyze.h"
#include "tools/client/answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "WAITING for the right plate": it is behind, and nothing says why. */
static void tell_behind(const struct js *status, char *out, size_t size)
{
	const struct js *behind = js_get(js_get(status, "live"), "behind");

	if (js_is_object(behind) && !strcmp(answer_text(status, "state"), "recording"))
		snprintf(out, size, "WAITING for the %s plate", answer_text(behind, "plate"));
}

const char *live_sign(const struct js *status, char *out, size_t size)
{
	const struct js *recording = js_get(status, "recording");
	const char *state = answer_text(status, "state"), *trouble = answer_text(status, "trouble");
	const char *word = strcmp(state, "recording") ? "FINISHING" : "RECORDING";

	if (!strcmp(state, "armed"))
		word = "READY: step on";
	if (answer_number(recording, "gap_frames") > 0)
		word = "LOST DATA";
	if (!js_is_object(recording))
		word = "";
	if (!strcmp(state, "waiting"))
		word = "WAITING";
	if (*word && *trouble)
		snprintf(out, size, "LOST DATA: %s", trouble);
	else
		snprintf(out, size, "%s", word);
	if (!*trouble)
		tell_behind(status, out, size);
	return out;
}

const char *live_force_text(const struct js *object, const char *key, char *out, size_t size)
{
	double force_n;

	if (js_real(js_get(object, key), &force_n))
		/* + 0: what is rounded to nothing has no sign */
		snprintf(out, size, "%.0f N", round(force_n) + 0.0);
	else
		snprintf(out, size, "--");
	return out;
}

const struct js *live_last_rep(const struct js *status)
{
	const struct js *reps = js_get(js_get(status, "live"), "reps");
	size_t count = js_count(reps);

	return count ? js_at(reps, count - 1) : NULL;
}

const char *live_rep_text(const struct js *rep, char *out, size_t size)
{
	double index = answer_number(rep, "index"), ai_pct = NAN;
	char asymmetry[32];

	if (!answer_flag(rep, "valid")) {
		snprintf(out, size, "rep %.0f  does not count: %s", index,
			 answer_text(rep, "reason"));
		return out;
	}
	js_real(js_get(rep, "asymmetry_lift_pct"), &ai_pct);
	snprintf(out, size, "rep %.0f  %s", index,
		 asymmetry_text(ai_pct, asymmetry, sizeof(asymmetry)));
	return out;
}
