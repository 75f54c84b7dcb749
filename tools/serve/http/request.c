/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/http/request.h"

#include <string.h>

const char *fields_get(const struct fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++)
		if (!strcmp(fields->field[i].name, name))
			return fields->field[i].value;
	return NULL;
}

void response_json(struct response *response, int status, const char *json)
{
	response->status = json ? status : 503;
	response->type = "application/json; charset=utf-8";
	html_markup(&response->body, "%s",
		    json ? json : "{\"error\": {\"text\": \"no memory for the answer\"}}");
}
