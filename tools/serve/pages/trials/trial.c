/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/document.h"
#include "tools/serve/pages/parts/cells.h"
#include "tools/subject/study.h"

#include <stdio.h>
#include <string.h>

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

/* The trial with its person's sessions, as a document. */
struct trial_page {
	struct registry_trial trial;
	struct trial_report *report;
	struct dossier dossier;
	struct document *document;
};

static void close_trial(struct trial_page *open)
{
	document_free(open->document);
	dossier_close(&open->dossier);
	report_free(open->report);
}

static int open_trial(struct trial_page *open, const struct page_study *study,
		      const struct page_call *call, struct error *err)
{
	struct registry *registry;
	int ret = registry_open(&registry, study->folder, false, err);

	if (ret)
		return ret;
	ret = study_read_trial(&open->report, &open->trial, registry, call->id[0], err);
	if (!ret)
		ret = dossier_open(&open->dossier, registry, open->trial.subject, study->config,
				   err);
	registry_close(registry);
	return ret ? ret
		   : report_document(&open->document, open->report, open->dossier.timeline,
				     language_find(call->view.language), err);
}

static void put_trial_page(struct html *html, const struct page_call *call,
			   const struct trial_page *open)
{
	struct frame frame = {.view = &call->view, .title = document_title(open->document)};

	snprintf(frame.here, sizeof(frame.here), "/trial/%s", call->id[0]);
	frame_begin(html, &frame);
	put_trial_links(html, call, &open->trial);
	document_html_body(open->document, html);
	frame_end(html);
}

int page_trial(const struct page_study *study, const struct page_call *call, struct page *page,
	       struct error *err)
{
	struct trial_page open = {0};
	int ret = open_trial(&open, study, call, err);

	if (!ret)
		put_trial_page(&page->body, call, &open);
	close_trial(&open);
	return ret;
}

int page_trial_pdf(const struct page_study *study, const struct page_call *call, struct page *page,
		   struct error *err)
{
	struct trial_page open = {0};
	char *bytes = NULL;
	size_t size = 0;
	int ret = open_trial(&open, study, call, err);

	if (!ret)
		ret = document_pdf(open.document, &bytes, &size, err);
	close_trial(&open);
	if (ret)
		return ret;
	strcpy(page->type, "application/pdf");
	page->body = (struct html){.text = bytes, .used = size, .room = size};
	return 0;
}
