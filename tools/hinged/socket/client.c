/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/socket/client.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct client *client_new(int fd, uid_t uid, enum role role)
{
	struct client *client = malloc(sizeof(*client));

	if (!client) {
		close(fd);
		return NULL;
	}
	/* the buffers stay untouched until they are used */
	memset(client, 0, offsetof(struct client, in));
	client->fd = fd;
	client->uid = uid;
	client->role = role;
	return client;
}

void client_free(struct client *client)
{
	if (!client)
		return;
	close(client->fd);
	js_free(client->waiting_id);
	free(client);
}

static bool would_block(void)
{
	return errno == EAGAIN || errno == EINTR;
}

static void drop_taken(struct client *client)
{
	client->in_used -= client->in_taken;
	memmove(client->in, client->in + client->in_taken, client->in_used);
	client->in_taken = 0;
}

bool client_read(struct client *client, int64_t now_ms)
{
	ssize_t got;

	if (client->in_taken || client->in_used == 0)
		client->in_since_ms = now_ms;
	drop_taken(client);
	if (client->in_used == sizeof(client->in))
		return true;
	got = read(client->fd, client->in + client->in_used, sizeof(client->in) - client->in_used);
	if (got < 0)
		return would_block();
	if (got == 0) {
		client->ended = true;
		return true;
	}
	client->in_used += (size_t)got;
	return true;
}

static bool has_room(const struct client *client)
{
	return client->out_used <= CLIENT_OUT_MAX / 2;
}

bool client_take_line(struct client *client, const char **line, size_t *size)
{
	const char *start = client->in + client->in_taken;
	const char *end;

	if (!has_room(client))
		return false;
	end = memchr(start, '\n', client->in_used - client->in_taken);
	if (!end)
		return false;
	*line = start;
	*size = (size_t)(end - start);
	client->in_taken += *size + 1;
	return true;
}

bool client_overlong(const struct client *client)
{
	return client->in_used - client->in_taken == sizeof(client->in) &&
	       !memchr(client->in, '\n', sizeof(client->in));
}

void client_send(struct client *client, const char *text, int64_t now_ms)
{
	size_t size = text ? strlen(text) : 0;

	/* text is NULL where memory ran out: the peer learns it by the end of the connection */
	if (!text || size > sizeof(client->out) - client->out_used) {
		client->closing = true;
		return;
	}
	if (client->out_used == 0)
		client->out_since_ms = now_ms;
	memcpy(client->out + client->out_used, text, size);
	client->out_used += size;
	client_write(client, now_ms);
}

void client_offer(struct client *client, const char *text, int64_t now_ms)
{
	if (text && client->out_used == 0)
		client_send(client, text, now_ms);
}

bool client_write(struct client *client, int64_t now_ms)
{
	ssize_t sent;

	if (client->out_used == 0)
		return true;
	sent = write(client->fd, client->out, client->out_used);
	if (sent < 0)
		return would_block();
	client->out_used -= (size_t)sent;
	memmove(client->out, client->out + sent, client->out_used);
	client->out_since_ms = now_ms;
	return true;
}

short client_events(const struct client *client)
{
	int events = client->out_used ? POLLOUT : 0;

	if (!client->closing && !client->ended && has_room(client))
		events |= POLLIN;
	return (short)events;
}

bool client_finished(const struct client *client)
{
	bool served = client->ended && !client->offer_ms && client->waiting_for == STATION_NONE;

	return client->out_used == 0 && (client->closing || served);
}

bool client_expired(const struct client *client, int64_t now_ms)
{
	bool half_line = client->in_used > client->in_taken && has_room(client);

	return (half_line && now_ms - client->in_since_ms > CLIENT_DEADLINE_MS) ||
	       (client->out_used && now_ms - client->out_since_ms > CLIENT_DEADLINE_MS);
}
