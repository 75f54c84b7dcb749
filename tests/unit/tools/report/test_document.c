/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "analysis/findings/texts/texts.h"
#include "formats/files.h"
#include "tools/report/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The page of a report, in a file. */
static int write_document(const char *path, const struct trial_report *report,
			  const struct language *language, struct error *err)
{
	struct document *document;
	struct html html = {0};
	int ret = report_document(&document, report, NULL, language, err);

	if (ret)
		return ret;
	ret = document_html(document, &html, err);
	if (!ret)
		ret = html_save(&html, path, err);
	html_free(&html);
	document_free(document);
	return ret;
}

static char *write_page_in(const struct language *language, void **state,
			   const struct trial_report *report)
{
	const char *path = scratch_path(state, "page.html");
	char *page;
	size_t size;

	assert_int_equal(write_document(path, report, language, NULL), 0);
	assert_int_equal(file_read(path, 1 << 24, &page, &size, NULL), 0);
	return page;
}

static char *write_page(void **state, const struct trial_report *report)
{
	return write_page_in(&language_english, state, report);
}

static void expect_in(const char *page, const char *text)
{
	if (!strstr(page, text))
		fail_msg("the page lacks: %s", text);
}

static void expect_not_in(const char *page, const char *text)
{
	if (strstr(page, text))
		fail_msg("the page holds: %s", text);
}

/* Every element that is opened is closed, in order: a stack of names. */
static void expect_balanced(const char *page)
{
	static const char *const void_elements[] = {"meta", "br", "!DOCTYPE"};
	char open[32][16];
	size_t depth = 0;

	for (const char *p = strchr(page, '<'); p; p = strchr(p + 1, '<')) {
		bool closes = p[1] == '/', is_void = false;
		const char *end = strchr(p, '>');
		char name[16];

		assert_non_null(end);
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(p + 1 + closes, " />"),
			 p + 1 + closes);
		for (size_t i = 0; i < sizeof(void_elements) / sizeof(void_elements[0]); i++)
			is_void |= !strcmp(name, void_elements[i]);
		if (is_void || end[-1] == '/')
			continue;
		if (closes) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
			continue;
		}
		assert_true(depth < 32);
		snprintf(open[depth++], sizeof(open[0]), "%s", name);
	}
	assert_int_equal(depth, 0);
}

static void the_page_stands_alone_and_is_well_formed(void **state)
{
	struct trial_report *report = sample_report();
	char *page = write_page(state, report);

	expect_balanced(page);
	expect_in(page, "<svg");
	expect_in(page, "prefers-color-scheme");
	expect_in(page, "@media print");
	expect_in(page, "Not a diagnosis.");
	expect_in(page, report->raw_sha256);
	expect_in(page, "hinge " HINGE_VERSION);
	expect_in(page, "AI=100(R-L)/(R+L)");
	expect_not_in(page, "<script");
	expect_not_in(page, "=\"https://");
	expect_not_in(page, "src=");
	expect_not_in(page, "href=\"http");
	expect_not_in(page, "url(");
	expect_not_in(page, "nan");
	free(page);
	report_free(report);
}

static void texts_of_strangers_are_escaped(void **state)
{
	static const char hostile[] = "<b onclick='x'>&\"";
	struct trial_report *report = sample_report();
	char *page;

	report->info.subject[0] = '\0';
	snprintf(report->raw_file, sizeof(report->raw_file), "%s", hostile);
	snprintf(report->task, sizeof(report->task), "%s", hostile);
	snprintf(report->info.serial, sizeof(report->info.serial), "%s", hostile);
	snprintf(report->info.style, sizeof(report->info.style), "%s", hostile);
	snprintf(report->check[0].text, sizeof(report->check[0].text), "%s", hostile);
	snprintf(report->finding[0].text, sizeof(report->finding[0].text), "%s", hostile);
	snprintf(report->finding[0].unit, sizeof(report->finding[0].unit), "<i>");
	snprintf(report->step[0].text, sizeof(report->step[0].text), "%s", hostile);
	page = write_page(state, report);
	expect_not_in(page, "<b ");
	expect_not_in(page, "<i>");
	expect_in(page, "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;");
	expect_balanced(page);
	free(page);
	report_free(report);
}

