/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of strangers: in results, notes, searches, names of files. Every page stays well-formed and
 * shows them. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_study.h"
#include "tests/support/scratch.h"
#include "tests/support/wellformed.h"

#include "formats/registry/registry.h"
#include "tools/serve/live/page.h"
#include "tools/serve/site/site.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 1000, ROUNDS = 200 };

static const char *const hostile[] = {
	"<\"'&",
	"</td></table><script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"&amp;&lt;&#60;&nosuch;",
	"<!--",
	"]]>",
	"%s%n%100000d",
	"\\u003cb\\u003e",
	/* right to left marks, overrides and words; a character outside the first plane */
	"\xe2\x80\xae"
	"drawkcab",
	"\xe2\x80\x8f\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
	"\xf0\x9f\x8f\x8b",
	/* what is no UTF-8, and what is no character */
	"\xff\xfe",
	"\xc0\xaf",
	"\xed\xa0\x80",
	"\xf4\x90\x80\x80",
	"a\xe2\x80",
	"\xef\xbf\xbe",
	"\x01\x1b[31m\x7f",
};
enum { HOSTILE = sizeof(hostile) / sizeof(hostile[0]), VALID = 12 };

/* --- texts --- */

static uint32_t random_state = 20261122;

static uint32_t draw(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state;
}

/* Any bytes but NUL, and many of those that mean something. */
static void draw_text(char *text, size_t size)
{
	static const char marks[] = "<>&\"'/=;#%\\ \n\t-!?";
	size_t length = draw() % size;

	for (size_t i = 0; i < length; i++)
		text[i] =
			draw() % 2 ? marks[draw() % (sizeof(marks) - 1)] : (char)(1 + draw() % 255);
	text[length] = '\0';
}

/* As it stands between tags, by the rules of HTML; of valid texts only. */
static void escape(char *out, size_t size, const char *text)
{
	size_t used = 0;

	for (; *text; text++) {
		const char *as = *text == '&'    ? "&amp;"
				 : *text == '<'  ? "&lt;"
				 : *text == '>'  ? "&gt;"
				 : *text == '"'  ? "&quot;"
				 : *text == '\'' ? "&#39;"
						 : NULL;

		used += (size_t)(as ? snprintf(out + used, size - used, "%s", as)
				    : snprintf(out + used, size - used, "%c", *text));
	}
}

/* --- pages --- */

/* shown: a valid text that must stand on it; NULL: none. */
static void check_html(const struct html *page, const char *shown, const char *what)
{
	char want[6 * TEXT] = "";
	const char *wrong = wellformed(page->text, page->used);

	assert_false(page->failed);
	if (wrong)
		fail_msg("%s: %s", what, wrong);
	escape(want, sizeof(want), shown ? shown : "");
	if (!strstr(page->text, want))
		fail_msg("%s does not show: %s", what, want);
}

static void check_page(const struct sample_study *sample, page_maker *maker,
		       const struct page_call *call, const char *shown, const char *what)
{
	struct page page = {.status = 200};
	struct error err;

	if (maker(&sample->study, call, &page, &err))
		fail_msg("%s: %s", what, err.text);
	check_html(&page.body, shown, what);
	html_free(&page.body);
}

/* What must be refused instead of kept, is. */
static void check_problem(const char *text, const char *shown)
{
	struct request request = {.path = "/"};
	struct response response = {0};

	answer_problem_text(&request, &response, 404, text);
	check_html(&response.body, shown, "a problem");
	html_free(&response.body);
}

static void check_live(const char *text)
{
	const struct live_page live = {.language = "de", .token = text};
	struct html html = {0};

	live_page(&html, &live);
	check_html(&html, NULL, "the live page");
	html_free(&html);
}

static void check_all(const struct sample_study *sample, const char *task)
{
	struct page_call person = sample_study_call(sample, sample->subject_id);
	struct page_call trial = sample_study_call(sample, sample->trial_id[0]);

	for (int unit = SHOW_NEWTON; unit <= SHOW_BODY_WEIGHT; unit++) {
		const char *language = unit == SHOW_KILOGRAM ? "de" : "en";

		person.view.unit = trial.view.unit = (enum shown_unit)unit;
		strcpy(person.view.language, language);
		strcpy(trial.view.language, language);
		check_page(sample, page_library, &person, "S001", "the library");
		check_page(sample, page_subject, &person, task, "a person");
		check_page(sample, page_trial, &trial, NULL, "a report");
		check_page(sample, page_reps, &trial, task, "the reps");
		check_page(sample, page_compare, &trial, "S001", "a comparison");
	}
}

/* --- tests --- */

#define PUT(field, text) snprintf(field, sizeof(field), "%s", text)

static void put_everywhere(struct trial_report *report, void *ctx)
{
	const char *text = ctx;

	PUT(report->info.task, text);
	PUT(report->task, text);
	PUT(report->task_source, text);
	PUT(report->info.session, text);
	PUT(report->info.style, text);
	PUT(report->info.grip, text);
	PUT(report->info.source, text);
	PUT(report->info.serial, text);
	PUT(report->info.certificate, text);
	PUT(report->info.time_zone, text);
	PUT(report->raw_file, text);
	PUT(report->format, text);
	PUT(report->body_mass_source, text);
	PUT(report->load_source, text);
	PUT(report->no_reps_reason, text);
	PUT(report->sides_reason, text);
	for (size_t i = 0; i < report->checks; i++) {
		PUT(report->check[i].code, text);
		PUT(report->check[i].text, text);
	}
	for (size_t i = 0; i < report->findings; i++) {
		PUT(report->finding[i].name, text);
		PUT(report->finding[i].text, text);
	}
	for (size_t i = 0; i < report->steps; i++)
		PUT(report->step[i].text, text);
}

