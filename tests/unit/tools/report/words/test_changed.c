/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/sessions/timeline.h"
#include "tools/report/words/sentences.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SESSIONS = 3 };

/* Three sessions, 4, 5 and 9 % to the right; one of two that are needed is missing at the second.
 */
struct fixture {
	struct trial_report report;
	struct finding baseline;
	struct timeline timeline;
	struct timeline_session session[SESSIONS];
	char text[SENTENCE_MAX];
};

static void set_up(struct fixture *f)
{
	static const double asymmetries_pct[SESSIONS] = {4, 5, 9};

	*f = (struct fixture){.timeline = {.sessions = SESSIONS, .needed = 2},
			      .baseline = {.name = "baseline",
					   .outcome = OUTCOME_NO_EVIDENCE,
					   .text = "As found."}};
	f->timeline.session = f->session;
	f->report.finding = &f->baseline;
	f->report.findings = 1;
	for (size_t i = 0; i < SESSIONS; i++) {
		f->session[i] = (struct timeline_session){
			.asymmetry_pct = asymmetries_pct[i],
			.mdc95_pct = 3,
			.baseline_pct = 4.5,
			.before = i,
			.call = i < 2 ? CALL_TOO_FEW : CALL_MOVED_RIGHT,
		};
		snprintf(f->session[i].start_time, sizeof(f->session[i].start_time),
			 "2026-01-1%zuT10:00:00Z", i + 1);
	}
}

/* Of the session; SESSIONS = it is not in the timeline. */
static void expect(struct fixture *f, size_t session, const char *text)
{
	const struct timeline_session *now = session < SESSIONS ? &f->session[session] : NULL;

	assert_string_equal(changed_say(&language_english, &f->report, &f->timeline, now, f->text),
			    text);
}

static void the_step_is_told_from_noise_and_the_call_follows(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	expect(&f, 1,
	       "Since the last session (11 Jan 2026: 4.0\u00a0% right) the difference moved by 1.0 "
	       "points to the right, less than this test can tell (3.0 points). It takes 1 more "
	       "before "
	       "a change can be called.");
	expect(&f, 2,
	       "Since the last session (12 Jan 2026: 5.0\u00a0% right) the difference moved by 4.0 "
	       "points to the right, more than the smallest change this test can tell (3.0 "
	       "points). From the first 2 sessions (mean 4.5\u00a0% right) load moved by 4.5 "
	       "points to "
	       "the right.");
}

static void the_side_is_that_of_the_call(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	f.session[1].asymmetry_pct = NAN;
	f.session[0].asymmetry_pct = NAN;
	f.session[2].call = CALL_MOVED_LEFT; /* on average, and just back on the right */
	f.session[2].average_pct = 1.3;
	expect(&f, 2,
	       "From the first 2 sessions (mean 4.5\u00a0% right) load moved by 3.2 points to the "
	       "left.");
	f.session[2].call = CALL_NO_CHANGE;
	expect(&f, 2, "Against the first 2 sessions (mean 4.5\u00a0% right) no change is shown.");
}

static void the_first_session_has_none_before_it(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	expect(&f, 0, "There is no earlier session to compare with.");
	expect(&f, SESSIONS, "There is no earlier session to compare with.");
}

static void earlier_sessions_that_do_not_compare_are_not_denied(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	f.session[0].asymmetry_pct = NAN;
	f.session[1].before = 0;
	expect(&f, 1, "No earlier session can be compared with this one.");
	f.session[1].asymmetry_pct = NAN;
	expect(&f, 1, "No earlier session can be compared with this one.");
}

static void sessions_before_the_first_shown_are_counted(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	f.timeline = (struct timeline){
		.sessions = 1, .session = &f.session[2], .needed = 2, .hidden = 2};
	expect(&f, 2,
	       "From the first 2 sessions (mean 4.5\u00a0% right) load moved by 4.5 points to the "
	       "right.");
	f.session[2].before = 0;
	expect(&f, 2, "No earlier session can be compared with this one.");
}

static void a_session_the_timeline_does_not_compare_has_its_own_finding(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	f.baseline.n = 2;
	expect(&f, SESSIONS, "As found.");
	f.session[1].asymmetry_pct = NAN;
	expect(&f, 1, "As found.");
	assert_string_equal(changed_say(&language_english, &f.report, NULL, NULL, f.text),
			    "As found.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_step_is_told_from_noise_and_the_call_follows),
		cmocka_unit_test(the_side_is_that_of_the_call),
		cmocka_unit_test(the_first_session_has_none_before_it),
		cmocka_unit_test(earlier_sessions_that_do_not_compare_are_not_denied),
		cmocka_unit_test(sessions_before_the_first_shown_are_counted),
		cmocka_unit_test(a_session_the_timeline_does_not_compare_has_its_own_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
