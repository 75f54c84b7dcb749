/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/serve/site/routes.h"

#include <stdio.h>
#include <string.h>

static const char *const climbs[] = {
	"..",         "../", "/..",    "%2e%2e",      "..%2f", "..\\",     "....//",
	"%252e%252e", "..;", "..\x01", "/etc/passwd", "C:\\",  "\xc0\xae", ".\xe2\x80\x8b.",
	"file:///",   "//",  "/./",    "~",           "*",     "null"};
static const char *const starts[] = {"/",         "/subject/", "/trial/",     "/assets/",
				     "/compare/", "/trial/x/", "/subject/..", "/live/",
				     "",          "/trial/../"};

/* 20 x 10 strings: none finds a page of the study, and an asset only by its whole name. */
static void no_path_leads_out_of_the_table(void **state)
{
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		for (size_t k = 0; k < sizeof(climbs) / sizeof(climbs[0]); k++) {
			struct request request = {.method = METHOD_GET};
			const struct route *route;
			char path[256];
			bool known;

			snprintf(path, sizeof(path), "%s%s", starts[i], climbs[k]);
			request.path = path;
			route = route_find(site_routes, &request, &known);
			assert_true(!route || !strcmp(route->path, "/assets/*") ||
				    !strcmp(path, "/"));
			tried++;
		}
	assert_int_equal(tried, 200);
}

static void an_id_is_32_hex_digits_and_nothing_else(void **state)
{
	static const struct {
		const char *path;
		bool found;
	} rows[] = {
		{"/trial/0123456789abcdef0123456789abcdef", true},
		{"/trial/0123456789abcdef0123456789abcdef/reps", true},
		{"/trial/0123456789ABCDEF0123456789ABCDEF", false},
		{"/trial/0123456789abcdef0123456789abcde", false},
		{"/trial/0123456789abcdef0123456789abcdef0", false},
		{"/trial/0123456789abcdef0123456789abcdeg", false},
		{"/trial/0123456789abcdef0123456789abcdef/", false},
		{"/trial/0123456789abcdef0123456789abcdef/other", false},
		{"/trial/", false},
		{"/trial", false},
		{"trial/0123456789abcdef0123456789abcdef", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request request = {.method = METHOD_GET, .path = rows[i].path};
		bool known;

		assert_int_equal(route_find(site_routes, &request, &known) != NULL, rows[i].found);
	}
}

static void every_route_that_posts_needs_a_token(void **state)
{
	(void)state;
	for (const struct route *row = site_routes; row->path; row++) {
		assert_int_equal(row->method == METHOD_POST, (row->flags & ROUTE_TOKEN) != 0);
		assert_true(row->method == METHOD_OTHER || row->answer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_path_leads_out_of_the_table),
		cmocka_unit_test(an_id_is_32_hex_digits_and_nothing_else),
		cmocka_unit_test(every_route_that_posts_needs_a_token),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
