/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page a clinician reads in a minute: the sentence, then what it rests on. */
#include "tools/analyze.h"
#include "tools/report/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t valid_reps(const struct trial_report *report)
{
	size_t n = 0;

	for (size_t i = 0; i < report->reps; i++)
		n += report->rep[i].valid;
	return n;
}

static void put_title(struct html *html, const struct trial_report *report)
{
	const struct recording_info *info = &report->info;
	char date[48];

	html_text(html, "%s", info->subject[0] ? info->subject : report->raw_file);
	if (report->task[0] || !isnan(report->load_kg) || report->reps)
		html_markup(html, " \xc2\xb7");
	if (report->task[0])
		html_text(html, " %s", report->task);
	if (!isnan(report->load_kg))
		html_markup(html, " %s%.4g kg",
			    strcmp(report->load_source, "estimated") ? "" : "about ",
			    report->load_kg);
	if (report->reps)
		html_markup(html, " \xc3\x97 %zu", valid_reps(report));
	if (date_words(info->start_time, date, sizeof(date))[0])
		html_markup(html, " \xc2\xb7 %s", date);
}

static void put_meta(struct html *html, const struct trial_report *report)
{
	const struct recording_info *info = &report->info;

	html_markup(html, "<p class=\"meta\">");
	if (info->session[0])
		html_text(html, "session %s", info->session);
	if (info->run)
		html_markup(html, "%srun %d", info->session[0] ? ", " : "", info->run);
	if (info->session[0] || info->run)
		html_markup(html, " \xc2\xb7 ");
	if (!isnan(report->body_mass_kg)) {
		html_markup(html, "body mass %.1f kg (", report->body_mass_kg);
		html_text(html, "%s", report->body_mass_source);
		html_markup(html, ") \xc2\xb7 ");
	}
	if (info->style[0]) {
		html_text(html, "%s", info->style);
		html_markup(html, " \xc2\xb7 ");
	}
	html_text(html, "%s %s", info->source[0] ? info->source : report->format, info->serial);
	html_markup(html, " \xc2\xb7 %.6g Hz, %.1f s</p>\n", report->rate_hz,
		    (double)report->frames / report->rate_hz);
}

static void put_header(struct html *html, const struct trial_report *report)
{
	html_markup(html, "<header><h1>");
	put_title(html, report);
	html_markup(html, "</h1><span class=\"quality\">quality %s</span></header>\n",
		    status_words(report->status));
	put_meta(html, report);
}

static void put_sentence(struct html *html, const struct trial_report *report,
			 const struct headline *headline)
{
	char text[512];

	headline_sentence(report, headline, text, sizeof(text));
	html_markup(html, "<p class=\"sentence\">");
	html_text(html, "%s", text);
	html_markup(html, "</p>\n");
	headline_detail(report, headline, text, sizeof(text));
	if (!text[0])
		return;
	html_markup(html, "<p class=\"detail\">");
	html_text(html, "%s", text);
	html_markup(html, "</p>\n");
}

static void put_body(struct html *html, const struct trial_report *report,
		     const struct language *language)
{
	struct headline headline;

	if (put_task(html, report)) {
		put_limits(html, language);
		put_checks(html, report);
		put_method(html, report);
		return;
	}
	headline_of(report, &headline);
	put_sentence(html, report, &headline);
	if (report->has_sides)
		put_share_bars(html, &headline);
	put_force_chart(html, report);
	if (report->has_sides && report->phases) {
		html_markup(html, "<section class=\"two\">\n");
		put_share_chart(html, report);
		html_markup(html, "<div>\n");
		put_phase_table(html, report);
		html_markup(html, "</div>\n</section>\n");
	}
	put_finding_table(html, report, language);
	put_limits(html, language);
	if (report->reps)
		put_rep_table(html, report);
	put_checks(html, report);
	put_method(html, report);
}

int summary_write(const char *path, const struct trial_report *report,
		  const struct language *language, struct error *err)
{
	struct html html = {0};
	int rc;

	html_markup(&html,
		    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
		    "'none'; style-src 'unsafe-inline'\">\n<title>");
	put_title(&html, report);
	html_markup(&html, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", page_style);
	put_header(&html, report);
	put_body(&html, report, language);
	html_markup(&html, "</main>\n</body>\n</html>\n");
	rc = html_save(&html, path, err);
	html_free(&html);
	return rc;
}
