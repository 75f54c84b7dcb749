/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out while something is drawn: told once, and no half of a drawing. */
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/sample_report.h"

#include "tools/draw/charts/charts.h"

#include <stdlib.h>

static int draw_kind(const struct trial_report *report, enum canvas_kind kind, struct error *err)
{
	struct canvas_options options = {.kind = kind,
					 .width_pt = 515.0,
					 .height_pt = 200.0,
					 .pixels_per_pt = 1.0,
					 .created = "2026-11-22T10:15:00Z",
					 .language = "en"};
	struct box box = {0.0, 0.0, 515.0, 200.0};
	struct canvas *canvas = NULL;
	char *bytes = NULL;
	struct chart chart;
	size_t size;
	int rc;

	assert_true(chart_share(&chart, report));
	rc = canvas_new(&canvas, &options, err);
	if (rc) {
		assert_null(canvas);
		return rc;
	}
	canvas_tag_begin(canvas, "Figure", "a figure");
	chart_draw(&chart, canvas, &box, "en");
	canvas_tag_end(canvas, "Figure");
	rc = canvas_finish(canvas, &bytes, &size, err);
	if (rc)
		assert_null(bytes);
	free(bytes);
	canvas_free(canvas);
	return rc;
}

/* Each allocation of ours fails in turn, until a drawing needs no more. */
static void starve_kind(enum canvas_kind kind)
{
	struct trial_report *report = sample_report();
	unsigned n = 1;

	assert_int_equal(draw_kind(report, kind, NULL), 0);
	for (;; n++) {
		struct error err = {0};
		int rc;

		faults_arm(FAULT_NOMEM, n, true);
		rc = draw_kind(report, kind, &err);
		if (!faults_disarm()) {
			assert_int_equal(rc, 0);
			break;
		}
		assert_int_equal(rc, HINGE_ENOMEM);
		assert_int_equal(err.code, HINGE_ENOMEM);
	}
	/* the canvas, what it writes to, and points of lines at least */
	assert_true(n > 3);
	report_free(report);
}

static void an_svg_without_memory_is_refused(void **state)
{
	(void)state;
	starve_kind(CANVAS_SVG);
}

static void a_pdf_without_memory_is_refused(void **state)
{
	(void)state;
	starve_kind(CANVAS_PDF);
}

static void a_png_without_memory_is_refused(void **state)
{
	(void)state;
	starve_kind(CANVAS_PNG);
}

static void a_page_without_memory_for_its_chart_says_so(void **state)
{
	struct trial_report *report = sample_report();
	struct chart chart;
	unsigned n = 1;

	(void)state;
	assert_true(chart_set(&chart, report));
	for (;; n++) {
		struct html html = {0};
		int rc;

		faults_arm(FAULT_NOMEM, n, true);
		rc = chart_svg(&html, &chart, 515.0, "en", "a", NULL);
		html_free(&html);
		if (!faults_disarm()) {
			assert_int_equal(rc, 0);
			break;
		}
		assert_int_equal(rc, HINGE_ENOMEM);
	}
	assert_true(n > 4);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_svg_without_memory_is_refused),
		cmocka_unit_test(a_pdf_without_memory_is_refused),
		cmocka_unit_test(a_png_without_memory_is_refused),
		cmocka_unit_test(a_page_without_memory_for_its_chart_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
