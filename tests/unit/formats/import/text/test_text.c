/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/import/text/text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char bytes[4096];

static struct text open_text(const char *source, char delimiter, char decimal)
{
	struct text text;

	snprintf(bytes, sizeof(bytes), "%s", source);
	text_init(&text, "t.csv", bytes, strlen(bytes), delimiter, decimal);
	return text;
}

/* Reads all columns of a text without header and expects the message. */
static void expect_refusal(const char *source, const char *message)
{
	struct text text = open_text(source, ',', '.');
	const int wanted[] = {0, 1};
	struct text_table table;
	struct error err;

	assert_int_equal(text_numbers(&text, NULL, wanted, 2, &table, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, message);
}

static void fields_are_cut_at_delimiters_and_out_of_quotes(void **state)
{
	struct text text = open_text("\xef\xbb\xbfKey,\"a,b \"\"c\"\"\" , d ,\r\n\n x", ',', '.');
	struct text_row row;

	(void)state;
	assert_int_equal(text_next(&text, &row, NULL), 1);
	assert_int_equal(row.count, 4);
	assert_string_equal(row.field[0], "Key");
	assert_string_equal(row.field[1], "a,b \"c\"");
	assert_string_equal(row.field[2], "d");
	assert_string_equal(row.field[3], "");
	text_row_trim(&row);
	assert_int_equal(row.count, 3);
	assert_int_equal(text_next(&text, &row, NULL), 1);
	assert_int_equal(row.count, 0);
	assert_int_equal(text_next(&text, &row, NULL), 1);
	assert_int_equal(text.line, 3);
	assert_string_equal(row.field[0], "x");
	assert_int_equal(text_next(&text, &row, NULL), 0);
}

static void runs_of_blanks_are_one_delimiter_where_blanks_delimit(void **state)
{
	struct text text = open_text("  1 \t  2   \n3 4\n", ' ', '.');
	const int wanted[] = {0, 1};
	struct text_table table;

	(void)state;
	assert_int_equal(text_numbers(&text, NULL, wanted, 2, &table, NULL), 0);
	assert_int_equal(table.rows, 2);
	assert_near(table.value[1], 2, 0);
	assert_near(table.value[2], 3, 0);
	free(table.value);
}

static void each_kind_of_line_end_ends_a_line(void **state)
{
	const char *const sources[] = {"1,2\n3,4\n", "1,2\r\n3,4\r\n", "1,2\r3,4", "1,2\n3,4"};
	const int wanted[] = {1};

	(void)state;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		struct text text = open_text(sources[i], ',', '.');
		struct text_table table;

		assert_int_equal(text_numbers(&text, NULL, wanted, 1, &table, NULL), 0);
		assert_int_equal(table.rows, 2);
		assert_near(table.value[0], 2, 0);
		assert_near(table.value[1], 4, 0);
		free(table.value);
	}
}

static void padding_and_blank_rows_at_the_end_are_no_data(void **state)
{
	struct text text = open_text("1,2,,,\n3,4,,,\n,,,,\n\n", ',', '.');
	const int wanted[] = {0};
	struct text_table table;

	(void)state;
	assert_int_equal(text_numbers(&text, NULL, wanted, 1, &table, NULL), 0);
	assert_int_equal(table.rows, 2);
	free(table.value);
}

static void a_comma_may_be_delimiter_and_decimal_mark_at_once(void **state)
{
	struct text text = open_text("\"208,56\",7,\"-1,5E-05\"\n", ',', ',');
	const int wanted[] = {2, 0, 1};
	struct text_table table;

	(void)state;
	assert_int_equal(text_numbers(&text, NULL, wanted, 3, &table, NULL), 0);
	assert_near(table.value[0], -1.5e-5, 0);
	assert_near(table.value[1], 208.56, 0);
	assert_near(table.value[2], 7, 0);
	free(table.value);
}

static void a_fault_is_told_with_file_line_and_column(void **state)
{
	(void)state;
	expect_refusal("1,2\n3\n", "t.csv:2: 1 fields, expected 2");
	expect_refusal("1,2\n3,4,5\n", "t.csv:2: 3 fields, expected 2");
	expect_refusal("1,2\n3,x\n", "t.csv:2: column 1 (the first is 0): is not a number: \"x\"");
	expect_refusal("1,nan\n",
		       "t.csv:1: column 1 (the first is 0): is nan, not a measured value");
	expect_refusal("-inf,1\n",
		       "t.csv:1: column 0 (the first is 0): is -inf, not a measured value");
	expect_refusal("1,2\n,4\n", "t.csv:2: column 0 (the first is 0): is empty");
	expect_refusal("1,1e999\n", "t.csv:1: column 1 (the first is 0): is out of range: 1e999");
	expect_refusal("1,2\n\n3,4\n", "t.csv:2: a blank row amid the numbers");
	expect_refusal("1,\"2\n", "t.csv:1: a quote is opened and not closed");
	expect_refusal("1,\"2\"3\n", "t.csv:1: text follows a closing quote");
	expect_refusal("", "t.csv: no rows of numbers below the header");
	expect_refusal("1\n", "t.csv:1: column 1 of a row of 1");
}

static void the_header_names_the_column_of_a_fault(void **state)
{
	struct text text = open_text("Time,Fz,\n0,\"1,5\",\n", ',', '.');
	const int wanted[] = {1};
	struct text_table table;
	struct text_row header;
	struct error err;

	(void)state;
	assert_int_equal(text_next(&text, &header, &err), 1);
	text_row_trim(&header);
	assert_int_equal(text_numbers(&text, &header, wanted, 1, &table, &err), HINGE_EFORMAT);
	assert_string_equal(err.text,
			    "t.csv:2: column \"Fz\": is not a number: \"1,5\" (a decimal comma?)");
}

