/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/document.h"
#include "tools/report/pages/pages.h"

#include <stdio.h>

static int finish(struct document **out, struct document *document, struct error *err)
{
	int ret = document_check(document, err);

	if (ret)
		document_free(document);
	else
		*out = document;
	return ret;
}

int report_document(struct document **out, const struct trial_report *report,
		    const struct timeline *timeline, const struct language *language,
		    struct error *err)
{
	struct document *document;
	int ret = document_new(&document, language, err);

	if (ret)
		return ret;
	snprintf(document->created, sizeof(document->created), "%s", report->info.start_time);
	if (!put_task_page(document, report)) {
		put_trial_page(document, report, timeline);
		put_sessions_page(document, timeline, report);
		put_reps(document, report);
		put_window(document, report);
	}
	put_method_page(document, report, timeline);
	return finish(out, document, err);
}

static void put_person(struct document *document, const struct timeline *timeline)
{
	const struct language *language = document->language;
	struct number count;
	char title[128];

	put_block(document, BLOCK_PAGE, "", NULL);
	put_block(document, BLOCK_TITLE,
		  WORDS_SAY(title, language, W_PERSON_TITLE, {"subject", timeline->subject},
			    {"count", number_say(&count, language, (double)timeline->sessions, 0)}),
		  NULL);
}

int subject_document(struct document **out, const struct timeline *timeline,
		     const struct trial_report *last, const struct language *language,
		     struct error *err)
{
	struct document *document;
	int ret;

	if (last)
		return report_document(out, last, timeline, language, err);
	ret = document_new(&document, language, err);
	if (ret)
		return ret;
	put_person(document, timeline);
	put_sessions_page(document, timeline, NULL);
	put_limits(document);
	return finish(out, document, err);
}
