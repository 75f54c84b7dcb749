/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/analyze.h"
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
	const struct metric *asymmetry =
		metric_of(pull->report, pull->set, pull->rep, pull->phase, "asymmetry", "both");
	char text[32];

	fprintf(out, "%4d", pull->rep);
	print_value(out, value_of(pull, "onset", "both"), 9, 3);
	print_value(out, value_of(pull, "peak_force", "both"), 9, 1);
	print_value(out, value_of(pull, "net_peak_force", "both"), 9, 1);
	print_value(out, value_of(pull, "force_at_100_ms", "both"), 9, 1);
	print_value(out, value_of(pull, "force_at_200_ms", "both"), 9, 1);
	print_value(out, value_of(pull, "length_of_pull", "both"), 9, 2);
	if (asymmetry && asymmetry->flags & FLAG_BARRED)
		fputs("  not measurable, see Checks", out);
	else if (asymmetry)
		fprintf(out, "  %s", asymmetry_text(asymmetry->value, text, sizeof(text)));
	fputc('\n', out);
}

static void print_pulls_mean(FILE *out, const struct trial_report *report)
{
	const struct metric *mean = metric_of(report, 1, 0, "pull", "net_peak_force", "both");

	if (!mean || mean->n < 2)
		return;
	fprintf(out, "Mean net peak of %d pulls: %.1f N (95 %% interval %.1f to %.1f N)\n", mean->n,
		mean->value, mean->ci_low, mean->ci_high);
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
	print_pulls_mean(out, report);
}

/* "12.0 to 14.5 s: 4.2 % right (AI=...), left 390.1 N, right 424.0 N on average" */
static void print_shares(FILE *out, const struct stretch *stretch)
{
	double start = value_of(stretch, "start", "both");
	const struct metric *asymmetry = metric_of(stretch->report, stretch->set, stretch->rep,
						   stretch->phase, "asymmetry", "both");
	char text[32];

	fprintf(out, "%.3f to %.3f s: ", start, start + value_of(stretch, "duration", "both"));
	if (!asymmetry) {
		fprintf(out, "%.1f N on average, peak %.1f N\n",
			value_of(stretch, "mean_force", "both"),
			value_of(stretch, "peak_force", "both"));
		return;
	}
	fprintf(out, "%s%s, %s of the mean forces\n",
		asymmetry->flags & FLAG_BARRED ? "asymmetry not measurable, see Checks; as read "
					       : "",
		asymmetry_text(asymmetry->value, text, sizeof(text)), asymmetry->formula);
	for (int right = 0; right < 2; right++) {
		const char *side = right ? "right" : "left";

		fprintf(out, "  %-6s mean %.1f N, peak %.1f N, impulse %.2f N s\n", side,
			value_of(stretch, "mean_force", side),
			value_of(stretch, "peak_force", side), value_of(stretch, "impulse", side));
	}
}

static void print_sway(FILE *out, const struct stretch *stretch)
{
	static const char *const sides[] = {"left", "right", "both"};

	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		double path_m = value_of(stretch, "cop_path_length", sides[i]);

		if (!isfinite(path_m))
			continue;
		fprintf(out,
			"  %-6s sway path %.3f m, %.1f mm/s, range %.1f mm to the toes, "
			"%.1f mm across, 95 %% ellipse %.2f cm2\n",
			sides[i], path_m, 1e3 * value_of(stretch, "cop_mean_speed", sides[i]),
			1e3 * value_of(stretch, "cop_range_ap", sides[i]),
			1e3 * value_of(stretch, "cop_range_ml", sides[i]),
			1e4 * value_of(stretch, "cop_ellipse_area", sides[i]));
	}
}

static void print_stretch(FILE *out, const struct stretch *stretch, const char *title)
{
	if (!isfinite(value_of(stretch, "duration", "both")))
		return;
	fprintf(out, "\n%s ", title);
	print_shares(out, stretch);
	print_sway(out, stretch);
}

void print_standing(FILE *out, const struct trial_report *report)
{
	print_stretch(out, &(struct stretch){report, 1, 0, "standing"}, "Quiet standing");
}

/* JSON and the results hold more. */
void print_window(FILE *out, const struct trial_report *report)
{
	print_stretch(out, &(struct stretch){report, 0, 0, "window"}, "Window");
}