static void a_column_must_be_there_once(void **state)
{
	struct text text = open_text("Time,Fz,Fz\n", ',', '.');
	struct text_row header;
	struct error err;
	int column = -1;

	(void)state;
	assert_int_equal(text_next(&text, &header, &err), 1);
	assert_int_equal(text_column(&text, &header, "Time", &column, &err), 0);
	assert_int_equal(column, 0);
	assert_int_equal(text_column(&text, &header, "Mx", &column, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "t.csv:1: no column \"Mx\" in the header");
	assert_int_equal(text_column(&text, &header, "Fz", &column, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "t.csv:1: two columns are called \"Fz\"");
}

static void a_byte_of_zero_is_not_text(void **state)
{
	char raw[] = "1,2\n3,\0"
		     "4\n";
	const int wanted[] = {0};
	struct text_table table;
	struct text text;
	struct error err;

	(void)state;
	text_init(&text, "t.csv", raw, sizeof(raw) - 1, ',', '.');
	assert_int_equal(text_numbers(&text, NULL, wanted, 1, &table, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "t.csv:2: a NUL byte (is this a text file?)");
}

static void a_row_of_too_many_fields_is_refused(void **state)
{
	static char commas[1024];
	struct text_row row;
	struct text text;
	struct error err;

	(void)state;
	memset(commas, ',', sizeof(commas) - 1);
	text_init(&text, "t.csv", commas, sizeof(commas) - 1, ',', '.');
	assert_int_equal(text_next(&text, &row, &err), HINGE_EFORMAT);
	assert_string_equal(err.text, "t.csv:1: more than 512 fields in a row");
}

/* The fast path and strtod() are two ways to one answer: the nearest double. */
static void numbers_are_rounded_correctly(void **state)
{
	/* exact, halfway cases of the 53rd bit, the ends of the range, many digits */
	static const char *const sources[] = {
		"0",
		"-0",
		"1.",
		".5",
		"+3.25e+2",
		"487.013093",
		"9007199254740993",
		"9007199254740992.5",
		"1e22",
		"1e23",
		"8.5e-23",
		"123456789012345678",
		"2.6001075975500861",
		"7.3785690282684229",
		"0.1234567890123456789012345678901234567890",
		"2.2250738585072011e-308",
		"4.9e-324",
		"1.7976931348623157e308",
		"1e-400",
		"179769313486231570000000000000000000000e270",
		"0.000000000000000000000000000000000000000000001",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		double want = strtod(sources[i], NULL), got = -1.0;
		char field[64];

		snprintf(field, sizeof(field), "%s", sources[i]);
		assert_int_equal(text_number(field, '.', &got, NULL), 0);
		if (memcmp(&got, &want, sizeof(got)) != 0)
			fail_msg("%s: %.17g, expected %.17g", sources[i], got, want);
	}
}

static void only_decimal_numbers_are_numbers(void **state)
{
	static const char *const sources[] = {"0x10", "1e", "1e+", "--1", "1.2.3", "1 2", ".",
					      "-",    "+",  "e5",  "1,2", "1d5",   "1f",  ""};
	double out;

	(void)state;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		char field[16];

		snprintf(field, sizeof(field), "%s", sources[i]);
		if (text_number(field, '.', &out, NULL) != HINGE_EFORMAT)
			fail_msg("\"%s\" was taken for a number", sources[i]);
	}
}

static void a_locale_with_a_decimal_comma_changes_nothing(void **state)
{
	char command[512];
	char fast[] = "1.5", slow[] = "0.12345678901234567890123";
	double out;

	snprintf(command, sizeof(command), "localedef -i de_DE -f UTF-8 --no-archive %s",
		 scratch_path(state, "de_DE.UTF-8"));
	assert_int_equal(system(command), 0);
	setenv("LOCPATH", scratch_path(state, ""), 1);
	assert_non_null(setlocale(LC_ALL, "de_DE.UTF-8"));
	assert_string_equal(localeconv()->decimal_point, ",");
	assert_int_equal(text_number(fast, '.', &out, NULL), 0);
	assert_near(out, 1.5, 0);
	assert_int_equal(text_number(slow, '.', &out, NULL), 0);
	assert_near(out, 0x1.f9add3746f65fp-4, 1e-17);
	setlocale(LC_ALL, "C");
	unsetenv("LOCPATH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_cut_at_delimiters_and_out_of_quotes),
		cmocka_unit_test(runs_of_blanks_are_one_delimiter_where_blanks_delimit),
		cmocka_unit_test(each_kind_of_line_end_ends_a_line),
		cmocka_unit_test(padding_and_blank_rows_at_the_end_are_no_data),
		cmocka_unit_test(a_comma_may_be_delimiter_and_decimal_mark_at_once),
		cmocka_unit_test(a_fault_is_told_with_file_line_and_column),
		cmocka_unit_test(the_header_names_the_column_of_a_fault),
		cmocka_unit_test(a_column_must_be_there_once),
		cmocka_unit_test(a_byte_of_zero_is_not_text),
		cmocka_unit_test(a_row_of_too_many_fields_is_refused),
		cmocka_unit_test(numbers_are_rounded_correctly),
		cmocka_unit_test(only_decimal_numbers_are_numbers),
		cmocka_unit_test_setup_teardown(a_locale_with_a_decimal_comma_changes_nothing,
						scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
