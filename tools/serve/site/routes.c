/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/site/routes.h"

#include "tools/draw/canvas/canvas.h"
#include "tools/report/document.h"
#include "tools/serve/assets.h"
#include "tools/serve/live/actions.h"
#include "tools/serve/live/page.h"

#include <stdlib.h>
#include <string.h>

static void answer_asset(struct site *site, const struct request *request,
			 struct response *response)
{
	struct asset asset;

	(void)site;
	if (!asset_find(&asset, strrchr(request->path, '/') + 1)) {
		answer_problem(request, response, 404, WORD_PROBLEM_PAGE);
		return;
	}
	response->status = 200;
	response->type = asset.type;
	response->fixed = asset.bytes;
	response->fixed_size = asset.size;
}

/* Colours for light, dark and print, and the blocks of a report. */
static void answer_style(struct site *site, const struct request *request,
			 struct response *response)
{
	struct html *css = &response->body;

	(void)site, (void)request;
	response->status = 200;
	response->type = "text/css; charset=utf-8";
	html_markup(css, ":root{%s}\n", canvas_theme_css(THEME_LIGHT));
	html_markup(css, "@media(prefers-color-scheme:dark){:root{%s}}\n",
		    canvas_theme_css(THEME_DARK));
	html_markup(css, "%s@media print{:root{color-scheme:light;%s}}\n", report_style,
		    canvas_theme_css(THEME_LIGHT));
}

/* --- the live view --- */

/* A stream ends with its session. */
struct onlooker {
	struct site *site;
	char session[SECRET_SIZE];
};

static bool may_look(void *ctx)
{
	const struct onlooker *onlooker = ctx;
	struct site *site = onlooker->site;

	return !site->password ||
	       sessions_use(site->sessions, onlooker->session, site_now_s(), NULL);
}

static void answer_live(struct site *site, const struct request *request, struct response *response)
{
	struct view view = {0};
	struct live_page page = {
		.language = view.language,
		.token = request->form_token,
		.is_feedback = fields_get(&request->query, "feedback"),
	};

	(void)site;
	view_of(&view, request);
	answer_html(response, 200);
	live_page(&response->body, &page);
}

static void answer_events(struct site *site, const struct request *request,
			  struct response *response)
{
	struct onlooker *onlooker = calloc(1, sizeof(*onlooker));
	struct hub_viewer_rule rule = {may_look, free, onlooker};
	struct error err;
	int ret = onlooker ? 0 : fail(&err, HINGE_ENOMEM, "no memory for one more viewer");

	if (!ret) {
		onlooker->site = site;
		if (request->session && strlen(request->session) < sizeof(onlooker->session))
			strcpy(onlooker->session, request->session);
		ret = hub_view(site->hub, &response->stream, &rule, &err);
	}
	if (ret) {
		free(onlooker);
		action_fail(response, &err);
		return;
	}
	response->status = 200;
	response->type = "text/event-stream";
	/* the stream frees it */
	/* cppcheck-suppress memleak */
}

static void answer_action(struct site *site, const struct request *request,
			  struct response *response)
{
	(void)site;
	action_answer(request->path, &request->form, response);
}

/* --- the table --- */

const struct route site_routes[] = {
	{METHOD_GET, "/", ROUTE_SYNC, "view-subjects", answer_page, page_library},
	{METHOD_GET, "/subject/:id", ROUTE_SYNC, "view-subject", answer_page, page_subject},
	{METHOD_POST, "/subject/:id/session", ROUTE_TOKEN | ROUTE_WRITES, "note-session",
	 answer_page, page_session_form},
	{METHOD_GET, "/trial/:id", 0, "view-trial", answer_page, page_trial},
	{METHOD_GET, "/trial/:id/pdf", 0, "export-trial", answer_page, page_trial_pdf},
	{METHOD_GET, "/trial/:id/reps", 0, "view-reps", answer_page, page_reps},
	{METHOD_GET, "/compare", 0, "view-comparison", answer_page, page_compare},
	{METHOD_GET, "/login", ROUTE_OPEN, NULL, answer_login_page, NULL},
	{METHOD_POST, "/login", ROUTE_OPEN | ROUTE_TOKEN, "login", answer_login, NULL},
	{METHOD_POST, "/logout", ROUTE_TOKEN, "logout", answer_logout, NULL},
	{METHOD_GET, "/assets/report.css", ROUTE_OPEN, NULL, answer_style, NULL},
	{METHOD_GET, "/assets/*", ROUTE_OPEN, NULL, answer_asset, NULL},
	{METHOD_GET, "/live", 0, NULL, answer_live, NULL},
	{METHOD_GET, "/events", 0, NULL, answer_events, NULL},
	{METHOD_POST, "/api/zero", ROUTE_TOKEN, "zero", answer_action, NULL},
	{METHOD_POST, "/api/start", ROUTE_TOKEN, "start", answer_action, NULL},
	{METHOD_POST, "/api/stop", ROUTE_TOKEN, "stop", answer_action, NULL},
	{METHOD_POST, "/api/discard", ROUTE_TOKEN, "discard", answer_action, NULL},
	{METHOD_POST, "/api/note", ROUTE_TOKEN, "note", answer_action, NULL},
	{METHOD_POST, "/api/mark", ROUTE_TOKEN, "mark", answer_action, NULL},
	/* asked by ourselves only */
	{METHOD_OTHER, "", ROUTE_WRITES, NULL, NULL, page_sync},
	{0},
};
