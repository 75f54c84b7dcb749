/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/daemon.h"

#include "tools/cli/log.h"
#include "tools/hinged/notify.h"
#include "tools/hinged/rpc/rpc.h"
#include "tools/hinged/status/status.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	BUSY_TICK_MS = 50,   /* while something is recorded, sent or ended */
	IDLE_TICK_MS = 1000, /* deadlines of connections */
	STOP_MS = 1500       /* 2 s are promised, and freeing much memory takes its part */
};

int64_t daemon_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

size_t daemon_client_count(const struct daemon *daemon)
{
	size_t count = 0;

	for (size_t i = 0; i < CLIENTS_MAX; i++)
		count += daemon->clients[i] != NULL;
	return count;
}

void daemon_stop(struct daemon *daemon)
{
	if (daemon->stopping)
		return;
	daemon->stopping = true;
	daemon->stop_by_ms = daemon_now_ms() + STOP_MS;
	notify_manager("STOPPING=1");
	station_stop(daemon->station, NULL); /* nothing to stop is fine */
}

/* --- connections --- */

/* One line and out: these never become a client. */
static void turn_away(int fd, const struct error *why)
{
	char *line = rpc_error_line(NULL, 0, why);

	if (line)
		(void)send(fd, line, strlen(line), MSG_NOSIGNAL | MSG_DONTWAIT);
	free(line);
	close(fd);
}

static struct client **free_place(struct daemon *daemon)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (!daemon->clients[i])
			return &daemon->clients[i];
	return NULL;
}

static void admit(struct daemon *daemon, int fd)
{
	struct client **place = free_place(daemon);
	struct peer peer;
	struct error err;
	enum role role = ROLE_NONE;

	if (!peer_read(fd, &peer, &err))
		role = role_of(&daemon->rules, &peer);
	if (role == ROLE_NONE)
		fail(&err, HINGE_EREFUSED,
		     "your user must be in the group hinge or hinge-record to talk to hinged");
	else if (!place)
		fail(&err, HINGE_EAGAIN, "%d clients are connected, try again", CLIENTS_MAX);
	if (role == ROLE_NONE || !place)
		turn_away(fd, &err);
	else
		*place = client_new(fd, peer.uid, role);
}

static void accept_all(struct daemon *daemon)
{
	int fd;

	while ((fd = accept4(daemon->listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0)
		admit(daemon, fd);
}

static void serve_lines(struct daemon *daemon, struct client *client)
{
	const char *line;
	size_t size;
	struct error err;

	while (!client->closing && client_take_line(client, &line, &size))
		rpc_serve_line(daemon, client, line, size);
	if (!client->closing && client_overlong(client)) {
		char *text;

		fail(&err, HINGE_EUSAGE, "a line may have %d bytes", RPC_LINE_MAX);
		text = rpc_error_line(NULL, RPC_INVALID, &err);
		client_send(client, text, daemon_now_ms());
		client->closing = true;
		free(text);
	}
}

/* False = it is done with or lost. */
static bool serve(struct daemon *daemon, struct client *client, short events)
{
	int64_t now_ms = daemon_now_ms();

	if ((events & POLLERR) || ((events & POLLOUT) && !client_write(client, now_ms)))
		return false;
	/* what was sent before hanging up still counts */
	if ((events & (POLLIN | POLLHUP)) && !client_read(client, now_ms))
		return false;
	serve_lines(daemon, client);
	if ((events & POLLHUP) && (client->ended || client->closing))
		return false;
	return !client_finished(client) && !client_expired(client, now_ms);
}

static void offer_snapshots(struct daemon *daemon)
{
	int64_t now_ms = daemon_now_ms();
	char *line = NULL;

	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		struct client *client = daemon->clients[i];

		if (!client || !client->offer_ms || now_ms - client->offered_ms < client->offer_ms)
			continue;
		client->offered_ms = now_ms;
		if (!line)
			line = rpc_notification_line("status", status_json(daemon));
		client_offer(client, line, now_ms);
	}
	free(line);
}

/* --- the station --- */

static void tell_card(const struct record_card *card)
{
	if (card->error.code)
		log_write(LOG_ERROR, "%s", card->error.text);
	if (card->warning.code)
		log_write(LOG_WARN, "%s", card->warning.text);
	for (size_t i = 0; i < card->parts; i++) {
		const struct record_part *part = &card->part[i];

		if (part->finalised)
			log_write(LOG_INFO, "recorded %s (%lld frames, %lld lost)", part->files.w64,
				  (long long)part->capture.frames,
				  (long long)part->capture.gap_frames);
	}
}

/* Subscribers hear of what happened even where the daemon ends now. */
static void offer_at_once(struct daemon *daemon)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (daemon->clients[i])
			daemon->clients[i]->offered_ms = 0;
}

/* A recording that has its files is an answer even where the device failed at its end. */
static void answer_end(struct daemon *daemon)
{
	const struct record_card *card = station_last(daemon->station);
	const struct error none = {0};

	tell_card(card);
	offer_at_once(daemon);
	rpc_answer_event(daemon, STATION_ENDED,
			 card->finalised || card->discarded ? &none : &card->error);
}

