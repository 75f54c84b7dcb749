/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/indicators/indicators.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text_of(const char *path)
{
	enum { MOST = 1 << 20 };
	FILE *file = fopen(path, "r");
	char *text = calloc(1, MOST);

	assert_non_null(file);
	assert_non_null(text);
	assert_in_range(fread(text, 1, MOST - 1, file), 1, MOST - 2);
	fclose(file);
	return text;
}

static void assert_described(const char *path)
{
	char *text = text_of(path);

	for (size_t i = 0; i < INDICATOR_ROWS; i++) {
		char name[40];

		snprintf(name, sizeof(name), "`%s`", indicator_rows[i].metric);
		if (!strstr(text, name))
			fail_msg("%s does not describe %s", path, name);
	}
	free(text);
}

static void every_row_is_described(void **state)
{
	(void)state;
	assert_described("docs/methods.md");
	assert_described("docs/results.md");
}

/* Names and formulas stand whole in a row, and no two rows are the same. */
static void every_row_fits_and_is_its_own(void **state)
{
	struct metric row;

	(void)state;
	for (size_t i = 0; i < INDICATOR_ROWS; i++) {
		const struct indicator_row_text *text = &indicator_rows[i];

		assert_true(strlen(text->metric) < sizeof(row.metric));
		assert_true(strlen(text->phase) < sizeof(row.phase));
		assert_true(strlen(text->unit) < sizeof(row.unit) && text->unit[0]);
		assert_true(strlen(text->formula) < sizeof(row.formula) && text->formula[0]);
		for (size_t k = 0; k < i; k++)
			assert_true(strcmp(indicator_rows[k].metric, text->metric) ||
				    strcmp(indicator_rows[k].phase, text->phase));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_described),
		cmocka_unit_test(every_row_fits_and_is_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
