/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a recording that is no deadlift: isometric pulls, quiet standing. */
#include "tools/analyze/parts.h"
#include "tools/report/parts.h"

#include <math.h>
#include <stdio.h>

static double value_of(const struct trial_report *report, int rep, const char *phase,
		       const char *name, const char *side)
{
	const struct metric *metric = metric_of(report, 1, rep, phase, name, side);

	/* what a check bars is no sentence of a page that is read in a minute */
	return metric && !(metric->flags & FLAG_BARRED) ? metric->value : NAN;
}

static double pull_value(const struct trial_report *report, int pull, const char *name)
{
	return value_of(report, pull, "pull", name, "both");
}

static double standing_value(const struct trial_report *report, const char *name, const char *side)
{
	return value_of(report, 0, "standing", name, side);
}

static int count_pulls(const struct trial_report *report)
{
	int pulls = 0;

	while (!isnan(pull_value(report, pulls + 1, "peak_force")))
		pulls++;
	return pulls;
}

static int strongest_pull(const struct trial_report *report)
{
	int best = 1;

	for (int i = 2; i <= count_pulls(report); i++)
		if (pull_value(report, i, "peak_force") > pull_value(report, best, "peak_force"))
			best = i;
	return best;
}

/* --- in words --- */

static void put_pull_words(struct html *html, const struct trial_report *report)
{
	int pulls = count_pulls(report), best = strongest_pull(report);
	double asymmetry = pull_value(report, best, "asymmetry");
	char words[32];

	html_markup(html,
		    "<p class=\"sentence\">The %s reached %.0f N, %.0f N above body weight.</p>\n",
		    pulls > 1 ? "strongest pull" : "pull", pull_value(report, best, "peak_force"),
		    pull_value(report, best, "net_peak_force"));
	if (!isnan(asymmetry))
		html_markup(html,
			    "<p class=\"detail\">Asymmetry over the pull: %s, of one pull and "
			    "without an interval.</p>\n",
			    asymmetry_words(asymmetry, words, sizeof(words)));
}

static void put_standing_words(struct html *html, const struct trial_report *report)
{
	double ai = standing_value(report, "asymmetry", "both");
	double seconds = standing_value(report, "duration", "both");
	char words[32];

	if (isnan(ai)) {
		html_markup(html, "<p class=\"sentence\">Quiet standing of %.0f s.</p>\n", seconds);
		return;
	}
	html_markup(
		html,
		"<p class=\"sentence\">Standing still, the %s leg carried %.1f %% of body weight, "
		"the %s leg %.1f %%.</p>\n",
		ai > 0 ? "right" : "left", 50 + fabs(ai) / 2, ai > 0 ? "left" : "right",
		50 - fabs(ai) / 2);
	html_markup(html,
		    "<p class=\"detail\">Asymmetry %s over %.0f s, one trial: three to five are "
		    "needed to rely on it.</p>\n",
		    asymmetry_words(ai, words, sizeof(words)), seconds);
}

/* --- in figures --- */

static void put_number(struct html *html, double value, int decimals)
{
	if (isnan(value))
		html_markup(html, "<td class=\"n\">-</td>");
	else
		html_markup(html, "<td class=\"n\">%.*f</td>", decimals, value);
}

static void put_pull_table(struct html *html, const struct trial_report *report)
{
	html_markup(html, "<section class=\"wide\">\n<h2>Pulls</h2>\n<table><tr>"
			  "<th class=\"n\">no.</th><th class=\"n\">onset s</th>"
			  "<th class=\"n\">peak N</th><th class=\"n\">above weight N</th>"
			  "<th class=\"n\">after 100 ms N</th><th class=\"n\">after 200 ms N</th>"
			  "<th class=\"n\">length s</th><th class=\"n\">asymmetry</th></tr>\n");
	for (int i = 1; i <= count_pulls(report); i++) {
		char words[32];

		html_markup(html, "<tr><td class=\"n\">%d</td>", i);
		put_number(html, pull_value(report, i, "onset"), 2);
		put_number(html, pull_value(report, i, "peak_force"), 0);
		put_number(html, pull_value(report, i, "net_peak_force"), 0);
		put_number(html, pull_value(report, i, "force_at_100_ms"), 0);
		put_number(html, pull_value(report, i, "force_at_200_ms"), 0);
		put_number(html, pull_value(report, i, "length_of_pull"), 1);
		html_markup(
			html, "<td class=\"n\">%s</td></tr>\n",
			asymmetry_words(pull_value(report, i, "asymmetry"), words, sizeof(words)));
	}
	html_markup(html, "</table>\n</section>\n");
}

static void put_sway_row(struct html *html, const struct trial_report *report, const char *side,
			 const char *words)
{
	html_markup(html, "<tr><td>%s</td>", words);
	put_number(html, standing_value(report, "mean_force", side), 0);
	put_number(html, 1e3 * standing_value(report, "cop_path_length", side), 0);
	put_number(html, 1e3 * standing_value(report, "cop_mean_speed", side), 1);
	put_number(html, 1e3 * standing_value(report, "cop_range_ap", side), 0);
	put_number(html, 1e3 * standing_value(report, "cop_range_ml", side), 0);
	put_number(html, 1e4 * standing_value(report, "cop_ellipse_area", side), 2);
	html_markup(html, "</tr>\n");
}

static void put_sway_table(struct html *html, const struct trial_report *report)
{
	html_markup(html,
		    "<section class=\"wide\">\n<h2>Standing</h2>\n<table><tr><th></th>"
		    "<th class=\"n\">mean N</th><th class=\"n\">sway path mm</th>"
		    "<th class=\"n\">mm/s</th><th class=\"n\">to the toes mm</th>"
		    "<th class=\"n\">across mm</th><th class=\"n\">ellipse cm\xc2\xb2</th></tr>\n");
	if (report->has_sides) {
		put_sway_row(html, report, "left", "left");
		put_sway_row(html, report, "right", "right");
	}
	put_sway_row(html, report, "both", "both");
	html_markup(html, "</table>\n</section>\n");
}

bool put_task(struct html *html, const struct trial_report *report)
{
	bool pulls = count_pulls(report) > 0;
	bool stands = !isnan(standing_value(report, "duration", "both"));

	if (pulls)
		put_pull_words(html, report);
	else if (stands)
		put_standing_words(html, report);
	else
		return false;
	put_force_chart(html, report);
	if (pulls)
		put_pull_table(html, report);
	else
		put_sway_table(html, report);
	return true;
}
