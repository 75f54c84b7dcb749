/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/routes.h"

#include "tools/serve/assets.h"
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

const struct route routes[] = {
	{METHOD_GET, "/", 0, NULL, answer_index},
	{METHOD_GET, "/assets/app.css", ROUTE_OPEN, NULL, answer_asset},
	{METHOD_GET, "/assets/reps.js", ROUTE_OPEN, NULL, answer_asset},
	{0},
};
