/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/serve.h"

#include "tools/serve/http/http.h"
#include "tools/serve/site/routes.h"
#include "tools/serve/site/study_pages.h"
#include "tools/serve/state.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Threads inherit it: the signals come to wait_for_end() only. */
static void hold_signals(sigset_t *ends)
{
	sigemptyset(ends);
	sigaddset(ends, SIGINT);
	sigaddset(ends, SIGTERM);
	sigaddset(ends, SIGHUP);
	sigprocmask(SIG_BLOCK, ends, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void wait_for_end(const sigset_t *ends)
{
	int number;

	sigwait(ends, &number);
}

static int open_state(struct site *site, const char *given, struct error *err)
{
	char folder[PATH_MAX], path[PATH_MAX];
	int ret = state_folder(folder, given, err);

	if (!ret)
		ret = state_file(path, folder, STATE_AUDIT, err);
	if (!ret)
		ret = audit_open(&site->audit, path, err);
	if (!ret)
		ret = state_file(path, folder, STATE_PASSWORD, err);
	if (!ret)
		ret = password_load(&site->password, path, err);
	if (!ret)
		ret = secret_make(site->token, err);
	return ret;
}

/* The keeper before the first thread, and before there is a secret. */
static int open_site(struct site *site, const struct serve_options *options, struct error *err)
{
	int ret = options->study ? study_pages_start(&site->keeper, &site->study, err) : 0;

	if (!ret)
		ret = open_state(site, options->state, err);
	if (ret)
		return ret;
	site->sessions = sessions_new();
	if (!site->sessions)
		return fail(err, HINGE_ENOMEM, "no memory for sessions");
	return hub_start(&site->hub, err);
}

static void close_site(struct site *site)
{
	hub_free(site->hub);
	sessions_free(site->sessions);
	password_free(site->password);
	audit_close(site->audit);
	keeper_stop(site->keeper);
	pthread_mutex_destroy(&site->login_lock);
	pthread_mutex_destroy(&site->sync_lock);
}

static int run(struct site *site, const struct serve_options *options, const sigset_t *ends,
	       struct error *err)
{
	const struct http_service service = {.listen = options->listen,
					     .deadline_s = HTTP_DEADLINE_S,
					     .answer = site_answer,
					     .ctx = site};
	struct http *http;
	int ret = http_start(&http, &service, err);

	if (!ret) {
		site->port = http_port(http);
		printf(options->json ? "{\"url\": \"http://%s:%u/\"}\n" : "http://%s:%u/\n",
		       listen_host(&options->listen), site->port);
		fflush(stdout);
		wait_for_end(ends);
	}
	hub_stop(site->hub);
	if (!ret)
		http_stop(http);
	return ret;
}

int serve(const struct serve_options *options, struct error *err)
{
	struct site site = {
		.study = {.folder = options->study, .config = options->config},
		.routes = site_routes,
		.login_lock = PTHREAD_MUTEX_INITIALIZER,
		.sync_lock = PTHREAD_MUTEX_INITIALIZER,
	};
	sigset_t ends;
	int ret;

	hold_signals(&ends);
	ret = open_site(&site, options, err);
	if (!ret)
		ret = run(&site, options, &ends, err);
	close_site(&site);
	return ret;
}

int serve_check_log(const struct serve_options *options, struct error *err)
{
	char folder[PATH_MAX], path[PATH_MAX];
	size_t lines;
	int ret = state_folder(folder, options->state, err);

	if (!ret)
		ret = state_file(path, folder, STATE_AUDIT, err);
	if (!ret)
		ret = audit_verify(path, &lines, err);
	if (!ret)
		printf("%s: %zu lines, as they were written\n", path, lines);
	return ret;
}
