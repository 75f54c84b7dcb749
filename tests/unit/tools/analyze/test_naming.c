/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/analyze/naming/naming.h"

#include <stdlib.h>
#include <string.h>

static void add_row(struct trial_report *report, int set, int rep, const char *phase,
		    const char *name, const char *side, double value)
{
	struct metric row = {.set = set, .rep = rep, .value = value};

	snprintf(row.phase, sizeof(row.phase), "%s", phase);
	snprintf(row.side, sizeof(row.side), "%s", side);
	snprintf(row.metric, sizeof(row.metric), "%s", name);
	assert_int_equal(report_add_metric(report, &row, NULL), 0);
}

static struct trial_report *empty_report(void)
{
	struct trial_report *report;

	assert_int_equal(report_new(&report, 0, NULL), 0);
	snprintf(report->trial_id, sizeof(report->trial_id), "trial, 7");
	snprintf(report->info.subject, sizeof(report->info.subject), "S012");
	snprintf(report->info.start_time, sizeof(report->info.start_time),
		 "2026-11-22T10:15:30.5Z");
	report->body_mass_kg = 80;
	return report;
}

/* Header and lines, each on its own. */
struct table {
	char *text, *line[4];
	size_t lines;
};

static struct table print(const struct trial_report *report)
{
	const struct naming *naming = naming_find("forcedecks");
	struct table table = {0};
	size_t size;
	FILE *out = open_memstream(&table.text, &size);
	char *rest;

	assert_non_null(out);
	naming_print_header(out, naming);
	naming_print(out, naming, report);
	fclose(out);
	rest = table.text;
	while (table.lines < 4 && *rest)
		table.line[table.lines++] = strsep(&rest, "\n");
	return table;
}

/* The cell under this column; the quoted name in the first one is jumped over. */
static void assert_cell(const struct table *table, size_t line, const char *column,
			const char *want)
{
	const char *title = table->line[0], *cell = strstr(table->line[line], "\",") + 1;
	size_t length = strlen(column);

	title = strchr(title, ',');
	while (title && (strncmp(title + 1, column, length) || !strchr(",", title[1 + length]))) {
		title = strchr(title + 1, ',');
		cell = strchr(cell + 1, ',');
	}
	if (!title)
		fail_msg("no column %s", column);
	if (strncmp(cell + 1, want, strlen(want)) || !strchr(",", cell[1 + strlen(want)]))
		fail_msg("%s: expected '%s' at '%.20s'", column, want, cell + 1);
}

static void a_pull_has_the_columns_of_an_isometric_test(void **state)
{
	struct trial_report *report = empty_report();
	struct table table;

	(void)state;
	add_row(report, 1, 1, "pull", "peak_force", "both", 2000);
	add_row(report, 1, 1, "pull", "peak_force", "left", 1100);
	add_row(report, 1, 1, "pull", "peak_force", "right", 900);
	add_row(report, 1, 1, "pull", "rfd_0_200_ms", "both", 4000);
	table = print(report);
	assert_int_equal(table.lines, 2);
	assert_ptr_equal(strstr(table.line[1], "\"trial, 7\",S012,2026-11-22,10:15:30,80,"),
			 table.line[1]);
	assert_cell(&table, 1, "Peak Vertical Force [N]", "2000");
	assert_cell(&table, 1, "Peak Vertical Force [N] (L)", "1100");
	assert_cell(&table, 1, "Peak Vertical Force [N] (R)", "900");
	/* 200 of the larger, oracle O22 */
	assert_cell(&table, 1, "Peak Vertical Force % (Asym) (%)", "18.2 L");
	assert_cell(&table, 1, "RFD - 200ms [N/s]", "4000");
	assert_cell(&table, 1, "RFD - 100ms [N/s]", "");
	assert_cell(&table, 1, "Concentric Duration [ms]", "");
	free(table.text);
	report_free(report);
}

static void a_lift_is_concentric_and_counts_in_their_units(void **state)
{
	struct trial_report *report = empty_report();
	const struct rep rep = {.set = 2, .rep = 5};
	struct table table;

	(void)state;
	assert_int_equal(report_add_rep(report, &rep, NULL), 0);
	add_row(report, 2, 5, "lift", "duration", "both", 1.25);
	add_row(report, 2, 5, "lift", "mean_force", "right", 1000);
	add_row(report, 2, 5, "lift", "mean_force", "left", 900);
	add_row(report, 2, 0, "lift", "duration", "both", 9); /* of the set */
	table = print(report);
	assert_int_equal(table.lines, 2);
	assert_cell(&table, 1, "Rep", "5");
	assert_cell(&table, 1, "Concentric Duration [ms]", "1250");
	assert_cell(&table, 1, "Concentric Mean Force % (Asym) (%)", "10.0 R");
	free(table.text);
	report_free(report);
}

static void standing_and_a_window_have_a_line_each(void **state)
{
	struct trial_report *report = empty_report();
	struct table table;

	(void)state;
	add_row(report, 1, 0, "standing", "duration", "both", 20);
	add_row(report, 1, 0, "standing", "mean_force", "both", 784);
	add_row(report, 1, 0, "standing", "cop_ellipse_area", "both", 0.00014);
	add_row(report, 0, 0, "window", "duration", "both", 2);
	add_row(report, 0, 0, "window", "mean_force", "both", 555);
	table = print(report);
	assert_int_equal(table.lines, 3);
	assert_cell(&table, 1, "Overall Average Force [N]", "784");
	assert_cell(&table, 1, "Area of CoP Ellipse [mm sq]", "140");
	assert_cell(&table, 2, "Overall Average Force [N]", "555");
	assert_cell(&table, 2, "Area of CoP Ellipse [mm sq]", "");
	free(table.text);
	report_free(report);
}

static void an_unknown_maker_has_no_naming(void **state)
{
	(void)state;
	assert_null(naming_find("nobody"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pull_has_the_columns_of_an_isometric_test),
		cmocka_unit_test(a_lift_is_concentric_and_counts_in_their_units),
		cmocka_unit_test(standing_and_a_window_have_a_line_each),
		cmocka_unit_test(an_unknown_maker_has_no_naming),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
