/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/client/control.h"

#include "formats/json.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define SERVICE_FOLDER "/run/hinge"

/* A daemon that is silent for this long is taken for dead; a subscriber hears it ten times a
 * second. */
enum { SILENCE_MS = 30000, LINE_MAX_BYTES = 1 << 20 };

struct control {
	int fd;
	int64_t last_id;
	size_t used, parsed; /* bytes in the buffer; bytes of the line given last */
	char buffer[LINE_MAX_BYTES];
};

static int put_path(char *path, size_t size, struct error *err, const char *folder,
		    const char *name)
{
	int used = snprintf(path, size, "%s/%s", folder, name);

	if (used < 0 || (size_t)used >= size ||
	    (size_t)used >= sizeof(((struct sockaddr_un *)NULL)->sun_path))
		return fail(err, HINGE_EUSAGE, "%s/%s: too long for a socket's path", folder, name);
	return 0;
}

/* Anyone may make a folder in the temporary folder: only our own, closed to others, will do. */
static int temporary_path(char *path, size_t size, struct error *err)
{
	const char *base = getenv("TMPDIR");
	char folder[128];
	struct stat status;

	snprintf(folder, sizeof(folder), "%s/hinge-%u", base && *base ? base : "/tmp",
		 (unsigned)geteuid());
	if (!lstat(folder, &status) &&
	    (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 077) != 0))
		return fail(err, HINGE_EREFUSED,
			    "%s: must be a folder of your own with mode 0700 (set HINGE_SOCKET to "
			    "use another place)",
			    folder);
	return put_path(path, size, err, folder, "control.sock");
}

int control_socket_path(char *path, size_t size, struct error *err)
{
	const char *given = getenv("HINGE_SOCKET");
	const char *service = getenv("RUNTIME_DIRECTORY"); /* set by systemd for the daemon */
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (given && *given) {
		if ((size_t)snprintf(path, size, "%s", given) >= size)
			return fail(err, HINGE_EUSAGE, "HINGE_SOCKET is too long");
		return 0;
	}
	if (!access(SERVICE_FOLDER "/control.sock", F_OK) ||
	    (service && !strcmp(service, SERVICE_FOLDER)))
		return put_path(path, size, err, SERVICE_FOLDER, "control.sock");
	if (runtime && *runtime)
		return put_path(path, size, err, runtime, "hinge/control.sock");
	return temporary_path(path, size, err);
}

static int fail_connect(const char *path, struct error *err)
{
	if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR)
		return fail(err, HINGE_EDEVICE,
			    "no daemon answers on %s (start one: hinged --foreground)", path);
	if (errno == EACCES)
		return fail_errno(err, HINGE_EREFUSED,
				  "%s (your user must be in the group hinge or hinge-record)",
				  path);
	if (errno == EAGAIN)
		return fail(err, HINGE_EAGAIN, "%s: the daemon is busy, try again", path);
	return fail_errno(err, HINGE_EDEVICE, "%s", path);
}

static int connect_to(const char *path, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct timeval patience = {.tv_sec = SILENCE_MS / 1000};
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return fail(err, HINGE_EUSAGE, "%s: too long for a socket's path", path);
	memcpy(address.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail_errno(err, HINGE_EAGAIN, "socket");
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address))) {
		int ret = fail_connect(path, err);

		close(fd);
		return ret;
	}
	return fd;
}

int control_open(struct control **out, struct error *err)
{
	char path[sizeof(((struct sockaddr_un *)NULL)->sun_path)];
	struct control *control;
	int ret = control_socket_path(path, sizeof(path), err);
	int fd = ret ? ret : connect_to(path, err);

	if (fd < 0)
		return fd;
	control = malloc(sizeof(*control));
	if (!control) {
		close(fd);
		return fail(err, HINGE_ENOMEM, "no memory to talk to the daemon");
	}
	control->fd = fd;
	control->last_id = 0;
	control->used = control->parsed = 0;
	*out = control;
	return 0;
}

void control_close(struct control *control)
{
	if (!control)
		return;
	close(control->fd);
	free(control);
}

static int fail_gone(struct error *err)
{
	return fail(err, HINGE_EDEVICE,
		    "the daemon has gone (a recording it left is brought back by hinge recover)");
}

static int send_all(struct control *control, const char *text, size_t size, struct error *err)
{
	while (size) {
		ssize_t sent = send(control->fd, text, size, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN)
			return fail(err, HINGE_EAGAIN, "the daemon takes no calls, try again");
		/* a daemon that hung up may have said why: that is still to be read */
		if (sent < 0)
			return 0;
		text += sent;
		size -= (size_t)sent;
	}
	return 0;
}

