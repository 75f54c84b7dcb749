/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/starve.h"

#include "tools/hinged/rpc/rpc_parse.h"

#include <stdlib.h>
#include <string.h>

struct line_case {
	const char *line;
	int code;
	const char *text; /* in the message */
};

static void what_is_no_request_is_refused_with_the_standard_s_codes(void **state)
{
	static const struct line_case cases[] = {
		{"", RPC_PARSE, "request:"},
		{"{", RPC_PARSE, "request:1"},
		{"nonsense", RPC_PARSE, "request:1"},
		{"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"method\":\"y\",\"id\":1}", RPC_PARSE,
		 "duplicate"},
		{"[]", RPC_INVALID, "one call a line"},
		{"7", RPC_INVALID, "JSON object"},
		{"{}", RPC_INVALID, "jsonrpc"},
		{"{\"jsonrpc\":\"1.0\",\"method\":\"x\",\"id\":1}", RPC_INVALID, "2.0"},
		{"{\"jsonrpc\":2.0,\"method\":\"x\",\"id\":1}", RPC_INVALID, "2.0"},
		{"{\"jsonrpc\":\"2.0\",\"id\":1}", RPC_INVALID, "method"},
		{"{\"jsonrpc\":\"2.0\",\"method\":1,\"id\":1}", RPC_INVALID, "method"},
		{"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":[1],\"id\":1}", RPC_INVALID,
		 "params"},
		{"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":{}}", RPC_INVALID, "id"},
		{"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":true}", RPC_INVALID, "id"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rpc_request request;
		struct error err = {0};
		const char *line = cases[i].line;

		assert_int_equal(rpc_parse(&request, line, strlen(line), &err), cases[i].code);
		assert_int_equal(err.code, HINGE_EUSAGE);
		if (!strstr(err.text, cases[i].text))
			fail_msg("%s: '%s' lacks '%s'", line, err.text, cases[i].text);
		rpc_request_reset(&request);
	}
}

static void a_request_gives_method_parameters_and_id(void **state)
{
	static const char line[] =
		"{\"jsonrpc\":\"2.0\",\"method\":\"zero\",\"params\":{\"source\":\"sim:\"},"
		"\"id\":\"a\"}";
	struct rpc_request request;

	(void)state;
	assert_int_equal(rpc_parse(&request, line, strlen(line), NULL), 0);
	assert_string_equal(request.method, "zero");
	assert_string_equal(js_text(js_get(request.params, "source")), "sim:");
	assert_string_equal(js_text(request.id), "a");
	rpc_request_reset(&request);
}

static void without_an_id_it_is_a_notification(void **state)
{
	static const char line[] = "{\"jsonrpc\":\"2.0\",\"method\":\"status\"}";
	struct rpc_request request;

	(void)state;
	assert_int_equal(rpc_parse(&request, line, strlen(line), NULL), 0);
	assert_null(request.id);
	assert_null(request.params);
	rpc_request_reset(&request);
}

static void the_id_is_kept_where_only_the_rest_is_wrong(void **state)
{
	static const char line[] = "{\"jsonrpc\":\"2.0\",\"id\":42}";
	struct rpc_request request;
	int64_t id = 0;

	(void)state;
	assert_int_equal(rpc_parse(&request, line, strlen(line), NULL), RPC_INVALID);
	assert_true(js_int(request.id, &id));
	assert_int_equal(id, 42);
	rpc_request_reset(&request);
}

static void a_line_of_64_kib_is_too_long_and_one_byte_less_is_not(void **state)
{
	char *line = malloc(RPC_LINE_MAX);
	struct rpc_request request;
	struct error err;

	(void)state;
	memset(line, ' ', RPC_LINE_MAX);
	line[0] = '{';
	line[RPC_LINE_MAX - 1] = '}';
	assert_int_equal(rpc_parse(&request, line, RPC_LINE_MAX, &err), RPC_INVALID);
	assert_string_equal(err.text, "a line may have 65536 bytes");
	rpc_request_reset(&request);
	line[RPC_LINE_MAX - 2] = '}';
	assert_int_equal(rpc_parse(&request, line, RPC_LINE_MAX - 1, &err), RPC_INVALID);
	assert_non_null(strstr(err.text, "jsonrpc"));
	rpc_request_reset(&request);
	free(line);
}

static void deep_nesting_is_a_parse_error_not_a_crash(void **state)
{
	char line[60000];
	struct rpc_request request;

	(void)state;
	memset(line, '[', sizeof(line));
	assert_int_equal(rpc_parse(&request, line, sizeof(line), NULL), RPC_PARSE);
	rpc_request_reset(&request);
}

static void an_error_carries_code_name_text_and_exit_status(void **state)
{
	struct error err;
	struct js *id = js_integer(3);
	char *line;

	(void)state;
	fail(&err, HINGE_EREFUSED, "12.4 N on the left plate, step off");
	line = rpc_error_line(id, 0, &err);
	assert_string_equal(
		line, "{\"jsonrpc\": \"2.0\", \"error\": {\"code\": -32005, \"message\": "
		      "\"12.4 N on the left plate, step off\", \"data\": {\"code\": -5, \"name\": "
		      "\"refused\", \"text\": \"12.4 N on the left plate, step off\", "
		      "\"exit_status\": 5}}, \"id\": 3}\n");
	free(line);
	js_free(id);
}

static void a_usage_error_of_a_method_is_invalid_params(void **state)
{
	struct error err;
	char *line;

	(void)state;
	fail(&err, HINGE_EUSAGE, "subject is missing");
	line = rpc_error_line(NULL, 0, &err);
	assert_non_null(strstr(line, "\"code\": -32602"));
	assert_non_null(strstr(line, "\"id\": null"));
	free(line);
}

static void a_message_that_is_not_utf8_does_not_lose_the_answer(void **state)
{
	struct error err;
	char *line;

	(void)state;
	fail(&err, HINGE_EWRITE, "%s", "/tmp/M\xfcller");
	line = rpc_error_line(NULL, 0, &err);
	assert_non_null(line);
	assert_non_null(strstr(line, "\"exit_status\": 74"));
	free(line);
}

static int parse_once(void *line)
{
	struct rpc_request request;
	int ret = rpc_parse(&request, line, strlen(line), NULL);

	rpc_request_reset(&request);
	return ret == RPC_HINGE + HINGE_ENOMEM ? HINGE_ENOMEM : ret;
}

static void a_line_for_which_memory_runs_out_is_no_bad_line(void **state)
{
	char line[] =
		"{\"jsonrpc\": \"2.0\", \"id\": 123456789012345678, \"method\": "
		"\"a.method.with.a.long.name\", \"params\": {\"x\": -1.2345678901234567e-12}}";

	(void)state;
	starve(parse_once, line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_for_which_memory_runs_out_is_no_bad_line),
		cmocka_unit_test(what_is_no_request_is_refused_with_the_standard_s_codes),
		cmocka_unit_test(a_request_gives_method_parameters_and_id),
		cmocka_unit_test(without_an_id_it_is_a_notification),
		cmocka_unit_test(the_id_is_kept_where_only_the_rest_is_wrong),
		cmocka_unit_test(a_line_of_64_kib_is_too_long_and_one_byte_less_is_not),
		cmocka_unit_test(deep_nesting_is_a_parse_error_not_a_crash),
		cmocka_unit_test(an_error_carries_code_name_text_and_exit_status),
		cmocka_unit_test(a_usage_error_of_a_method_is_invalid_params),
		cmocka_unit_test(a_message_that_is_not_utf8_does_not_lose_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
