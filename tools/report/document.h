/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a trial or of a person (screens): made once as a document of blocks, then written
 * as HTML or as PDF. Everything in it comes from the trial's result and the person's timeline as
 * they were read; no time of day, no path. */
#ifndef TOOLS_REPORT_DOCUMENT_H
#define TOOLS_REPORT_DOCUMENT_H

#include "analysis/findings/texts/texts.h"
#include "formats/report.h"
#include "tools/report/html.h"

struct timeline;
struct document;

/* The three pages of a trial: what it says, the sessions, the method. timeline NULL = no sessions
 * are known. The report and the timeline must outlive the document. HINGE_ENOMEM. */
int report_document(struct document **out, const struct trial_report *, const struct timeline *,
		    const struct language *, struct error *);
/* The same of a person over the sessions, with the newest trial in full; last NULL = the sessions
 * alone. */
int subject_document(struct document **out, const struct timeline *,
		     const struct trial_report *last, const struct language *, struct error *);
void document_free(struct document *);

/* "S012 · deadlift 100 kg × 8 · 22 Nov 2026 10:15", for a <title>; not escaped. */
const char *document_title(const struct document *);

/* One file that needs nothing else and no scripts. */
int document_html(const struct document *, struct html *, struct error *);
/* What stands inside <main>, from its h1 on, for a page whose style includes report_style. */
void document_html_body(const struct document *, struct html *);
/* The style of the blocks: colours as variables, light, dark and print. */
extern const char report_style[];

/* A4, tagged, fonts embedded; the caller frees *bytes. */
int document_pdf(const struct document *, char **bytes, size_t *size, struct error *);

#endif
