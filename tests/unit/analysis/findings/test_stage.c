/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of whole reports: sets, sessions, and what is said about how they came. */
#include "tests/support/assert_near.h"

#include "analysis/stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static const double ai[] = {5.1, 6.2, 5.6, 4.8, 5.9, 6.4, 5.2, 5.7};

struct scene {
	struct config config;
	struct trial_report *report;
	struct history history;
	struct analysis analysis;
};

static struct scene scene;

static int start(void **state)
{
	struct error err;

	(void)state;
	memset(&scene, 0, sizeof(scene));
	config_init(&scene.config);
	if (report_new(&scene.report, 1, &err))
		return -1;
	scene.report->has_sides = true;
	scene.report->load_kg = 100;
	COPY(scene.report->task, "deadlift");
	COPY(scene.report->info.session, "now");
	COPY(scene.report->info.start_time, "2026-02-01T10:00:00Z");
	scene.analysis = (struct analysis){
		.config = &scene.config, .history = &scene.history, .report = scene.report};
	return 0;
}

static int stop(void **state)
{
	(void)state;
	report_free(scene.report);
	history_reset(&scene.history);
	return 0;
}

static void add_phase(int set, int rep, enum phase_id id, double pct)
{
	const struct phase phase = {.set = set, .rep = rep, .phase = id, .asymmetry_pct = pct};

	assert_int_equal(report_add_phase(scene.report, &phase, NULL), 0);
}

static void set_row(struct metric *row, const char *phase, double value)
{
	*row = (struct metric){.set = 1, .value = value, .n = 8};
	COPY(row->phase, phase);
	COPY(row->side, "both");
	COPY(row->metric, "asymmetry");
	COPY(row->unit, "%");
	COPY(row->formula, "AI");
}

/* Valid reps, the first half 0.2 % more to the right or the left by turns. */
static void add_set(int set, size_t reps)
{
	for (size_t i = 0; i < reps; i++) {
		struct rep rep = {.set = set,
				  .rep = (int)i + 1,
				  .valid = true,
				  .asymmetry_lift_pct = ai[i] + 0.01 * set};

		assert_int_equal(report_add_rep(scene.report, &rep, NULL), 0);
		add_phase(set, rep.rep, PHASE_LIFT1, ai[i] + (i % 2 ? .2 : -.2) + 0.01 * set);
		add_phase(set, rep.rep, PHASE_LIFT2, ai[i]);
	}
}

static void judge(void)
{
	struct error err;

	if (stage_findings(&scene.analysis, &err))
		fail_msg("%s", err.text);
}

static const struct finding *finding_at(int set, const char *name)
{
	for (size_t i = 0; i < scene.report->findings; i++)
		if (scene.report->finding[i].set == set &&
		    !strcmp(scene.report->finding[i].name, name))
			return &scene.report->finding[i];
	return NULL;
}

static const struct metric *metric_named(const char *name)
{
	for (size_t i = 0; i < scene.report->metrics; i++)
		if (!strcmp(scene.report->metric[i].metric, name))
			return &scene.report->metric[i];
	return NULL;
}

static void every_id_from_c1_to_c16_is_answered(void **state)
{
	(void)state;
	add_set(1, 8);
	judge();
	for (int i = 1; i <= 16; i++) {
		char id[8];
		bool found = false;

		snprintf(id, sizeof(id), "C%d", i);
		for (size_t k = 0; k < scene.report->findings; k++)
			found = found || !strcmp(scene.report->finding[k].id, id);
		if (!found)
			fail_msg("%s is missing", id);
	}
	assert_string_equal(scene.report->finding[0].id, "C1");
	assert_int_equal(finding_at(1, "load_transfer")->outcome, OUTCOME_INDICATED);
	assert_int_equal(finding_at(1, "phase_shift")->outcome, OUTCOME_EQUIVALENT);
}

