/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of reps as JSON and CSV show it, and the CSV. */
#include "tools/analyze/analyze.h"
#include "tools/analyze/csv.h"

#include <math.h>
#include <string.h>

/* Numbers carry the digits their error allows; the results file has them all. */
#define REP(member, decimals)                                   \
	{                                                       \
#member, offsetof(struct rep, member), decimals \
	}
const struct rep_column rep_columns[] = {
	REP(onset_s, 6),
	REP(liftoff_s, 6),
	REP(lockout_s, 6),
	REP(lower_s, 6),
	REP(touchdown_s, 6),
	REP(liftoff_u_s, 6),
	REP(lockout_rest_s, 6),
	REP(sticking_start_s, 6),
	REP(sticking_end_s, 6),
	REP(peak_left_n, 3),
	REP(peak_right_n, 3),
	REP(peak_total_n, 3),
	REP(mean_left_n, 3),
	REP(mean_right_n, 3),
	REP(asymmetry_lift_pct, 4),
	REP(displacement_m, 4),
	REP(peak_velocity_m_s, 4),
	REP(mean_velocity_m_s, 4),
	REP(peak_power_w, 2),
	{NULL, 0, 0},
};

double rep_value(const struct rep *rep, const struct rep_column *column)
{
	double value;

	memcpy(&value, (const char *)rep + column->offset, sizeof(value));
	return value;
}

const struct flag_word flag_words[] = {
#define FLAG_ROW(name, bit, word, text) {name, word},
	REPORT_FLAGS(FLAG_ROW)
#undef FLAG_ROW
		{0, NULL},
};

void report_csv_header(FILE *out)
{
	fputs("file,set,rep,kind,end,valid", out);
	for (const struct rep_column *c = rep_columns; c->name; c++)
		fprintf(out, ",%s", c->name);
	fputs(",flags\n", out);
}

static void print_rep(FILE *out, const struct rep *rep)
{
	const char *separator = ",";

	fprintf(out, ",%d,%d,%s,%s,%d", rep->set, rep->rep, rep_kind_name(rep->kind),
		rep_end_name(rep->end), rep->valid);
	for (const struct rep_column *c = rep_columns; c->name; c++) {
		double value = rep_value(rep, c);

		if (isfinite(value))
			fprintf(out, ",%.*f", c->decimals, value);
		else
			fputc(',', out);
	}
	for (const struct flag_word *flag = flag_words; flag->word; flag++)
		if (rep->flags & flag->bit) {
			fprintf(out, "%s%s", separator, flag->word);
			separator = " ";
		}
	fputs(*separator == ',' ? ",\n" : "\n", out);
}

void report_csv(FILE *out, const struct trial_report *report, const char *file)
{
	for (size_t i = 0; i < report->reps; i++) {
		csv_text(out, file);
		print_rep(out, &report->rep[i]);
	}
}
