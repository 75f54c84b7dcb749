/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `hinge record` shows: a line while it runs, a card when it has ended. */
#ifndef TOOLS_RECORD_VIEW_H
#define TOOLS_RECORD_VIEW_H

#include "formats/json.h"

struct record_view {
	bool terminal; /* the line is redrawn in place; elsewhere only changes of state are told */
	char sign[64]; /* the last one shown */
};

void record_view_init(struct record_view *);
/* status: a snapshot of the daemon */
void record_view_update(struct record_view *, const struct js *status);
void record_view_end(void);
/* On standard output. */
void record_view_card(const struct js *card);

#endif