static void findings_are_german_where_that_is_asked_for(void **state)
{
	struct trial_report *report = sample_report();
	char *page;

	report->finding[0].value = 5.8;
	report->finding[0].ci_low = 5.1;
	report->finding[0].ci_high = 6.6;
	snprintf(report->finding[0].name, sizeof(report->finding[0].name), "load_transfer");
	page = write_page_in(&language_german, state, report);
	expect_balanced(page);
	expect_in(page, "<h2>Befunde</h2>");
	expect_in(page, "Trägt ein Bein beim Heben mehr?");
	expect_in(page, "5,8 % (5,1 bis 6,6)");
	expect_in(page, "Keine Diagnose.");
	expect_not_in(page, "Findings");
	free(page);
	report_free(report);
}

static void the_same_report_gives_the_same_bytes(void **state)
{
	struct trial_report *report = sample_report();
	char *first = write_page(state, report), *second = write_page(state, report);

	assert_string_equal(first, second);
	free(first);
	free(second);
	report_free(report);
}

static void paper_is_a_pdf_of_the_same_bytes_each_time(void **state)
{
	struct trial_report *report = sample_report();
	struct document *document;
	char *first, *second;
	size_t size, again;

	(void)state;
	assert_int_equal(report_document(&document, report, NULL, &language_german, NULL), 0);
	assert_int_equal(document_pdf(document, &first, &size, NULL), 0);
	assert_int_equal(document_pdf(document, &second, &again, NULL), 0);
	assert_memory_equal(first, "%PDF-", 5);
	assert_int_equal(size, again);
	assert_memory_equal(first, second, size);
	free(first);
	free(second);
	document_free(document);
	report_free(report);
}

static void add_metric(struct trial_report *report, int rep, const char *phase, const char *name,
		       const char *side, double value)
{
	struct metric row = {.set = 1, .rep = rep, .value = value};

	snprintf(row.phase, sizeof(row.phase), "%s", phase);
	snprintf(row.metric, sizeof(row.metric), "%s", name);
	snprintf(row.side, sizeof(row.side), "%s", side);
	assert_int_equal(report_add_metric(report, &row, NULL), 0);
}

static void pulls_have_a_sentence_and_a_table(void **state)
{
	struct trial_report *report = sample_report_without_reps(3000);
	char *page;

	add_metric(report, 1, "pull", "peak_force", "both", 2300);
	add_metric(report, 2, "pull", "peak_force", "both", 2500);
	add_metric(report, 2, "pull", "net_peak_force", "both", 1700);
	page = write_page(state, report);
	expect_in(page, "The strongest pull reached 2500\u00a0N, 1700\u00a0N above body weight.");
	expect_in(page, "Pulls</h2>");
	expect_not_in(page, "No repetition");
	expect_not_in(page, "nan");
	expect_balanced(page);
	free(page);
	report_free(report);
}

static void standing_has_a_sentence_and_a_table(void **state)
{
	struct trial_report *report = sample_report_without_reps(3000);
	char *page;

	report->has_sides = true;
	report->no_reps_reason[0] = '\0';
	add_metric(report, 0, "standing", "duration", "both", 15);
	add_metric(report, 0, "standing", "asymmetry", "both", -12.9);
	page = write_page(state, report);
	expect_in(page, "the left leg carried 56.5\u00a0% of body weight, the right 43.5\u00a0%.");
	expect_in(page, "Standing</h2>");
	expect_not_in(page, "from lift-off to lockout");
	expect_not_in(page, "No repetition");
	expect_not_in(page, "nan");
	expect_balanced(page);
	free(page);
	report->metric[report->metrics - 1].flags = FLAG_BARRED;
	page = write_page(state, report);
	expect_in(page, "Quiet standing of 15 s.");
	expect_not_in(page, "leg carried");
	expect_not_in(page, "12.9\u00a0%");
	free(page);
	report_free(report);
}

static void a_recording_without_reps_says_why_and_shows_its_force(void **state)
{
	struct trial_report *report = sample_report_without_reps(3000);
	char *page;

	report->has_sides = true;
	snprintf(report->no_reps_reason, sizeof(report->no_reps_reason), "nobody lifted");
	page = write_page(state, report);
	expect_in(page, "nobody lifted");
	expect_in(page, ">Left<");
	expect_in(page, ">Right<");
	expect_not_in(page, "Repetitions</h2>");
	expect_not_in(page, "nan");
	expect_balanced(page);
	free(page);
	report_free(report);
}

