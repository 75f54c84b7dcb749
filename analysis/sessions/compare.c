/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/compare.h"

#include "analysis/sessions/parts.h"

#include <math.h>
#include <string.h>

enum { DATE_LENGTH = 10 };

static const char *const phases[COMPARED_ROWS] = {"lift",  "slack", "lift1",
						  "lift2", "hold",  "lower"};

/* --- whether they can be compared --- */

static bool is_like(const struct earlier *a, const struct earlier *b, bool any_load,
		    const struct config *config)
{
	static const struct history none;
	const struct evidence of_a = evidence_of(a, &none, config);
	const struct evidence of_b = evidence_of(b, &none, config);

	return trial_is_comparable(&of_a, b, any_load) && trial_is_comparable(&of_b, a, any_load);
}

/* Why not: CHANGE_NOT_SHOWN = they can. */
static enum change obstacle(const struct earlier *from, const struct earlier *to,
			    const struct config *config)
{
	if (is_like(from, to, false, config))
		return CHANGE_NOT_SHOWN;
	if (is_like(from, to, true, config))
		return CHANGE_OTHER_LOAD;
	if (strcmp(from->task, to->task) != 0)
		return CHANGE_OTHER_TASK;
	if (*from->style && *to->style && strcmp(from->style, to->style) != 0)
		return CHANGE_OTHER_STYLE;
	return CHANGE_NOT_MEASURABLE;
}

/* --- the smallest detectable change --- */

/* What the analysis of a result found with a history of its own, by the formula of now. */
static double own_mdc_of(const struct earlier *trial)
{
	for (size_t i = 0; i < trial->metrics; i++) {
		const struct metric *row = &trial->metric[i];

		if (!strcmp(row->metric, "mdc95") && !strcmp(row->formula, mdc_own_formula))
			return row->value;
	}
	return NAN;
}

/* Of LIFT the difference of two sessions is known from elsewhere; of its parts only the person's
 * own sessions tell. */
static void set_mdc(struct compared_row *row, const struct series *later,
		    const struct earlier *trial, const struct config *config)
{
	bool is_lift = !strcmp(row->phase, "lift");

	row->mdc95 = NAN;
	if (later->n >= (size_t)config->min_sessions) {
		struct mdc mdc = mdc_of(later, 0, config);

		row->mdc95 = mdc.value;
		row->mdc_sessions = mdc.n;
	} else if (is_lift && !isnan(own_mdc_of(trial))) {
		row->mdc95 = own_mdc_of(trial);
	} else if (is_lift) {
		row->mdc95 = mdc_assumed_pct(row->from.reps, row->to.reps);
		row->mdc_assumed = true;
	}
}

/* --- a row --- */

static struct history until(const struct history *all, const struct earlier *now)
{
	struct history before = {.trial = all->trial};

	while (before.count < all->count &&
	       strcmp(all->trial[before.count].start_time, now->start_time) < 0)
		before.count++;
	return before;
}

static int look_at(struct series *out, const char *phase, const struct earlier *now,
		   const struct history *all, const struct config *config, struct error *err)
{
	const struct question q = {.unit = "%", .of = {phase, "both", "asymmetry"}};
	const struct history before = until(all, now);
	const struct evidence e = evidence_of(now, &before, config);

	return series_new(out, &q, &e, err);
}

static struct compared_value value_of(const struct series *series)
{
	return (struct compared_value){series->now, series->now_low, series->now_high,
				       series->now_n};
}

static enum change change_of(const struct compared_row *row)
{
	if (isnan(row->difference) || isnan(row->mdc95))
		return CHANGE_NO_VALUE;
	if (!(fabs(row->difference) > row->mdc95))
		return CHANGE_NOT_SHOWN;
	return row->difference > 0 ? CHANGE_TO_RIGHT : CHANGE_TO_LEFT;
}

static int fill_row(struct compared_row *row, const struct comparison *c, const struct history *all,
		    const struct config *config, struct error *err)
{
	bool backwards = strcmp(c->from->start_time, c->to->start_time) > 0;
	struct series from, to;
	int ret = look_at(&from, row->phase, c->from, all, config, err);

	if (ret)
		return ret;
	ret = look_at(&to, row->phase, c->to, all, config, err);
	if (!ret) {
		row->from = value_of(&from);
		row->to = value_of(&to);
		row->difference = row->to.value - row->from.value;
		set_mdc(row, backwards ? &from : &to, backwards ? c->from : c->to, config);
		row->change = change_of(row);
		series_reset(&to);
	}
	series_reset(&from);
	return ret;
}

int comparison_of(struct comparison *out, const struct earlier *from, const struct earlier *to,
		  const struct history *all, const struct config *config, struct error *err)
{
	enum change barred = obstacle(from, to, config);
	int ret = 0;

	if (*from->subject && *to->subject && strcmp(from->subject, to->subject) != 0)
		return fail(err, HINGE_EUSAGE, "results of two people: %s and %s", from->subject,
			    to->subject);
	*out = (struct comparison){.from = from, .to = to};
	for (size_t i = 0; i < COMPARED_ROWS && !ret; i++) {
		out->row[i].phase = phases[i];
		ret = fill_row(&out->row[i], out, all, config, err);
		if (barred != CHANGE_NOT_SHOWN)
			out->row[i].change = barred;
	}
	return ret;
}

/* --- which recordings of two sessions --- */

static bool is_of(const struct earlier *trial, const char *session)
{
	return *trial->session ? !strcmp(trial->session, session)
			       : strlen(session) == DATE_LENGTH &&
					 !strncmp(trial->start_time, session, DATE_LENGTH);
}

static const struct earlier *last_of(const struct history *all, const char *session)
{
	for (size_t i = all->count; i-- > 0;)
		if (is_of(&all->trial[i], session))
			return &all->trial[i];
	return NULL;
}

static double weight(const struct earlier *trial)
{
	return isnan(trial->load_kg) ? 0 : trial->load_kg;
}

/* The heaviest of `session` that is like `other`, the last of several; NULL: there is none. */
static const struct earlier *heaviest_like(const struct history *all, const char *session,
					   const struct earlier *other, const struct config *config)
{
	const struct earlier *found = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct earlier *trial = &all->trial[i];

		if (is_of(trial, session) && is_usable(trial) &&
		    is_like(trial, other, false, config) &&
		    (!found || weight(trial) >= weight(found)))
			found = trial;
	}
	return found;
}

static int no_session(const char *session, struct error *err)
{
	return fail(err, HINGE_EREFUSED, "%s: no session with results (see hinge subject show)",
		    session);
}

int comparison_choose(const struct history *all, const char *from_session, const char *to_session,
		      const struct config *config, const struct earlier **from,
		      const struct earlier **to, struct error *err)
{
	*from = last_of(all, from_session);
	*to = last_of(all, to_session);
	if (!*from || !*to)
		return no_session(*from ? to_session : from_session, err);
	for (size_t i = 0; i < all->count; i++) {
		const struct earlier *trial = &all->trial[i], *like;
		bool better;

		if (!is_of(trial, to_session) || !is_usable(trial))
			continue;
		like = heaviest_like(all, from_session, trial, config);
		better = !is_like(*from, *to, false, config) || weight(trial) >= weight(*to);
		if (like && better) {
			*from = like;
			*to = trial;
		}
	}
	return 0;
}
