/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a finding came out as it did, in one line. */
#include "analysis/findings/findings.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

struct line {
	char text[256];
	size_t used;
};

static void add(struct line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
	size_t room = sizeof(line->text) - line->used;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line->text + line->used, room, format, args);
	va_end(args);
	if (length > 0)
		line->used += (size_t)length < room ? (size_t)length : room - 1;
}

static void add_p(struct line *line, const struct verdict *v)
{
	bool primary = v->question->family[0] == 'A';

	if (primary)
		add(line, "; p %.2g at level %.3g (Holm: %.2g)", v->finding.p, v->level,
		    v->finding.p_adjusted);
	else
		add(line, "; p %.2g, BH %.2g at rate %.3g", v->finding.p, v->finding.p_adjusted,
		    v->level);
	if (!v->answer.large_enough)
		add(line, ", too small to matter");
	if (!isnan(v->answer.robust_p))
		add(line, "; sign-flip %.2g", v->answer.robust_p);
}

static void add_test(struct line *line, const struct verdict *v)
{
	add(line, "; n %d", v->finding.n);
	if (v->answer.floor)
		add(line, " (floor %d)", v->answer.floor);
	add(line, "; %s", v->answer.how);
	if (v->answer.kind == ANSWER_TESTED)
		add_p(line, v);
	if (v->answer.kind == ANSWER_LIMIT)
		add(line, "; change %.3g against %.3g", v->finding.value, v->finding.threshold);
	if (!isnan(v->mdc))
		add(line, "; MDC95 %.3g%s", v->mdc, v->mdc_assumed ? " (assumed)" : "");
}

int findings_explain(struct trial_report *report, const struct verdict *v, struct error *err)
{
	struct line line = {.used = 0};
	char name[sizeof(((struct step *)0)->name)];

	snprintf(name, sizeof(name), "finding %s", v->finding.id);
	if (v->finding.set)
		add(&line, "set %d, ", v->finding.set);
	add(&line, "%s: %s", v->finding.name, outcome_name(v->finding.outcome));
	if (*v->finding.reason && v->finding.needed)
		add(&line, " (%s: %d of %d)", v->finding.reason, v->finding.n, v->finding.needed);
	else if (*v->finding.reason)
		add(&line, " (%s)", v->finding.reason);
	if (v->answer.kind != ANSWER_NONE)
		add_test(&line, v);
	return report_add_step(report, name, err, "%s", line.text);
}
