/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/routes.h"

#include "tools/serve/assets.h"
#include "tools/serve/hub/hub.h"
#include "tools/serve/live/actions.h"
#include "tools/serve/pages/frame.h"
#include "tools/serve/site.h"

#include <string.h>

static void answer_asset(struct site *site, const struct request *request,
			 struct response *response)
{
	struct asset asset;

	(void)site;
	if (!asset_find(&asset, strrchr(request->path, '/') + 1)) {
		answer_problem(response, 404, "No such file", "There is no file of this name.");
		return;
	}
	response->status = 200;
	response->type = asset.type;
	response->fixed = asset.bytes;
	response->fixed_size = asset.size;
}

static void answer_index(struct site *site, const struct request *request,
			 struct response *response)
{
	(void)site, (void)request;
	response->status = 200;
	response->type = "text/html; charset=utf-8";
	frame_begin(&response->body, "Subjects");
	html_markup(&response->body, "<h1>Subjects</h1>\n");
	frame_end(&response->body);
}

static void answer_events(struct site *site, const struct request *request,
			  struct response *response)
{
	struct error err;

	(void)request;
	if (hub_view(site->hub, &response->stream, NULL, &err)) {
		action_fail(response, &err);
		return;
	}
	response->status = 200;
	response->type = "text/event-stream";
}

static void answer_action(struct site *site, const struct request *request,
			  struct response *response)
{
	(void)site;
	action_answer(request->path, &request->form, response);
}

const struct route routes[] = {
	{METHOD_GET, "/", 0, NULL, answer_index},
	{METHOD_GET, "/assets/app.css", ROUTE_OPEN, NULL, answer_asset},
	{METHOD_GET, "/assets/reps.js", ROUTE_OPEN, NULL, answer_asset},
	{METHOD_GET, "/events", 0, NULL, answer_events},
	{METHOD_POST, "/api/zero", ROUTE_TOKEN, "zero", answer_action},
	{METHOD_POST, "/api/start", ROUTE_TOKEN, "start", answer_action},
	{METHOD_POST, "/api/stop", ROUTE_TOKEN, "stop", answer_action},
	{METHOD_POST, "/api/discard", ROUTE_TOKEN, "discard", answer_action},
	{METHOD_POST, "/api/note", ROUTE_TOKEN, "note", answer_action},
	{METHOD_POST, "/api/mark", ROUTE_TOKEN, "mark", answer_action},
	{0},
};
