/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/starve.h"

#include "formats/error.h"
#include "formats/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_value_comes_back_exactly(void **state)
{
	struct js *object = js_object();
	struct js *again;
	const char *text;
	char *dump;
	double x;

	(void)state;
	js_set(object, "third", js_number(1.0 / 3.0));
	js_set(object, "none", js_number(0.0 / 0.0));
	js_set(object, "word", js_string("\xc3\xa4"));
	dump = js_dump(object, 17, 0);
	assert_int_equal(js_parse(&again, dump, strlen(dump), "x", NULL), 0);
	assert_true(js_real(js_get(again, "third"), &x));
	assert_true(x == 1.0 / 3.0);
	assert_true(js_is_null(js_get(again, "none")));
	text = js_text(js_get(again, "word"));
	assert_string_equal(text, "\xc3\xa4");
	free(dump);
	js_free(again);
	js_free(object);
}

static void a_fault_is_named_with_line_and_column(void **state)
{
	static const char text[] = "{\n  \"a\": 1,\n  \"a\": 2\n}";
	struct js *value = NULL;
	struct error err;

	(void)state;
	assert_int_equal(js_parse(&value, text, strlen(text), "s.json", &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "s.json:3:"));
	assert_null(value);
}

static void what_is_missing_is_no_crash(void **state)
{
	double x = 7.0;

	(void)state;
	assert_null(js_get(NULL, "a"));
	assert_null(js_at(NULL, 0));
	assert_int_equal(js_count(NULL), 0);
	assert_false(js_real(NULL, &x));
	assert_near(x, 7.0, 0.0);
	assert_null(js_text(NULL));
	js_free(NULL);
}

static void a_path_is_kept_where_it_is_utf8_and_readable_where_not(void **state)
{
	struct js *good = js_path("a/\xc3\xa4.h5"), *bad = js_path("M\xfcller.w64");

	(void)state;
	assert_string_equal(js_text(good), "a/\xc3\xa4.h5");
	assert_string_equal(js_text(bad), "M?ller.w64");
	js_free(good);
	js_free(bad);
}

/* Nested, with more members than fit a first table, and a text longer than a first buffer. */
static const char long_text[] =
	"{\"a\": {\"b\": [1, 2.5, {\"c\": "
	"\"dddddddddddddddddddddddddddddddddddddddddddddddddddd\"}]}, "
	"\"e\": 1, \"f\": 2, \"g\": 3, \"h\": 4, \"i\": 5, \"j\": 6, \"k\": 7, \"l\": 8, \"m\": 9, "
	"\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\": null, \"o\": true}";

static int go_through(void *ctx)
{
	struct js *value = NULL, *copy = NULL;
	char *text = NULL;
	int ret = js_parse(&value, long_text, strlen(long_text), "x", NULL);

	(void)ctx;
	if (!ret && !(copy = js_copy(value)))
		ret = HINGE_ENOMEM;
	if (!ret && !(text = js_dump(copy, 17, 0)))
		ret = HINGE_ENOMEM;
	if (!ret)
		assert_string_equal(text, long_text);
	free(text);
	js_free(copy);
	js_free(value);
	return ret;
}

static void numbers_are_written_with_no_more_digits_than_they_need(void **state)
{
	const double values[] = {0.1, 0.1 + 0.2, 1e-300, -2.5, 0, 6};
	struct js *rows = js_rows(values, 2, 2, 3);
	char *text = js_dump_exactly(rows, 0);

	(void)state;
	/* a sum that is not 0.3 needs all 17 digits */
	assert_non_null(text);
	assert_non_null(strstr(text, "0.30000000000000004"));
	assert_int_equal(text[strlen(text) - 1], '\n');
	free(text);
	js_free(rows);
	rows = js_rows(values + 3, 1, 2, 2);
	text = js_dump_exactly(rows, 0);
	assert_string_equal(text, "[[-2.5, 0.0]]\n");
	free(text);
	js_free(rows);
	rows = js_reals(values, 1);
	text = js_dump_exactly(rows, 0);
	assert_string_equal(text, "[0.1]\n");
	free(text);
	js_free(rows);
	assert_null(js_dump_exactly(NULL, 0));
}

static void memory_that_runs_out_gives_nothing_rather_than_a_part(void **state)
{
	(void)state;
	starve(go_through, NULL);
}

/* Tokens whose text must grow at every length that a buffer may have. */
static int parse_token(void *ctx)
{
	const char *text = ctx;
	struct js *value = NULL;
	int ret = js_parse(&value, text, strlen(text), "x", NULL);

	js_free(value);
	return ret;
}

static void memory_that_runs_out_within_a_token_ends_in_an_error(void **state)
{
	static const char *const ends[] = {"[%.*s]", "[%.*s.5e3, 1]", "{\"k%.*s\": true}",
					   "[\"%.*s\\u00e4\", \"b\"]"};
	char digits[140], text[200];

	(void)state;
	memset(digits, '7', sizeof(digits));
	for (size_t e = 0; e < sizeof(ends) / sizeof(ends[0]); e++)
		for (int length = 1; length < (e ? (int)sizeof(digits) : 19); length++) {
			snprintf(text, sizeof(text), ends[e], length, digits);
			starve(parse_token, text);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_comes_back_exactly),
		cmocka_unit_test(a_fault_is_named_with_line_and_column),
		cmocka_unit_test(what_is_missing_is_no_crash),
		cmocka_unit_test(a_path_is_kept_where_it_is_utf8_and_readable_where_not),
		cmocka_unit_test(numbers_are_written_with_no_more_digits_than_they_need),
		cmocka_unit_test(memory_that_runs_out_gives_nothing_rather_than_a_part),
		cmocka_unit_test(memory_that_runs_out_within_a_token_ends_in_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
