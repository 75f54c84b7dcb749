/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/guard/headers.h"
#include "tools/serve/pages/parts/frame.h"
#include "tools/serve/site/site.h"

#include <stdio.h>

enum { MINUTE_S = 60 };

static void put_message(struct html *html, const struct view *view, enum word message,
			int64_t wait_s)
{
	html_markup(html, "<p role=\"alert\">");
	word_put(html, view, message);
	if (wait_s)
		html_markup(html, " %lld", (long long)((wait_s + MINUTE_S - 1) / MINUTE_S));
	html_markup(html, "</p>\n");
}

static void put_form(struct html *html, const struct view *view)
{
	html_markup(html,
		    "<form method=\"post\" action=\"/login\"><input type=\"hidden\" "
		    "name=\"token\" value=\"%s\">",
		    view->token);
	wishes_put(html, view);
	html_markup(html, "<label>");
	word_put(html, view, WORD_PASSWORD);
	html_markup(html, " <input name=\"password\" type=\"password\" required autofocus "
			  "autocomplete=\"current-password\"></label> <button>");
	word_put(html, view, WORD_LOG_IN);
	html_markup(html, "</button></form>\n");
}

/* message: nothing is said where it is the heading itself */
static void put_page(const struct request *request, struct response *response, int status,
		     enum word message, int64_t wait_s)
{
	struct view view = {0};
	struct frame frame = {.view = &view};

	view_of(&view, request);
	frame.title = page_word(WORD_LOG_IN, view.language);
	answer_html(response, status);
	frame_begin(&response->body, &frame);
	html_markup(&response->body, "<h1>");
	html_text(&response->body, "%s", frame.title);
	html_markup(&response->body, "</h1>\n");
	if (message != WORD_LOG_IN)
		put_message(&response->body, &view, message, wait_s);
	put_form(&response->body, &view);
	frame_end(&response->body);
}

void answer_login_page(struct site *site, const struct request *request, struct response *response)
{
	if (!site->password || request->has_login)
		answer_redirect(response, "/");
	else
		put_page(request, response, 200, WORD_LOG_IN, 0);
}

/* One try at a time, or five could become many; 0 = it may be made, else how long to wait. */
static int64_t try_password(struct site *site, const char *given, bool *right)
{
	int64_t wait_s;

	pthread_mutex_lock(&site->login_lock);
	wait_s = lockout_wait_s(&site->lockout, site_now_s());
	*right = !wait_s && password_is(site->password, given);
	if (*right)
		lockout_reset(&site->lockout);
	else if (!wait_s)
		lockout_fail(&site->lockout, site_now_s());
	pthread_mutex_unlock(&site->login_lock);
	return wait_s;
}

static void let_in(struct site *site, const struct request *request, struct response *response)
{
	char id[SECRET_SIZE];
	struct error err;

	/* the id that came with the request, known or not, is never the new one */
	sessions_close(site->sessions, request->session);
	if (sessions_open(site->sessions, site_now_s(), id, &err)) {
		answer_problem_text(request, response, 503, err.text);
		return;
	}
	snprintf(response->cookie, sizeof(response->cookie),
		 SESSION_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict", id);
	answer_redirect(response, "/");
}

void answer_login(struct site *site, const struct request *request, struct response *response)
{
	bool right;
	int64_t wait_s;

	if (!site->password) {
		answer_redirect(response, "/");
		return;
	}
	wait_s = try_password(site, fields_get(&request->form, "password"), &right);
	if (right)
		let_in(site, request, response);
	else if (wait_s)
		put_page(request, response, 429, WORD_LOCKED, wait_s);
	else
		put_page(request, response, 401, WORD_WRONG_PASSWORD, 0);
}

void answer_logout(struct site *site, const struct request *request, struct response *response)
{
	sessions_close(site->sessions, request->session);
	snprintf(response->cookie, sizeof(response->cookie),
		 SESSION_COOKIE "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
	answer_redirect(response, site->password ? "/login" : "/");
}
