/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No text leaves its chart, narrow or wide. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "tools/draw/charts/charts.h"

#include <stdlib.h>
#include <string.h>

static double attribute(const char *element, const char *name)
{
	return strtod(strstr(element, name) + strlen(name), NULL);
}

/* Letters, UTF-8's further bytes not counted. */
static double letters_of(const char *text)
{
	double n = 0.0;

	for (; *text != '<'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* No letter counts for more than it has in the narrowest word: half of its height. */
static void expect_inside(const char *element, double width_pt)
{
	const char *text = strchr(element, '>') + 1;
	double half = 0.25 * attribute(element, " font-size=\"") * letters_of(text);
	double x = attribute(element, " x=\""), low = x, high = x + 2.0 * half;
	const char *anchor = strstr(element, " text-anchor=\"");

	if (anchor && anchor < text) {
		bool middle = anchor[14] == 'm';

		low = middle ? x - half : x - 2.0 * half;
		high = middle ? x + half : x;
	}
	if (low < 0.0 || high > width_pt)
		fail_msg("from %.1f to %.1f of %.0f pt: %.80s", low, high, width_pt, element);
}

static void no_text_leaves_its_chart(void **state)
{
	static const double widths_pt[] = {245.0, 320.0, 515.0};
	static const char *const languages[] = {"en", "de"};
	struct trial_report *report = sample_report();
	struct chart chart[7];
	size_t n = 0;

	(void)state;
	n += chart_set(&chart[n], report);
	n += chart_share(&chart[n], report);
	n += chart_forces(&chart[n], report);
	n += chart_butterfly(&chart[n], report);
	n += chart_cop(&chart[n], report);
	n += chart_coherence(&chart[n], report);
	n += chart_rep(&chart[n], report, 0);
	assert_int_equal(n, 7);
	for (size_t i = 0; i < 6 * n; i++) {
		struct html html = {0};
		double width_pt = widths_pt[i % 3];

		assert_int_equal(
			chart_svg(&html, &chart[i / 6], width_pt, languages[i / 3 % 2], "a", NULL),
			0);
		for (const char *p = strstr(html.text, "<text "); p; p = strstr(p + 1, "<text "))
			expect_inside(p, width_pt);
		html_free(&html);
	}
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_text_leaves_its_chart)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