static void without_sides_no_side_is_named(void **state)
{
	struct trial_report *report = sample_report();
	char *page;

	report->has_sides = false;
	page = write_page(state, report);
	expect_in(page, "nothing says which foot stood on which plate");
	expect_in(page, "Plate 1");
	expect_not_in(page, "LEFT");
	expect_not_in(page, ">Left<");
	free(page);
	report_free(report);
}

static void an_empty_recording_and_a_gap_all_along_are_drawn_too(void **state)
{
	struct trial_report *empty = sample_report_without_reps(1);
	struct trial_report *lost = sample_report_without_reps(500);
	char *page = write_page(state, empty);

	expect_balanced(page);
	free(page);
	for (size_t i = 0; i < 2 * lost->frames; i++)
		lost->vgrf_n[i] = NAN;
	page = write_page(state, lost);
	expect_not_in(page, "nan");
	free(page);
	report_free(empty);
	report_free(lost);
}

/* 60 s at 32 kHz with noise in every sample. */
static void a_long_recording_stays_a_small_page(void **state)
{
	struct trial_report *report = sample_report_without_reps(60 * 32000);
	uint32_t noise = 1;
	struct stat st;

	report->rate_hz = report->info.rate_hz = 32000;
	report->has_sides = true;
	for (size_t i = 0; i < 2 * report->frames; i++) {
		noise = noise * 1664525 + 1013904223;
		report->vgrf_n[i] = 500.0F + (float)(noise >> 16) / 100.0F;
	}
	assert_int_equal(
		write_document(scratch_path(state, "long.html"), report, &language_english, NULL),
		0);
	assert_int_equal(stat(scratch_path(state, "long.html"), &st), 0);
	assert_true(st.st_size < 300 * 1024);
	report_free(report);
}

static void a_page_that_cannot_be_written_is_an_error(void **state)
{
	struct trial_report *report = sample_report_without_reps(10);
	struct error err;

	assert_int_equal(write_document(scratch_path(state, "no/such/folder.html"), report,
					&language_english, &err),
			 HINGE_EWRITE);
	assert_non_null(strstr(err.text, "folder.html"));
	report_free(report);
}

static struct trial_report *starved_report;

/* The drawing libraries end the program where memory runs out, so no chart is drawn here. */
static int make_once(void *ctx)
{
	struct document *document;
	int ret = report_document(&document, starved_report, NULL, ctx, NULL);

	if (!ret)
		document_free(document);
	return ret;
}

/* Whether starve() fails or not: what it uses is freed in the tear-down */
static int make_report(void **state)
{
	starved_report = sample_report();
	return scratch_setup(state);
}

static int drop_report(void **state)
{
	report_free(starved_report);
	return scratch_teardown(state);
}

static void a_document_there_is_no_memory_for_is_not_made_in_part(void **state)
{
	(void)state;
	starve(make_once, (void *)&language_german);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_stands_alone_and_is_well_formed),
		cmocka_unit_test(texts_of_strangers_are_escaped),
		cmocka_unit_test(findings_are_german_where_that_is_asked_for),
		cmocka_unit_test(the_same_report_gives_the_same_bytes),
		cmocka_unit_test(paper_is_a_pdf_of_the_same_bytes_each_time),
		cmocka_unit_test(pulls_have_a_sentence_and_a_table),
		cmocka_unit_test(standing_has_a_sentence_and_a_table),
		cmocka_unit_test(a_recording_without_reps_says_why_and_shows_its_force),
		cmocka_unit_test(without_sides_no_side_is_named),
		cmocka_unit_test(an_empty_recording_and_a_gap_all_along_are_drawn_too),
		cmocka_unit_test(a_long_recording_stays_a_small_page),
		cmocka_unit_test(a_page_that_cannot_be_written_is_an_error),
		cmocka_unit_test_setup_teardown(
			a_document_there_is_no_memory_for_is_not_made_in_part, make_report,
			drop_report),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
