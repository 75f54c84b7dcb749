/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/spread.h"
#include "tools/analyze/parts.h"

#include <math.h>
#include <string.h>

/* Only what is printed above has a line here; JSON has every phase. */
static bool is_headline(const struct metric *row)
{
	return !(row->flags & FLAG_BARRED) &&
	       (!strcmp(row->phase, phase_name(PHASE_LIFT)) || !strcmp(row->phase, "window") ||
		!strcmp(row->phase, "standing") || !strcmp(row->phase, "pull"));
}

static void print_asymmetry(FILE *out, const struct metric *row, const struct spread *spread)
{
	if (row->set)
		fprintf(out, "Set %d, ", row->set);
	fprintf(out, "%s: the same forces give %.1f %% (%s) to %.1f %% (%s)\n", row->phase,
		spread->value[spread->low], spread->row[spread->low]->formula,
		spread->value[spread->high], spread->row[spread->high]->formula);
}

static void print_onsets(FILE *out, const struct trial_report *report)
{
	double narrowest_s = INFINITY, widest_s = 0;
	const struct metric *first;
	struct spread spread;
	size_t i = 0;

	while ((first = spread_next_onset(report, &i)))
		if (spread_of_onset(report, first->set, first->rep, &spread)) {
			double range_s = spread.value[spread.high] - spread.value[spread.low];

			narrowest_s = fmin(narrowest_s, range_s);
			widest_s = fmax(widest_s, range_s);
		}
	if (isinf(narrowest_s))
		return;
	fputs("Onset by published rules: ", out);
	if (widest_s > narrowest_s)
		fprintf(out, "%.0f to ", 1e3 * narrowest_s);
	fprintf(out, "%.0f ms between the earliest and the latest\n", 1e3 * widest_s);
}

void print_spread(FILE *out, const struct trial_report *report)
{
	const struct metric *row;
	struct spread spread;
	const char *title = "\nMethod spread\n";
	size_t i = 0, first = 0;

	while ((row = spread_next_headline(report, &i)))
		if (is_headline(row) && spread_of_asymmetry(report, row, &spread)) {
			fputs(title, out);
			title = "";
			print_asymmetry(out, row, &spread);
		}
	if (spread_next_onset(report, &first))
		fputs(title, out);
	print_onsets(out, report);
}
