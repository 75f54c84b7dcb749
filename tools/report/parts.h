/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the summary page, each one block of it. */
#ifndef TOOLS_REPORT_PARTS_H
#define TOOLS_REPORT_PARTS_H

#include "analysis/findings/texts/texts.h"
#include "tools/report/html.h"
#include "tools/report/sentences.h"

extern const char page_style[];

/* Charts */
void put_share_bars(struct html *, const struct headline *);
void put_force_chart(struct html *, const struct trial_report *);
/* Nothing where there is no curve. */
void put_share_chart(struct html *, const struct trial_report *);

/* Sentence, chart and table of isometric pulls or quiet standing; false: it is none of them, and
 * nothing was put. */
bool put_task(struct html *, const struct trial_report *);

/* Tables */
void put_phase_table(struct html *, const struct trial_report *);
void put_rep_table(struct html *, const struct trial_report *);
void put_finding_table(struct html *, const struct trial_report *, const struct language *);
void put_checks(struct html *, const struct trial_report *);
void put_limits(struct html *, const struct language *);
void put_method(struct html *, const struct trial_report *);

#endif
