/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/serve.h"

#include "tools/serve/http.h"
#include "tools/serve/hub/hub.h"
#include "tools/serve/site.h"

#include <signal.h>
#include <stdio.h>

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

int serve(const struct serve_options *options, struct error *err)
{
	struct site site = {.study = options->study};
	struct http *http;
	sigset_t ends;
	int ret;

	hold_signals(&ends);
	ret = hub_start(&site.hub, err);
	if (ret)
		return ret;
	ret = http_start(&http, &options->listen, site_answer, &site, err);
	if (ret) {
		hub_stop(site.hub);
		hub_free(site.hub);
		return ret;
	}
	site.port = http_port(http);
	printf("http://%s:%u/\n", listen_host(&options->listen), site.port);
	fflush(stdout);
	wait_for_end(&ends);
	hub_stop(site.hub);
	http_stop(http);
	hub_free(site.hub);
	return 0;
}
