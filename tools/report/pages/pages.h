/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on which page, in which order. Inside tools/report. */
#ifndef TOOLS_REPORT_PAGES_PAGES_H
#define TOOLS_REPORT_PAGES_PAGES_H

#include "analysis/sessions/timeline.h"
#include "tools/report/document/blocks.h"
#include "tools/report/words/sentences.h"

/* A page of its own for isometric pulls and quiet standing; false: it is none of them. */
bool put_task_page(struct document *, const struct trial_report *);
void put_trial_page(struct document *, const struct trial_report *, const struct timeline *);
/* timeline NULL = none is known; report NULL = no trial is at hand. */
void put_sessions_page(struct document *, const struct timeline *, const struct trial_report *);
void put_reps(struct document *, const struct trial_report *);
/* What --window asked for, where it was. */
void put_window(struct document *, const struct trial_report *);
void put_method_page(struct document *, const struct trial_report *, const struct timeline *);
/* Of its page: every finding, and a note where the timeline knows sessions that these do not. */
void put_findings(struct document *, const struct trial_report *, const struct timeline *);

/* Of a recording with several sets: what each of them says of left and right. */
void put_sets(struct document *, const struct trial_report *);

/* Parts that several pages have. */
void put_header(struct document *, const struct trial_report *);
/* Something that was asked has been shown. */
bool is_marked(const struct finding *);
/* The checks that make the quality other than OK, each a line. */
void put_look_at(struct document *, const struct trial_report *);
void put_limits(struct document *);
void put_text(struct document *, enum block_kind, enum words);
void put_number(struct document *, double value, int decimals);
/* The session of the timeline that the report belongs to; NULL = none. */
const struct timeline_session *session_of(const struct timeline *, const struct trial_report *);
/* A chart under its title, where there is something to draw. */
#define PUT_CHART(document, ask, ...)                                                \
	do {                                                                         \
		struct chart chart_;                                                 \
                                                                                     \
		if (ask(&chart_, __VA_ARGS__))                                       \
			put_chart((document), &chart_,                               \
				  chart_title(&chart_, (document)->language->code)); \
	} while (0)

#endif
