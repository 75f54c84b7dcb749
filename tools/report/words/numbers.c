/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/words/numbers.h"

#include "analysis/sessions/timeline.h"
#include "tools/draw/charts/charts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int percent_decimals(double half_width)
{
	return half_width >= 3.55 ? 0 : 1;
}

/* German writes a comma; a number holds one point at most. */
static const char *localise(struct number *number, const struct language *language)
{
	char *point = strchr(number->text, '.');

	if (point && language == &language_german)
		*point = ',';
	return number->text;
}

const char *number_say(struct number *number, const struct language *language, double value,
		       int decimals)
{
	if (!isfinite(value)) {
		snprintf(number->text, sizeof(number->text), "%s", words(language, W_MISSING));
		return number->text;
	}
	snprintf(number->text, sizeof(number->text), "%.*f", decimals, value);
	if (number->text[0] == '-' && !strpbrk(number->text, "123456789"))
		memmove(number->text, number->text + 1, strlen(number->text));
	return localise(number, language);
}

/* "4.29e-06" as "4.29 × 10⁻⁶" */
static void write_power(struct number *number)
{
	static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	char *e = strchr(number->text, 'e');
	int power = e ? atoi(e + 1) : 0, used = e ? (int)(e - number->text) : 0;
	char figures[8];

	if (!e)
		return;
	snprintf(figures, sizeof(figures), "%d", abs(power) % 1000);
	used += snprintf(e, sizeof(number->text) - (size_t)used, " × 10%s", power < 0 ? "⁻" : "");
	for (const char *f = figures; *f; f++)
		used += snprintf(number->text + used, sizeof(number->text) - (size_t)used, "%s",
				 digits[*f - '0']);
}

const char *number_short(struct number *number, const struct language *language, double value,
			 int digits)
{
	double unit;

	if (!isfinite(value))
		return number_say(number, language, value, 0);
	unit = value != 0 ? pow(10, floor(log10(fabs(value))) - digits + 1) : 1;
	if (unit > 1 && fabs(value) < 1e9)
		return number_say(number, language, round(value / unit) * unit, 0);
	snprintf(number->text, sizeof(number->text), "%.*g", digits, value);
	write_power(number);
	return localise(number, language);
}

const char *side_say(struct number *out, const struct language *language, double ai_pct,
		     int decimals)
{
	struct number value;
	bool even =
		strpbrk(number_say(&value, language, fabs(ai_pct), decimals), "123456789") == NULL;

	if (!isfinite(ai_pct))
		return number_say(out, language, ai_pct, 0);
	return WORDS_SAY(
		out->text, language, W_SIDE, {"value", value.text},
		{"side", even ? words(language, W_EVEN) : left_or_right(language, ai_pct)});
}

/* Both ends on one side share its name. */
static const char *same_side(struct number *out, const struct language *language, double low,
			     double high, int decimals)
{
	struct number from, to;

	number_say(&from, language, fmin(fabs(low), fabs(high)), decimals);
	side_say(&to, language, fabs(low) > fabs(high) ? low : high, decimals);
	return WORDS_SAY(out->text, language, W_SIDE_AND_VALUE, {"low", from.text},
			 {"high", to.text});
}

const char *interval_say(struct number *out, const struct language *language, double low_pct,
			 double high_pct, int decimals)
{
	struct number low, high;

	out->text[0] = '\0';
	if (!isfinite(low_pct) || !isfinite(high_pct))
		return out->text;
	if (low_pct > 0 || high_pct < 0)
		return same_side(out, language, low_pct, high_pct, decimals);
	return WORDS_SAY(out->text, language, W_SIDE_AND_VALUE,
			 {"low", side_say(&low, language, low_pct, decimals)},
			 {"high", side_say(&high, language, high_pct, decimals)});
}

