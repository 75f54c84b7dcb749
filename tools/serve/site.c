/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/site.h"

#include "tools/serve/guard/host.h"
#include "tools/serve/pages/frame.h"
#include "tools/serve/routes.h"

#include <stdio.h>

void answer_problem(struct response *response, int status, const char *title, const char *text)
{
	response->status = status;
	response->type = "text/html; charset=utf-8";
	frame_begin(&response->body, title);
	html_markup(&response->body, "<h1>");
	html_text(&response->body, "%s", title);
	html_markup(&response->body, "</h1>\n<p>");
	html_text(&response->body, "%s", text);
	html_markup(&response->body, "</p>\n");
	frame_end(&response->body);
}

void answer_redirect(struct response *response, const char *location)
{
	response->status = 303;
	snprintf(response->location, sizeof(response->location), "%s", location);
}

static bool let_in(const struct site *site, const struct request *request,
		   struct response *response)
{
	if (!host_is_ours(request->host, site->port)) {
		answer_problem(response, 421, "Not this server",
			       "The address in the browser is not one this server answers to: use "
			       "the one hinge serve printed.");
		return false;
	}
	if (request->too_large) {
		answer_problem(response, 413, "Too much", "What was sent is too large for a form.");
		return false;
	}
	if (request->method == METHOD_POST && !origin_is_ours(request->origin, request->host)) {
		answer_problem(response, 403, "Refused", "This was not sent by a page of hinge.");
		return false;
	}
	return true;
}

void site_answer(void *ctx, struct request *request, struct response *response)
{
	struct site *site = ctx;
	const struct route *route;
	bool known;

	if (!let_in(site, request, response))
		return;
	route = route_find(routes, request, &known);
	if (route)
		route->answer(site, request, response);
	else if (known)
		answer_problem(response, 405, "Not like this",
			       "This page is not asked for in this way.");
	else
		answer_problem(response, 404, "No such page", "There is no page of this address.");
}
