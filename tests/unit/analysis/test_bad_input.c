/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings that something is wrong with: which check says so, and what becomes of the findings.
 * A set whose right foot carries 6 % more is spoilt in one way each. */
#include "tests/support/assert_near.h"
#include "tests/support/lifter.h"
#include "tests/support/recorded.h"
#include "tests/support/simulated.h"

#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 8 };

#define SET "sim:seed=31,tier=lab,style=dead_stop,ai=6,fail=0,drop=0,mass=80,load=100"

static size_t frame_of(const struct trial *trial, double seconds)
{
	size_t frame = (size_t)(seconds * trial->info.rate_hz);

	return frame < trial->frames ? frame : trial->frames;
}

static double counts_of(const struct trial *trial, double force_n)
{
	return force_n / trial->info.plate[0].cell[0].newton_per_unit;
}

static double sample_n(const struct trial *trial, size_t frame, size_t channel)
{
	const struct cell *cell = &trial->info.plate[channel / 4].cell[channel % 4];

	return (trial->samples[frame * CHANNELS + channel] - cell->zero) * cell->newton_per_unit;
}

static double plate_n(const struct trial *trial, size_t frame, size_t plate)
{
	double sum = 0;

	for (size_t c = 4 * plate; c < 4 * plate + 4; c++)
		sum += sample_n(trial, frame, c);
	return sum;
}

static void nothing(struct trial *trial, const struct simulation *truth)
{
	(void)trial;
	(void)truth;
}

/* The bar stands on the plates throughout. */
static void bar_on_plates(struct trial *trial, const struct simulation *truth)
{
	trial->info.mass_kg = truth->body_mass_kg;
	for (size_t i = 0; i < trial->frames * CHANNELS; i++)
		trial->samples[i] += counts_of(trial, truth->load_kg * 9.80665 / CHANNELS);
}

static void wrong_load(struct trial *trial, const struct simulation *truth)
{
	trial->info.load_kg = truth->load_kg + 20;
}

static void other_lifter(struct trial *trial, const struct simulation *truth)
{
	trial->info.mass_kg = truth->body_mass_kg + 12;
}

static void plates_exchanged(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	trial->info.plate[0].foot = FOOT_RIGHT;
	trial->info.plate[1].foot = FOOT_LEFT;
}

static void channels_rotated(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	for (size_t i = 0; i < trial->frames; i++) {
		double *x = trial->samples + i * CHANNELS, last = x[CHANNELS - 1];

		memmove(x + 1, x, (CHANNELS - 1) * sizeof(*x));
		x[0] = last;
	}
}

static void cell_reversed_by_its_cable(struct trial *trial, const struct simulation *truth)
{
	double zero = trial->info.plate[0].cell[1].zero;

	(void)truth;
	for (size_t i = 0; i < trial->frames; i++)
		trial->samples[i * CHANNELS + 1] = 2 * zero - trial->samples[i * CHANNELS + 1];
}

/* As the recorder writes them: 1 % fewer frames than promised over a minute. */
static void slow_clock(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	trial->info.extra_json =
		strdup("{\"ClockPairs\": [{\"Frame\": 0, \"MonotonicNs\": 5000000000},"
		       "{\"Frame\": 30000, \"MonotonicNs\": 35300000000},"
		       "{\"Frame\": 59400, \"MonotonicNs\": 65000000000}]}");
}

/* A tenth of a second late at the end, and a simulation that takes no time, are no slow clocks. */
static void late_once(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	trial->info.extra_json = strdup("{\"ClockPairs\": [{\"Frame\": 0, \"MonotonicNs\": 0},"
					"{\"Frame\": 10000, \"MonotonicNs\": 10100000000}]}");
}

static void in_no_time(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	trial->info.extra_json = strdup("{\"ClockPairs\": [{\"Frame\": 0, \"MonotonicNs\": 0},"
					"{\"Frame\": 60000, \"MonotonicNs\": 400000000}]}");
}

static void drifting(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	for (size_t i = 0; i < trial->frames; i++)
		for (size_t c = 0; c < 4; c++)
			trial->samples[i * CHANNELS + c] +=
				counts_of(trial, 2.0 * (double)i / (double)trial->frames);
}

/* The third lift, 0.2 s after lift-off. */
static size_t in_third_lift(const struct trial *trial, const struct simulation *truth)
{
	return frame_of(trial, truth->rep[2].liftoff_s + 0.2);
}

