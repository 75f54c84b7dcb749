/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/sessions/timeline.h"
#include "tools/report/document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SESSIONS = 3 };

/* The last of three has a smallest change of its own, and a load inside the own range. */
static void fill(struct timeline *timeline, struct timeline_session session[SESSIONS])
{
	*timeline = (struct timeline){.subject = "S012",
				      .sessions = SESSIONS,
				      .session = session,
				      .compared = SESSIONS,
				      .needed = 2,
				      .load_kg = 100.0,
				      .load_range_pct = 10.0,
				      .band_low_pct = NAN,
				      .band_high_pct = NAN};
	for (size_t i = 0; i < SESSIONS; i++) {
		bool last = i + 1 == SESSIONS;

		session[i] = (struct timeline_session){.day = 20000.0 + 7.0 * (double)i,
						       .trials = 1,
						       .heaviest_kg = 100.0,
						       .load_kg = 100.0,
						       .asymmetry_pct = 2.0,
						       .ci_low = 1.0,
						       .ci_high = 3.0,
						       .mdc95_pct = last ? 3.1 : 4.4,
						       .mdc_assumed = !last,
						       .average_pct = NAN,
						       .tolerated_kg = last ? 100.0 : (double)NAN,
						       .pain = REGISTRY_PAIN_UNKNOWN};
		snprintf(session[i].start_time, sizeof(session[i].start_time),
			 "2026-01-1%zuT10:00:00Z", i);
	}
}

static void expect(const struct timeline *timeline, const struct language *language,
		   const char *text, bool there)
{
	struct document *document;
	struct html html = {0};

	assert_int_equal(subject_document(&document, timeline, NULL, language, NULL), 0);
	assert_int_equal(document_html(document, &html, NULL), 0);
	if (!!strstr(html.text, text) != there)
		fail_msg("the page %s: %s", there ? "lacks" : "holds", text);
	html_free(&html);
	document_free(document);
}

static void an_assumed_smallest_change_is_marked(void **state)
{
	struct timeline_session session[SESSIONS];
	struct timeline timeline;

	(void)state;
	fill(&timeline, session);
	expect(&timeline, &language_english, ">4.4 *</td>", true);
	expect(&timeline, &language_english, ">3.1</td>", true);
	expect(&timeline, &language_english, "* assumed, until there are 2 sessions.", true);
	expect(&timeline, &language_german, "* angenommen, bis es 2 Sitzungen gibt.", true);
	session[0].mdc_assumed = session[1].mdc_assumed = false;
	expect(&timeline, &language_english, "assumed", false);
}

static void a_load_inside_the_own_range_says_what_that_means(void **state)
{
	struct timeline_session session[SESSIONS];
	struct timeline timeline;

	(void)state;
	fill(&timeline, session);
	expect(&timeline, &language_english, "shared more evenly than in the own range", true);
	session[SESSIONS - 1].tolerated_kg = NAN;
	expect(&timeline, &language_english, "shared more evenly", false);
}

static void one_missing_session_is_said_as_two_are(void **state)
{
	struct timeline_session session[SESSIONS];
	struct timeline timeline;

	(void)state;
	fill(&timeline, session);
	timeline.needed = 4;
	timeline.missing_for_band = 1;
	expect(&timeline, &language_english, "3 of 4, 1 more needed.", true);
	expect(&timeline, &language_german, "3 von 4, noch 1 nötig.", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_assumed_smallest_change_is_marked),
		cmocka_unit_test(a_load_inside_the_own_range_says_what_that_means),
		cmocka_unit_test(one_missing_session_is_said_as_two_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
