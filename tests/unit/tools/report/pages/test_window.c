/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "tools/report/document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct metric *add(struct trial_report *report, const char *name, const char *side,
			  double value)
{
	struct metric row = {.value = value, .ci_low = NAN, .ci_high = NAN};

	snprintf(row.phase, sizeof(row.phase), "window");
	snprintf(row.metric, sizeof(row.metric), "%s", name);
	snprintf(row.side, sizeof(row.side), "%s", side);
	assert_int_equal(report_add_metric(report, &row, NULL), 0);
	return &report->metric[report->metrics - 1];
}

/* 2.5 s from 12 s on; the last row is the asymmetry. */
static struct metric *add_window(struct trial_report *report)
{
	add(report, "start", "both", 12);
	add(report, "duration", "both", 2.5);
	add(report, "mean_force", "left", 471.4);
	add(report, "mean_force", "right", 611.6);
	add(report, "mean_force", "both", 1083);
	return add(report, "asymmetry", "both", 12.945);
}

/* The row of the window, its cells parted by |, or "" */
static const char *row_of(const struct trial_report *report, const struct language *language,
			  char out[512])
{
	struct document *document;
	struct html html = {0};
	const char *from;
	size_t used = 0;
	bool inside = false;

	assert_int_equal(report_document(&document, report, NULL, language, NULL), 0);
	assert_int_equal(document_html(document, &html, NULL), 0);
	from = strstr(html.text, language == &language_english ? ">Chosen window</caption>"
							       : ">Gewähltes Fenster</caption>");
	from = from ? strstr(from, "<tbody>") : "";
	for (; *from && strncmp(from, "</tbody>", 8) != 0 && used < 500; from++) {
		if (*from == '<')
			inside = true;
		else if (*from == '>')
			inside = false;
		else if (*from == '\n' && used && out[used - 1] != '|')
			out[used++] = '|';
		else if (!inside && *from != '\n')
			out[used++] = *from;
	}
	out[used] = '\0';
	html_free(&html);
	document_free(document);
	return out;
}

static void the_window_has_its_times_forces_and_difference(void **state)
{
	struct trial_report *report = sample_report();
	char row[512];

	(void)state;
	add_window(report);
	assert_string_equal(row_of(report, &language_english, row),
			    "12.00 to 14.50 s|471|612|1083|12.9\u00a0% right|");
	assert_string_equal(row_of(report, &language_german, row),
			    "12,00 bis 14,50 s|471|612|1083|12,9\u00a0% rechts|");
	report_free(report);
}

static void the_interval_stands_where_there_is_one(void **state)
{
	struct trial_report *report = sample_report();
	struct metric *asymmetry = add_window(report);
	char row[512];

	(void)state;
	asymmetry->ci_low = 11.5;
	asymmetry->ci_high = 14.4;
	assert_non_null(strstr(row_of(report, &language_english, row),
			       "|12.9\u00a0% right (11.5 to 14.4\u00a0% right)|"));
	report_free(report);
}

static void what_a_check_bars_is_not_shared(void **state)
{
	struct trial_report *report = sample_report();
	char row[512];

	(void)state;
	add_window(report)->flags |= FLAG_BARRED;
	assert_non_null(strstr(row_of(report, &language_english, row), "|1083|not measurable|"));
	report_free(report);
}

static void one_plate_has_one_force(void **state)
{
	struct trial_report *report = sample_report();
	char row[512];

	(void)state;
	add_window(report);
	report->has_sides = false;
	assert_string_equal(row_of(report, &language_english, row), "12.00 to 14.50 s|1083|");
	report_free(report);
}

static void without_a_window_there_is_no_table(void **state)
{
	struct trial_report *report = sample_report();
	char row[512];

	(void)state;
	assert_string_equal(row_of(report, &language_english, row), "");
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_window_has_its_times_forces_and_difference),
		cmocka_unit_test(the_interval_stands_where_there_is_one),
		cmocka_unit_test(what_a_check_bars_is_not_shared),
		cmocka_unit_test(one_plate_has_one_force),
		cmocka_unit_test(without_a_window_there_is_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
