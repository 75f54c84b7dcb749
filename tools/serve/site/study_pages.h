/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TOOLS_SERVE_SITE_STUDY_PAGES_H
#define TOOLS_SERVE_SITE_STUDY_PAGES_H

#include "tools/serve/worker/keeper.h"

/* The keeper of the pages in the table of routes; study must outlive it. Before there are threads.
 */
int study_pages_start(struct keeper **out, const struct page_study *study, struct error *);

#endif