static void saturated(struct trial *trial, const struct simulation *truth)
{
	trial->samples[in_third_lift(trial, truth) * CHANNELS + 5] = 8388607;
	trial_mark_saturation(trial);
}

static void frames_lost(struct trial *trial, const struct simulation *truth)
{
	struct gap gap = {.frame = (int64_t)in_third_lift(trial, truth), .frames = 40};

	assert_int_equal(recording_info_add_gap(&trial->info, gap, NULL), 0);
	trial_mark_gaps(trial);
}

static void not_numbers(struct trial *trial, const struct simulation *truth)
{
	size_t first = in_third_lift(trial, truth);

	for (size_t i = first; i < first + 40; i++)
		trial->samples[i * CHANNELS + 2] = i % 2 ? (double)NAN : (double)INFINITY;
}

static void no_numbers_in_a_channel(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	for (size_t i = 0; i < trial->frames; i++)
		trial->samples[i * CHANNELS + 2] = (double)NAN;
}

static void no_numbers_at_all(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	for (size_t i = 0; i < trial->frames * CHANNELS; i++)
		trial->samples[i] = (double)NAN;
}

static void nothing_but_zero(struct trial *trial, const struct simulation *truth)
{
	(void)truth;
	memset(trial->samples, 0, trial->frames * CHANNELS * sizeof(double));
}

/* All the weight on the left during the third lift. */
static void right_foot_off(struct trial *trial, const struct simulation *truth)
{
	size_t to = frame_of(trial, truth->rep[2].lockout_s + 0.2);

	for (size_t i = in_third_lift(trial, truth); i < to; i++) {
		double right_n = plate_n(trial, i, 1);

		for (size_t c = 0; c < 4; c++) {
			double *x = trial->samples + i * CHANNELS;

			x[c] += counts_of(trial, right_n / 4);
			x[4 + c] -= counts_of(trial, right_n / 4);
		}
	}
}

/* A fifth of the left foot's force goes beside its plate: by force that is no lift. */
static void left_foot_half_off(struct trial *trial, const struct simulation *truth)
{
	size_t to = frame_of(trial, truth->rep[2].lockout_s);

	for (size_t i = in_third_lift(trial, truth); i < to; i++) {
		double left_n = plate_n(trial, i, 0);

		for (size_t c = 0; c < 4; c++)
			trial->samples[i * CHANNELS + c] -= counts_of(trial, left_n / 20);
	}
}

/* The third lift on the toes' edge of the right plate: its front cells carry it all. */
static void right_foot_at_the_edge(struct trial *trial, const struct simulation *truth)
{
	size_t to = frame_of(trial, truth->rep[2].touchdown_s);

	for (size_t i = frame_of(trial, truth->rep[2].liftoff_s - 1); i < to; i++) {
		double *x = trial->samples + i * CHANNELS;

		/* the simulator's order: front left, front right, back right, back left */
		x[4] += sample_n(trial, i, 7) / trial->info.plate[1].cell[0].newton_per_unit;
		x[5] += sample_n(trial, i, 6) / trial->info.plate[1].cell[0].newton_per_unit;
		x[6] = trial->info.plate[1].cell[2].zero;
		x[7] = trial->info.plate[1].cell[3].zero;
	}
}

struct bad {
	const char *what, *address;
	void (*spoil)(struct trial *, const struct simulation *);
	const char *check; /* NULL: none is needed */
	enum report_status status;
	enum outcome outcome; /* of C1 */
	const char *text;     /* in that of C1 */
	int n;                /* valid reps that C1 rests on */
};