const char *p_say(struct number *out, const struct language *language, double p)
{
	struct number least;

	if (!(p < 0.001))
		return number_say(out, language, p, 3);
	snprintf(out->text, sizeof(out->text), "< %s", number_say(&least, language, 0.001, 3));
	return out->text;
}

const char *date_say(struct number *out, const struct language *language, const char *time,
		     bool clock)
{
	double day = timeline_day(time);
	bool has_clock = strlen(time) > strlen("2026-11-22T");
	int used;

	out->text[0] = '\0';
	if (isnan(day))
		return out->text;
	used = snprintf(out->text, sizeof(out->text), "%s",
			day_words(floor(day), language->code).text);
	if (clock && has_clock)
		snprintf(out->text + used, sizeof(out->text) - (size_t)used, " %.5s%s",
			 time + strlen("2026-11-22T"), strchr(time, 'Z') ? " UTC" : "");
	return out->text;
}

const char *left_or_right(const struct language *language, double ai_pct)
{
	return words(language, ai_pct > 0 ? W_RIGHT : W_LEFT);
}

const char *left_or_right_leg(const struct language *language, bool right)
{
	if (language == &language_german)
		return right ? "rechte" : "linke";
	return words(language, right ? W_RIGHT : W_LEFT);
}

const char *phase_say(const struct language *language, enum phase_id phase)
{
	static const enum words names[] = {
		[PHASE_SLACK] = W_SLACK, [PHASE_LIFT1] = W_LIFT1, [PHASE_LIFT2] = W_LIFT2,
		[PHASE_LIFT] = W_LIFT,   [PHASE_HOLD] = W_HOLD,   [PHASE_LOWER] = W_LOWER,
	};

	return words(language, names[phase]);
}

const char *phase_when(const struct language *language, enum phase_id phase)
{
	static const enum words names[] = {
		[PHASE_SLACK] = W_IN_SLACK, [PHASE_LIFT1] = W_IN_LIFT1, [PHASE_LIFT2] = W_IN_LIFT2,
		[PHASE_LIFT] = W_IN_LIFT,   [PHASE_HOLD] = W_IN_HOLD,   [PHASE_LOWER] = W_IN_LOWER,
	};

	return words(language, names[phase]);
}

const char *kind_say(const struct language *language, enum rep_kind kind)
{
	static const enum words names[] = {
		[REP_DEAD_STOP] = W_DEAD_STOP, [REP_TOUCH_AND_GO] = W_TOUCH_AND_GO,
		[REP_ROMANIAN] = W_ROMANIAN,   [REP_PARTIAL] = W_PARTIAL,
		[REP_FAILED] = W_FAILED,
	};

	return words(language, names[kind]);
}

const char *status_say(const struct language *language, enum report_status status)
{
	static const enum words names[] = {
		[STATUS_OK] = W_STATUS_OK,
		[STATUS_WARN] = W_STATUS_WARN,
		[STATUS_REJECT] = W_STATUS_REJECT,
	};

	return words(language, names[status]);
}

const char *recorded_say(const struct language *language, const char *word)
{
	static const struct {
		const char *word;
		enum words words;
	} known[] = {{"deadlift", W_TASK_DEADLIFT}, {"isometric", W_TASK_ISOMETRIC},
		     {"standing", W_TASK_STANDING}, {"conventional", W_STYLE_CONVENTIONAL},
		     {"sumo", W_STYLE_SUMO},        {"romanian", W_STYLE_ROMANIAN}};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(known[i].word, word))
			return words(language, known[i].words);
	return word;
}

bool has_sets(const struct trial_report *report)
{
	return report->reps && report->rep[report->reps - 1].set > report->rep[0].set;
}

const char *rep_say(struct number *out, const struct trial_report *report, const struct rep *rep)
{
	if (has_sets(report))
		snprintf(out->text, sizeof(out->text), "%d.%d", rep->set, rep->rep);
	else
		snprintf(out->text, sizeof(out->text), "%d", rep->rep);
	return out->text;
}
