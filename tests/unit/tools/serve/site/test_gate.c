/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "tools/serve/guard/host.h"
#include "tools/serve/site/routes.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { PORT = 8080 };
#define OWN    "127.0.0.1:8080"
#define ORIGIN "http://" OWN

/* --- a site with one page of each kind --- */

static void say_hello(struct site *site, const struct request *request, struct response *response)
{
	(void)site;
	answer_html(response, 200);
	html_text(&response->body, "%s", request->path);
}

static const struct route table[] = {
	{METHOD_GET, "/", 0, "view", say_hello, NULL},
	{METHOD_GET, "/open", ROUTE_OPEN, NULL, say_hello, NULL},
	{METHOD_POST, "/do", ROUTE_TOKEN, "do", say_hello, NULL},
	{METHOD_POST, "/api/do", ROUTE_TOKEN, "do", say_hello, NULL},
	{METHOD_GET, "/events", 0, NULL, say_hello, NULL},
	{METHOD_GET, "/login", ROUTE_OPEN, NULL, answer_login_page, NULL},
	{METHOD_POST, "/login", ROUTE_OPEN | ROUTE_TOKEN, "login", answer_login, NULL},
	{METHOD_POST, "/logout", ROUTE_TOKEN, "logout", answer_logout, NULL},
	{0},
};

static struct site site_of(void **state, bool has_password)
{
	struct site site = {.port = PORT,
			    .routes = table,
			    .login_lock = PTHREAD_MUTEX_INITIALIZER,
			    .sync_lock = PTHREAD_MUTEX_INITIALIZER};
	const char *path = scratch_path(state, "password");

	assert_int_equal(audit_open(&site.audit, scratch_path(state, "audit"), NULL), 0);
	site.sessions = sessions_new();
	assert_int_equal(secret_make(site.token, NULL), 0);
	if (has_password) {
		assert_int_equal(password_set(path, "correct horse", NULL), 0);
		assert_int_equal(password_load(&site.password, path, NULL), 0);
		assert_non_null(site.password);
	}
	return site;
}

static void close_site(struct site *site)
{
	audit_close(site->audit);
	sessions_free(site->sessions);
	password_free(site->password);
}

static struct request get(const char *path)
{
	return (struct request){.method = METHOD_GET, .path = path, .host = OWN};
}

static struct request post(const char *path, const char *token)
{
	return (struct request){
		.method = METHOD_POST, .path = path, .host = OWN, .origin = ORIGIN, .token = token};
}

/* Gives the status; the answer is the caller's. */
static int ask(struct site *site, struct request request, struct response *response)
{
	*response = (struct response){0};
	site_answer(site, &request, response);
	return response->status;
}

static int status(struct site *site, struct request request)
{
	struct response response;
	int code = ask(site, request, &response);

	html_free(&response.body);
	return code;
}

/* --- who is asked, who asks --- */

static void only_our_own_names_are_answered(void **state)
{
	static const struct {
		const char *host;
		int status;
	} rows[] = {
		{OWN, 200},
		{"localhost:8080", 200},
		{"LOCALHOST:8080", 200},
		{"[::1]:8080", 200},
		{NULL, 421},
		{"", 421},
		{"127.0.0.1", 421},
		{"127.0.0.1:8081", 421},
		{"127.0.0.1:80800", 421},
		{"evil.example", 421},
		{"evil.example:8080", 421},
		{"127.0.0.1:8080.evil.example", 421},
		{"evil.example#127.0.0.1:8080", 421},
		{"192.168.1.5:8080", 421},
		{"0.0.0.0:8080", 421},
		{"127.1:8080", 421},
	};
	struct site site = site_of(state, false);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request request = get("/");

		request.host = rows[i].host;
		assert_int_equal(status(&site, request), rows[i].status);
	}
	assert_true(host_is_ours("localhost", 80));
	close_site(&site);
}

static void what_changes_something_must_come_from_our_own_page(void **state)
{
	static const struct {
		const char *origin;
		int status;
	} rows[] = {
		{ORIGIN, 200},
		{NULL, 403},
		{"null", 403},
		{"", 403},
		{"https://" OWN, 403},
		{"http://localhost:8080", 403},
		{"http://evil.example", 403},
		{ORIGIN ".evil.example", 403},
		{"http://evil.example/" OWN, 403},
		{"http://127.0.0.1:9999", 403},
	};
	struct site site = site_of(state, false);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct request request = post("/do", site.token);

		request.origin = rows[i].origin;
		assert_int_equal(status(&site, request), rows[i].status);
	}
	close_site(&site);
}

static void without_the_right_token_nothing_is_done(void **state)
{
	struct site site = site_of(state, false);
	char other[SECRET_SIZE];

	assert_int_equal(secret_make(other, NULL), 0);
	assert_int_equal(status(&site, post("/do", NULL)), 403);
	assert_int_equal(status(&site, post("/do", "")), 403);
	assert_int_equal(status(&site, post("/do", other)), 403);
	other[0] = '\0';
	assert_int_equal(status(&site, post("/do", other)), 403);
	assert_int_equal(status(&site, post("/do", site.token)), 200);
	close_site(&site);
}

static void the_method_and_the_size_are_checked(void **state)
{
	struct site site = site_of(state, false);
	struct request large = post("/do", site.token);
	struct request other = get("/");

	large.too_large = true;
	other.method = METHOD_OTHER;
	assert_int_equal(status(&site, large), 413);
	assert_int_equal(status(&site, other), 405);
	assert_int_equal(status(&site, get("/do")), 405);
	assert_int_equal(status(&site, post("/", site.token)), 405);
	assert_int_equal(status(&site, get("/nowhere")), 404);
	close_site(&site);
}