static void every_finding_says_why_in_a_step(void **state)
{
	size_t steps = 0;

	(void)state;
	add_set(1, 8);
	judge();
	for (size_t i = 0; i < scene.report->steps; i++)
		steps += !strncmp(scene.report->step[i].name, "finding C", 9);
	assert_int_equal(steps, scene.report->findings);
	assert_string_equal(scene.report->step[0].name, "finding C1");
	assert_non_null(strstr(scene.report->step[0].text, "load_transfer: indicated; n 8"));
	assert_non_null(strstr(scene.report->step[0].text, "t(7) ="));
	assert_non_null(strstr(scene.report->step[0].text, "Holm"));
	assert_non_null(strstr(scene.report->step[0].text, "sign-flip"));
}

static void sets_are_judged_each_by_itself(void **state)
{
	(void)state;
	add_set(1, 8);
	add_set(2, 4);
	judge();
	assert_int_equal(finding_at(1, "load_transfer")->outcome, OUTCOME_INDICATED);
	assert_int_equal(finding_at(2, "load_transfer")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_null(finding_at(0, "load_transfer"));
	/* what is asked of the session stands once */
	assert_non_null(finding_at(0, "tremor"));
	assert_null(finding_at(1, "tremor"));
}

static void sets_that_are_too_small_are_taken_together(void **state)
{
	const struct finding *found;

	(void)state;
	add_set(1, 3);
	add_set(2, 3);
	judge();
	found = finding_at(0, "load_transfer");
	assert_non_null(found);
	assert_int_equal(found->n, 6);
	assert_int_equal(found->outcome, OUTCOME_INDICATED);
	assert_non_null(strstr(found->text, "all sets together"));
	assert_int_equal(finding_at(0, "drift")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_null(strstr(finding_at(0, "drift")->text, "together"));
	assert_null(finding_at(1, "load_transfer"));
}

/* Eight of four are pooled; a warm-up of four is not among them, nor asked for fatigue. */
static void a_warm_up_set_is_left_out_of_the_session(void **state)
{
	(void)state;
	add_set(1, 4);
	add_set(2, 4);
	for (size_t i = 0; i < 4; i++)
		scene.report->rep[i].flags |= FLAG_WARM_UP;
	judge();
	assert_null(finding_at(0, "load_transfer"));
	assert_int_equal(finding_at(1, "load_transfer")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_string_equal(finding_at(1, "drift")->reason, "WARM_UP");
	assert_string_equal(finding_at(2, "drift")->reason, "FEW_REPS");
}

static void two_small_sets_of_two_stay_too_small(void **state)
{
	(void)state;
	add_set(1, 2);
	add_set(2, 2);
	judge();
	assert_int_equal(finding_at(1, "load_transfer")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(finding_at(2, "load_transfer")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(finding_at(2, "load_transfer")->n, 2);
}

static void a_recording_without_reps_is_answered_too(void **state)
{
	(void)state;
	judge();
	assert_int_equal(finding_at(1, "load_transfer")->outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_int_equal(finding_at(1, "load_transfer")->n, 0);
	assert_null(metric_named("mdc95"));
}

/* --- sessions before --- */

static void add_session(int day, const char *task, double lift1, double lift2, double lift)
{
	struct earlier earlier = {.load_kg = 100};

	COPY(earlier.task, task);
	snprintf(earlier.session, sizeof(earlier.session), "%d", day);
	snprintf(earlier.start_time, sizeof(earlier.start_time), "2026-01-%02d", day);
	snprintf(earlier.raw_sha256, sizeof(earlier.raw_sha256), "%d", day);
	snprintf(earlier.sha256, sizeof(earlier.sha256), "file%d", day);
	earlier.metric = calloc(3, sizeof(*earlier.metric));
	assert_non_null(earlier.metric);
	earlier.metrics = 3;
	set_row(&earlier.metric[0], "lift1", lift1);
	set_row(&earlier.metric[1], "lift2", lift2);
	set_row(&earlier.metric[2], "lift", lift);
	assert_int_equal(history_add(&scene.history, &earlier, NULL), 0);
}

static void add_now(double lift1, double lift2, double lift)
{
	struct metric row;

	set_row(&row, "lift1", lift1);
	assert_int_equal(report_add_metric(scene.report, &row, NULL), 0);
	set_row(&row, "lift2", lift2);
	assert_int_equal(report_add_metric(scene.report, &row, NULL), 0);
	set_row(&row, "lift", lift);
	assert_int_equal(report_add_metric(scene.report, &row, NULL), 0);
}

/* 1.96 sqrt(2 (2.25 + 2.25 / 8)) */
static void without_sessions_the_detectable_change_is_assumed(void **state)
{
	const struct metric *row;

	(void)state;
	add_set(1, 8);
	add_now(1, 1, 5.6);
	judge();
	row = metric_named("mdc95");
	assert_non_null(row);
	assert_near(row->value, 4.41, 1e-9);
	assert_string_equal(row->formula, "assumed");
	assert_int_equal(row->n, 8);
	assert_int_equal(row->set, 1);
	assert_null(metric_named("direction_kappa"));
}

/* LIFT1 and LIFT2, each session with the next; an isometric pull is another task. */
static void kappa_takes_the_sides_of_neighbouring_sessions(void **state)
{
	const struct metric *row;

	(void)state;
	add_set(1, 8);
	add_session(1, "deadlift", 1, -1, 3);
	add_session(2, "deadlift", 1, 1, 3);
	add_session(3, "isometric", -1, -1, 3);
	add_now(1, -1, 5.6);
	judge();
	row = metric_named("direction_kappa");
	assert_non_null(row);
	/* (1,1) (1,1) (-1,1) (1,-1): po = 1/2, pe = (3 3 + 1 1)/16 = 5/8 */
	assert_int_equal(row->n, 4);
	assert_near(row->value, (0.5 - 0.625) / (1 - 0.625), 1e-12);
}

/* Mean 34/6, squares about it 193.58 - 34^2/6; t(0.975; 5) from its closed form. */
static void from_six_sessions_on_the_detectable_change_is_ones_own(void **state)
{
	static const double lift[] = {5, 5.9, 5.6, 6.2, 5.4, 5.9};
	const struct metric *row;

	(void)state;
	add_set(1, 8);
	for (int i = 0; i < 6; i++)
		add_session(i + 1, "deadlift", 1, 1, lift[i]);
	add_now(1, 1, 5.6);
	judge();
	row = metric_named("mdc95");
	assert_non_null(row);
	assert_near(row->value, 2.5705818356363124 * sqrt(2 * (193.58 - 34. * 34. / 6) / 5), 1e-9);
	assert_int_equal(row->n, 6);
	assert_non_null(strstr(row->formula, "own"));
}

static void the_history_stands_in_the_steps(void **state)
{
	(void)state;
	add_set(1, 8);
	add_session(2, "isometric", 1, 1, 3);
	add_session(1, "deadlift", 1, 1, 3);
	COPY(scene.config.history_sha256, "feed");
	judge();
	assert_string_equal(scene.report->step[0].name, "history");
	assert_non_null(strstr(scene.report->step[0].text, "2 earlier results"));
	assert_non_null(strstr(scene.report->step[0].text, "feed"));
	assert_non_null(strstr(scene.report->step[1].text, "file1"));
	assert_null(strstr(scene.report->step[1].text, "not compared"));
	assert_non_null(strstr(scene.report->step[2].text, "isometric (not compared)"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_id_from_c1_to_c16_is_answered),
		TEST(every_finding_says_why_in_a_step),
		TEST(sets_are_judged_each_by_itself),
		TEST(sets_that_are_too_small_are_taken_together),
		TEST(a_warm_up_set_is_left_out_of_the_session),
		TEST(two_small_sets_of_two_stay_too_small),
		TEST(a_recording_without_reps_is_answered_too),
		TEST(without_sessions_the_detectable_change_is_assumed),
		TEST(kappa_takes_the_sides_of_neighbouring_sessions),
		TEST(from_six_sessions_on_the_detectable_change_is_ones_own),
		TEST(the_history_stands_in_the_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