/* It is the same for every recording. */
static void tell_limits(struct daemon *daemon)
{
	struct station_progress progress;

	if (daemon->told_limits || !station_progress(daemon->station, &progress) ||
	    !progress.capture.warning[0])
		return;
	daemon->told_limits = true;
	log_write(LOG_WARN, "%s; raise them for this service", progress.capture.warning);
}

static void step_station(struct daemon *daemon)
{
	struct error err;
	enum station_event event = station_step(daemon->station, &err);

	if (event == STATION_NONE)
		return;
	if (event == STATION_ENDED) {
		answer_end(daemon);
		return;
	}
	if (err.code)
		log_write(LOG_WARN, "%s", err.text);
	if (event == STATION_GAVE_UP) {
		/* who stopped the waiting is told of the run before */
		rpc_answer_event(daemon, STATION_ENDED, &err);
		return;
	}
	if (!err.code)
		tell_limits(daemon);
	rpc_answer_event(daemon, event, &err);
	/* nothing began: who waits for its end is told the same */
	if (event == STATION_STARTED && err.code)
		rpc_answer_event(daemon, STATION_ENDED, &err);
}

/* --- the loop --- */

enum { FD_SIGNAL, FD_STATION, FD_LISTEN, FD_CLIENTS };

/* From this loop and no other thread: what it vouches for is that clients are served. */
static void feed_watchdog(struct daemon *daemon)
{
	int64_t now_ms = daemon_now_ms();

	if (!daemon->watchdog_ms || now_ms - daemon->fed_ms < daemon->watchdog_ms / 2)
		return;
	daemon->fed_ms = now_ms;
	notify_manager("WATCHDOG=1");
}

static int tick_ms(const struct daemon *daemon)
{
	bool busy = daemon->stopping || station_state(daemon->station) != STATION_IDLE;
	int64_t tick = busy ? BUSY_TICK_MS : IDLE_TICK_MS;

	if (daemon->watchdog_ms && tick > daemon->watchdog_ms / 2)
		tick = daemon->watchdog_ms / 2;
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		const struct client *client = daemon->clients[i];

		if (!client || !client->offer_ms)
			continue;
		tick = tick < BUSY_TICK_MS ? tick : BUSY_TICK_MS;
		tick = tick < client->offer_ms ? tick : client->offer_ms;
	}
	return (int)tick;
}

static void wait_for_work(const struct daemon *daemon, struct pollfd fds[FD_CLIENTS + CLIENTS_MAX])
{
	fds[FD_SIGNAL] = (struct pollfd){.fd = daemon->signal_fd, .events = POLLIN};
	fds[FD_STATION] = (struct pollfd){.fd = station_fd(daemon->station), .events = POLLIN};
	fds[FD_LISTEN] =
		(struct pollfd){.fd = daemon->stopping ? -1 : daemon->listen_fd, .events = POLLIN};
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		const struct client *client = daemon->clients[i];

		fds[FD_CLIENTS + i] =
			(struct pollfd){.fd = client ? client->fd : -1,
					.events = client ? client_events(client) : (short)0};
	}
	/* a failed wait is as good as one that ended early */
	if (poll(fds, FD_CLIENTS + CLIENTS_MAX, tick_ms(daemon)) < 0)
		for (size_t i = 0; i < FD_CLIENTS + CLIENTS_MAX; i++)
			fds[i].revents = 0;
}

static void take_signal(struct daemon *daemon)
{
	struct signalfd_siginfo info;

	while (read(daemon->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		log_write(LOG_INFO, "%s: stopping", strsignal((int)info.ssi_signo));
		daemon_stop(daemon);
	}
}

static void serve_clients(struct daemon *daemon, const struct pollfd *fds)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		struct client *client = daemon->clients[i];

		/* a place filled after the wait is served the next time */
		if (!client || fds[i].fd != client->fd)
			continue;
		if (serve(daemon, client, fds[i].revents))
			continue;
		client_free(client);
		daemon->clients[i] = NULL;
	}
}

static bool all_sent(const struct daemon *daemon)
{
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (daemon->clients[i] && daemon->clients[i]->out_used)
			return false;
	return true;
}

bool daemon_run(struct daemon *daemon)
{
	struct pollfd fds[FD_CLIENTS + CLIENTS_MAX];

	for (;;) {
		wait_for_work(daemon, fds);
		if (fds[FD_SIGNAL].revents)
			take_signal(daemon);
		step_station(daemon);
		serve_clients(daemon, fds + FD_CLIENTS);
		if (fds[FD_LISTEN].revents)
			accept_all(daemon);
		offer_snapshots(daemon);
		feed_watchdog(daemon);
		if (!daemon->stopping)
			continue;
		if (station_state(daemon->station) == STATION_IDLE && all_sent(daemon))
			return true;
		if (daemon_now_ms() > daemon->stop_by_ms)
			return station_state(daemon->station) == STATION_IDLE;
	}
}
