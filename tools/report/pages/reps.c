/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repetitions, one by one. */
#include "tools/report/pages/pages.h"

#include <math.h>
#include <string.h>

static double phase_asymmetry(const struct trial_report *report, const struct rep *rep,
			      enum phase_id id)
{
	for (size_t i = 0; i < report->phases; i++)
		if (report->phase[i].phase == id && report->phase[i].set == rep->set &&
		    report->phase[i].rep == rep->rep)
			return report->phase[i].asymmetry_pct;
	return NAN;
}

static void put_kind(struct document *document, const struct rep *rep)
{
	const struct language *language = document->language;
	char text[96];

	put_cell(document, rep->valid ? kind_say(language, rep->kind)
				      : WORDS_SAY(text, language, W_NOT_COUNTED,
						  {"kind", kind_say(language, rep->kind)}));
}

static void put_asymmetry(struct document *document, double ai_pct)
{
	struct number number;

	put_cell(document, side_say(&number, document->language, ai_pct, 1));
}

static void put_sides(struct document *document, const struct trial_report *report,
		      const struct rep *rep)
{
	put_number(document, rep->mean_left_n, 0);
	put_number(document, rep->mean_right_n, 0);
	put_asymmetry(document, rep->asymmetry_lift_pct);
	put_asymmetry(document, phase_asymmetry(report, rep, PHASE_LIFT1));
	put_asymmetry(document, phase_asymmetry(report, rep, PHASE_LIFT2));
	put_asymmetry(document, phase_asymmetry(report, rep, PHASE_LOWER));
}

static void put_rep(struct document *document, const struct trial_report *report,
		    const struct rep *rep)
{
	struct number number;

	put_cell(document, rep_say(&number, report, rep));
	put_kind(document, rep);
	put_number(document, rep->lockout_s - rep->liftoff_s, 1);
	if (report->has_sides) {
		put_sides(document, report, rep);
		return;
	}
	put_number(document, rep->peak_total_n, 0);
	put_number(document, rep->displacement_m, 2);
	put_number(document, rep->peak_velocity_m_s, 2);
}

static void put_columns(struct document *document, bool has_sides)
{
	static const enum words sides[] = {W_REP_NUMBER, W_KIND,  W_UP_S,  W_LEFT_N, W_RIGHT_N,
					   W_LIFT,       W_LIFT1, W_LIFT2, W_LOWER};
	static const enum words both[] = {W_REP_NUMBER, W_KIND,   W_UP_S,
					  W_PEAK_N,     W_RISE_M, W_PEAK_SPEED};
	const enum words *heads = has_sides ? sides : both;
	size_t count =
		has_sides ? sizeof(sides) / sizeof(sides[0]) : sizeof(both) / sizeof(both[0]);

	put_table(document, words(document->language, W_REPS));
	for (size_t i = 0; i < count; i++)
		put_column(document, words(document->language, heads[i]), heads[i] != W_KIND);
}

void put_reps(struct document *document, const struct trial_report *report)
{
	if (!report->reps)
		return;
	put_text(document, BLOCK_HEADING, W_REPS);
	put_columns(document, report->has_sides);
	for (size_t i = 0; i < report->reps; i++)
		put_rep(document, report, &report->rep[i]);
}
