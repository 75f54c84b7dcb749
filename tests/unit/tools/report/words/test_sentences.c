/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/report/words/sentences.h"

#include "analysis/findings/texts/texts.h"

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
	f->rep[0] = (struct rep){.set = 1, .rep = 1, .valid = true, .asymmetry_lift_pct = 4.0};
	f->rep[1] = (struct rep){.set = 1, .rep = 2, .valid = false, .asymmetry_lift_pct = 40.0};
	f->rep[2] = (struct rep){.set = 1, .rep = 3, .valid = true, .asymmetry_lift_pct = 5.0};
	f->finding = (struct finding){.id = "C1",
				      .set = 1,
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

/* A number and its sign stay on one line: the blank between them, as the expected texts write it.
 */
static const char *plain(char *text)
{
	char *out = text;

	for (const char *in = text; *in; in++)
		if (in[0] == '\xc2' && in[1] == '\xa0')
			*out++ = ' ', in++;
		else
			*out++ = *in;
	*out = '\0';
	return text;
}

static void expect(const struct fixture *f, const char *sentence, const char *detail)
{
	const struct language *english = &language_english;
	char text[SENTENCE_MAX];

	headline_say(english, &f->report, &f->headline, text);
	assert_string_equal(plain(text), sentence);
	how_sure_say(english, &f->headline, text);
	assert_string_equal(plain(text), detail);
}

static void an_indicated_difference_is_told_as_shares(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_INDICATED, 4.2, 3.3, 5.1, "");
	expect(&f, "The right leg carried 52.1 % of the load while lifting, the left 47.9 %.",
	       "A difference of 4.2 % of the total (95 % interval 3.3 to 5.1 % right), more than "
	       "the "
	       "3 % that counts as even; mean of 2 repetitions.");
	set_up(&f, OUTCOME_CONSISTENT, -4.2, -5.1, -3.3, "");
	expect(&f,
	       "The left leg carried 52.1 % of the load while lifting, the right 47.9 %, as in "
	       "earlier sessions.",
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
	/* half an interval of 5 points allows no decimal */
	set_up(&f, OUTCOME_NO_EVIDENCE, 2.0, -3.0, 7.0, "");
	expect(&f, "No clear difference between the legs (2 % right).",
	       "The mean of 2 repetitions is 2 % right (95 % interval 3 % left to 7 % "
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
	expect(&f,
	       "Left and right cannot be compared in this recording. The bar stands on the force "
	       "plates.",
	       "");
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

/* A set of the warm-up, one of the work, one that is heavier and one that is as heavy with more
 * reps: the last stands for the recording, with its own answer. */
static void of_several_sets_the_fullest_at_the_heaviest_load_is_told(void **state)
{
	static const double load_kg[] = {50, 80, 100, 99};
	struct metric metric[4];
	struct rep rep[12];
	struct finding finding[4];
	struct fixture f;

	(void)state;
	set_up(&f, OUTCOME_INDICATED, 4.2, 3.3, 5.1, "");
	f.report.reps = f.report.findings = f.report.metrics = 0;
	f.report.rep = rep;
	f.report.finding = finding;
	f.report.metric = metric;
	for (int set = 1; set <= 4; set++) {
		struct metric load = {.set = set, .value = load_kg[set - 1], .metric = "load"};
		int reps = (int[]){5, 4, 1, 2}[set - 1];

		metric[f.report.metrics++] = load;
		for (int i = 1; i <= reps; i++)
			rep[f.report.reps++] = (struct rep){
				.set = set, .rep = i, .valid = true, .asymmetry_lift_pct = set};
		finding[f.report.findings] = f.finding;
		finding[f.report.findings].set = set;
		finding[f.report.findings++].value = 10 * set;
	}
	headline_of(&f.report, &f.headline);
	assert_int_equal(f.headline.set, 4);
	assert_ptr_equal(f.headline.finding, &finding[3]);
	assert_near(f.headline.value_pct, 40, 0);
	finding[3].value = NAN; /* told by its own reps, not by those of all sets */
	headline_of(&f.report, &f.headline);
	assert_near(f.headline.value_pct, 4, 0);
	assert_int_equal(f.headline.n, 2);
	/* asked together */
	f.report.findings = 1;
	finding[0].set = 0;
	headline_of(&f.report, &f.headline);
	assert_int_equal(f.headline.set, 4);
	assert_near(f.headline.value_pct, 10, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_indicated_difference_is_told_as_shares),
		cmocka_unit_test(each_other_outcome_has_its_sentence),
		cmocka_unit_test(too_few_repetitions_are_counted_and_still_shown),
		cmocka_unit_test(what_cannot_be_measured_says_why),
		cmocka_unit_test(without_a_finding_nothing_is_claimed),
		cmocka_unit_test(of_several_sets_the_fullest_at_the_heaviest_load_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
