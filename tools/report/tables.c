/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/asymmetry.h"
#include "tools/report/parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void put_cell(struct html *html, const char *css_class, const char *text)
{
	html_markup(html, "<td%s>", css_class);
	html_text(html, "%s", text);
	html_markup(html, "</td>");
}

static void put_number(struct html *html, double value, int decimals)
{
	if (isnan(value))
		html_markup(html, "<td class=\"n\">-</td>");
	else
		html_markup(html, "<td class=\"n\">%.*f</td>", decimals, value);
}

static void put_asymmetry(struct html *html, double ai_pct)
{
	char words[32];

	put_cell(html, " class=\"n\"", asymmetry_words(ai_pct, words, sizeof(words)));
}

/* --- phases of the set --- */

struct phase_mean {
	int n;
	double left_n, right_n, asymmetry_pct;
};

static const struct rep *rep_of(const struct trial_report *report, const struct phase *phase)
{
	for (size_t i = 0; i < report->reps; i++)
		if (report->rep[i].set == phase->set && report->rep[i].rep == phase->rep)
			return &report->rep[i];
	return NULL;
}

static struct phase_mean mean_of_phase(const struct trial_report *report, enum phase_id id)
{
	struct phase_mean mean = {0};

	for (size_t i = 0; i < report->phases; i++) {
		const struct phase *phase = &report->phase[i];
		const struct rep *rep = rep_of(report, phase);

		if (phase->phase != id || !rep || !rep->valid || isnan(phase->asymmetry_pct))
			continue;
		mean.n++;
		mean.left_n += phase->mean_left_n;
		mean.right_n += phase->mean_right_n;
		mean.asymmetry_pct += phase->asymmetry_pct;
	}
	mean.left_n /= mean.n;
	mean.right_n /= mean.n;
	mean.asymmetry_pct /= mean.n;
	return mean;
}

void put_phase_table(struct html *html, const struct trial_report *report)
{
	static const enum phase_id rows[] = {PHASE_LIFT1, PHASE_LIFT2, PHASE_LIFT, PHASE_HOLD,
					     PHASE_LOWER};

	html_markup(html, "<h2>By phase</h2>\n<table><tr><th>phase</th><th class=\"n\">left N</th>"
			  "<th class=\"n\">right N</th><th class=\"n\">difference</th></tr>\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phase_mean mean = mean_of_phase(report, rows[i]);

		if (!mean.n)
			continue;
		html_markup(html, "<tr>");
		put_cell(html, "", phase_words(rows[i]));
		put_number(html, mean.left_n, 0);
		put_number(html, mean.right_n, 0);
		put_asymmetry(html, mean.asymmetry_pct);
		html_markup(html, "</tr>\n");
	}
	html_markup(html, "</table>\n<p class=\"note\">Means over the valid repetitions.</p>\n");
}

/* --- repetitions --- */

static double phase_asymmetry(const struct trial_report *report, const struct rep *rep,
			      enum phase_id id)
{
	for (size_t i = 0; i < report->phases; i++)
		if (report->phase[i].phase == id && rep_of(report, &report->phase[i]) == rep)
			return report->phase[i].asymmetry_pct;
	return NAN;
}

/* "no_hold" as "no hold" */
static void put_flag(struct html *html, const char *word)
{
	html_markup(html, ", ");
	for (; *word; word++)
		html_markup(html, "%c", *word == '_' ? ' ' : *word);
}

static void put_rep_name(struct html *html, const struct rep *rep)
{
	static const struct {
		unsigned flag;
		const char *word;
	} flags[] = {
#define FLAG_ROW(name, bit, word, text) {name, word},
		REPORT_FLAGS(FLAG_ROW)
#undef FLAG_ROW
	};

	html_markup(html, "<td class=\"nowrap\">%s", rep_kind_words(rep->kind));
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if ((rep->flags & flags[i].flag) &&
		    strcmp(flags[i].word, rep_kind_words(rep->kind)) != 0)
			put_flag(html, flags[i].word);
	html_markup(html, "%s</td>", rep->valid ? "" : " (not counted)");
}

static void put_bar_cell(struct html *html, double ai_pct, double full)
{
	double length = isnan(ai_pct) ? 0.0 : fabs(ai_pct) / full * 54.0;

	html_markup(html,
		    "<td class=\"bar\"><svg viewBox=\"0 0 112 14\" aria-hidden=\"true\">"
		    "<rect class=\"%s\" x=\"%.1f\" y=\"2\" width=\"%.1f\" height=\"10\"/>"
		    "<path class=\"tick\" d=\"M56 0v14\"/></svg></td>",
		    ai_pct > 0 ? "barr" : "barl", ai_pct > 0 ? 56.0 : 56.0 - length, length);
}