static int send_call(struct control *control, const char *method, const char *params,
		     struct error *err)
{
	char *line = NULL;
	int size, ret;

	control->last_id++;
	size = asprintf(&line,
			"{\"jsonrpc\":\"2.0\",\"id\":%lld,\"method\":\"%s\",\"params\":%s}\n",
			(long long)control->last_id, method, params ? params : "{}");
	if (size < 0)
		return fail(err, HINGE_ENOMEM, "no memory to talk to the daemon");
	ret = send_all(control, line, (size_t)size, err);
	free(line);
	return ret;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* 1 = bytes came, 0 = none within timeout_ms or a signal arrived. */
static int fill(struct control *control, int timeout_ms, struct error *err)
{
	struct pollfd wait = {.fd = control->fd, .events = POLLIN};
	ssize_t got;

	if (control->used == sizeof(control->buffer))
		return fail(err, HINGE_EFORMAT, "the daemon sent a line over %d bytes",
			    LINE_MAX_BYTES);
	if (poll(&wait, 1, timeout_ms) <= 0)
		return 0;
	got = recv(control->fd, control->buffer + control->used,
		   sizeof(control->buffer) - control->used, MSG_DONTWAIT);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (got <= 0)
		return fail_gone(err);
	control->used += (size_t)got;
	return 1;
}

/* 1 = *message is the next one (js_free), 0 = timeout or signal. */
static int next_message(struct control *control, struct js **message, int timeout_ms,
			struct error *err)
{
	for (;;) {
		char *end;
		int ret;

		control->used -= control->parsed;
		memmove(control->buffer, control->buffer + control->parsed, control->used);
		control->parsed = 0;
		end = memchr(control->buffer, '\n', control->used);
		if (end) {
			size_t size = (size_t)(end - control->buffer);

			control->parsed = size + 1;
			ret = js_parse(message, control->buffer, size, "the daemon's answer", err);
			return ret ? ret : 1;
		}
		ret = fill(control, timeout_ms, err);
		if (ret <= 0)
			return ret;
	}
}

static int dump(const struct js *value, char **text, struct error *err)
{
	*text = js_dump(value, 17, 0);
	return *text ? 0 : fail(err, HINGE_ENOMEM, "no memory for the daemon's answer");
}

static int take_error(const struct js *error, struct error *err)
{
	const char *text = js_text(js_get(error, "message"));
	int64_t code = HINGE_EDEVICE;

	js_int(js_get(js_get(error, "data"), "code"), &code);
	return fail(err, code < 0 && code > -100 ? (int)code : HINGE_EDEVICE, "%s",
		    text ? text : "the daemon refused without a reason");
}

/* 1 = the message answered the last call, 0 = it is about something else: a notification (a
 * snapshot, another will come) or a call nobody waits for any more. */
static int take_answer(struct control *control, const struct js *message, char **result,
		       struct error *err)
{
	const struct js *error = js_get(message, "error");
	int64_t id = 0;
	int ret;

	js_int(js_get(message, "id"), &id);
	if (error && (id == control->last_id || js_is_null(js_get(message, "id"))))
		return take_error(error, err);
	if (id != control->last_id)
		return 0;
	ret = result ? dump(js_get(message, "result"), result, err) : 0;
	return ret ? ret : 1;
}

int control_call(struct control *control, const char *method, const char *params, char **result,
		 struct error *err)
{
	int64_t heard = now_ms();
	int ret = send_call(control, method, params, err);

	while (!ret) {
		struct js *message = NULL;

		ret = next_message(control, &message, 1000, err);
		if (ret > 0) {
			heard = now_ms();
			ret = take_answer(control, message, result, err);
			js_free(message);
		} else if (ret == 0 && now_ms() - heard > SILENCE_MS) {
			ret = fail(err, HINGE_EAGAIN, "%s: no answer from the daemon for %d s",
				   method, SILENCE_MS / 1000);
		}
	}
	return ret < 0 ? ret : 0;
}

int control_post(struct control *control, const char *method, const char *params, struct error *err)
{
	return send_call(control, method, params, err);
}

int control_next(struct control *control, char **event, int timeout_ms, struct error *err)
{
	int64_t until = now_ms() + timeout_ms;

	for (;;) {
		struct js *message = NULL;
		int64_t left = until - now_ms();
		int ret = next_message(control, &message, left > 0 ? (int)left : 0, err);
		bool is_event;

		if (ret <= 0)
			return ret;
		is_event = js_text(js_get(message, "method")) != NULL;
		ret = is_event ? dump(js_get(message, "params"), event, err) : 0;
		js_free(message);
		if (ret || is_event)
			return ret ? ret : 1;
	}
}
