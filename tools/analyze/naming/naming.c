/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/naming/naming.h"

#include "analysis/asymmetry.h"
#include "tools/analyze/csv.h"
#include "tools/analyze/naming/tables.h"
#include "tools/analyze/parts.h"

#include <math.h>
#include <string.h>

const struct naming *const namings[] = {&naming_forcedecks, NULL};

const struct naming *naming_find(const char *name)
{
	for (const struct naming *const *naming = namings; *naming; naming++)
		if (!strcmp((*naming)->name, name))
			return *naming;
	return NULL;
}

void naming_print_header(FILE *out, const struct naming *naming)
{
	fputs("Name,ExternalId,Date,Time,BW [KG],Additional Load [kg],Rep", out);
	for (const struct naming_column *c = naming->columns; c->name; c++) {
		fprintf(out, ",%s %s", c->name, c->unit);
		if (c->sides)
			fprintf(out, ",%s %s (L),%s %s (R),%s %% (Asym) (%%)", c->name, c->unit,
				c->name, c->unit, c->name);
	}
	fputc('\n', out);
}

/* What a line is of. */
struct line {
	const struct trial_report *report;
	int set, rep;
	const char *phase; /* of its columns; NULL = of every phase of a rep */
};

static double value_of(const struct line *line, const struct naming_column *c, const char *side)
{
	const struct metric *metric;
	const char *phase = c->phase;

	if (!strcmp(phase, ANY_STRETCH) && line->rep == 0)
		phase = line->phase;
	if (line->phase && strcmp(line->phase, phase) != 0)
		return NAN;
	metric = metric_of(line->report, line->set, line->rep, phase, c->metric, side);
	return metric ? c->scale * metric->value : NAN;
}

static void print_number(FILE *out, double value)
{
	if (isfinite(value))
		fprintf(out, ",%.7g", value);
	else
		fputc(',', out);
}

/* "8.2 L": of the larger, with the letter of the side that has it. */
static void print_asymmetry(FILE *out, double left, double right)
{
	double pct = asymmetry_strong(left, right);

	if (isfinite(pct))
		fprintf(out, ",%.1f %s", fabs(pct), pct > 0 ? "R" : "L");
	else
		fputc(',', out);
}

/* "2026-11-22T10:15:30.1Z" as date and time of day; blank where it is not known */
static void print_start(FILE *out, const char *start)
{
	const char *t = strchr(start, 'T');

	if (t)
		fprintf(out, ",%.10s,%.8s", start, t + 1);
	else
		fputs(",,", out);
}

static void print_line(FILE *out, const struct naming *naming, const struct line *line)
{
	const struct trial_report *report = line->report;

	csv_text(out, report->trial_id);
	fputc(',', out);
	csv_text(out, report->info.subject);
	print_start(out, report->info.start_time);
	print_number(out, report->body_mass_kg);
	print_number(out, report->load_kg);
	fprintf(out, ",%d", line->rep);
	for (const struct naming_column *c = naming->columns; c->name; c++) {
		print_number(out, value_of(line, c, "both"));
		if (!c->sides)
			continue;

		double left = value_of(line, c, "left"), right = value_of(line, c, "right");

		print_number(out, left);
		print_number(out, right);
		print_asymmetry(out, left, right);
	}
	fputc('\n', out);
}

void naming_print(FILE *out, const struct naming *naming, const struct trial_report *report)
{
	struct line line = {report, 1, 1, "pull"};

	for (size_t i = 0; i < report->reps; i++)
		print_line(out, naming,
			   &(struct line){report, report->rep[i].set, report->rep[i].rep, NULL});
	for (; metric_of(report, 1, line.rep, "pull", "peak_force", "both"); line.rep++)
		print_line(out, naming, &line);
	if (metric_of(report, 1, 0, "standing", "duration", "both"))
		print_line(out, naming, &(struct line){report, 1, 0, "standing"});
	if (metric_of(report, 0, 0, "window", "duration", "both"))
		print_line(out, naming, &(struct line){report, 0, 0, "window"});
}
