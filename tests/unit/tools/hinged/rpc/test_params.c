/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/rpc/params.h"

#include <string.h>

struct all {
	char text[8], code[33], word[8];
	double number;
	int count;
	bool flag;
	char list[3][8];
};

static const struct param table[] = {
	{"text", PARAM_TEXT, offsetof(struct all, text), 8, 0, 0, false},
	{"code", PARAM_CODE, offsetof(struct all, code), 33, 0, 0, true},
	{"word", PARAM_WORD, offsetof(struct all, word), 8, 0, 0, false},
	{"number", PARAM_NUMBER, offsetof(struct all, number), 0, 1, 10, false},
	{"count", PARAM_COUNT, offsetof(struct all, count), 0, 1, 10, false},
	{"flag", PARAM_BOOL, offsetof(struct all, flag), 0, 0, 0, false},
	{"list", PARAM_TEXTS, offsetof(struct all, list), 8, 1, 3, false},
};

static int read_text(const char *json, struct all *all, struct error *err)
{
	struct js *params;
	int ret;

	assert_int_equal(js_parse(&params, json, strlen(json), "test", err), 0);
	ret = params_read(table, sizeof(table) / sizeof(table[0]), params, all, err);
	js_free(params);
	return ret;
}

static void each_kind_is_read(void **state)
{
	struct all all = {0};
	struct error err;

	(void)state;
	assert_int_equal(read_text("{\"text\":\"a b\",\"code\":\"S-01\",\"word\":\"row2\","
				   "\"number\":2.5,\"count\":3,\"flag\":true}",
				   &all, &err),
			 0);
	assert_string_equal(all.text, "a b");
	assert_string_equal(all.code, "S-01");
	assert_string_equal(all.word, "row2");
	assert_near(all.number, 2.5, 0);
	assert_int_equal(all.count, 3);
	assert_true(all.flag);
}

static void a_list_has_its_limits(void **state)
{
	struct all all = {0};
	struct error err;

	(void)state;
	assert_int_equal(read_text("{\"code\":\"A\",\"list\":[\"one\",\"two\"]}", &all, &err), 0);
	assert_string_equal(all.list[0], "one");
	assert_string_equal(all.list[1], "two");
	assert_string_equal(all.list[2], "");
	assert_int_equal(read_text("{\"code\":\"A\",\"list\":[]}", &all, &err), HINGE_EUSAGE);
	assert_int_equal(read_text("{\"code\":\"A\",\"list\":\"one\"}", &all, &err), HINGE_EUSAGE);
	assert_int_equal(
		read_text("{\"code\":\"A\",\"list\":[\"1\",\"2\",\"3\",\"4\"]}", &all, &err),
		HINGE_EUSAGE);
	assert_non_null(strstr(err.text, "list"));
	assert_int_equal(read_text("{\"code\":\"A\",\"list\":[\"eight or more\"]}", &all, &err),
			 HINGE_EUSAGE);
	assert_int_equal(read_text("{\"code\":\"A\",\"list\":[7]}", &all, &err), HINGE_EUSAGE);
}

static void what_is_not_named_or_null_keeps_its_value(void **state)
{
	struct all all = {.word = "squat", .number = 7};
	struct error err;

	(void)state;
	assert_int_equal(read_text("{\"code\":\"A\",\"number\":null}", &all, &err), 0);
	assert_string_equal(all.word, "squat");
	assert_near(all.number, 7, 0);
}

static void a_wrong_parameter_is_named(void **state)
{
	static const char *const cases[][2] = {
		{"{}", "code is missing"},
		{"{\"code\":\"max\"}", "code 'max' is no code"},
		{"{\"code\":\"\"}", "code '' is no code"},
		{"{\"code\":\"A/B\"}", "is no code"},
		{"{\"code\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", "longer than 32"},
		{"{\"code\":1}", "code must be a string"},
		{"{\"code\":\"A\",\"word\":\"../x\"}", "letters and digits"},
		{"{\"code\":\"A\",\"word\":\"\"}", "letters and digits"},
		{"{\"code\":\"A\",\"text\":\"a\\tb\"}", "control characters"},
		{"{\"code\":\"A\",\"text\":\"12345678\"}", "longer than 7"},
		{"{\"code\":\"A\",\"number\":0.5}", "number is 0.5, allowed are 1 to 10"},
		{"{\"code\":\"A\",\"number\":\"2\"}", "number must be a number"},
		{"{\"code\":\"A\",\"count\":2.5}", "count must be a whole number"},
		{"{\"code\":\"A\",\"count\":9223372036854775807}", "allowed are 1 to 10"},
		{"{\"code\":\"A\",\"flag\":1}", "flag must be true or false"},
		{"{\"code\":\"A\",\"subjekt\":1}", "no parameter 'subjekt'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct all all = {0};
		struct error err = {0};

		assert_int_equal(read_text(cases[i][0], &all, &err), HINGE_EUSAGE);
		if (!strstr(err.text, cases[i][1]))
			fail_msg("%s: '%s' lacks '%s'", cases[i][0], err.text, cases[i][1]);
	}
}

static void a_method_without_parameters_takes_none_at_all(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(params_read(NULL, 0, NULL, NULL, &err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_read),
		cmocka_unit_test(a_list_has_its_limits),
		cmocka_unit_test(what_is_not_named_or_null_keeps_its_value),
		cmocka_unit_test(a_wrong_parameter_is_named),
		cmocka_unit_test(a_method_without_parameters_takes_none_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
