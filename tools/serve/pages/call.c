/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/page.h"

#include <string.h>

/* What is longer is not given. */
static void take(char *out, size_t size, const struct request *request, const char *name)
{
	const char *value = fields_get(&request->form, name);

	if (!value)
		value = fields_get(&request->query, name);
	if (value && strlen(value) < size)
		strcpy(out, value);
}

#define TAKE(call, request, name) \
	take((call)->words.name, sizeof((call)->words.name), request, #name)

static enum shown_unit unit_of(const char *code)
{
	if (code && !strcmp(code, "kg"))
		return SHOW_KILOGRAM;
	return code && !strcmp(code, "bw") ? SHOW_BODY_WEIGHT : SHOW_NEWTON;
}

/* Asked for, else the browser's first, else English. */
static const char *language_of(const char *asked, const char *browser)
{
	const char *code = asked ? asked : browser;

	return code && !strncmp(code, "de", 2) ? "de" : "en";
}

void view_of(struct view *view, const struct request *request)
{
	const char *unit = fields_get(&request->form, "unit");
	const char *language = fields_get(&request->form, "lang");

	view->unit = unit_of(unit ? unit : fields_get(&request->query, "unit"));
	memcpy(view->token, request->form_token, sizeof(view->token));
	view->has_login = request->has_login;
	strcpy(view->language,
	       language_of(language ? language : fields_get(&request->query, "lang"),
			   request->language));
}

void page_call_make(struct page_call *call, const struct request *request)
{
	memset(call, 0, sizeof(*call));
	memcpy(call->id, request->id, sizeof(call->id));
	view_of(&call->view, request);
	TAKE(call, request, q);
	TAKE(call, request, from);
	TAKE(call, request, rep);
	TAKE(call, request, a);
	TAKE(call, request, b);
	TAKE(call, request, session);
	TAKE(call, request, date);
	TAKE(call, request, pain);
	TAKE(call, request, stage);
	TAKE(call, request, note);
}
