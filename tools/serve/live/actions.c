/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/live/actions.h"

#include "formats/json.h"
#include "tools/client/control.h"

#include <stdlib.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_NUMBER, KIND_FLAG };

struct parameter {
	const char *name;
	enum kind kind;
};

static const struct parameter zero_parameters[] = {{"source", KIND_TEXT}, {0}};
static const struct parameter start_parameters[] = {
	{"subject", KIND_TEXT},   {"session", KIND_TEXT}, {"task", KIND_TEXT},
	{"load_kg", KIND_NUMBER}, {"style", KIND_TEXT},   {"grip", KIND_TEXT},
	{"reps", KIND_NUMBER},    {"max_s", KIND_NUMBER}, {"redo", KIND_FLAG},
	{"auto", KIND_FLAG},      {"source", KIND_TEXT},  {0},
};
static const struct parameter mark_parameters[] = {{"kind", KIND_TEXT}, {"text", KIND_TEXT}, {0}};
static const struct parameter no_parameters[] = {{0}};

static const struct action {
	const char *path, *method;
	const struct parameter *parameters;
} actions[] = {
	{"/api/zero", "zero", zero_parameters},
	{"/api/start", "record.start", start_parameters},
	{"/api/stop", "record.stop", no_parameters},
	{"/api/discard", "record.discard", no_parameters},
	{"/api/note", "record.mark", mark_parameters},
	{"/api/mark", "record.mark", mark_parameters},
};

static const struct action *find(const char *path)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (!strcmp(actions[i].path, path))
			return &actions[i];
	return NULL;
}

/* A text that is no number goes on as text: the daemon says what is wrong with it. */
static struct js *number(const char *text)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end)
		return js_string(text);
	/* counts are integers for the daemon */
	if (value >= 0 && value < 1e9 && value == (double)(int64_t)value)
		return js_integer((int64_t)value);
	return js_number(value);
}

static struct js *value_of(enum kind kind, const char *text)
{
	switch (kind) {
	case KIND_NUMBER:
		return number(text);
	case KIND_FLAG:
		return js_bool(!strcmp(text, "1") || !strcmp(text, "true") || !strcmp(text, "on"));
	default:
		return js_string(text);
	}
}

/* An empty field counts as not given. */
static char *params_of(const struct parameter *parameter, const struct fields *form)
{
	struct js *object = js_object();
	char *text = NULL;
	int failed = 0;

	for (; parameter->name && !failed; parameter++) {
		const char *given = fields_get(form, parameter->name);

		if (given && *given)
			failed = js_set(object, parameter->name, value_of(parameter->kind, given));
	}
	if (!failed)
		text = js_dump_exactly(object, 0);
	js_free(object);
	/* a message is one line */
	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

static int status_of(int code)
{
	switch (code) {
	case HINGE_EUSAGE:
		return 400;
	case HINGE_EFORMAT:
	case HINGE_EREAD:
		return 422;
	case HINGE_EREFUSED:
	case HINGE_EAGAIN: /* it is busy: another browser was first */
	case HINGE_EINTERRUPTED:
		return 409;
	case HINGE_EWRITE:
		return 507;
	default:
		return 503;
	}
}

void action_fail(struct response *response, const struct error *err)
{
	struct js *outer = js_object(), *object = js_object();
	int failed = js_set(object, "code", js_integer(err->code));
	char *text;

	failed |= js_set(object, "name", js_string(error_name(err->code)));
	failed |= js_set(object, "text", js_path(err->text));
	failed |= js_set(outer, "error", object);
	text = failed ? NULL : js_dump(outer, 17, 0);
	response_json(response, status_of(err->code), text);
	free(text);
	js_free(outer);
}

static int call(const struct action *action, const char *params, char **result, struct error *err)
{
	struct control *control;
	int ret = control_open(&control, err);

	if (ret)
		return ret;
	ret = control_call(control, action->method, params, result, err);
	control_close(control);
	return ret;
}

void action_answer(const char *path, const struct fields *form, struct response *response)
{
	const struct action *action = find(path);
	char *params = action ? params_of(action->parameters, form) : NULL, *result = NULL;
	struct error err;
	int ret;

	if (!params)
		ret = fail(&err, HINGE_EUSAGE,
			   "what was sent is no text (UTF-8), or there is no memory for it");
	else
		ret = call(action, params, &result, &err);
	if (ret)
		action_fail(response, &err);
	else
		response_json(response, 200, result);
	free(result);
	free(params);
}
