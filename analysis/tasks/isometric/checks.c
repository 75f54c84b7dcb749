/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a pull was done as it should be (docs/methods.md#isometric). */
#include "analysis/tasks/isometric/pulls.h"

#include <math.h>

static const double pretension_max_n = 100;
static const double pulls_apart_max_n = 250;
static const double rate_low_hz = 500;

static bool is_pretensioned(const struct analysis *a, const struct pull *pull)
{
	return pull->baseline_n - a->body.weight_n > pretension_max_n;
}

/* Between the quiet standing and the onset. */
static double lowest_before(const struct analysis *a, const struct pull *pull)
{
	double lowest_n = INFINITY;

	for (size_t i = pull->quiet_end; pull->quiet_end && i < pull->start; i++)
		lowest_n = fmin(lowest_n, total_force(a, i));
	return lowest_n;
}

static bool is_countered(const struct analysis *a, const struct pull *pull)
{
	return lowest_before(a, pull) < pull->baseline_n - a->config->onset_sd * pull->sd_n;
}

static bool is_sound(const struct analysis *a, const struct pull *pull)
{
	return !is_pretensioned(a, pull) && !is_countered(a, pull) && !pull->cut_start;
}

static int check_start(struct analysis *a, const struct pull *pull, int number,
		       enum report_status severity, struct error *err)
{
	struct trial_report *report = a->report;
	double pretension_n = pull->baseline_n - a->body.weight_n;

	if (pull->cut_start)
		return report_add_check(
			report, "PULL_CUT", STATUS_WARN, NAN, "", err,
			"the recording starts inside pull %d: its onset is unknown, and so is "
			"every figure counted from it (record 2 s of standing first)",
			number);
	if (pull->quiet_start == pull->quiet_end)
		return report_add_check(report, "NO_QUIET_BEFORE_PULL", STATUS_WARN, NAN, "", err,
					"pull %d: no quiet standing before it, the onset rests on "
					"body weight from elsewhere (stand still for 1 s)",
					number);
	if (is_pretensioned(a, pull))
		return report_add_check(report, "PRETENSION", severity, pretension_n, "N", err,
					"pull %d starts from %.0f N above body weight, more than "
					"%g N: repeat it from slack",
					number, pretension_n, pretension_max_n);
	if (is_countered(a, pull))
		return report_add_check(
			report, "COUNTERMOVEMENT", severity, lowest_before(a, pull), "N", err,
			"pull %d: force falls to %.0f N before it, below %.0f N "
			"(%g SD): repeat it without dipping",
			number, lowest_before(a, pull),
			pull->baseline_n - a->config->onset_sd * pull->sd_n, a->config->onset_sd);
	return 0;
}

int pulls_check(struct analysis *a, const struct pull *pull, size_t count, struct error *err)
{
	double lowest_n = INFINITY, highest_n = -INFINITY;
	size_t sound = 0;
	int ret = 0;

	if (a->signals.rate_hz < rate_low_hz)
		ret = report_add_check(
			a->report, "RATE_LOW", STATUS_WARN, a->signals.rate_hz, "Hz", err,
			"a sample every %.3g ms: onset and what is counted from it are "
			"coarse (1000 Hz is usual)",
			1e3 / a->signals.rate_hz);
	for (size_t i = 0; i < count; i++) {
		lowest_n = fmin(lowest_n, total_force(a, pull[i].peak));
		highest_n = fmax(highest_n, total_force(a, pull[i].peak));
		sound += is_sound(a, &pull[i]);
	}
	/* where another pull can stand for the recording, one bad one is a warning */
	for (size_t i = 0; i < count && !ret; i++)
		ret = check_start(a, &pull[i], (int)i + 1, sound ? STATUS_WARN : STATUS_REJECT,
				  err);
	if (!ret && highest_n - lowest_n > pulls_apart_max_n)
		ret = report_add_check(a->report, "PULLS_APART", STATUS_WARN, highest_n - lowest_n,
				       "N", err,
				       "the peaks of the pulls are %.0f N apart, more than %g N: "
				       "repeat the weak ones",
				       highest_n - lowest_n, pulls_apart_max_n);
	return ret;
}
