/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/rpc_parse.h"

#include <stdlib.h>
#include <string.h>

static bool id_is_valid(const struct js *id)
{
	double number;

	return js_is_null(id) || js_text(id) || js_real(id, &number);
}

static int check(struct rpc_request *request, struct error *err)
{
	const struct js *document = request->document;
	const char *version;
	const struct js *id = js_get(document, "id");

	if (js_is_array(document))
		return fail(err, HINGE_EUSAGE, "batches are not taken: one call a line");
	if (!js_is_object(document))
		return fail(err, HINGE_EUSAGE, "a call is a JSON object");
	if (id && !id_is_valid(id))
		return fail(err, HINGE_EUSAGE, "\"id\" must be a string, a number or null");
	request->id = id;
	version = js_text(js_get(document, "jsonrpc"));
	if (!version || strcmp(version, "2.0") != 0)
		return fail(err, HINGE_EUSAGE, "\"jsonrpc\" must be \"2.0\"");
	request->method = js_text(js_get(document, "method"));
	if (!request->method)
		return fail(err, HINGE_EUSAGE, "\"method\" is missing or not a string");
	request->params = js_get(document, "params");
	if (request->params && !js_is_object(request->params))
		return fail(err, HINGE_EUSAGE, "\"params\" must be an object");
	return 0;
}

int rpc_parse(struct rpc_request *request, const char *line, size_t size, struct error *err)
{
	memset(request, 0, sizeof(*request));
	if (size >= RPC_LINE_MAX) {
		fail(err, HINGE_EUSAGE, "a line may have %d bytes", RPC_LINE_MAX);
		return RPC_INVALID;
	}
	int ret = js_parse(&request->document, line, size, "request", err);
	if (ret == HINGE_ENOMEM)
		return RPC_HINGE + ret;
	if (ret) {
		if (err)
			err->code = HINGE_EUSAGE;
		return RPC_PARSE;
	}
	return check(request, err) ? RPC_INVALID : 0;
}

void rpc_request_reset(struct rpc_request *request)
{
	js_free(request->document);
	memset(request, 0, sizeof(*request));
}

static struct js *envelope(void)
{
	struct js *object = js_object();

	if (object && js_set(object, "jsonrpc", js_string("2.0"))) {
		js_free(object);
		return NULL;
	}
	return object;
}

/* Takes object over. */
static char *line_of(struct js *object, int failed)
{
	char *text = failed ? NULL : js_dump(object, 10, 0);
	char *line = NULL;
	size_t size = text ? strlen(text) : 0;

	if (text)
		line = realloc(text, size + 2);
	if (line)
		memcpy(line + size, "\n", 2);
	else
		free(text);
	js_free(object);
	return line;
}

static struct js *id_copy(const struct js *id)
{
	return id ? js_copy(id) : js_null();
}

char *rpc_result_line(const struct js *id, struct js *result)
{
	struct js *object = envelope();
	int failed = js_set(object, "result", result);

	failed |= js_set(object, "id", id_copy(id));
	return line_of(object, failed);
}

char *rpc_notification_line(const char *method, struct js *params)
{
	struct js *object = envelope();
	int failed = js_set(object, "method", js_string(method));

	failed |= js_set(object, "params", params);
	return line_of(object, failed);
}

struct js *rpc_error_data(const struct error *error)
{
	struct js *data = js_object();
	int failed = js_set(data, "code", js_integer(error->code));
	struct js *text = js_string(error->text);

	failed |= js_set(data, "name", js_string(error_name(error->code)));
	/* a message may quote a file name in another encoding */
	failed |= js_set(data, "text", text ? text : js_string("(text is not UTF-8)"));
	failed |= js_set(data, "exit_status", js_integer(error_exit_status(error->code)));
	if (failed) {
		js_free(data);
		return NULL;
	}
	return data;
}

static int wire_code(const struct error *error)
{
	return error->code == HINGE_EUSAGE ? RPC_BAD_PARAMS : RPC_HINGE + error->code;
}

char *rpc_error_line(const struct js *id, int rpc_code, const struct error *error)
{
	struct js *data = rpc_error_data(error);
	struct js *inner = js_object();
	struct js *object = envelope();
	const char *text = js_text(js_get(data, "text"));
	int failed = js_set(inner, "code", js_integer(rpc_code ? rpc_code : wire_code(error)));

	failed |= js_set(inner, "message", text ? js_string(text) : NULL);
	failed |= js_set(inner, "data", data);
	failed |= js_set(object, "error", inner);
	failed |= js_set(object, "id", id_copy(id));
	return line_of(object, failed);
}