static double widest(const struct trial_report *report)
{
	double most = 10.0;

	for (size_t i = 0; i < report->reps; i++)
		most = fmax(most, fabs(report->rep[i].asymmetry_lift_pct));
	return most;
}

static void put_rep_sides(struct html *html, const struct trial_report *report,
			  const struct rep *rep, double full)
{
	put_number(html, rep->mean_left_n, 0);
	put_number(html, rep->mean_right_n, 0);
	put_bar_cell(html, rep->asymmetry_lift_pct, full);
	put_asymmetry(html, rep->asymmetry_lift_pct);
	put_asymmetry(html, phase_asymmetry(report, rep, PHASE_LIFT1));
	put_asymmetry(html, phase_asymmetry(report, rep, PHASE_LIFT2));
	put_asymmetry(html, phase_asymmetry(report, rep, PHASE_LOWER));
}

void put_rep_table(struct html *html, const struct trial_report *report)
{
	double full = widest(report);

	html_markup(html, "<section class=\"wide\">\n<h2>Repetitions</h2>\n<table><tr>"
			  "<th class=\"n\">no.</th><th>kind</th><th class=\"n\">up s</th>");
	if (report->has_sides)
		html_markup(html,
			    "<th class=\"n\">left N</th><th class=\"n\">right N</th>"
			    "<th>left | right</th><th class=\"n\">whole lift</th>"
			    "<th class=\"n\">off the floor</th><th class=\"n\">to lockout</th>"
			    "<th class=\"n\">lowering</th></tr>\n");
	else
		html_markup(html, "<th class=\"n\">peak N</th><th class=\"n\">rise m</th>"
				  "<th class=\"n\">peak m/s</th></tr>\n");
	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *rep = &report->rep[i];
		char number[24];

		html_markup(html, "<tr%s><td class=\"n\">%s</td>",
			    rep->valid ? "" : " class=\"out\"",
			    rep_words(report, rep, number, sizeof(number)));
		put_rep_name(html, rep);
		put_number(html, rep->lockout_s - rep->liftoff_s, 1);
		if (report->has_sides) {
			put_rep_sides(html, report, rep, full);
		} else {
			put_number(html, rep->peak_total_n, 0);
			put_number(html, rep->displacement_m, 2);
			put_number(html, rep->peak_velocity_m_s, 2);
		}
		html_markup(html, "</tr>\n");
	}
	html_markup(html, "</table>\n</section>\n");
}

/* --- checks --- */

void put_checks(struct html *html, const struct trial_report *report)
{
	if (!report->checks)
		return;
	html_markup(html, "<section>\n<h2>Quality of the recording</h2>\n<ul>\n");
	for (size_t i = 0; i < report->checks; i++) {
		html_markup(html, "<li>%s ", status_words(report->check[i].severity));
		html_text(html, "%s: %s", report->check[i].code, report->check[i].text);
		html_markup(html, "</li>\n");
	}
	html_markup(html, "</ul>\n</section>\n");
}

void put_method(struct html *html, const struct trial_report *report)
{
	bool lifts = report->reps || report->no_reps_reason[0];

	html_markup(html, "<footer>\n<p><strong>Method.</strong> Asymmetry ");
	html_text(html, "%s", asymmetry_formula);
	html_markup(html,
		    " of the mean vertical force%s, positive where the right carries more; share "
		    "of the right = 50 + AI/2.%s",
		    lifts ? " from lift-off to lockout" : "",
		    lifts ? " The set is the mean over its valid repetitions with a 95 % t "
			    "interval."
			  : "");
	for (size_t i = 0; i < report->steps; i++) {
		/* every repetition, and why each finding came out as it did: for --explain and the
		 * results file */
		if (!strncmp(report->step[i].name, "finding ", 8) ||
		    !strcmp(report->step[i].name, "rep"))
			continue;
		html_markup(html, " ");
		html_text(html, "%s: %s.", report->step[i].name, report->step[i].text);
	}
	html_markup(html, "</p>\n<p class=\"hash\">hinge " HINGE_VERSION ", ");
	html_text(html, "%s, SHA-256 %s", report->raw_file, report->raw_sha256);
	html_markup(html, "</p>\n</footer>\n");
}
