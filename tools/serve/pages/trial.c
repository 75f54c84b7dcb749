/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/parts.h"
#include "tools/serve/pages/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void put_link(struct html *html, const struct view *view, const char *path, enum word which)
{
	html_markup(html, "<a");
	link_put(html, view, path, "");
	html_markup(html, ">");
	word_put(html, view, which);
	html_markup(html, "</a> ");
}

void put_trial_links(struct html *html, const struct page_call *call,
		     const struct registry_trial *trial)
{
	char path[64], id[ID_SIZE];

	subject_id(trial->subject, id);
	html_markup(html, "<nav class=\"trial\">");
	snprintf(path, sizeof(path), "/subject/%s", id);
	put_link(html, &call->view, path, WORD_SESSIONS);
	snprintf(path, sizeof(path), "/trial/%s", call->id[0]);
	put_link(html, &call->view, path, WORD_REPORT);
	snprintf(path, sizeof(path), "/trial/%s/reps", call->id[0]);
	put_link(html, &call->view, path, WORD_REPS);
	snprintf(path, sizeof(path), "/trial/%s/pdf", call->id[0]);
	put_link(html, &call->view, path, WORD_PRINTABLE);
	html_markup(html, "</nav>\n");
}

int page_read_trial(struct trial_report **report, struct registry_trial *trial,
		    const struct page_study *study, const char *id, struct error *err)
{
	struct registry *registry;
	int ret = registry_open(&registry, study->folder, false, err);

	if (ret)
		return ret;
	ret = study_read_trial(report, trial, registry, id, err);
	registry_close(registry);
	return ret;
}

int page_trial(const struct page_study *study, const struct page_call *call, struct page *page,
	       struct error *err)
{
	struct frame frame = {.view = &call->view};
	struct registry_trial trial;
	struct trial_report *report;
	int ret = page_read_trial(&report, &trial, study, call->id[0], err);

	if (ret)
		return ret;
	frame.title = trial.subject;
	snprintf(frame.here, sizeof(frame.here), "/trial/%s", call->id[0]);
	frame_begin(&page->body, &frame);
	put_trial_links(&page->body, call, &trial);
	put_force_chart(&page->body, report);
	put_phase_table(&page->body, report);
	frame_end(&page->body);
	report_free(report);
	return 0;
}

int page_trial_pdf(const struct page_study *study, const struct page_call *call, struct page *page,
		   struct error *err)
{
	(void)study, (void)call, (void)page;
	return fail(err, HINGE_EREFUSED, "There is no PDF yet.");
}
