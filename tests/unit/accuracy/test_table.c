/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/error.h"
#include "tests/accuracy/table.h"
#include "tests/support/starve.h"

#include <stdlib.h>
#include <string.h>

static const struct quantity median = {
	.name = "lift-off, median",
	.unit = "ms",
	.statistic = STATISTIC_MEDIAN,
	.decimals = 1,
	.scale = 1,
	.kind = GATE_AT_MOST,
	.bound = {10, 10, 10},
};

static void a_cell_is_a_figure_its_number_and_a_verdict(void **state)
{
	struct collection held = {0}, missed = {0};
	const struct column columns[] = {
		{.name = "lab", .measure = &held},
		{.name = "gym", .measure = &missed},
		{.name = "Romanian", .measure = &missed, .is_ungated = true},
	};
	struct tally tally = {.title = "Events"};
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	assert_non_null(out);
	collection_add(&held, -4);
	collection_add(&missed, 11);
	assert_true(table_print(out, &median, 1, columns, 3, &tally));
	fclose(out);
	assert_non_null(strstr(text, "| lift-off, median, ms | &le; 10 ms | 4.0 (1) held "
				     "| **11.0 (1) MISSED** | 11.0 (1) |\n"));
	assert_int_equal(tally.held, 1);
	assert_int_equal(tally.missed, 1);
	free(text);
	collection_reset(&held);
	collection_reset(&missed);
}

static int print_two(void *out)
{
	struct collection collection = {0};
	const struct column column = {.name = "lab", .measure = &collection};
	struct tally tally = {0};

	collection_add(&collection, 1);
	collection_add(&collection, 2);
	bool printed = table_print(out, &median, 1, &column, 1, &tally);
	collection_reset(&collection);
	return printed ? 0 : HINGE_ENOMEM;
}

static void figures_that_ran_out_of_memory_are_not_printed(void **state)
{
	static char buffer[BUFSIZ];
	FILE *out = fopen("/dev/null", "w");

	(void)state;
	assert_non_null(out);
	setvbuf(out, buffer, _IOFBF, sizeof(buffer));
	starve(print_two, out);
	fclose(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_is_a_figure_its_number_and_a_verdict),
		cmocka_unit_test(figures_that_ran_out_of_memory_are_not_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
