/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several pages put. */
#ifndef TOOLS_SERVE_PAGES_PARTS_CELLS_H
#define TOOLS_SERVE_PAGES_PARTS_CELLS_H

#include "tools/draw/charts/charts.h"
#include "tools/serve/pages/parts/frame.h"
#include "tools/serve/pages/study.h"

struct timeline;

/* "4.2 % right (3.3 to 5.1)", without the interval where there is none, "–" for NaN. */
void put_asymmetry(struct html *, const struct view *, double ai_pct, double low, double high);
/* What forces are shown in; newton where the body mass is needed and unknown. */
struct force_unit force_unit_of(const struct view *, double body_mass_kg);
/* "849 N", "86.6 kg", "112 %": NaN is "–". Without a body mass its unit is newton. */
void put_force(struct html *, const struct view *, double force_n, double body_mass_kg);
/* "100 kg", "–" */
void put_load(struct html *, const struct view *, double load_kg);
/* The day of an RFC 3339 time, "–" where there is none. */
void put_day(struct html *, const struct view *, const char *time);
/* The asymmetry of the sessions with the own band, in a line's height; nothing where there is none.
 * index: of the chart on its page. */
int put_spark(struct html *, const struct view *, const struct timeline *, size_t index,
	      struct error *);
/* Whether the last session differs from the own baseline. */
void put_call(struct html *, const struct view *, const struct timeline *);
/* The form about a session; code: the one it begins with. */
void put_session_form(struct html *, const struct page_call *, const char *code);
/* Where a trial leads to: its person's sessions, its pages. */
void put_trial_links(struct html *, const struct page_call *, const struct registry_trial *);
/* <th> of each word; the last is WORDS_END. */
enum { WORDS_END = -1 };
void put_heads(struct html *, const struct view *, const int words[]);

/* As study_read_trial(), of a study. */
int page_read_trial(struct trial_report **out, struct registry_trial *, const struct page_study *,
		    const char *id, struct error *);

#endif
