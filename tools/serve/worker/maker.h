/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process that makes one page, and what it says through its pipe. */
#ifndef TOOLS_SERVE_WORKER_MAKER_H
#define TOOLS_SERVE_WORKER_MAKER_H

#include "tools/serve/worker/keeper.h"

/* In a process of its own: gives up what a page does not need, makes it, writes it to fd. */
void maker_run(const struct keeper_task *, const struct page_call *, int fd);
/* At the other end, as keeper_ask(). */
int maker_read(int fd, struct page *, struct error *);

#endif
