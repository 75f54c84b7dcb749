/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/findings.h"
#include "tools/report/parts.h"

#include <math.h>
#include <string.h>

static void put_value(struct html *html, const struct finding *finding,
		      const struct language *language)
{
	bool percent = !strcmp(finding->unit, "%");

	if (isnan(finding->value)) {
		html_markup(html, "<td class=\"n\">-</td>");
		return;
	}
	html_markup(html, percent ? "<td class=\"n\">%.1f" : "<td class=\"n\">%.3g",
		    finding->value);
	if (strcmp(finding->unit, "1") != 0)
		html_text(html, " %s", finding->unit);
	if (!isnan(finding->ci_low) && !isnan(finding->ci_high))
		html_markup(html, percent ? " (%.1f %s %.1f)" : " (%.3g %s %.3g)", finding->ci_low,
			    language->to, finding->ci_high);
	html_markup(html, "</td>");
}

static void put_p(struct html *html, double p)
{
	if (isnan(p))
		html_markup(html, "<td class=\"n\">-</td>");
	else if (p < 0.001)
		html_markup(html, "<td class=\"n\">&lt; 0.001</td>");
	else
		html_markup(html, "<td class=\"n\">%.3f</td>", p);
}

/* What is asked, and under it what the analysis answers in a sentence. */
static void put_question(struct html *html, const struct finding *finding, bool name_set,
			 const struct language *language)
{
	const struct sentences *sentences = sentences_find(language, finding->name);
	char text[sizeof(finding->text)];

	html_markup(html, "<td>");
	if (name_set && finding->set)
		html_markup(html, "%s %d. ", language->set, finding->set);
	html_text(html, "%s", sentences ? sentences->question : finding->name);
	html_markup(html, "<br><span class=\"note\">");
	html_text(html, "%s", finding_text(finding, language, text, sizeof(text)));
	html_markup(html, "</span></td>");
}

static void put_answer(struct html *html, const struct finding *finding,
		       const struct language *language)
{
	bool marked =
		finding->outcome == OUTCOME_INDICATED || finding->outcome == OUTCOME_CONSISTENT;

	html_markup(html, "<td class=\"nowrap\">%s%s</td>", language->outcome[finding->outcome],
		    marked ? " \xe2\x96\xb2" : "");
}

static void put_waiting(struct html *html, const struct trial_report *report,
			const struct language *language)
{
	char title[128], list[FINDING_LIST_MAX];

	for (enum finding_group group = GROUP_NO_CHANGE; group < FINDING_GROUPS; group++) {
		if (!*group_list(report, group, language, list, sizeof(list)))
			continue;
		group_title(report, group, language, title, sizeof(title));
		html_markup(html, "<p class=\"note\">");
		html_text(html, "%s: %s.", title, list);
		html_markup(html, "</p>\n");
	}
}

void put_finding_table(struct html *html, const struct trial_report *report,
		       const struct language *language)
{
	if (!report->findings)
		return;
	html_markup(html,
		    "<section lang=\"%s\">\n<h2>%s</h2>\n<table><tr><th>%s</th><th>%s</th>"
		    "<th class=\"n\">%s</th><th class=\"n\">n</th>"
		    "<th class=\"n\">p</th></tr>\n",
		    language->code, language->findings, language->column[0], language->column[1],
		    language->column[2]);
	for (size_t i = 0; i < report->findings; i++) {
		const struct finding *finding = &report->finding[i];

		if (finding_group(finding) != GROUP_ANSWERS)
			continue;
		html_markup(html, "<tr>");
		put_question(html, finding, has_sets(report), language);
		put_answer(html, finding, language);
		put_value(html, finding, language);
		html_markup(html, "<td class=\"n\">%d</td>", finding->n);
		put_p(html, finding->p_adjusted);
		html_markup(html, "</tr>\n");
	}
	html_markup(html, "</table>\n");
	put_waiting(html, report, language);
	html_markup(html, "<p class=\"note\">%s</p>\n</section>\n", language->table_note);
}

void put_limits(struct html *html, const struct language *language)
{
	html_markup(html, "<section class=\"limits\" lang=\"%s\">\n<p><strong>%s</strong>",
		    language->code, language->limits_title);
	for (size_t i = 0; language->limits[i]; i++)
		html_markup(html, " %s", language->limits[i]);
	html_markup(html, " <strong>%s</strong></p>\n</section>\n", language->no_diagnosis);
}