static void texts_of_results_break_no_page(void **state)
{
	for (int i = 0; i < HOSTILE; i++) {
		struct sample_study sample;
		char name[32], task[32];

		snprintf(name, sizeof(name), "study%d", i);
		PUT(task, hostile[i]);
		sample_study_make(&sample, scratch_path(state, name), put_everywhere,
				  (void *)(uintptr_t)hostile[i]);
		check_all(&sample, i < VALID && strlen(hostile[i]) < sizeof(task) ? task : NULL);
	}
}

static int note(const struct sample_study *sample, const char *text)
{
	struct page_call call = sample_study_call(sample, sample->subject_id);
	struct page page = {0};
	struct error err;
	int ret;

	strcpy(call.words.session, "01");
	PUT(call.words.note, text);
	ret = page_session_form(&sample->study, &call, &page, &err);
	html_free(&page.body);
	return ret;
}

static void notes_are_shown_as_they_were_written(void **state)
{
	struct sample_study sample;
	struct page_call call;
	char text[TEXT];

	sample_study_make(&sample, *state, NULL, NULL);
	call = sample_study_call(&sample, sample.subject_id);
	for (int i = 0; i < HOSTILE; i++) {
		int ret = note(&sample, hostile[i]);

		assert_true(i >= VALID || !ret);
		check_page(&sample, page_subject, &call, i < VALID ? hostile[i] : NULL, "a note");
	}
	memset(text, '<', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(note(&sample, text), 0);
	check_page(&sample, page_subject, &call, text, "a long note");
}

/* What is typed into a search, what files are called, and what an error says of them. */
static void searches_and_names_of_files_break_no_page(void **state)
{
	struct sample_study sample;
	struct page_call call;
	char text[TEXT];

	sample_study_make(&sample, *state, NULL, NULL);
	call = sample_study_call(&sample, sample.subject_id);
	for (int i = 0; i < HOSTILE + ROUNDS; i++) {
		const char *shown = i < VALID ? hostile[i] : NULL;

		if (i < HOSTILE)
			PUT(text, hostile[i]);
		else
			draw_text(text, sizeof(text));
		PUT(call.words.q, text);
		PUT(call.words.from, text);
		PUT(call.notice, text);
		check_page(&sample, page_library, &call,
			   shown && strlen(shown) < sizeof(call.words.q) ? shown : NULL,
			   "a search");
		check_problem(text, shown);
		check_live(text);
		if (i >= HOSTILE)
			note(&sample, text);
	}
	check_page(&sample, page_subject, &call, NULL, "a person with a random note");
}

static void a_damaged_result_is_named_whatever_it_is_called(void **state)
{
	struct sample_study sample;
	struct page_call call;
	struct page page = {0};
	struct error err;

	sample_study_make(&sample, *state, NULL, NULL);
	call = sample_study_call(&sample, sample.subject_id);
	for (int i = 0; i < HOSTILE; i++) {
		char path[PATH_MAX];
		FILE *file;

		if (strchr(hostile[i], '/'))
			continue;
		snprintf(path, sizeof(path), "%s/derivatives/hinge/%s.h5", (char *)*state,
			 hostile[i]);
		file = fopen(path, "w");
		assert_non_null(file);
		fclose(file);
	}
	assert_int_equal(page_sync(&sample.study, &call, &page, &err), 0);
	PUT(call.notice, page.body.text);
	html_free(&page.body);
	check_page(&sample, page_library, &call, "<\"'&.h5", "the library");
}

static void the_look_itself_is_strict(void **state)
{
	static const char *const bad[] = {
		"<p>",
		"<p></b>",
		"<p></p></p>",
		"<p>a & b</p>",
		"<p>a > b</p>",
		"<p>&x;</p>",
		"<p a=b></p>",
		"<p a=\"<\"></p>",
		"<p a=\"1\" a=\"2\"></p>",
		"<p>\x01</p>",
		"<p>\xff</p>",
		"<p>\xc0\xaf</p>",
		"<p>\xed\xa0\x80</p>",
		"<p>\xef\xbf\xbf</p>",
		"<p a=\"1\"b=\"2\"></p>",
		"<p a=\"",
	};
	static const char good[] = "<!DOCTYPE html>\n<p a=\"&lt;\" b>\xc3\xa4 &amp;<br><b/></p>\n";
	char text[128];

	(void)state;
	assert_null(wellformed(good, sizeof(good) - 1));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		int length = snprintf(text, sizeof(text), "<!DOCTYPE html>%s", bad[i]);

		assert_non_null(wellformed(text, (size_t)length));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		cmocka_unit_test(the_look_itself_is_strict),
		IN_SCRATCH(texts_of_results_break_no_page),
		IN_SCRATCH(notes_are_shown_as_they_were_written),
		IN_SCRATCH(searches_and_names_of_files_break_no_page),
		IN_SCRATCH(a_damaged_result_is_named_whatever_it_is_called),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
