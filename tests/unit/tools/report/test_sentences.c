/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/report/sentences.h"

#include <stdio.h>
#include <string.h>

/* A report of two valid reps and one that is not, and one finding C1. */
struct fixture {
	struct trial_report report;
	struct rep rep[3];
	struct finding finding;
	struct headline headline;
};

static void set_up(struct fixture *f, enum outcome outcome, double value, double low, double high,
		   const char *text)
{
	memset(f, 0, sizeof(*f));
	f->report.has_sides = true;
	f->report.info.plates = 2;
	f->report.rep = f->rep;
	f->report.reps = 3;
	f->rep[0] = (struct rep){.rep = 1, .valid = true, .asymmetry_lift_pct = 4.0};
	f->rep[1] = (struct rep){.rep = 2, .valid = false, .asymmetry_lift_pct = 40.0};
	f->rep[2] = (struct rep){.rep = 3, .valid = true, .asymmetry_lift_pct = 5.0};
	f->finding = (struct finding){.id = "C1",
				      .outcome = outcome,
				      .value = value,
				      .n = 2,
				      .ci_low = low,
				      .ci_high = high,
				      .threshold = 3.0};
	snprintf(f->finding.text, sizeof(f->finding.text), "%s", text);
	f->report.finding = &f->finding;
	f->report.findings = 1;
	headline_of(&f->report, &f->headline);
}

static void expect(const struct fixture *f, const char *sentence, const char *detail)
{
	char text[512];

	headline_sentence(&f->report, &f->headline, text, sizeof(text));
	assert_string_equal(text, sentence);
	headline_detail(&f->report, &f->headline, text, sizeof(text));
	assert_string_equal(text, detail);
}

static void an_indicated_difference_is_told_as_shares(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_INDICATED, 4.2, 3.3, 5.1, "");
	expect(&f, "The right leg carried 52.1 % of the load while lifting, the left leg 47.9 %.",
	       "A difference of 4.2 % of the total (95 % interval 3.3 to 5.1 % right), more than "
	       "the "
	       "3 % that counts as even; mean of 2 repetitions.");
	set_up(&f, OUTCOME_CONSISTENT, -4.2, -5.1, -3.3, "");
	expect(&f, "The left leg carried 52.1 % of the load while lifting, the right leg 47.9 %.",
	       "A difference of 4.2 % of the total (95 % interval 3.3 to 5.1 % left), more than "
	       "the "
	       "3 % that counts as even; mean of 2 repetitions.");
}

static void each_other_outcome_has_its_sentence(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_EQUIVALENT, 0.7, -1.2, 2.6, "");
	expect(&f, "Left and right carried the load alike (within 3 %).",
	       "The mean of 2 repetitions is 0.7 % right (95 % interval 1.2 % left to 2.6 % "
	       "right).");
	set_up(&f, OUTCOME_NO_EVIDENCE, 2.0, -3.0, 7.0, "");
	expect(&f, "No clear difference between the legs (2.0 % right).",
	       "The mean of 2 repetitions is 2.0 % right (95 % interval 3.0 % left to 7.0 % "
	       "right).");
	set_up(&f, OUTCOME_BORDERLINE, -3.9, -6.0, -1.8, "");
	expect(&f,
	       "The left leg seemed to carry more (3.9 % left), but two tests of it disagree: "
	       "measure again.",
	       "The mean of 2 repetitions is 3.9 % left (95 % interval 1.8 to 6.0 % left).");
}

static void too_few_repetitions_are_counted_and_still_shown(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_INSUFFICIENT_DATA, NAN, NAN, NAN,
	       "2 valid reps in the set, 5 are needed.");
	expect(&f, "Not enough repetitions to tell which leg carries more.",
	       "2 valid reps in the set, 5 are needed. The mean of 2 repetitions is 4.5 % right.");
}

static void what_cannot_be_measured_says_why(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_NOT_MEASURABLE, NAN, NAN, NAN, "The bar stands on the force plates.");
	f.headline.value_pct = NAN;
	expect(&f, "Left and right cannot be compared. The bar stands on the force plates.", "");
	set_up(&f, OUTCOME_INSUFFICIENT_DATA, NAN, NAN, NAN, "0 valid reps.");
	f.report.reps = 0;
	snprintf(f.report.no_reps_reason, sizeof(f.report.no_reps_reason), "no quiet standing");
	headline_of(&f.report, &f.headline);
	expect(&f, "No repetition was found: no quiet standing.", "");
	f.report.has_sides = false;
	expect(&f,
	       "Left and right cannot be compared: nothing says which foot stood on which plate.",
	       "");
	f.report.info.plates = 1;
	expect(&f, "Left and right cannot be compared: both feet stood on one plate.", "");
}

static void without_a_finding_nothing_is_claimed(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_INDICATED, 4.2, 3.3, 5.1, "");
	f.report.findings = 0;
	headline_of(&f.report, &f.headline);
	assert_int_equal(f.headline.outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_near(f.headline.value_pct, 4.5, 1e-12);
	assert_nan(f.headline.ci_low_pct);
}

static void repetitions_are_numbered_within_their_set(void **state)
{
	struct fixture f;
	char out[32];

	(void)state;
	set_up(&f, OUTCOME_INDICATED, 4.2, 3.3, 5.1, "");
	assert_string_equal(rep_words(&f.report, &f.rep[2], out, sizeof(out)), "3");
	f.rep[2].set = 2;
	assert_string_equal(rep_words(&f.report, &f.rep[2], out, sizeof(out)), "2.3");
}

static void small_differences_have_no_side(void **state)
{
	char out[64];

	(void)state;
	assert_string_equal(asymmetry_words(0.04, out, sizeof(out)), "0.0 % even");
	assert_string_equal(asymmetry_words(-0.04, out, sizeof(out)), "0.0 % even");
	assert_string_equal(asymmetry_words(-0.06, out, sizeof(out)), "0.1 % left");
	assert_string_equal(asymmetry_words(NAN, out, sizeof(out)), "-");
}

static void dates_are_written_out(void **state)
{
	char out[64];

	(void)state;
	assert_string_equal(date_words("2026-11-22T10:15:30.123456789Z", out, sizeof(out)),
			    "22 Nov 2026 10:15 UTC");
	assert_string_equal(date_words("2022-09-02T10:33:20", out, sizeof(out)),
			    "2 Sep 2022 10:33");
	assert_string_equal(date_words("", out, sizeof(out)), "");
	assert_string_equal(date_words("2026-13-22T10:15", out, sizeof(out)), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_indicated_difference_is_told_as_shares),
		cmocka_unit_test(each_other_outcome_has_its_sentence),
		cmocka_unit_test(too_few_repetitions_are_counted_and_still_shown),
		cmocka_unit_test(what_cannot_be_measured_says_why),
		cmocka_unit_test(without_a_finding_nothing_is_claimed),
		cmocka_unit_test(repetitions_are_numbered_within_their_set),
		cmocka_unit_test(small_differences_have_no_side),
		cmocka_unit_test(dates_are_written_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
