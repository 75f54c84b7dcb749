/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/request.h"

#include "formats/json.h"
#include "tools/hinged/station/session/time_zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int request_describe(struct recording_info *who, const struct record_request *request, bool is_new,
		     struct error *err)
{
	recording_info_init(who);
	snprintf(who->task, sizeof(who->task), "%s", request->task);
	snprintf(who->subject, sizeof(who->subject), "%s", request->subject);
	snprintf(who->session, sizeof(who->session), "%s", request->session);
	snprintf(who->style, sizeof(who->style), "%s", request->style);
	snprintf(who->grip, sizeof(who->grip), "%s", request->grip);
	who->load_kg = request->load_kg;
	/* samples of long ago keep the zone of their own time */
	if (is_new)
		time_zone_name("/etc/localtime", who->time_zone, sizeof(who->time_zone));
	if (request->reps && asprintf(&who->extra_json, "{\"RepsPlanned\": %d}", request->reps) < 0)
		return fail(err, HINGE_ENOMEM, "no memory to begin a recording");
	return 0;
}

int request_continue(struct recording_info *who, int run, struct error *err)
{
	struct js *keys = NULL;
	char *text = NULL;
	int ret = 0;

	if (!who->extra_json)
		keys = js_object();
	else
		ret = js_parse(&keys, who->extra_json, strlen(who->extra_json), "keys", err);
	if (ret)
		return ret;
	if (!js_set(keys, "ContinuesRun", js_integer(run)))
		text = js_dump(keys, 17, 0);
	js_free(keys);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory to begin a recording");
	free(who->extra_json);
	who->extra_json = text;
	return 0;
}

int request_supersede(struct recording_info *who, struct error *err)
{
	if (who->run < 2)
		return fail(err, HINGE_EREFUSED,
			    "%s, session %s, %s: nothing was recorded yet that could be done again",
			    who->subject, who->session, who->task);
	who->supersedes = who->run - 1;
	return 0;
}
