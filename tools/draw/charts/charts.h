/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts, each the answer to one question. Filling a chart only looks at the report, which must
 * outlive it; the same drawing code serves page, paper and picture. Left: blue, solid, drawn
 * first, on the left; right: vermilion, dashed, on the right. Each line carries its own name. */
#ifndef TOOLS_DRAW_CHARTS_CHARTS_H
#define TOOLS_DRAW_CHARTS_CHARTS_H

#include "formats/report.h"
#include "tools/draw/canvas/canvas.h"
#include "tools/report/html.h"

enum { CHART_SENTENCE_MAX = 512 };

struct chart_ops;
struct timeline;

/* The headline as bars; NaN = unknown. Asymmetry indices in percent, positive = right. */
struct chart_balance {
	double asymmetry_pct, ci_low_pct, ci_high_pct;
	double own_low_pct, own_high_pct; /* the person's own range */
	double mdc_pct;                   /* smallest change this test can tell */
	int decimals;                     /* of the shares */
};

/* What a force is shown in; all zero: newton. */
struct force_unit {
	double newtons; /* of one */
	const char *name;
};

/* A plain value: copy it, keep it in a block of a document. */
struct chart {
	const struct chart_ops *ops;
	const void *data; /* the report or the timeline */
	size_t item;      /* which of its parts: a repetition, from 0 */
	struct chart_balance balance;
	struct force_unit unit; /* of chart_rep(), to be set by whoever wants another than newton */
};

/* Each is false, and *out untouched, where the trial has nothing to draw. */

/* Force of each foot over the whole set; repetitions numbered, lifting and lowering shaded. */
bool chart_set(struct chart *out, const struct trial_report *);
/* Force of each foot from lift-off to lockout: mean of the repetitions, and their spread (one
 * standard deviation each way). */
bool chart_forces(struct chart *out, const struct trial_report *);
/* Share of the right leg from lift-off to lockout, with the band that holds the whole curve with 95
 * %; each repetition in grey where they are too few for a band. */
bool chart_share(struct chart *out, const struct trial_report *);
/* Mean force of each foot, repetition by repetition, left and right of one axis. */
bool chart_butterfly(struct chart *out, const struct trial_report *);
/* Path of the centre of pressure under each foot while lifting, seen from above. */
bool chart_cop(struct chart *out, const struct trial_report *);
/* How much of the two feet's forces moves together, by frequency. */
bool chart_coherence(struct chart *out, const struct trial_report *);
/* Both forces of one repetition, from its start to its end. */
bool chart_rep(struct chart *out, const struct trial_report *, size_t rep);

/* Share of each leg as bars from the middle outwards, with the interval, the own range and the
 * smallest detectable change. */
bool chart_balance(struct chart *out, const struct chart_balance *);

/* Asymmetry over the sessions at the load that is compared: own band, smallest detectable change,
 * calls; load above, pain and stage below, on the same dates. */
bool chart_trend(struct chart *out, const struct timeline *);
/* Asymmetry of every set against its load, with the own band and the heaviest load inside it. */
bool chart_load(struct chart *out, const struct timeline *);
/* The asymmetry of chart_trend() alone and without words, for a line of a list. */
bool chart_spark(struct chart *out, const struct timeline *);

/* Height that suits the width. */
double chart_height(const struct chart *, double width_pt);
/* Draws within the box; language: "en" "de". */
void chart_draw(const struct chart *, struct canvas *, const struct box *, const char *language);
/* What it is called, for a heading. */
const char *chart_title(const struct chart *, const char *language);
/* Said to those who cannot see it: what it shows and the numbers it rests on. Returns out. */
const char *chart_describe(const struct chart *, const char *language, char *out, size_t size);

/* A day since 1970-01-01 as charts name it: "22 Nov 2026" "22. Nov. 2026" */
struct date {
	char text[40];
};
struct date day_words(double day, const char *language);

/* Appends the chart as one <svg> element. Its colours are the variables of canvas_theme_css(), its
 * width that of the element around it; id: a prefix of [a-z0-9-], different for each chart of a
 * page. HINGE_ENOMEM */
int chart_svg(struct html *, const struct chart *, double width_pt, const char *language,
	      const char *id, struct error *);

#endif
