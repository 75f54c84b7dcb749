/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_study.h"
#include "tests/support/scratch.h"

#include <string.h>

static const double gravity_m_s2 = 9.80665; /* CGPM 1901 */

/* The left foot carries what 80 kg weigh, the right one half of it; a mass of 0 is unknown. */
static void set_mass(struct trial_report *report, void *ctx)
{
	const double *mass_kg = ctx;

	report->body_mass_kg = *mass_kg > 0 ? *mass_kg : (double)NAN;
	report->rep[0].mean_left_n = 80 * gravity_m_s2;
	report->rep[0].mean_right_n = 40 * gravity_m_s2;
}

static void check(page_maker *maker, const struct sample_study *sample, enum shown_unit unit,
		  const char *const shown[], const char *const hidden[])
{
	struct page_call call = sample_study_call(sample, sample->trial_id[0]);
	struct page page = {0};
	struct error err;

	call.view.unit = unit;
	if (maker(&sample->study, &call, &page, &err))
		fail_msg("%s", err.text);
	for (; *shown; shown++)
		if (!strstr(page.body.text, *shown))
			fail_msg("unit %d: the page lacks %s", unit, *shown);
	for (; *hidden; hidden++)
		if (strstr(page.body.text, *hidden))
			fail_msg("unit %d: the page has %s", unit, *hidden);
	html_free(&page.body);
}

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* In the table, in the sentence of the chart, and at its axis. */
static void forces_of_reps_stand_in_the_unit_that_was_chosen(void **state)
{
	struct sample_study sample;
	double mass_kg = 80;

	sample_study_make(&sample, *state, set_mass, &mass_kg);
	check(page_reps, &sample, SHOW_NEWTON,
	      TEXTS("785&nbsp;N", "392&nbsp;N", "785 N", "392 N", "\xc2\xa0N</text>"),
	      TEXTS("&nbsp;kg", "\xc2\xa0kg</text>", "body mass is unknown"));
	check(page_reps, &sample, SHOW_KILOGRAM,
	      TEXTS("80.0&nbsp;kg", "40.0&nbsp;kg", "80.0 kg", "40.0 kg", "\xc2\xa0kg</text>"),
	      TEXTS("&nbsp;N", "\xc2\xa0N</text>"));
	check(page_reps, &sample, SHOW_BODY_WEIGHT,
	      TEXTS("100.0&nbsp;%", "50.0&nbsp;%", "100.0 %", "50.0 %", "\xc2\xa0%</text>"),
	      TEXTS("&nbsp;N", "&nbsp;kg", "\xc2\xa0N</text>"));
}

static void without_a_body_mass_that_unit_is_off_and_says_why(void **state)
{
	struct sample_study sample;
	double mass_kg = 0;

	sample_study_make(&sample, *state, set_mass, &mass_kg);
	for (int unit = SHOW_NEWTON; unit <= SHOW_BODY_WEIGHT; unit += 2)
		check(page_reps, &sample, (enum shown_unit)unit,
		      TEXTS("% body weight (the body mass is unknown)", "785&nbsp;N",
			    "\xc2\xa0N</text>"),
		      TEXTS("\">% body weight</a>"));
	check(page_reps, &sample, SHOW_KILOGRAM, TEXTS("80.0&nbsp;kg"), TEXTS("&nbsp;N"));
}

static void a_page_without_forces_offers_no_unit(void **state)
{
	struct sample_study sample;
	double mass_kg = 80;

	sample_study_make(&sample, *state, set_mass, &mass_kg);
	check(page_compare, &sample, SHOW_KILOGRAM, TEXTS("unit=kg"), TEXTS("Forces in"));
	check(page_library, &sample, SHOW_KILOGRAM, TEXTS("unit=kg"), TEXTS("Forces in"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		IN_SCRATCH(forces_of_reps_stand_in_the_unit_that_was_chosen),
		IN_SCRATCH(without_a_body_mass_that_unit_is_off_and_says_why),
		IN_SCRATCH(a_page_without_forces_offers_no_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
