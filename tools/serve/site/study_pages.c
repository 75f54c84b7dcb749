/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of the study: asked of the keeper, which makes each in a process of its own. */
#include "tools/serve/site/study_pages.h"

#include "tools/serve/site/routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files may come at any time, but not many times a second. */
enum { SYNC_S = 2 };

/* --- in the page's process --- */

static int make(void *ctx, const struct page_call *call, struct page *page, struct error *err)
{
	return site_routes[call->route].page(ctx, call, page, err);
}

static bool writes(void *ctx, const struct page_call *call)
{
	(void)ctx;
	return site_routes[call->route].flags & ROUTE_WRITES;
}

int study_pages_start(struct keeper **out, const struct page_study *study, struct error *err)
{
	const struct keeper_task task = {
		.study = study->folder,
		.ctx = (void *)(uintptr_t)study,
		.make = make,
		.writes = writes,
	};

	return keeper_start(out, &task, err);
}

/* --- here --- */

static int sync_route(void)
{
	int route = 0;

	while (site_routes[route].page != page_sync)
		route++;
	return route;
}

/* What is below the study is named by its place in it. */
static const char *without_folder(const struct site *site, const char *text)
{
	size_t length = strlen(site->study.folder);

	return !strncmp(text, site->study.folder, length) && text[length] == '/' ? text + length + 1
										 : text;
}

/* A registry that cannot be brought up to date is shown as it is, and that is told. */
static void sync(struct site *site, const struct page_call *like)
{
	struct page_call call = {.route = sync_route(), .view = like->view};
	struct page page = {0};
	struct error err;

	if (!keeper_ask(site->keeper, &call, &page, &err))
		snprintf(site->notice, sizeof(site->notice), "%s",
			 page.body.text ? page.body.text : "");
	else
		snprintf(site->notice, sizeof(site->notice), "%s\n%s",
			 err.code == HINGE_EINTERRUPTED
				 ? page_word(WORD_PROBLEM_CRASH, like->view.language)
				 : without_folder(site, err.text),
			 page_word(WORD_NOT_UP_TO_DATE, like->view.language));
	html_free(&page.body);
}

static void sync_in_time(struct site *site, struct page_call *call)
{
	pthread_mutex_lock(&site->sync_lock);
	if (!site->synced_s || site_now_s() - site->synced_s >= SYNC_S) {
		sync(site, call);
		site->synced_s = site_now_s();
	}
	memcpy(call->notice, site->notice, sizeof(call->notice));
	pthread_mutex_unlock(&site->sync_lock);
}

static int status_of(int code)
{
	switch (code) {
	case HINGE_EUSAGE:
		return 400;
	case HINGE_EFORMAT:
	case HINGE_EREAD:
		return 422;
	case HINGE_EWRITE:
		return 507;
	default:
		return 503;
	}
}

static void put_problem(const struct site *site, const struct request *request,
			struct response *response, const struct error *err)
{
	if (err->code == HINGE_EINTERRUPTED)
		answer_problem(request, response, 500, WORD_PROBLEM_CRASH);
	else if (err->code == HINGE_EREFUSED)
		answer_problem(request, response, 404, WORD_PROBLEM_GONE);
	else
		answer_problem_text(request, response, status_of(err->code),
				    without_folder(site, err->text));
}

/* The process may be in a hostile file's hands: of what it says only our own pages' types and our
 * own addresses are believed. */
static void take_page(struct response *response, struct page *page)
{
	answer_html(response, page->status);
	if (!strcmp(page->type, "application/pdf"))
		response->type = "application/pdf";
	if (page->location[0] == '/' && page->location[1] != '/')
		answer_redirect(response, page->location);
	response->body = page->body;
}

void answer_page(struct site *site, const struct request *request, struct response *response)
{
	struct request found = *request;
	bool known;
	const struct route *route = route_find(site_routes, &found, &known);
	struct page_call call;
	struct page page = {0};
	struct error err;

	if (!site->study.folder) {
		answer_problem(request, response, 404, WORD_PROBLEM_STUDY);
		return;
	}
	page_call_make(&call, request);
	call.route = (int)(route - site_routes);
	if (route->flags & ROUTE_SYNC)
		sync_in_time(site, &call);
	if (keeper_ask(site->keeper, &call, &page, &err))
		put_problem(site, request, response, &err);
	else
		take_page(response, &page);
}