static const struct bad table[] = {
	{"nothing is wrong", SET, nothing, NULL, STATUS_OK, OUTCOME_INDICATED, "right", 8},
	{"too short", SET ",seconds=0.9", nothing, "NO_BODY_WEIGHT", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "Body weight", 0},
	{"nobody stands there", SET ",seconds=2", nothing, "NO_BODY_WEIGHT", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "Body weight", 0},
	{"all zero", SET, nothing_but_zero, "NO_BODY_WEIGHT", STATUS_REJECT, OUTCOME_NOT_MEASURABLE,
	 "Body weight", 0},
	{"no number at all", SET, no_numbers_at_all, "NO_BODY_WEIGHT", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "Body weight", 0},
	{"no number in a channel", SET, no_numbers_in_a_channel, "NO_BODY_WEIGHT", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "Body weight", 0},
	{"bar on the plates", SET, bar_on_plates, "BAR_ON_PLATE", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "bar", 0},
	{"wrong load", SET, wrong_load, "LOAD_MISMATCH", STATUS_WARN, OUTCOME_NOT_MEASURABLE,
	 "load", 0},
	{"light bar", "sim:seed=31,tier=lab,mass=90,load=15", nothing, "LOAD_TOO_SMALL",
	 STATUS_REJECT, OUTCOME_NOT_MEASURABLE, "load", 0},
	{"other lifter", SET, other_lifter, "BODY_MASS_MISMATCH", STATUS_WARN,
	 OUTCOME_NOT_MEASURABLE, "body mass", 0},
	{"plates exchanged", SET, plates_exchanged, "PLATES_SWAPPED", STATUS_WARN,
	 OUTCOME_NOT_MEASURABLE, "swapped", 0},
	{"channels rotated", SET, channels_rotated, "CHANNEL_ROTATION", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "order", 0},
	{"dead cell", SET ",fault=dead:left:2", nothing, "CELL_DEAD", STATUS_REJECT,
	 OUTCOME_NOT_MEASURABLE, "cell", 0},
	{"cell the wrong way round", SET, cell_reversed_by_its_cable, "CELL_REVERSED",
	 STATUS_REJECT, OUTCOME_NOT_MEASURABLE, "pulls", 0},
	{"slow clock", SET, slow_clock, "SAMPLE_CLOCK", STATUS_WARN, OUTCOME_INDICATED, "right", 8},
	{"clock late once", SET, late_once, NULL, STATUS_OK, OUTCOME_INDICATED, "right", 8},
	{"no clock", SET, in_no_time, NULL, STATUS_OK, OUTCOME_INDICATED, "right", 8},
	{"drift", SET, drifting, "TARE_DRIFT", STATUS_WARN, OUTCOME_NOT_MEASURABLE, "zero", 0},
	{"four reps", SET ",reps=4", nothing, NULL, STATUS_OK, OUTCOME_INSUFFICIENT_DATA, "4 valid",
	 4},
	{"saturated cell", SET, saturated, "SATURATED", STATUS_WARN, OUTCOME_INDICATED, "right", 7},
	{"gap in a lift", SET, frames_lost, "GAP", STATUS_WARN, OUTCOME_INDICATED, "right", 7},
	{"no numbers in a lift", SET, not_numbers, "GAP", STATUS_WARN, OUTCOME_INDICATED, "right",
	 7},
	{"one foot off", SET, right_foot_off, "ONE_FOOT_OFF", STATUS_WARN, OUTCOME_INDICATED,
	 "right", 7},
	{"a foot at the edge", SET, right_foot_at_the_edge, "ONE_FOOT_OFF", STATUS_WARN,
	 OUTCOME_INDICATED, "right", 7},
	{"a foot half beside its plate", SET, left_foot_half_off, NULL, STATUS_OK,
	 OUTCOME_INDICATED, "right", 7},
	{"four reps and a gap in one", SET ",reps=5", frames_lost, "GAP", STATUS_WARN,
	 OUTCOME_INSUFFICIENT_DATA, "4 valid", 4},
};

/* Where nothing can be concluded no row of the table looks as if it could. */
static void assert_nothing_looks_sure(const struct trial_report *report, const char *what)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *row = &report->metric[i];

		if (row->rep == 0 && strstr(row->metric, "symmetry") &&
		    (!isnan(row->ci_low) || !isnan(row->bca_low) || !(row->flags & FLAG_BARRED)))
			fail_msg("%s: %s of %s has an interval", what, row->metric, row->phase);
	}
}

