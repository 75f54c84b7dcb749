/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page has around it. */
#ifndef TOOLS_SERVE_PAGES_FRAME_H
#define TOOLS_SERVE_PAGES_FRAME_H

#include "tools/report/html.h"

/* Up to and with <main>. */
void frame_begin(struct html *, const char *title);
void frame_end(struct html *);

#endif
