/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the study, made in a process of its own (worker/keeper.h). */
#ifndef TOOLS_SERVE_PAGES_PAGE_H
#define TOOLS_SERVE_PAGES_PAGE_H

#include "tools/serve/http/request.h"
#include "tools/serve/login/sessions.h"

/* How the reader wants it; kept in every link. */
enum shown_unit { SHOW_NEWTON, SHOW_KILOGRAM, SHOW_BODY_WEIGHT };
struct view {
	enum shown_unit unit;
	char language[3];        /* "en" "de" */
	char token[SECRET_SIZE]; /* for forms */
	bool has_login;          /* there is somebody to log out */
};

struct config;
struct page_study {
	const char *folder;
	const struct config *config;
};

enum { PAGE_TEXT_MAX = 1100, PAGE_WORD_MAX = 40 };

/* What a page is asked for. Sent between processes as it is. */
struct page_call {
	int route; /* its place in the table */
	char id[PATH_IDS][ID_SIZE];
	struct view view;
	/* what the query and the form hold, of the names pages know; "" = not given */
	struct page_words {
		char q[PAGE_WORD_MAX], from[PAGE_WORD_MAX], rep[PAGE_WORD_MAX], a[PAGE_WORD_MAX],
			b[PAGE_WORD_MAX];
		char session[PAGE_WORD_MAX], date[PAGE_WORD_MAX], pain[PAGE_WORD_MAX];
		char stage[PAGE_WORD_MAX];
		char note[PAGE_TEXT_MAX];
	} words;
	char notice[PAGE_TEXT_MAX]; /* of files that could not be read; "" = none */
};

struct page {
	int status;         /* 200 */
	char type[48];      /* HTML */
	char location[128]; /* "" = none */
	struct html body;
};

/* An error of a page is told on a page of its own: HINGE_EREFUSED is 404, input that cannot be read
 * 422, what was typed wrongly 400. */
typedef int page_maker(const struct page_study *, const struct page_call *, struct page *,
		       struct error *);

page_maker page_library, page_subject, page_session_form, page_trial, page_trial_pdf, page_reps,
	page_compare;
/* Brings the registry up to date with the results; its body is plain text: a line for each file
 * that could not be read. */
page_maker page_sync;

void view_of(struct view *, const struct request *);
/* What a request asks for, as far as it is well-formed. */
void page_call_make(struct page_call *, const struct request *);

#endif
