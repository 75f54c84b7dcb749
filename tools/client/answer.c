/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/client/answer.h"

#include <string.h>

int answer_parse(struct js **out, const char *text, struct error *err)
{
	return js_parse(out, text, strlen(text), "the daemon's answer", err);
}

double answer_number(const struct js *object, const char *key)
{
	double value = 0;

	js_real(js_get(object, key), &value);
	return value;
}

const char *answer_text(const struct js *object, const char *key)
{
	const char *value = js_text(js_get(object, key));

	return value ? value : "";
}

bool answer_flag(const struct js *object, const char *key)
{
	bool value = false;

	js_boolean(js_get(object, key), &value);
	return value;
}

int answer_error(const struct js *object, const char *key, struct error *err)
{
	const struct js *error = js_get(object, key);
	int64_t code = HINGE_EDEVICE;

	if (!js_is_object(error))
		return 0;
	js_int(js_get(error, "code"), &code);
	return fail(err, (int)code, "%s", answer_text(error, "text"));
}

char *answer_source_params(const char *source)
{
	struct js *params = js_object();
	char *text = NULL;

	if (!source || !js_set(params, "source", js_string(source)))
		text = js_dump(params, 17, 0);
	js_free(params);
	return text;
}