static void assert_bad(const struct bad *bad)
{
	struct simulation *truth = simulation_of(bad->address);
	struct trial *trial = simulated_trial(truth);
	struct trial_report *report;
	const struct finding *c1;

	bad->spoil(trial, truth);
	report = report_of(trial);
	c1 = finding_coded(report, "C1");
	assert_non_null(c1);
	if (bad->check && !check_coded(report, bad->check))
		fail_msg("%s: no check %s (C1: %s)", bad->what, bad->check, c1->text);
	if (!bad->check && check_coded(report, "SAMPLE_CLOCK"))
		fail_msg("%s: check SAMPLE_CLOCK", bad->what);
	if (report->status < bad->status)
		fail_msg("%s: status %s", bad->what, report_status_name(report->status));
	if (c1->outcome != bad->outcome || !strstr(c1->text, bad->text))
		fail_msg("%s: C1 is %s: %s", bad->what, outcome_name(c1->outcome), c1->text);
	if (bad->outcome == OUTCOME_NOT_MEASURABLE) {
		assert_nan(c1->ci_low);
		assert_nan(c1->p);
		assert_nothing_looks_sure(report, bad->what);
	} else if (c1->n != bad->n) {
		fail_msg("%s: %d reps count", bad->what, c1->n);
	}
	report_free(report);
	trial_free(trial);
	simulation_free(truth);
}

static void every_bad_input_has_its_outcome(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		assert_bad(&table[i]);
}

static struct trial_report *report_of_lifter(struct lifter *lifter, double mass_kg)
{
	struct trial *trial = lifter_trial(lifter);
	struct trial_report *report;

	trial->info.mass_kg = mass_kg;
	trial->info.load_kg = lifter->bar_kg;
	free(lifter);
	report = report_of(trial);
	trial_free(trial);
	return report;
}

static void add_lift(struct lifter *lifter)
{
	lifter_pull(lifter, 0, 1, 0.5);
	lifter_move(lifter, 0.42, 1.4);
	lifter_hold(lifter, 1.5);
	lifter_move(lifter, -0.42, 1.2);
	lifter_pull(lifter, 1, 0, 0.05);
}

/* Down to the bar and up again, never still. */
static void add_bends(struct lifter *lifter)
{
	double bar_kg = lifter->bar_kg;

	lifter->bar_kg = 0;
	for (int i = 0; i < 2; i++) {
		lifter_move(lifter, -0.3, 0.8);
		lifter_move(lifter, 0.3, 0.8);
	}
	lifter->bar_kg = bar_kg;
}

/* The bar in hand from the first sample, still only at the top. */
static struct lifter *restless(void)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);

	lifter_leave(lifter, 1.5);
	add_bends(lifter);
	for (int rep = 0; rep < 6; rep++) {
		add_lift(lifter);
		add_bends(lifter);
	}
	lifter_leave(lifter, 1);
	return lifter;
}

static void a_lockout_is_never_body_weight(void **state)
{
	struct trial_report *report = report_of_lifter(restless(), NAN);

	(void)state;
	assert_nan(report->body_mass_kg);
	assert_non_null(check_coded(report, "NO_BODY_WEIGHT"));
	assert_int_equal(report->status, STATUS_REJECT);
	assert_int_equal(report->reps, 0);
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	assert_non_null(strstr(report->no_reps_reason, "hold or a pull"));
	report_free(report);
}

static void with_the_mass_given_the_restless_set_is_measured(void **state)
{
	struct trial_report *report = report_of_lifter(restless(), 80);

	(void)state;
	assert_near(report->body_mass_kg, 80, 0);
	assert_non_null(check_coded(report, "BODY_MASS_GIVEN"));
	assert_int_equal(report->reps, 6);
	assert_near(report->load_estimated_kg, 120, 0.5);
	report_free(report);
}

static void copies_of_one_rep_have_no_error_bar(void **state)
{
	struct lifter *lifter = lifter_new(1000, 80, 120);
	struct trial_report *report;

	(void)state;
	lifter->right_share = 0.53;
	lifter_leave(lifter, 2);
	for (int rep = 0; rep < 6; rep++)
		lifter_rep(lifter, 3);
	lifter_stand(lifter, 2);
	lifter_leave(lifter, 1);
	report = report_of_lifter(lifter, NAN);
	assert_int_equal(report->reps, 6);
	assert_non_null(check_coded(report, "REPS_IDENTICAL"));
	assert_int_equal(finding_coded(report, "C1")->outcome, OUTCOME_NOT_MEASURABLE);
	assert_non_null(strstr(finding_coded(report, "C1")->text, "copies"));
	assert_nothing_looks_sure(report, "copies");
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bad_input_has_its_outcome),
		cmocka_unit_test(a_lockout_is_never_body_weight),
		cmocka_unit_test(with_the_mass_given_the_restless_set_is_measured),
		cmocka_unit_test(copies_of_one_rep_have_no_error_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
