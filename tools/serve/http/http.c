/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/http/http.h"

#include "tools/serve/guard/headers.h"
#include "tools/serve/http/deadlines.h"
#include "tools/serve/http/form.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Of a connection, for its request and what is answered of it; a snapshot fits in a block. */
enum { CONNECTION_BYTES = 32768, STREAM_BLOCK = 16384 };

struct http {
	struct MHD_Daemon *daemon;
	struct deadlines *deadlines;
	struct http_service service;
};

/* A request while its body comes in. */
struct call {
	struct request request;
	struct MHD_PostProcessor *reader; /* of the form */
	size_t received;
	struct form form;
};

/* --- what is asked --- */

static enum MHD_Result take_query(void *ctx, enum MHD_ValueKind kind, const char *name,
				  const char *value)
{
	struct fields *query = ctx;

	(void)kind;
	if (query->count < FIELDS_MAX)
		query->field[query->count++] = (struct field){name, value ? value : ""};
	return MHD_YES;
}

static enum MHD_Result take_form(void *ctx, enum MHD_ValueKind kind, const char *name,
				 const char *filename, const char *type, const char *encoding,
				 const char *data, uint64_t offset, size_t size)
{
	struct call *call = ctx;

	(void)kind, (void)filename, (void)type, (void)encoding;
	return form_put(&call->form, name, data, offset, size) ? MHD_YES : MHD_NO;
}

static enum method method_of(const char *method)
{
	if (!strcmp(method, MHD_HTTP_METHOD_GET) || !strcmp(method, MHD_HTTP_METHOD_HEAD))
		return METHOD_GET;
	return strcmp(method, MHD_HTTP_METHOD_POST) != 0 ? METHOD_OTHER : METHOD_POST;
}

static struct call *call_new(struct MHD_Connection *connection, const char *method)
{
	struct call *call = malloc(sizeof(*call));

	if (!call)
		return NULL;
	memset(&call->request, 0, sizeof(call->request));
	form_init(&call->form);
	call->received = 0;
	call->request.method = method_of(method);
	/* NULL where it is no form: what comes is not looked at */
	call->reader = call->request.method == METHOD_POST
			       ? MHD_create_post_processor(connection, 1024, take_form, call)
			       : NULL;
	return call;
}

static void take_body(struct call *call, const char *data, size_t size)
{
	call->received += size;
	if (call->received > BODY_MAX ||
	    (call->reader && MHD_post_process(call->reader, data, size) != MHD_YES))
		call->request.too_large = true;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void take_head(struct call *call, struct MHD_Connection *connection, const char *path)
{
	struct request *request = &call->request;

	/* the last field comes only now */
	if (call->reader)
		MHD_destroy_post_processor(call->reader);
	call->reader = NULL;
	request->form = call->form.fields;
	request->too_large |= call->form.too_large;
	request->path = path;
	request->host = header(connection, MHD_HTTP_HEADER_HOST);
	request->origin = header(connection, "Origin");
	request->language = header(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
	request->token = header(connection, "X-Hinge-Token");
	if (!request->token)
		request->token = fields_get(&request->form, "token");
	request->session = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, SESSION_COOKIE);
	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_query, &request->query);
}

/* --- what is answered --- */

static ssize_t read_stream(void *ctx, uint64_t position, char *buffer, size_t room)
{
	struct stream *stream = ctx;
	ssize_t got = stream->read(stream->ctx, buffer, room);

	(void)position;
	return got < 0 ? MHD_CONTENT_READER_END_OF_STREAM : got;
}

static void close_stream(void *ctx)
{
	struct stream *stream = ctx;

	stream->close(stream->ctx);
	free(stream);
}

static struct MHD_Response *make_stream(const struct stream *stream)
{
	struct stream *copy = malloc(sizeof(*copy));
	struct MHD_Response *made = NULL;

	if (copy) {
		*copy = *stream;
		made = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
							 read_stream, copy, close_stream);
	}
	if (!made) {
		stream->close(stream->ctx);
		free(copy);
	}
	return made;
}

/* Takes over what the answer owns. */
static struct MHD_Response *make_response(struct response *response)
{
	struct MHD_Response *made;

	if (response->stream.read)
		return make_stream(&response->stream);
	if (response->fixed)
		return MHD_create_response_from_buffer(response->fixed_size,
						       (void *)(uintptr_t)response->fixed,
						       MHD_RESPMEM_PERSISTENT);
	if (response->body.failed)
		response->status = MHD_HTTP_SERVICE_UNAVAILABLE;
	made = MHD_create_response_from_buffer(
		response->body.failed ? 0 : response->body.used, response->body.text,
		response->body.text ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	if (!made)
		html_free(&response->body);
	return made;
}

static bool add_headers(struct MHD_Response *made, const struct response *response)
{
	bool added = true;

	for (const struct field *row = safe_headers; row->name; row++)
		added &= MHD_add_response_header(made, row->name, row->value) == MHD_YES;
	if (response->type)
		added &= MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_TYPE,
						 response->type) == MHD_YES;
	if (*response->location)
		added &= MHD_add_response_header(made, MHD_HTTP_HEADER_LOCATION,
						 response->location) == MHD_YES;
	if (*response->cookie)
		added &= MHD_add_response_header(made, MHD_HTTP_HEADER_SET_COOKIE,
						 response->cookie) == MHD_YES;
	return added;
}

