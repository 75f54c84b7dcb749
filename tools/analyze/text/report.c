/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/analyze.h"
#include "tools/analyze/parts.h"
#include "tools/analyze/text/findings.h"

#include <math.h>
#include <string.h>

const char *asymmetry_text(double pct, char *out, size_t size)
{
	if (!isfinite(pct))
		snprintf(out, size, "not known");
	else if (fabs(pct) < 0.05)
		snprintf(out, size, "0.0 %% (even)");
	else
		snprintf(out, size, "%.1f %% %s", fabs(pct), pct > 0 ? "right" : "left");
	return out;
}

const struct metric *set_asymmetry(const struct trial_report *report, int set)
{
	for (size_t i = 0; i < report->metrics; i++) {
		const struct metric *metric = &report->metric[i];

		if (metric->set == set && metric->rep == 0 &&
		    !strcmp(metric->metric, "asymmetry") &&
		    !strcmp(metric->phase, phase_name(PHASE_LIFT)))
			return metric;
	}
	return NULL;
}

/* "dead_stop" as people write it */
static const char *plain(const char *word, char *out, size_t size)
{
	snprintf(out, size, "%s", word);
	for (char *c = out; *c; c++)
		if (*c == '_')
			*c = ' ';
	return out;
}

static void print_mass(FILE *out, const char *what, double kg, const char *source)
{
	if (isfinite(kg))
		fprintf(out, ", %s %.1f kg (%s)", what, kg, source);
	else
		fprintf(out, ", %s not known", what);
}

static void print_head(FILE *out, const struct trial_report *report, const char *file)
{
	fprintf(out, "%s: %s\n", file, report_status_name(report->status));
	if (report->task[0])
		fprintf(out, "%s (%s), ", report->task, report->task_source);
	fprintf(out, "%s, %.0f Hz, %.1f s", report->format, report->rate_hz,
		(double)report->frames / report->rate_hz);
	print_mass(out, "body mass", report->body_mass_kg, report->body_mass_source);
	print_mass(out, "load", report->load_kg, report->load_source);
	fputc('\n', out);
}

static void print_time(FILE *out, double seconds, int width)
{
	if (isfinite(seconds))
		fprintf(out, " %*.2f", width, seconds);
	else
		fprintf(out, " %*s", width, "-");
}

static void print_rep(FILE *out, const struct rep *rep)
{
	char kind[32], asymmetry[32];

	fprintf(out, "%3d %3d  %-13s", rep->set, rep->rep,
		plain(rep_kind_name(rep->kind), kind, sizeof(kind)));
	print_time(out, rep->onset_s, 7);
	print_time(out, rep->liftoff_s, 8);
	print_time(out, rep->lockout_s, 7);
	print_time(out, rep->lower_s, 8);
	print_time(out, rep->touchdown_s, 9);
	fprintf(out, "  %s", asymmetry_text(rep->asymmetry_lift_pct, asymmetry, sizeof(asymmetry)));
	if (!rep->valid)
		fputs(", not counted", out);
	for (const struct flag_word *flag = flag_words; flag->word; flag++)
		if (rep->flags & flag->bit)
			fprintf(out, ", %s", plain(flag->word, kind, sizeof(kind)));
	fputc('\n', out);
}

/* "3.3 to 5.1 % right", or with both sides named where the interval spans them */
static void print_interval(FILE *out, double low, double high)
{
	char from[32], to[32];

	if (low * high > 0)
		fprintf(out, "%.1f to %s", low > 0 ? low : -high,
			asymmetry_text(low > 0 ? high : low, to, sizeof(to)));
	else
		fprintf(out, "%s to %s", asymmetry_text(low, from, sizeof(from)),
			asymmetry_text(high, to, sizeof(to)));
}

static void print_set(FILE *out, const struct metric *metric)
{
	char value[32];

	asymmetry_text(metric->value, value, sizeof(value));
	if (metric->flags & FLAG_BARRED) {
		fprintf(out,
			"Set %d: asymmetry not measurable, see Checks (as read: %s over the lift, "
			"%s)\n",
			metric->set, value, metric->formula);
		return;
	}
	fprintf(out, "Set %d: %s on average over the lift", metric->set, value);
	if (isfinite(metric->ci_low)) {
		fputs(" (95 % interval ", out);
		print_interval(out, metric->ci_low, metric->ci_high);
		fprintf(out, ", %d repetitions)", metric->n);
	}
	fprintf(out, ", %s\n", metric->formula);
}

static void print_reps(FILE *out, const struct trial_report *report)
{
	if (report->no_reps_reason[0])
		fprintf(out, "No repetitions: %s\n", report->no_reps_reason);
	if (!report->reps)
		return;
	fputs("\nset rep  kind            onset lift-off lockout lowering touchdown  "
	      "asymmetry\n",
	      out);
	for (size_t i = 0; i < report->reps; i++)
		print_rep(out, &report->rep[i]);
	for (int set = 1; set <= report->rep[report->reps - 1].set; set++)
		if (set_asymmetry(report, set))
			print_set(out, set_asymmetry(report, set));
}

static void print_checks(FILE *out, const struct trial_report *report)
{
	if (report->checks)
		fputs("\nChecks\n", out);
	for (size_t i = 0; i < report->checks; i++)
		fprintf(out, "  %-6s %s: %s\n", report_status_name(report->check[i].severity),
			report->check[i].code, report->check[i].text);
}

void report_print(FILE *out, const struct trial_report *report, const char *file, bool explain,
		  const struct language *language)
{
	print_head(out, report, file);
	print_reps(out, report);
	print_pulls(out, report);
	print_standing(out, report);
	if (report->sides_reason[0])
		fprintf(out, "Asymmetry: %s\n", report->sides_reason);
	print_window(out, report);
	print_spread(out, report);
	findings_print(out, report, language);
	print_checks(out, report);
	if (explain)
		print_steps(out, report);
}
