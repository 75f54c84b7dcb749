/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a recording that is no deadlift: isometric pulls, quiet standing. */
#include "tools/analyze/parts.h"
#include "tools/report/pages/pages.h"

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

static void put_filled(struct document *document, enum block_kind kind, enum words id,
		       const struct word_value *fills, const char *label)
{
	char text[SENTENCE_MAX];

	put_block(document, kind,
		  words_fill(text, sizeof(text), words(document->language, id), fills), label);
}

/* --- in words --- */

static void put_pull_words(struct document *document, const struct trial_report *report)
{
	const struct language *language = document->language;
	int pulls = count_pulls(report), best = strongest_pull(report);
	double asymmetry = pull_value(report, best, "asymmetry");
	struct number peak, net, side;
	const struct word_value fills[] = {
		{"peak", number_say(&peak, language, pull_value(report, best, "peak_force"), 0)},
		{"net", number_say(&net, language, pull_value(report, best, "net_peak_force"), 0)},
		{"value", side_say(&side, language, asymmetry, 1)},
		{NULL, NULL}};

	put_filled(document, BLOCK_SENTENCE, pulls > 1 ? W_PULL_STRONGEST : W_PULL_ONE, fills,
		   NULL);
	if (!isnan(asymmetry))
		put_filled(document, BLOCK_DETAIL, W_PULL_DETAIL, fills,
			   words(language, W_HOW_SURE));
}

static void put_standing_words(struct document *document, const struct trial_report *report)
{
	const struct language *language = document->language;
	double ai = standing_value(report, "asymmetry", "both"), most = 50.0 + fabs(ai) / 2.0;
	struct number share, rest, side, seconds;
	const struct word_value fills[] = {
		{"side", left_or_right_leg(language, ai > 0)},
		{"share", number_say(&share, language, most, 1)},
		{"other", left_or_right_leg(language, !(ai > 0))},
		{"rest", number_say(&rest, language, 100.0 - most, 1)},
		{"value", side_say(&side, language, ai, 1)},
		{"seconds",
		 number_say(&seconds, language, standing_value(report, "duration", "both"), 0)},
		{NULL, NULL}};

	if (isnan(ai)) {
		put_filled(document, BLOCK_SENTENCE, W_STANDING, fills, NULL);
		return;
	}
	put_filled(document, BLOCK_SENTENCE, W_STANDING_SHARES, fills, NULL);
	put_filled(document, BLOCK_DETAIL, W_STANDING_DETAIL, fills, words(language, W_HOW_SURE));
}

/* --- in figures --- */

static void put_columns(struct document *document, enum words caption, const enum words *heads,
			size_t count)
{
	put_text(document, BLOCK_HEADING, caption);
	put_table(document, words(document->language, caption));
	for (size_t i = 0; i < count; i++)
		put_column(document, words(document->language, heads[i]),
			   i > 0 || heads[i] == W_REP_NUMBER);
}

static void put_pull_table(struct document *document, const struct trial_report *report)
{
	static const enum words heads[] = {W_REP_NUMBER,     W_ONSET_S,        W_PEAK_N,
					   W_ABOVE_WEIGHT_N, W_AFTER_100_N,    W_AFTER_200_N,
					   W_LENGTH_S,       W_DIFFERENCE_HEAD};
	static const struct {
		const char *name;
		int decimals;
	} rows[] = {{"onset", 2},           {"peak_force", 0},      {"net_peak_force", 0},
		    {"force_at_100_ms", 0}, {"force_at_200_ms", 0}, {"length_of_pull", 1}};

	put_columns(document, W_PULLS, heads, sizeof(heads) / sizeof(heads[0]));
	for (int pull = 1; pull <= count_pulls(report); pull++) {
		struct number side;

		put_number(document, pull, 0);
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			put_number(document, pull_value(report, pull, rows[i].name),
				   rows[i].decimals);
		put_cell(document, side_say(&side, document->language,
					    pull_value(report, pull, "asymmetry"), 1));
	}
}

static void put_sway_row(struct document *document, const struct trial_report *report,
			 const char *side, enum words name)
{
	put_cell(document, words(document->language, name));
	put_number(document, standing_value(report, "mean_force", side), 0);
	put_number(document, 1e3 * standing_value(report, "cop_path_length", side), 0);
	put_number(document, 1e3 * standing_value(report, "cop_mean_speed", side), 1);
	put_number(document, 1e3 * standing_value(report, "cop_range_ap", side), 0);
	put_number(document, 1e3 * standing_value(report, "cop_range_ml", side), 0);
	put_number(document, 1e4 * standing_value(report, "cop_ellipse_area", side), 2);
}

static void put_sway_table(struct document *document, const struct trial_report *report)
{
	static const enum words heads[] = {W_FOOT,       W_MEAN_N,    W_PATH_MM,    W_SPEED_MM_S,
					   W_TO_TOES_MM, W_ACROSS_MM, W_ELLIPSE_CM2};

	put_columns(document, W_STANDING_HEAD, heads, sizeof(heads) / sizeof(heads[0]));
	if (report->has_sides) {
		put_sway_row(document, report, "left", W_LEFT);
		put_sway_row(document, report, "right", W_RIGHT);
	}
	put_sway_row(document, report, "both", W_BOTH);
}

bool put_task_page(struct document *document, const struct trial_report *report)
{
	bool pulls = count_pulls(report) > 0;

	if (!pulls && isnan(standing_value(report, "duration", "both")))
		return false;
	put_block(document, BLOCK_PAGE, "", NULL);
	put_header(document, report);
	if (pulls)
		put_pull_words(document, report);
	else
		put_standing_words(document, report);
	put_look_at(document, report);
	PUT_CHART(document, chart_set, report);
	if (pulls)
		put_pull_table(document, report);
	else
		put_sway_table(document, report);
	put_window(document, report);
	put_limits(document);
	return true;
}
