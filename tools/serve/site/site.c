/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/site/site.h"

#include "formats/files.h"
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/serve/guard/host.h"
#include "tools/serve/pages/parts/frame.h"
#include "tools/serve/site/routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t site_now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec;
}

/* --- answers --- */

void answer_html(struct response *response, int status)
{
	response->status = status;
	response->type = "text/html; charset=utf-8";
}

void answer_redirect(struct response *response, const char *location)
{
	response->status = 303;
	snprintf(response->location, sizeof(response->location), "%s", location);
}

static bool is_for_scripts(const char *path)
{
	return !strncmp(path, "/api/", 5) || !strcmp(path, "/events");
}

static void put_json_problem(struct response *response, int status, const char *text)
{
	struct js *outer = js_object(), *object = js_object();
	int failed = js_set(object, "text", js_path(text));
	char *json;

	failed |= js_set(outer, "error", object);
	json = failed ? NULL : js_dump(outer, 17, 0);
	response_json(response, status, json);
	free(json);
	js_free(outer);
}

void answer_problem_text(const struct request *request, struct response *response, int status,
			 const char *text)
{
	struct view view = {0};
	struct frame frame = {.view = &view};

	if (is_for_scripts(request->path)) {
		put_json_problem(response, status, text);
		return;
	}
	view_of(&view, request);
	frame.title = page_word(WORD_PROBLEM, view.language);
	answer_html(response, status);
	frame_begin(&response->body, &frame);
	html_markup(&response->body, "<h1>");
	html_text(&response->body, "%s", frame.title);
	html_markup(&response->body, "</h1>\n<p>");
	html_text(&response->body, "%s", text);
	html_markup(&response->body, "</p>\n");
	frame_end(&response->body);
}

void answer_problem(const struct request *request, struct response *response, int status,
		    enum word text)
{
	struct view view = {0};

	view_of(&view, request);
	answer_problem_text(request, response, status, page_word(text, view.language));
}

/* --- the gate --- */

static bool check_sender(const struct site *site, const struct request *request,
			 struct response *response)
{
	if (!host_is_ours(request->host, site->port))
		answer_problem(request, response, 421, WORD_PROBLEM_HOST);
	else if (request->too_large)
		answer_problem(request, response, 413, WORD_PROBLEM_SIZE);
	else if (request->method == METHOD_POST && !origin_is_ours(request->origin, request->host))
		answer_problem(request, response, 403, WORD_PROBLEM_ORIGIN);
	else
		return true;
	return false;
}

static const struct route *find_route(const struct site *site, struct request *request,
				      struct response *response)
{
	bool known;
	const struct route *route = route_find(site->routes, request, &known);

	if (!route)
		answer_problem(request, response, known ? 405 : 404,
			       known ? WORD_PROBLEM_METHOD : WORD_PROBLEM_PAGE);
	return route;
}

/* Of the session where there is one: its token; else that of this run. */
static void find_session(struct site *site, struct request *request)
{
	request->has_login = site->password && sessions_use(site->sessions, request->session,
							    site_now_s(), request->form_token);
	if (!request->has_login)
		memcpy(request->form_token, site->token, sizeof(request->form_token));
}

static bool check_person(const struct site *site, const struct route *route,
			 const struct request *request, struct response *response)
{
	bool is_page = request->method == METHOD_GET && !is_for_scripts(request->path);

	if (site->password && !request->has_login && !(route->flags & ROUTE_OPEN)) {
		if (is_page)
			answer_redirect(response, "/login");
		else
			answer_problem(request, response, 401, WORD_PROBLEM_LOGIN);
		return false;
	}
	if ((route->flags & ROUTE_TOKEN) && !secret_is(request->form_token, request->token)) {
		answer_problem(request, response, 403, WORD_PROBLEM_TOKEN);
		return false;
	}
	return true;
}

/* --- the log --- */

/* The first digits of the session's hash: it tells sessions apart and opens none. */
static void name_person(const struct request *request, char who[33])
{
	char sha256[65];

	if (!request->has_login) {
		strcpy(who, "local");
		return;
	}
	sha256_hex(request->session, strlen(request->session), sha256);
	snprintf(who, 33, "%.16s", sha256);
}

/* What cannot be noted is not shown; what was done is done, and told. */
static void note(const struct site *site, const struct route *route, const struct request *request,
		 struct response *response)
{
	char who[33];
	const struct audit_entry entry = {who, route->audit, request->id[0], response->status};
	struct error err;

	name_person(request, who);
	if (!audit_add(site->audit, &entry, &err))
		return;
	log_write(LOG_ERROR, "%s", err.text);
	if (request->method != METHOD_GET)
		return;
	html_free(&response->body);
	*response = (struct response){0};
	answer_problem(request, response, 503, WORD_PROBLEM_AUDIT);
}

void site_answer(void *ctx, struct request *request, struct response *response)
{
	struct site *site = ctx;
	const struct route *route;

	if (!check_sender(site, request, response))
		return;
	route = find_route(site, request, response);
	if (!route)
		return;
	find_session(site, request);
	if (!check_person(site, route, request, response))
		return;
	route->answer(site, request, response);
	if (route->audit)
		note(site, route, request, response);
}
