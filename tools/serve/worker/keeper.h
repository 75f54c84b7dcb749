/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a study are read, and charts drawn, in a process per page that has given up everything
 * else (tools/confine/confine.h): a file that breaks the reader costs its page. A keeper, forked
 * before there are threads, forks them. */
#ifndef TOOLS_SERVE_WORKER_KEEPER_H
#define TOOLS_SERVE_WORKER_KEEPER_H

#include "tools/serve/pages/page.h"

enum { KEEPER_PAGES = 4, KEEPER_PAGE_S = 20 };

struct keeper;

struct keeper_task {
	const char *study;
	void *ctx;
	/* In the page's process; writes: it may change files of the study. */
	int (*make)(void *ctx, const struct page_call *, struct page *, struct error *);
	bool (*writes)(void *ctx, const struct page_call *);
};

/* The task is copied; call it before any thread is made. HINGE_EAGAIN: no process. */
int keeper_start(struct keeper **out, const struct keeper_task *, struct error *);
void keeper_stop(struct keeper *); /* NULL is fine */

/* Blocks until the page is made, its body the caller's. KEEPER_PAGES at once; the others wait.
 * The maker's own errors; HINGE_EINTERRUPTED: its process ended within it; HINGE_EAGAIN: it takes
 * too long, or there is no process. */
int keeper_ask(struct keeper *, const struct page_call *, struct page *, struct error *);

#endif
