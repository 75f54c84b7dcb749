/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/frame/dates.h"
#include "tools/draw/charts/charts.h"
#include "tools/draw/charts/frame/words.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

static const double day_s = 86400.0, least_apart_pt = 56.0;
static const struct stroke tick_line = {.ink = INK_MUTED, .width_pt = 0.75};

/* Days, or months; a week begins on Monday, 1970-01-05 was one. */
struct pace {
	int days, months;
};

static struct tm civil(double day)
{
	time_t seconds = (time_t)floor(day * day_s);
	struct tm tm = {0};

	gmtime_r(&seconds, &tm);
	return tm;
}

static double day_of(struct tm tm)
{
	return (double)timegm(&tm) / day_s;
}

static struct pace pace_of(const struct frame *frame)
{
	static const struct pace paces[] = {{.days = 1},    {.days = 2},   {.days = 7},
					    {.days = 14},   {.months = 1}, {.months = 2},
					    {.months = 3},  {.months = 6}, {.months = 12},
					    {.months = 24}, {.months = 60}};
	enum { PACES = sizeof(paces) / sizeof(paces[0]) };
	double pt_per_day = frame->plot.width / (frame->x1 - frame->x0);
	size_t i = 0;

	while (i + 1 < PACES &&
	       pt_per_day * (paces[i].days + 30.4 * paces[i].months) < least_apart_pt)
		i++;
	return paces[i];
}

/* First tick at or after the day. */
static double first_date(struct pace pace, double day)
{
	struct tm tm = civil(day);
	double first;

	if (pace.days)
		return ceil((day - 4.0) / pace.days - 1e-9) * pace.days + 4.0;
	tm = (struct tm){.tm_year = tm.tm_year, .tm_mon = tm.tm_mon, .tm_mday = 1};
	if (pace.months > 12)
		tm.tm_year -= tm.tm_year % (pace.months / 12);
	tm.tm_mon -= tm.tm_mon % (pace.months > 12 ? 12 : pace.months);
	for (first = day_of(tm); first < day - 1e-9; first = day_of(tm))
		tm.tm_mon += pace.months;
	return first;
}

static double next_date(struct pace pace, double day)
{
	struct tm tm = civil(day + 0.5);

	if (pace.days)
		return day + pace.days;
	tm = (struct tm){.tm_year = tm.tm_year, .tm_mon = tm.tm_mon + pace.months, .tm_mday = 1};
	return day_of(tm);
}

static const char *month_name(int month, const char *language)
{
	return word((enum word)(WORD_JANUARY + month), language);
}

struct date day_words(double day, const char *language)
{
	struct tm tm = civil(day);
	struct date out = {""};

	say(out.text, sizeof(out.text), WORD_DATE, language,
	    (const char *const[]){number(tm.tm_mday, 0, language).text,
				  month_name(tm.tm_mon, language),
				  number(tm.tm_year + 1900, 0, language).text, NULL});
	return out;
}

static struct date tick_words(struct pace pace, double day, bool first, const char *language)
{
	struct tm tm = civil(day);
	struct number year = number(tm.tm_year + 1900, 0, language);
	const char *month = month_name(tm.tm_mon, language);
	struct date out = {""};

	if (pace.months >= 12)
		snprintf(out.text, sizeof(out.text), "%s", year.text);
	else if (pace.months)
		snprintf(out.text, sizeof(out.text), "%s %s", month, year.text);
	else if (first)
		return day_words(day, language);
	else
		say(out.text, sizeof(out.text), WORD_DAY_MONTH, language,
		    (const char *const[]){number(tm.tm_mday, 0, language).text, month, NULL});
	return out;
}

void frame_date_axis(const struct frame *frame, struct canvas *canvas)
{
	double base = frame->plot.y + frame->plot.height, first;
	struct pace pace = pace_of(frame);
	struct text_style style = text_axis;

	style.align = ALIGN_CENTRE;
	first = first_date(pace, frame->x0);
	for (double day = first; day <= frame->x1; day = next_date(pace, day)) {
		/* noon: a tick is midnight, and rounding must not name the day before */
		struct date date = tick_words(pace, day + 0.5, day == first, frame->language);
		double x = frame_x(frame, day);

		canvas_segments(canvas, (struct point[]){{x, base}, {x, base + 3.0}}, 2,
				&tick_line);
		canvas_label(canvas, x, base + 12.0, date.text, &style);
	}
}
