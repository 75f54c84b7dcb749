/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze.h"
#include "tools/analyze/parts.h"

#include <math.h>
#include <string.h>

const struct metric *metric_of(const struct trial_report *report, int set, int rep,
			       const char *phase, const char *name, const char *side)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (metric->set == set && metric->rep == rep && !strcmp(metric->phase, phase) &&
		    !strcmp(metric->metric, name) && !strcmp(metric->side, side))
			return metric;
	}
	return NULL;
}

/* A stretch whose metrics are printed. */
struct stretch {
	const struct trial_report *report;
	int set, rep;
	const char *phase;
};

static double value_of(const struct stretch *stretch, const char *name, const char *side)
{
	const struct metric *metric =
		metric_of(stretch->report, stretch->set, stretch->rep, stretch->phase, name, side);

	return metric ? metric->value : NAN;
}

static void print_value(FILE *out, double value, int width, int decimals)
{
	if (isfinite(value))
		fprintf(out, " %*.*f", width, decimals, value);
	else
		fprintf(out, " %*s", width, "-");
}

static void print_pull(FILE *out, const struct stretch *pull)
{
	double asymmetry = value_of(pull, "asymmetry", "both");
	char text[32];

	fprintf(out, "%4d", pull->rep);
	print_value(out, value_of(pull, "onset", "both"), 9, 3);
	print_value(out, value_of(pull, "peak_force", "both"), 9, 1);
	print_value(out, value_of(pull, "net_peak_force", "both"), 9, 1);
	print_value(out, value_of(pull, "force_at_100_ms", "both"), 9, 1);
	print_value(out, value_of(pull, "force_at_200_ms", "both"), 9, 1);
	print_value(out, value_of(pull, "length_of_pull", "both"), 9, 2);
	if (isfinite(asymmetry))
		fprintf(out, "  %s", asymmetry_text(asymmetry, text, sizeof(text)));
	fputc('\n', out);
}

void print_pulls(FILE *out, const struct trial_report *report)
{
	struct stretch pull = {report, 1, 1, "pull"};

	if (!isfinite(value_of(&pull, "peak_force", "both")))
		return;
	fputs("\npull  onset s    peak N     net N  100 ms N  200 ms N  length s  asymmetry\n",
	      out);
	for (; isfinite(value_of(&pull, "peak_force", "both")); pull.rep++)
		print_pull(out, &pull);
}

void print_standing(FILE *out, const struct trial_report *report)
{
	const struct stretch standing = {report, 1, 0, "standing"};
	double seconds = value_of(&standing, "duration", "both");
	char asymmetry[32];

	if (!isfinite(seconds))
		return;
	fprintf(out, "Quiet standing of %.1f s", seconds);
	if (isfinite(value_of(&standing, "asymmetry", "both")))
		fprintf(out, ": %s, left %.1f N, right %.1f N on average, %s",
			asymmetry_text(value_of(&standing, "asymmetry", "both"), asymmetry,
				       sizeof(asymmetry)),
			value_of(&standing, "mean_force", "left"),
			value_of(&standing, "mean_force", "right"),
			metric_of(report, 1, 0, "standing", "asymmetry", "both")->formula);
	fputc('\n', out);
}

/* JSON and the results hold more. */
void print_window(FILE *out, const struct trial_report *report)
{
	const struct stretch window = {report, 0, 0, "window"};
	double seconds = value_of(&window, "duration", "both");
	char asymmetry[32];

	if (!isfinite(seconds))
		return;
	asymmetry_text(value_of(&window, "asymmetry", "both"), asymmetry, sizeof(asymmetry));
	fprintf(out, "Window of %.2f s: %s, left %.1f N, right %.1f N on average\n", seconds,
		asymmetry, value_of(&window, "mean_force", "left"),
		value_of(&window, "mean_force", "right"));
}
