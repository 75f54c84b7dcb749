/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out in the server's own process: answered 503, and nothing is left behind. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "tools/serve/site/routes.h"

#define OWN "127.0.0.1:8080"

struct
try {
	struct site *site;
	struct request request;
	int status; /* of its answer with plenty of memory */
};

static int ask_once(void *ctx)
{
	const struct try *try = ctx;
	struct request request = try->request;
	struct response response = {0};
	bool failed;

	site_answer(try->site, &request, &response);
	/* of a page that failed http.c makes a 503 */
	failed = response.body.failed || response.status == 503;
	if (!failed)
		assert_int_equal(response.status, try->status);
	html_free(&response.body);
	return failed ? HINGE_ENOMEM : 0;
}

static struct try get(struct site *site, const char *path, int status)
{
	return (struct try){site, {.method = METHOD_GET, .path = path, .host = OWN}, status};
}

static void what_there_is_no_memory_for_is_unavailable(void **state)
{
	struct site site = {.port = 8080,
			    .routes = site_routes,
			    .login_lock = PTHREAD_MUTEX_INITIALIZER,
			    .sync_lock = PTHREAD_MUTEX_INITIALIZER};
	struct try tries[] = {
		get(&site, "/", 404), /* there is no study */
		get(&site, "/nowhere", 404), get(&site, "/api/nowhere", 404),
		get(&site, "/live", 200),    get(&site, "/assets/report.css", 200),
		get(&site, "/live", 421),    get(&site, "/login", 200),
	};
	enum { TRIES = sizeof(tries) / sizeof(tries[0]) };

	tries[TRIES - 2].request.host = "evil.example";
	assert_int_equal(audit_open(&site.audit, scratch_path(state, "audit"), NULL), 0);
	assert_int_equal(password_set(scratch_path(state, "password"), "correct horse", NULL), 0);
	site.sessions = sessions_new();
	for (size_t i = 0; i + 1 < TRIES; i++)
		starve(ask_once, &tries[i]);
	assert_int_equal(password_load(&site.password, scratch_path(state, "password"), NULL), 0);
	starve(ask_once, &tries[TRIES - 1]);
	password_free(site.password);
	sessions_free(site.sessions);
	audit_close(site.audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_there_is_no_memory_for_is_unavailable,
						scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