/* An answer without its protection is no answer: the connection is closed instead. */
static enum MHD_Result send_response(struct MHD_Connection *connection, struct response *response)
{
	struct MHD_Response *made = make_response(response);
	enum MHD_Result sent = MHD_NO;

	if (!made)
		return MHD_NO;
	if (add_headers(made, response))
		sent = MHD_queue_response(connection, (unsigned)response->status, made);
	MHD_destroy_response(made);
	return sent;
}

/* --- connections --- */

static struct deadline *deadline_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/* What waits in the kernel for a viewer is old by the time he sees it. */
static void keep_little(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	const int bytes = 2 * STREAM_BLOCK;

	if (info)
		setsockopt(info->connect_fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
}

/* Once with the head, then with each piece of the body, then once more. */
static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *path,
			      const char *method, const char *version, const char *data,
			      size_t *size, void **state)
{
	struct http *http = ctx;
	struct response response = {0};
	struct call *call = *state;

	(void)version;
	if (!call) {
		*state = call_new(connection, method);
		return *state ? MHD_YES : MHD_NO;
	}
	if (*size) {
		take_body(call, data, *size);
		*size = 0;
		return MHD_YES;
	}
	take_head(call, connection, path);
	deadline_hold(http->deadlines, deadline_of(connection));
	http->service.answer(http->service.ctx, &call->request, &response);
	if (response.stream.read)
		keep_little(connection);
	return send_response(connection, &response);
}

static void end_call(void *ctx, struct MHD_Connection *connection, void **state,
		     enum MHD_RequestTerminationCode code)
{
	struct http *http = ctx;
	struct call *call = *state;

	(void)code;
	deadline_renew(http->deadlines, deadline_of(connection));
	if (call && call->reader)
		MHD_destroy_post_processor(call->reader);
	free(call);
	*state = NULL;
}

static void note_connection(void *ctx, struct MHD_Connection *connection, void **slot,
			    enum MHD_ConnectionNotificationCode code)
{
	struct http *http = ctx;
	const union MHD_ConnectionInfo *info;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		deadline_free(http->deadlines, *slot);
		return;
	}
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	*slot = info ? deadline_new(http->deadlines, info->connect_fd) : NULL;
}

/* --- start and end --- */

static void be_silent(void *ctx, const char *format, va_list args)
{
	(void)ctx, (void)format, (void)args;
}

/* %00 would end what is behind it: it becomes what stands in no address. */
static size_t unescape(void *ctx, struct MHD_Connection *connection, char *text)
{
	size_t length = MHD_http_unescape(text);

	(void)ctx, (void)connection;
	for (size_t i = 0; i < length; i++)
		if (!text[i])
			text[i] = '\x01';
	return length;
}

static struct MHD_Daemon *start(struct http *http)
{
	const struct listen_address *address = &http->service.listen;
	struct sockaddr_in four = {.sin_family = AF_INET,
				   .sin_port = htons((uint16_t)address->port),
				   .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct sockaddr_in6 six = {.sin6_family = AF_INET6,
				   .sin6_port = htons((uint16_t)address->port),
				   .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
			 MHD_USE_POLL | MHD_USE_ERROR_LOG | (address->v6 ? MHD_USE_IPv6 : 0);

	return MHD_start_daemon(
		flags, 0, NULL, NULL, handle, http, MHD_OPTION_EXTERNAL_LOGGER, be_silent, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL, MHD_OPTION_SOCK_ADDR,
		address->v6 ? (void *)&six : (void *)&four, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)HTTP_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)http->service.deadline_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)CONNECTION_BYTES, MHD_OPTION_THREAD_STACK_SIZE, (size_t)1 << 20,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_COMPLETED, end_call, http,
		MHD_OPTION_NOTIFY_CONNECTION, note_connection, http, MHD_OPTION_END);
}

int http_start(struct http **out, const struct http_service *service, struct error *err)
{
	struct http *http = calloc(1, sizeof(*http));
	int ret;

	if (!http)
		return fail(err, HINGE_ENOMEM, "no memory for a server");
	http->service = *service;
	ret = deadlines_start(&http->deadlines, HTTP_CONNECTIONS, service->deadline_s, err);
	if (!ret) {
		errno = 0;
		http->daemon = start(http);
		if (!http->daemon)
			ret = fail_errno(err, HINGE_EREFUSED,
					 "cannot listen on %s:%u (another --listen?)",
					 listen_host(&service->listen), service->listen.port);
	}
	if (ret) {
		http_stop(http);
		return ret;
	}
	*out = http;
	return 0;
}

unsigned http_port(const struct http *http)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	if (http->daemon)
		MHD_stop_daemon(http->daemon);
	deadlines_stop(http->deadlines);
	free(http);
}