static void scripts_are_answered_in_json(void **state)
{
	struct site site = site_of(state, false);
	struct response response;

	assert_int_equal(ask(&site, post("/api/do", NULL), &response), 403);
	assert_string_equal(response.type, "application/json; charset=utf-8");
	assert_non_null(strstr(response.body.text, "\"error\""));
	html_free(&response.body);
	close_site(&site);
}

/* --- logging in --- */

static struct request login_request(const struct site *site, const char *password)
{
	struct request request = post("/login", site->token);

	request.form.count = 1;
	request.form.field[0] = (struct field){"password", password};
	return request;
}

/* The id in "hinge_session=ID; ..." */
static void take_id(char id[SECRET_SIZE], const struct response *response)
{
	const char *start = strchr(response->cookie, '=');

	assert_non_null(start);
	memcpy(id, start + 1, SECRET_SIZE - 1);
	id[SECRET_SIZE - 1] = '\0';
	assert_int_equal(strspn(id, "0123456789abcdef"), SECRET_SIZE - 1);
}

static void log_in(struct site *site, const char *old, char id[SECRET_SIZE])
{
	struct request request = login_request(site, "correct horse");
	struct response response;

	request.session = old;
	/* with an id that is known, its forms carry its token */
	if (old)
		sessions_use(site->sessions, old, site_now_s(), request.form_token);
	if (old && *request.form_token)
		request.token = strdup(request.form_token);
	assert_int_equal(ask(site, request, &response), 303);
	assert_string_equal(response.location, "/");
	assert_non_null(strstr(response.cookie, "HttpOnly"));
	assert_non_null(strstr(response.cookie, "SameSite=Strict"));
	assert_non_null(strstr(response.cookie, "Path=/"));
	take_id(id, &response);
	if (request.token != site->token)
		free((void *)(uintptr_t)request.token);
}

static void without_a_login_nothing_is_shown(void **state)
{
	struct site site = site_of(state, true);
	struct request request = get("/");
	struct response response;

	assert_int_equal(ask(&site, request, &response), 303);
	assert_string_equal(response.location, "/login");
	assert_null(response.body.text);
	request.session = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	assert_int_equal(status(&site, request), 303);
	assert_int_equal(status(&site, get("/events")), 401);
	assert_int_equal(status(&site, post("/do", site.token)), 401);
	assert_int_equal(status(&site, post("/api/do", site.token)), 401);
	assert_int_equal(status(&site, get("/open")), 200);
	assert_int_equal(status(&site, get("/login")), 200);
	close_site(&site);
}

static void a_login_gives_a_new_session_and_a_logout_ends_it(void **state)
{
	struct site site = site_of(state, true);
	char first[SECRET_SIZE], second[SECRET_SIZE], token[SECRET_SIZE];
	struct request request = get("/"), logout;

	log_in(&site, NULL, first);
	request.session = first;
	assert_int_equal(status(&site, request), 200);
	log_in(&site, first, second);
	assert_string_not_equal(first, second);
	assert_int_equal(status(&site, request), 303);
	request.session = second;
	assert_int_equal(status(&site, request), 200);
	/* the token of the run is not that of the session */
	logout = post("/logout", site.token);
	logout.session = second;
	assert_int_equal(status(&site, logout), 403);
	assert_true(sessions_use(site.sessions, second, site_now_s(), token));
	logout.token = token;
	assert_int_equal(status(&site, logout), 303);
	assert_int_equal(status(&site, request), 303);
	close_site(&site);
}

static void the_sixth_wrong_password_is_not_even_tried(void **state)
{
	struct site site = site_of(state, true);
	struct response response;

	for (int i = 0; i < LOCKOUT_TRIES; i++)
		assert_int_equal(status(&site, login_request(&site, "wrong horse")), 401);
	assert_int_equal(ask(&site, login_request(&site, "wrong horse"), &response), 429);
	assert_non_null(strstr(response.body.text, "Too many wrong passwords"));
	html_free(&response.body);
	assert_int_equal(status(&site, login_request(&site, "correct horse")), 429);
	close_site(&site);
}

/* --- the log --- */

/* Where files may not grow, the log cannot. */
static void what_cannot_be_noted_is_not_shown(void **state)
{
	struct site site = site_of(state, false);
	struct rlimit before, none = {0};
	struct response response;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	none.rlim_max = before.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_int_equal(ask(&site, get("/"), &response), 503);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_non_null(strstr(response.body.text, "audit log"));
	html_free(&response.body);
	/* no half line is left behind */
	assert_int_equal(status(&site, get("/")), 200);
	assert_int_equal(audit_verify(scratch_path(state, "audit"), NULL, NULL), 0);
	close_site(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		IN_SCRATCH(only_our_own_names_are_answered),
		IN_SCRATCH(what_changes_something_must_come_from_our_own_page),
		IN_SCRATCH(without_the_right_token_nothing_is_done),
		IN_SCRATCH(the_method_and_the_size_are_checked),
		IN_SCRATCH(scripts_are_answered_in_json),
		IN_SCRATCH(without_a_login_nothing_is_shown),
		IN_SCRATCH(a_login_gives_a_new_session_and_a_logout_ends_it),
		IN_SCRATCH(the_sixth_wrong_password_is_not_even_tried),
		IN_SCRATCH(what_cannot_be_noted_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
