/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule for values, broken once in a report before it is written. */
#include "tests/support/assert_near.h"
#include "tests/support/results_faults.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include <string.h>

static void bad_checksum(struct trial_report *r)
{
	r->raw_sha256[3] = 'X';
}

static void no_rate(struct trial_report *r)
{
	r->rate_hz = 0;
}

static void unknown_quality(struct trial_report *r)
{
	r->quality[4321] = 16;
}

static void curve_of_nothing(struct trial_report *r)
{
	r->curve[1].rep = 9;
}

static void band_beside_the_mean(struct trial_report *r)
{
	r->curve_low[7] = r->curve_mean[7] + 0.1;
}

static void negative_power(struct trial_report *r)
{
	r->psd_right[3] = -1;
}

static void too_coherent(struct trial_report *r)
{
	r->coherence[8] = 1.01;
}

static void rep_zero(struct trial_report *r)
{
	r->rep[0].rep = 0;
}

static void lockout_before_liftoff(struct trial_report *r)
{
	r->rep[2].lockout_s = 0.5;
}

static void left_for_right(struct trial_report *r)
{
	r->rep[1].asymmetry_lift_pct = -r->rep[1].asymmetry_lift_pct;
}

static void unknown_flag(struct trial_report *r)
{
	r->rep[1].flags = 1u << 30;
}

static void phase_of_nothing(struct trial_report *r)
{
	r->phase[0].rep = 5;
}

static void phase_backwards(struct trial_report *r)
{
	r->phase[0].t_end_s = 0;
}

static void phase_swapped(struct trial_report *r)
{
	r->phase[2].asymmetry_pct = -10;
}

static void phase_flag(struct trial_report *r)
{
	r->phase[2].flags = 1u << 29;
}

static void metric_of_nothing(struct trial_report *r)
{
	r->metric[1].rep = 5;
}

static void metric_interval(struct trial_report *r)
{
	r->metric[1].ci_low = 9;
}

static void metric_without_unit(struct trial_report *r)
{
	r->metric[0].unit[0] = '\0';
}

static void finding_interval(struct trial_report *r)
{
	r->finding[0].ci_low = 2;
	r->finding[0].ci_high = 1;
}

static void p_above_its_adjusted(struct trial_report *r)
{
	r->finding[0].p = 0.5;
	r->finding[0].p_adjusted = 0.4;
}

static void gap_beyond_the_end(struct trial_report *r)
{
	r->info.gap[0].frames = 1001;
}

static const struct bad_value {
	void (*make)(struct trial_report *);
	const char *object, *rule;
} bad_values[] = {
	{bad_checksum, "/", "raw_sha256, sidecar_sha256, config_sha256: 64 hex digits"},
	{no_rate, "/signals", "sample_rate_hz must be above 0"},
	{unknown_quality, "/signals/quality", "row 4321: has bits that are not defined"},
	{curve_of_nothing, "/curves/rep", "row 1: must be in /results/reps"},
	{band_beside_the_mean, "/curves/asymmetry_mean", "row 7: must lie between"},
	{negative_power, "/spectra/psd", "row 3: must not be negative"},
	{too_coherent, "/spectra/coherence", "row 8: must lie between 0 and 1"},
	{rep_zero, "/results/reps", "row 0: set and rep count from 1"},
	{lockout_before_liftoff, "/results/reps", "row 2: onset, lift-off, lockout"},
	{left_for_right, "/results/reps", "row 1: asymmetry_lift_pct must be 100 (R - L)/(R + L)"},
	{unknown_flag, "/results/reps", "row 1: flags must be in"},
	{phase_of_nothing, "/results/phases", "row 0: set and rep must be in"},
	{phase_backwards, "/results/phases", "row 0: t_start_s must not be after"},
	{phase_swapped, "/results/phases", "row 2: asymmetry_pct must be 100 (R - L)/(R + L)"},
	{phase_flag, "/results/phases", "row 2: flags must be in"},
	{metric_of_nothing, "/results/metrics", "row 1: set and rep must be in"},
	{metric_interval, "/results/metrics", "row 1: the low end must not be above"},
	{metric_without_unit, "/results/metrics", "row 0: unit must not be empty"},
	{finding_interval, "/results/findings", "row 0: ci_low must not be above"},
	{p_above_its_adjusted, "/results/findings", "row 0: 0 <= p <= p_adjusted <= 1"},
	{gap_beyond_the_end, "/quality/gaps", "row 0: must lie within the recording"},
};

static void a_bad_value_is_named_with_its_row(void **state)
{
	const char *path = scratch_path(state, "a.h5");

	for (size_t i = 0; i < sizeof(bad_values) / sizeof(bad_values[0]); i++) {
		struct faults faults = {.object = bad_values[i].object, .rule = bad_values[i].rule};
		struct trial_report *report = sample_report();

		bad_values[i].make(report);
		write_report(path, report);
		if (validate(path, &faults) < 1 || !faults.found)
			fail_msg("expected %s: %s; got\n%s", faults.object, faults.rule,
				 faults.said);
		report_free(report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bad_value_is_named_with_its_row),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
